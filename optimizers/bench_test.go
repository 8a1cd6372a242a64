package optimizers_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/optimizers/parallel"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/surfaces"
)

// plane is Rosenbrock in two dimensions with nothing around it, so that a
// benchmark shows the rule.
type plane struct{}

func (plane) Func(x []float64) float64 {
	a, d := 1-x[0], x[1]-x[0]*x[0]
	return a*a + 100*d*d
}

func (plane) Grad(dst, x []float64) {
	d := x[1] - x[0]*x[0]
	dst[0] = -2*(1-x[0]) - 400*x[0]*d
	dst[1] = 200 * d
}

func (plane) Hess(dst *mat.SymDense, x []float64) {
	dst.SetSym(0, 0, 2+1200*x[0]*x[0]-400*x[1])
	dst.SetSym(0, 1, -400*x[0])
	dst.SetSym(1, 1, 200)
}

func (plane) NumResiduals() int { return 2 }

func (plane) Residuals(dst, x []float64) { dst[0], dst[1] = 1-x[0], 10*(x[1]-x[0]*x[0]) }

func (plane) Jacobian(dst *mat.Dense, x []float64) {
	dst.Set(0, 0, -1)
	dst.Set(0, 1, 0)
	dst.Set(1, 0, -20*x[0])
	dst.Set(1, 1, 10)
}

// rng is what a rule is started with that draws.
func rng() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

// Steps through the interfaces, from the start again every 500: the subnormal numbers of a run that has settled would be timed otherwise.
func BenchmarkStep(b *testing.B) {
	for _, e := range optimizers.Catalog() {
		b.Run(e.Name, func(b *testing.B) {
			b.ReportAllocs()
			var f objective.Objective = plane{}
			x, lr := make([]float64, 2), []float64{e.LR, e.LR}
			for b.Loop() {
				x[0], x[1] = -1.5, 2
				s, err := e.Rule.Start(optimizers.Problem{F: f, X: x, Steps: 500, Rng: rng()})
				if err != nil {
					b.Fatal(err)
				}
				for range 500 {
					if s.Step(f, x, lr) != nil {
						break
					}
				}
			}
			perStep(b)
		})
	}
}

// A recorded run of 500 steps.
func BenchmarkTrace(b *testing.B) {
	b.ReportAllocs()
	r := optimizers.Run{F: plane{}, Optimizer: optimizers.NewAdam(), LR: 0.05, Start: []float64{-1.5, 2}, Steps: 500,
		Window: [][2]float64{{-2, 2}, {-1, 3}}}
	for b.Loop() {
		if _, err := r.Trace(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	perStep(b)
}

func perStep(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/500, "ns/step")
}

// BenchmarkSeeds is a band of the washboard: 1000 seeds of 800 steps.
func BenchmarkSeeds(b *testing.B) {
	b.ReportAllocs()
	run := washboard(0.3, schedules.Cosine{})
	for b.Loop() {
		if _, err := run.Ensemble(context.Background(), 1000); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLanes are maps without their pictures: Adam on Rosenbrock over 128 x 128
// rates and beta1, 500 steps, and gradient descent on Himmelblau from 201 x 201
// starts, 3000 steps.
func BenchmarkLanes(b *testing.B) {
	report := func(b *testing.B, steps float64) {
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/steps, "ns/step")
	}
	b.Run("adam", func(b *testing.B) {
		const side, steps = 128, 500
		b.ReportAllocs()
		variants := make([]optimizers.Variant, side)
		for i := range variants {
			variants[i] = optimizers.Variant{LR: math.Pow(1e-4, 1-float64(i)/(side-1)), Start: []float64{-1.5, 2}}
		}
		for b.Loop() {
			err := parallel.Do(context.Background(), side, func(ctx context.Context, i int) error {
				rule := optimizers.NewAdam()
				rule.Beta1 = 0.99 * float64(i) / (side - 1)
				run := optimizers.Run{F: surfaces.Rosenbrock{N: 2, B: 100}, Optimizer: rule, Steps: steps}
				_, err := run.Variants(ctx, variants, optimizers.Metric{}, 0)
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
		}
		report(b, side*side*steps)
	})
	b.Run("sgd", func(b *testing.B) {
		const side, steps = 201, 3000
		var variants []optimizers.Variant
		for i := range side * side {
			variants = append(variants, optimizers.Variant{LR: 1e-3, Start: []float64{-6 + 12*float64(i%side)/(side-1), -6 + 12*float64(i/side)/(side-1)}})
		}
		for _, settle := range []float64{0, 1e-6} {
			b.Run(fmt.Sprint("settle=", settle), func(b *testing.B) {
				run := optimizers.Run{F: surfaces.Himmelblau{}, Optimizer: optimizers.SGD{}, Steps: steps}
				for b.Loop() {
					if _, err := run.Variants(context.Background(), variants, optimizers.Metric{}, settle); err != nil {
						b.Fatal(err)
					}
				}
				report(b, side*side*steps)
			})
		}
	})
}
