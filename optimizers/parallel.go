package optimizers

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"

	"github.com/optviz/optviz/optimizers/parallel"
)

// Parallel calls do for 0 <= i < n on all processors, until one fails or ctx is
// cancelled. If one panics, Parallel does.
func Parallel(ctx context.Context, n int, do func(ctx context.Context, i int) error) error {
	g, group := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range n {
		g.Go(func() error {
			if err := group.Err(); err != nil {
				return err
			}
			return parallel.Catch(func() error { return do(group, i) })
		})
	}
	return parallel.Raise(g.Wait())
}
