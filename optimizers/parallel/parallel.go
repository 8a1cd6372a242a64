// Package parallel runs goroutines whose panics can be recovered from. A panic ends the
// whole program unless its own goroutine recovers; here it comes up again in the
// goroutine that waits for the work, where the program around may recover.
package parallel

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"

	"golang.org/x/sync/errgroup"
)

// Panic is the panic of a worker, as an error and as the value of the panic that Raise
// begins.
type Panic struct {
	Value any    // what the worker panicked with
	Stack []byte // the worker's stack
}

// Error returns the value and the worker's stack.
func (p *Panic) Error() string { return fmt.Sprintf("%v\n\nin a worker:\n%s", p.Value, p.Stack) }

// Catch calls work and returns its error, or a *Panic if it panics.
func Catch(work func() error) (err error) {
	defer func() {
		switch v := recover().(type) {
		case nil:
		case *Panic: // of a worker's worker
			err = v
		default:
			err = &Panic{v, debug.Stack()}
		}
	}()
	return work()
}

// Raise panics with err if it is a *Panic, and returns any other.
func Raise(err error) error {
	if p, ok := errors.AsType[*Panic](err); ok {
		panic(p)
	}
	return err
}

// Group is an errgroup.Group whose Wait panics if one of its functions has.
type Group struct{ group errgroup.Group }

// SetLimit bounds how many functions run at a time.
func (g *Group) SetLimit(n int) { g.group.SetLimit(n) }

// Go calls f in a goroutine of its own.
func (g *Group) Go(f func() error) { g.group.Go(func() error { return Catch(f) }) }

// Wait returns the first error when all functions have ended.
func (g *Group) Wait() error { return Raise(g.group.Wait()) }

// Do calls do for 0 <= i < n on all processors, until one call fails or ctx is cancelled. If
// one panics, Do panics.
func Do(ctx context.Context, n int, do func(ctx context.Context, i int) error) error {
	g, group := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range n {
		g.Go(func() error {
			if err := group.Err(); err != nil {
				return err
			}
			return Catch(func() error { return do(group, i) })
		})
	}
	return Raise(g.Wait())
}
