// Package runs turns a Document into what is drawn: a surface with its known points, and
// runs that are traced with their rates, seeds and batches. A Document comes in; a Plan goes
// out, whose Runs are computed, or an error that names the flag or key. A new way to choose
// rates, starts or examples belongs here: tune.go, plan.go and training.go.
package runs
