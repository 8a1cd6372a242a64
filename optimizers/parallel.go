package optimizers

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// Parallel calls do for 0 <= i < n on all processors, until one fails or ctx is
// cancelled.
func Parallel(ctx context.Context, n int, do func(ctx context.Context, i int) error) error {
	g, group := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range n {
		g.Go(func() error {
			if err := group.Err(); err != nil {
				return err
			}
			return do(group, i)
		})
	}
	return g.Wait()
}
