package optimizers_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/surfaces"
)

// What a rule says of itself is what it does on a loss that every rule can use.
func TestTraits(t *testing.T) {
	rules := []optimizers.Optimizer{nil, optimizers.CG{Exact: true}, optimizers.Langevin{}, optimizers.NewLookahead(optimizers.NewtonArmijo{}), optimizers.NewAveraging(optimizers.NewLangevin())}
	for _, e := range optimizers.Catalog() {
		rules = append(rules, e.Rule)
	}
	for _, rule := range rules {
		path := func(lr float64, replicate uint64) optimizers.Trajectory {
			run := optimizers.Run{F: surfaces.Rosenbrock{N: 2, B: 100}, Optimizer: rule, LR: lr, Start: []float64{-1, 1.5}, Steps: 3, Replicate: replicate}
			if rule == nil {
				run.Optimizer = optimizers.NewProjected(nil)
			}
			p, err := run.Trace(t.Context())
			if err != nil {
				t.Fatalf("%T: %v", rule, err)
			}
			return p
		}
		first, last := path(1e-3, 0), 3
		got := optimizers.Traits{
			SelfPaced:    slices.Equal(first.X, path(2e-3, 0).X),
			Random:       !slices.Equal(first.X, path(1e-3, 1).X),
			UsesLoss:     first.Funcs[last] > 0,
			NeedsHessian: first.Hessians[last] > 0,
		}
		want := optimizers.TraitsOf(rule)
		if want.ElementWise == together[nameOf(rule)] && rule != nil && nameOf(rule) != "" {
			t.Errorf("%T: element-wise is %v", rule, want.ElementWise)
		}
		want.ElementWise, want.Matrices = false, 0 // TestMatrices
		if got != want {
			t.Errorf("%T is %+v, and says %+v", rule, got, want)
		}
	}
	if optimizers.TraitsOf(optimizers.NewLookahead(optimizers.Newton{})).ElementWise || !optimizers.TraitsOf(nil).ElementWise {
		t.Error("Lookahead around Newton is element-wise, or SGD is not")
	}
}

// nameOf returns the name of a rule of the catalogue, or "".
func nameOf(rule optimizers.Optimizer) string {
	for _, e := range optimizers.Catalog() {
		if e.Rule == rule {
			return e.Name
		}
	}
	return ""
}

// A schedule follows the loss where it asks for it within the steps of a run.
func TestFollowsLoss(t *testing.T) {
	plateau := schedules.Plateau{Factor: 0.5, Patience: 1}
	all := []schedules.Schedule{
		nil, plateau, schedules.Warmup{Steps: 5, Then: plateau}, schedules.Warmup{Steps: 5},
		schedules.Sequential{First: plateau, At: 3, Then: schedules.Cosine{}}, schedules.Sequential{First: schedules.Cosine{}, At: 3, Then: plateau},
		schedules.Chained{A: schedules.Constant{}, B: plateau},
	}
	for _, e := range schedules.Catalog() {
		all = append(all, e.Schedule)
	}
	for _, s := range all {
		for steps := range 9 {
			asked := false
			if s != nil {
				rate := s.Start(0.1, steps)
				for k := range steps {
					rate(k, func() float64 { asked = true; return 0 })
				}
			}
			if got := schedules.FollowsLoss(s, steps); got != asked {
				t.Errorf("%+v follows the loss within %d steps: %v, want %v", s, steps, got, asked)
			}
		}
	}
}

// Inner knows every rule of the catalogue that goes around another.
func TestInner(t *testing.T) {
	for _, e := range optimizers.Catalog() {
		_, wraps := reflect.TypeOf(e.Rule).FieldByName("Rule")
		inner, ok := optimizers.Inner(e.Rule)
		if ok != wraps || wraps && inner != (optimizers.SGD{}) {
			t.Errorf("%s is around %v, %v", e.Name, inner, ok)
		}
	}
	if inner, ok := optimizers.Inner(optimizers.Projected{}); !ok || inner != (optimizers.SGD{}) {
		t.Errorf("a projection around nothing is around %v", inner)
	}
}
