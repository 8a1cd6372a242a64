package measure

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/optviz/optviz/cmd/internal/drawing"
)

// Slope returns the derivative of a formula at x.
func (f *Figure) Slope(curve int, x float64) (float64, error) {
	c, err := f.Curve(curve)
	if err != nil {
		return 0, err
	}
	if c.Formula == nil {
		return 0, fmt.Errorf("curve %d has no formula", curve)
	}
	slope := make([]float64, 1)
	c.Formula.Grad(slope, []float64{x})
	return slope[0], nil
}

// Exponent returns the slope of a formula at x on logarithmic axes.
func (f *Figure) Exponent(curve int, x float64) (float64, error) {
	slope, err := f.Slope(curve, x)
	if err != nil {
		return 0, err
	}
	y, err := f.Value(curve, x)
	return slope * x / y, err
}

// Gap returns the largest distance of the second curve from the first, where they are
// drawn.
func (f *Figure) Gap(first, second int) (float64, error) {
	a, err := f.Curve(first)
	if err != nil {
		return 0, err
	}
	gap := 0.0
	for i, x := range a.X {
		v, err := f.Value(second, x)
		if err != nil {
			return 0, err
		}
		gap = math.Max(gap, math.Abs(v-a.Y[i]))
	}
	return gap, nil
}

// First returns the first x of a curve at which it is at most a level, NaN if none is.
func (f *Figure) First(curve int, level float64) (float64, error) {
	c, err := f.Curve(curve)
	for i, y := range c.Y {
		if y <= level {
			return c.X[i], err
		}
	}
	return math.NaN(), err
}

// Value returns the value of a curve at x: of a formula, or of data that has that x.
func (f *Figure) Value(curve int, x float64) (float64, error) { return f.CurveValue(curve, x) }

// set returns a cloud and one of its sets, counted from 1.
func (f *Figure) set(number int) (*drawing.Cloud, drawing.CloudSet, error) {
	c, ok := f.Content.(*drawing.Cloud)
	if !ok || number < 1 || number > len(c.Sets) {
		return nil, drawing.CloudSet{}, fmt.Errorf("no cloud %d", number)
	}
	return c, c.Sets[number-1], nil
}

// Spread returns the trace of the covariance of a cloud's gradients about the full one.
func (f *Figure) Spread(number int) (float64, error) {
	c, s, err := f.set(number)
	if err != nil {
		return 0, err
	}
	return c.Spread(s), nil
}

// SpreadByLaw returns what the trace is for minibatches of B of N examples drawn
// without replacement: that of single ones, over B, times (N-B)/(N-1).
func (f *Figure) SpreadByLaw(number int) (float64, error) {
	c, s, err := f.set(number)
	if err != nil {
		return 0, err
	}
	n, b := float64(c.Sum.NumExamples()), float64(s.Size)
	trace, grad := 0.0, make([]float64, len(c.At))
	for i := range c.Sum.NumExamples() {
		c.Sum.GradOf(grad, c.At, []int{i})
		for j, v := range grad {
			trace += (v - c.Full[j]) * (v - c.Full[j]) / n
		}
	}
	return trace / b * (n - b) / math.Max(n-1, 1), nil
}

// Bias returns how far the mean gradient of one epoch's minibatches is from the full
// gradient, as the largest of the coordinates.
func (f *Figure) Bias(number int) (float64, error) {
	c, s, err := f.set(number)
	if err != nil {
		return 0, err
	}
	order := make([]int, c.Sum.NumExamples())
	for i := range order {
		order[i] = i
	}
	if len(order)%s.Size != 0 {
		return 0, fmt.Errorf("%d examples are not whole minibatches of %d", len(order), s.Size)
	}
	mean, grad := make([]float64, len(c.At)), make([]float64, len(c.At))
	for batch := range slices.Chunk(order, s.Size) {
		c.Sum.GradOf(grad, c.At, batch)
		for i, v := range grad {
			mean[i] += v * float64(s.Size) / float64(len(order))
		}
	}
	bias := 0.0
	for i, v := range mean {
		bias = math.Max(bias, math.Abs(v-c.Full[i]))
	}
	return bias, nil
}

// Parameters returns how many weights and biases the network or the neuron of a diagram
// has.
func (f *Figure) Parameters() (int, error) {
	r, ok := f.Content.(*drawing.Diagram)
	if !ok {
		return 0, fmt.Errorf("no diagram")
	}
	if r.Neuron != nil {
		return len(r.Neuron.Inputs) + 1, nil
	}
	n := 0
	for i := range r.Layers[1:] {
		n += (r.Layers[i].Width + 1) * r.Layers[i+1].Width
	}
	return n, nil
}

// differences returns the gradcheck that has the differences of a scheme: 1 forward, 2 central.
func (f *Figure) differences(scheme int) (*drawing.Gradcheck, error) {
	c, ok := f.Content.(*drawing.Gradcheck)
	if !ok || scheme < 1 || scheme > 2 {
		return nil, fmt.Errorf("no differences %d of a gradcheck: 1 is forward, 2 central", scheme)
	}
	return c, nil
}

// GradError returns the relative error of the gradient by differences of a step h: 1
// forward, 2 central.
func (f *Figure) GradError(scheme int, h float64) (float64, error) {
	c, err := f.differences(scheme)
	if err != nil {
		return 0, err
	}
	return c.Error(scheme-1, h), nil
}

// BestH returns the step around which the errors that are drawn are least.
func (f *Figure) BestH(scheme int) (float64, error) {
	c, err := f.differences(scheme)
	if err != nil {
		return 0, err
	}
	h, _ := c.Best(scheme - 1)
	return h, nil
}

// LeastGradError returns the error at BestH.
func (f *Figure) LeastGradError(scheme int) (float64, error) {
	c, err := f.differences(scheme)
	if err != nil {
		return 0, err
	}
	_, least := c.Best(scheme - 1)
	return least, nil
}

// cycle returns the places that the run of a value of x comes back to, in ascending
// order; none where it diverges.
func (f *Figure) cycle(x float64) ([]float64, error) {
	o, ok := f.Content.(*drawing.Orbit)
	if !ok {
		return nil, errors.New("no orbit")
	}
	nearest := 0
	for i, v := range o.Sweep.X.Values {
		if math.Abs(v-x) < math.Abs(o.Sweep.X.Values[nearest]-x) {
			nearest = i
		}
	}
	ends := slices.Clone(o.Ends[nearest])
	slices.Sort(ends)
	const same = 1e-6
	return slices.CompactFunc(ends, func(a, b float64) bool { return math.Abs(a-b) <= same*math.Max(1, math.Abs(a)) }), nil
}

// Period returns how many places the run of the value nearest x comes back to; 0 where
// it diverges.
func (f *Figure) Period(x float64) (int, error) {
	c, err := f.cycle(x)
	return len(c), err
}

// Cycle returns a place that the run comes back to, counted from 1 upwards.
func (f *Figure) Cycle(x float64, i int) (float64, error) {
	c, err := f.cycle(x)
	if err == nil && (i < 1 || i > len(c)) {
		err = fmt.Errorf("no place %d of %d", i, len(c))
	}
	if err != nil {
		return 0, err
	}
	return c[i-1], nil
}
