package models

import (
	"math"
	"sync"
	"sync/atomic"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
)

// Linear is the loss of a model that is linear in its parameters up to one
// activation: a line, a polynomial, a neuron. The loss is the mean over examples
//
//	f(w) = 1/N Σ_i l(z_i, y_i),  z_i = w·φ_i,
//
// where φ_i are the features of example i, such as its inputs and a 1, and l is a loss
// with derivatives in z. Hence
//
//	∇f = 1/N Σ_i l'(z_i, y_i) φ_i,  ∇²f = 1/N Σ_i l''(z_i, y_i) φ_i φ_i'.
//
// An example at a kink of the activation adds 0 to both, as reluUnit defines.
type Linear struct {
	meta          surfaces.Meta
	set           *data.Set
	model         linearModel
	features      func() *mat.Dense // φ_i, one in each row; made at the first call
	wanted        []float64         // the targets y_i, in the scale of z
	all           []int             // 0, 1, ..., N-1: the batch of all examples
	held          *Linear           // the loss on held-out examples, or nil
	scratch       *sync.Pool        // holds *[]float64: features of one example
	quadratic     *quadratic        // f in closed form if f is a quadratic with one minimum, or nil
	accuracyAsked atomic.Bool       // set once Accuracy was computed on set
}

// linearModel holds all that a Linear needs beside a set of examples.
type linearModel struct {
	dim     int                         // number of features of an example
	phi     func(dst, inputs []float64) // writes the features of an example
	wanted  func(y float64) float64     // converts y to the scale of z; nil leaves y
	loss    exampleLoss                 // as a function of z
	predict func(z float64) float64     // converts z to what Predict returns; nil leaves z
	axes    []string                    // names of the parameters if there are two
}

// newLinear returns the model's loss on a set, without Meta.
func newLinear(m linearModel, set *data.Set) *Linear {
	l := &Linear{set: set, model: m, wanted: set.Y}
	// Thousands of features take more memory than all else. Losses on held-out examples
	// are often used only for Predict, which does not need them.
	l.features = sync.OnceValue(func() *mat.Dense {
		features := mat.NewDense(set.Len(), m.dim, nil)
		for i := range set.Len() {
			m.phi(features.RawRowView(i), set.X.RawRowView(i))
		}
		return features
	})
	l.all = make([]int, set.Len())
	for i := range l.all {
		l.all[i] = i
	}
	if m.wanted != nil {
		l.wanted = make([]float64, set.Len())
		for i, y := range set.Y {
			l.wanted[i] = m.wanted(y)
		}
	}
	// The runtime keeps a pool for two collections; New must not keep the model alive.
	dim := m.dim
	l.scratch = &sync.Pool{New: func() any {
		v := make([]float64, dim)
		return &v
	}}
	return l
}

func (l *Linear) Meta() surfaces.Meta { return cloneMeta(l.meta) }
func (l *Linear) Data() *data.Set     { return l.set }
func (l *Linear) NumExamples() int    { return len(l.all) }

// Bytes returns the memory that the features of all examples take once the loss is first
// evaluated.
func (l *Linear) Bytes() float64 { return 8 * float64(len(l.all)) * float64(l.model.dim) }

// Validation returns the loss on held-out examples, or nil if there are none.
func (l *Linear) Validation() surfaces.Surface {
	if l.held == nil {
		return nil
	}
	return l.held
}

// Func returns the mean loss of all examples; a quadratic needs no pass through them.
func (l *Linear) Func(x []float64) float64 {
	if l.quadratic != nil {
		return l.quadratic.value(x)
	}
	return l.FuncOf(x, l.all)
}

func (l *Linear) Grad(dst, x []float64) {
	if l.quadratic != nil {
		l.quadratic.gradient(dst, x)
		return
	}
	l.GradOf(dst, x, l.all)
}

func (l *Linear) Hess(dst *mat.SymDense, x []float64) { l.HessOf(dst, x, l.all) }

func (l *Linear) FuncOf(x []float64, batch []int) float64 {
	features, sum := l.features(), 0.0
	for _, i := range batch {
		sum += l.model.loss.value(floats.Dot(features.RawRowView(i), x), l.wanted[i])
	}
	return sum / float64(len(batch))
}

func (l *Linear) GradOf(dst, x []float64, batch []int) {
	clear(dst)
	features := l.features()
	for _, i := range batch {
		phi := features.RawRowView(i)
		if slope := l.model.loss.slope(floats.Dot(phi, x), l.wanted[i]); slope != 0 {
			floats.AddScaled(dst, slope, phi)
		}
	}
	floats.Scale(1/float64(len(batch)), dst)
}

func (l *Linear) HessOf(dst *mat.SymDense, x []float64, batch []int) {
	dst.Zero()
	h := dst.RawSymmetric() // the upper triangle counts
	features := l.features()
	for _, i := range batch {
		phi := features.RawRowView(i)
		curvature := l.model.loss.curvature(floats.Dot(phi, x), l.wanted[i]) / float64(len(batch))
		if curvature == 0 {
			continue
		}
		for j, p := range phi {
			floats.AddScaled(h.Data[j*h.Stride+j:j*h.Stride+h.N], curvature*p, phi[j:])
		}
	}
}

// NumResiduals returns the number of examples if the loss is half the mean square of
// residuals linear in x, and 0 otherwise. Residual i is (z_i - y_i)/√(2N).
func (l *Linear) NumResiduals() int {
	if _, square := l.model.loss.(halfSquareLoss); !square {
		return 0
	}
	return len(l.all)
}

func (l *Linear) Residuals(dst, x []float64) {
	features, scale := l.features(), 1/math.Sqrt(2*float64(len(l.all)))
	for i := range dst {
		dst[i] = (floats.Dot(features.RawRowView(i), x) - l.wanted[i]) * scale
	}
}

// Jacobian writes the features, scaled as the residuals are. They do not depend on x.
func (l *Linear) Jacobian(dst *mat.Dense, _ []float64) {
	dst.Scale(1/math.Sqrt(2*float64(len(l.all))), l.features())
}

// Outputs returns 1: a number, or the probability of class 1.
func (*Linear) Outputs() int { return 1 }

// Predict writes the model's output for one example's inputs to dst. Where numbers fit
// the classes, as with squared loss, the output is a score: it may leave [0, 1], but 0.5
// still separates the classes.
func (l *Linear) Predict(dst, x, inputs []float64) {
	phi := l.scratch.Get().(*[]float64)
	l.model.phi(*phi, inputs)
	dst[0] = l.output(floats.Dot(*phi, x))
	l.scratch.Put(phi)
}

// output converts z to the output that Predict writes.
func (l *Linear) output(z float64) float64 {
	if l.model.predict != nil {
		return l.model.predict(z)
	}
	return z
}

// holdOut builds the loss on held-out examples, if there are any.
func (l *Linear) holdOut(held *data.Set) {
	if held == nil {
		return
	}
	l.held = newLinear(l.model, held)
}
