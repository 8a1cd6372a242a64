package live

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/render/words"
)

// Runs are counted before any rule is read: a link of a million rules has its answer at once.
func TestCountsFirst(t *testing.T) {
	s := with(func(s *setup.Setup) {
		s.Surface, s.Optimizers = "logistic", []string{"no rule at all"}
		for i := range 100 {
			s.Starts = append(s.Starts, []float64{float64(i), 0, 0})
		}
	})
	for n, want := range map[int]string{1: "100 runs are too many", 100: "100 runs are too many", 40: "4000 runs are too many"} {
		s.Optimizers = make([]string, n)
		_, _, err := new(Lab).Runs(t.Context(), s, words.English)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%d rules: %v, want %s", n, err, want)
		}
	}
	if _, err := new(Lab).Suited(t.Context(), with(func(s *setup.Setup) { s.Optimizers = make([]string, 100) })); err == nil || !strings.Contains(err.Error(), "100 runs") {
		t.Errorf("suited rates of 100 rules: %v", err)
	}
}

// What the runs of a page cost is limited by the operations of their steps.
func TestCost(t *testing.T) {
	for _, c := range []struct {
		surface, rule string
		steps         int
		ok            bool
	}{
		{"rosenbrock", "newton", mostSteps, true},
		{"rosenbrock:n=100", "newton", setup.UsualSteps, true},
		{"rosenbrock:n=200", "newton", 40_000, false},
		{"rosenbrock:n=1000", "newton", 20, false},
		{"rosenbrock:n=1000", "bfgs", 4000, true},
		{"rosenbrock:n=200", "adam", 40_000, true},
	} {
		s := with(func(s *setup.Setup) { s.Surface, s.Optimizers, s.Steps = c.surface, []string{c.rule}, &c.steps })
		land, err := new(Lab).Landscape(s)
		if err != nil {
			t.Fatal(err)
		}
		_, err = combinations(s, land)
		usage, refused := errors.AsType[*catalog.Error](err)
		if refused == c.ok || err != nil && !refused || refused && (usage.Flag != "--steps" || usage.Value != fmt.Sprint(c.steps)) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

// Every surface of the catalogue can be live with four rules and the usual steps, but for the network, whose
// steps are dear: fewer of them can.
func TestUsualCost(t *testing.T) {
	for _, e := range catalog.Surfaces() {
		s := setup.Setup{Seeds: 1, Surface: e.Name, Optimizers: []string{"sgd", "momentum", "adam", "rmsprop"}}
		land, err := new(Lab).Landscape(s)
		if err != nil {
			t.Fatalf("%s: %v", e.Name, err)
		}
		if e.Name == "network" {
			s.Steps = new(150)
		}
		if _, err := combinations(s, land); err != nil {
			t.Errorf("%s: %v", e.Name, err)
		}
	}
}

// What takes too long ends, and the error names the flag that makes it shorter.
func TestInTime(t *testing.T) {
	s := usual()
	late := &deadline{Context: t.Context(), at: time.Now().Add(-time.Second)}
	err := inTime(t.Context(), s, func(context.Context) error {
		land, err := new(Lab).Landscape(s)
		if err != nil {
			return err
		}
		all, err := combinations(s, land)
		if err != nil {
			return err
		}
		_, err = trace(late, s, land, all[0], nil)
		return err
	})
	if f := FailureOf(err); f.Flag != "--steps" || f.Value != "200" || !strings.Contains(f.Text, "fewer") {
		t.Errorf("%+v", f)
	}
	again := late.Err()
	if !errors.Is(again, errLong) {
		t.Errorf("%v after the end", again)
	}
}

// The name that a formula does not know comes with the error.
func TestUnknownName(t *testing.T) {
	_, _, err := new(Lab).Runs(t.Context(), setup.Setup{Seeds: 1, Formula: "x^2 + b*y^2"}, words.English)
	if f := FailureOf(err); f.Name != "b" || f.Flag != "--formula" {
		t.Errorf("%+v", f)
	}
}
