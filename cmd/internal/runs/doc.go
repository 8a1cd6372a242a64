// Package runs turns a Document into a surface with its critical points, and into runs with
// their rates, seeds and batches. A Document comes in; a Plan goes out, whose runs Trace
// computes, or an error that names the flag or key. A new way to choose rates, starts or
// examples belongs here: in tune.go, plan.go and training.go.
package runs
