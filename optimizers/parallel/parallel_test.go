package parallel

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// panicOf returns what f panics with.
func panicOf(f func()) (value any) {
	defer func() { value = recover() }()
	f()
	return nil
}

// TestGroup: an error is returned, a panic comes up in the goroutine that waits, with the
// worker's value and stack.
func TestGroup(t *testing.T) {
	failure := errors.New("failure")
	var g Group
	g.SetLimit(1)
	g.Go(func() error { return nil })
	g.Go(func() error { return failure })
	if err := g.Wait(); err != failure {
		t.Errorf("Wait = %v", err)
	}
	inner := func() error {
		var g Group
		g.Go(func() error { return explode([]int{}) })
		return g.Wait()
	}
	for name, work := range map[string]func() error{"worker": func() error { return explode(nil) }, "worker's worker": inner} {
		var g Group
		g.Go(work)
		p, ok := panicOf(func() { g.Wait() }).(*Panic)
		if !ok || !strings.Contains(p.Error(), "index out of range [3] with length 0") || !strings.Contains(p.Error(), "parallel.explode") {
			t.Errorf("%s: %v", name, p)
		}
	}
}

// explode reads beyond the end of a list.
//
//go:noinline
func explode(list []int) error {
	_ = list[len(list)+3]
	return nil
}

// The panic of a worker comes up in the goroutine that called Do, where a program around may
// recover.
func TestDoPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("Do did not panic")
		}
	}()
	err := Do(t.Context(), 3, func(_ context.Context, i int) error {
		var none []int
		_ = none[i]
		return nil
	})
	t.Errorf("Do returned %v", err)
}
