package optimizers

import (
	"errors"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/eigen"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/optimizers/schedules"
)

// Expected computes a metric of the expected loss of runs that differ in their variants,
// exactly and without random numbers, for SGD, Momentum and Nesterov under gradient noise
// on a quadratic. In the eigenframe of the Hessian, u = Q'(x - x*), the coordinates are
// independent: for SGD
//
//	E[u_i^2] <- (1 - a λ_i)^2 E[u_i^2] + a^2 σ^2,  E f = f* + 1/2 Σ λ_i E[u_i^2],
//
// with the rate a of the step and the noise σ of each gradient coordinate, 0 where the
// loss is not Noisy. With momentum, the second moments of u_i and of its velocity depend
// on each other, see Linear. The formulas hold for all noise of mean 0 and variance σ^2.
// A variant diverges where E f is not finite; a Result has no X.
//
// Expected refuses other rules, weight decay, and losses that are random in other ways.
// It refuses a loss that is not a quadratic with a minimum: the Hessian differs around
// the start, has a negative eigenvalue, or is flat where the gradient is not 0. It
// refuses schedules that ask for the loss, such as Plateau, because their rates are
// random too, and StepsBeyond, which is no metric of the loss. A curvature below 1e-12 of
// the Hessian's norm counts as flat.
//
// Source: Bottou, Curtis and Nocedal 2018, Optimization methods for large-scale
// machine learning, section 4.
func (r Run) Expected(variants []Variant, m Metric) ([]Result, error) {
	f, sigma, err := r.quadratic()
	if err != nil {
		return nil, err
	}
	if len(variants) > 0 {
		if err := r.in(variants[0]).tryStart(); err != nil {
			return nil, err
		}
		if err := m.check(r, len(variants[0].Start)); err != nil {
			return nil, err
		}
	}
	if m.Kind == StepsBeyond {
		return nil, errors.New("the expected loss says nothing of a coordinate")
	}
	out := make([]Result, len(variants))
	var e eigenframe
	for i, variant := range variants {
		if i == 0 || !slices.Equal(variant.Start, variants[i-1].Start) {
			if e, err = newEigenframe(f, variant.Start); err != nil {
				return nil, err
			}
		}
		out[i] = e.read(r.in(variant), sigma, m)
	}
	return out, nil
}

// CheckExpected returns nil if the expected loss of the run is known, and otherwise an
// error with the reason.
func (r Run) CheckExpected() error {
	f, _, err := r.quadratic()
	if err == nil {
		_, err = newEigenframe(f, r.Start)
	}
	return err
}

// ExpectedLoss returns the expected loss of the run at the iterates that it shows, one
// number for each row of a Trajectory. The loss is exact, as in Expected, and +Inf where
// it is not finite.
func (r Run) ExpectedLoss() ([]float64, error) {
	f, sigma, err := r.quadratic()
	if err == nil {
		err = r.tryStart()
	}
	if err != nil {
		return nil, err
	}
	e, err := newEigenframe(f, r.Start)
	if err != nil {
		return nil, err
	}
	var rows []float64
	e.each(r, sigma, func(k int, loss float64) bool {
		if k%max(r.Every, 1) == 0 || k == r.Steps {
			if !finite(loss) {
				loss = math.Inf(1)
			}
			rows = append(rows, loss)
		}
		return true
	})
	return rows, nil
}

// quadratic returns the loss without its noise, and the noise sigma, of a run whose
// expected loss is known.
func (r Run) quadratic() (f objective.Curved, sigma float64, err error) {
	if l, ok := LinearOf(r.Optimizer); !ok || l.WeightDecay != 0 {
		return nil, 0, errors.New("the expected loss is known of sgd, momentum and nesterov without weight decay alone")
	}
	if schedules.FollowsLoss(r.Schedule, r.Steps) {
		return nil, 0, errors.New("the expected loss is not known where the schedule follows the loss of each run")
	}
	loss := r.F
	if noisy, ok := loss.(Noisy); ok {
		loss, sigma = noisy.F, noisy.Sigma
	}
	if objective.Is[objective.Random](loss) {
		return nil, 0, errors.New("the expected loss is known under noise alone")
	}
	f, ok := objective.As[objective.Curved](loss)
	if !ok {
		return nil, 0, errors.New("the expected loss is known on quadratics alone")
	}
	return f, sigma, nil
}

// eigenframe describes a quadratic from a start: lambda has its curvatures, and square
// the squares of the start's coordinates along the eigenvectors, counted from the
// minimum.
type eigenframe struct {
	lambda, square []float64
	floor          float64 // the loss at the minimum
}

func newEigenframe(f objective.Curved, x []float64) (eigenframe, error) {
	h, g := mat.NewSymDense(len(x), nil), mat.NewVecDense(len(x), nil)
	f.Hess(h, x)
	f.Grad(g.RawVector().Data, x)
	values, q, err := eigen.Decompose(h)
	if err != nil || !sameAround(f, x, h) {
		return eigenframe{}, errors.New("the expected loss is known on quadratics alone")
	}
	var slopes mat.VecDense
	slopes.MulVec(q.T(), g)
	e := eigenframe{lambda: values, square: make([]float64, len(x)), floor: f.Func(x)}
	flat := 1e-12 * mat.Norm(h, 2) // rounding leaves as much of a curvature of 0
	for i, l := range e.lambda {
		switch slope := slopes.AtVec(i); {
		case l > flat:
			e.square[i] = (slope / l) * (slope / l)
		case l < -flat || math.Abs(slope) > 1e-12*mat.Norm(g, 2):
			return e, errors.New("the quadratic has no minimum to expect a loss around")
		default:
			e.lambda[i] = 0
		}
		e.floor -= e.lambda[i] / 2 * e.square[i]
	}
	return e, nil
}

// sameAround reports whether the Hessian is the same at points around x.
func sameAround(f objective.Curved, x []float64, h *mat.SymDense) bool {
	there, y := mat.NewSymDense(len(x), nil), make([]float64, len(x))
	for _, by := range []float64{1, -2.5} {
		for i, v := range x {
			y[i] = v + by*float64(i+1)
		}
		if f.Hess(there, y); !mat.EqualApprox(h, there, 1e-12*math.Max(1, mat.Norm(h, 2))) {
			return false
		}
	}
	return true
}

// each computes the expected loss of every iterate of a run from the frame's start and
// shows it to visit, until visit returns false.
func (e eigenframe) each(r Run, sigma float64, visit func(k int, loss float64) bool) {
	if r.Schedule == nil {
		r.Schedule = schedules.Constant{}
	}
	rule, _ := LinearOf(r.Optimizer)
	rate := r.Schedule.Start(r.LR, r.Steps)
	at, loss := make([]moments, len(e.square)), 0.0
	for i, v := range e.square {
		at[i].uu = v
	}
	loss = e.loss(at)
	for k := 0; visit(k, loss) && k < r.Steps; k++ {
		a := rate(k, func() float64 { return math.NaN() }) // the schedules allowed here do not ask for the loss
		for i, l := range e.lambda {
			at[i] = rule.step(at[i], a, l, sigma, k == 0)
		}
		loss = e.loss(at)
	}
}

// read computes the metric of the expected loss of a run from the frame's start.
func (e eigenframe) read(r Run, sigma float64, m Metric) Result {
	out := Result{Value: m.start(), Settled: -1}
	e.each(r, sigma, func(k int, loss float64) bool {
		if out.Steps = k; !finite(loss) {
			out.Value, out.Diverged = math.Inf(1), true
			return false
		}
		out.Value = m.add(out.Value, k, r.Steps, loss)
		return !m.Counts() || math.IsNaN(out.Value)
	})
	return out
}

// loss returns the expected loss of points whose coordinates have the given moments.
func (e eigenframe) loss(at []moments) float64 {
	loss := e.floor
	for i, l := range e.lambda {
		loss += l / 2 * at[i].uu
	}
	return loss
}
