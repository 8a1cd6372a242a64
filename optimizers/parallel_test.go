package optimizers

import (
	"context"
	"testing"
)

// TestParallelPanic: the panic of a worker comes up in the goroutine that called
// Parallel, where a program around may recover.
func TestParallelPanic(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("Parallel did not panic")
		}
	}()
	err := Parallel(t.Context(), 3, func(_ context.Context, i int) error {
		var none []int
		_ = none[i]
		return nil
	})
	t.Errorf("Parallel returned %v", err)
}
