package models

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"sync"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"

	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
	"github.com/optviz/optviz/surfaces/internal/streams"
)

// Network is a multilayer perceptron, the mean loss of
//
//	a_l = act(W_l a_(l-1) + b_l),  a_0 = the inputs,
//
// over the training examples; the last layer has no act. For numbers the loss is
// ½ (output - y)^2, for two classes the cross-entropy of one output's sigmoid, for K
// classes the cross-entropy of the softmax of K outputs. relu is max(z, 0), with the
// derivative 0 at 0.
//
// The parameters are, layer by layer, the weights W_l row by row, where a row holds the
// weights into one unit, and then the biases b_l: Σ_l (in_l + 1) out_l in all.
// Training starts from biases 0 and weights N(0, 2/in) into ReLU units (He et
// al. 2015), N(0, 2/(in + out)) into others (Glorot & Bengio 2010).
//
// Corrupt replaces the labels of this share of the training examples by labels drawn
// from all classes, the true one included. Training never sees the validation
// examples, which are drawn at random from a set of the user's. Inputs are not
// scaled: inputs far from [-1, 1] train badly.
// With Jitter or Dropout the loss is a RandomSum in the sense of package
// optimizers: every step of training adds N(0, Jitter^2) to each input, drops each
// hidden unit of each example with the probability Dropout, and multiplies the
// output of the other units by 1/(1 - Dropout).
//
// Source: Rumelhart, Hinton & Williams 1986; Srivastava et al. 2014 for dropout.
type Network struct {
	Hidden     []int   `key:"hidden" in:"[1,10000]" doc:"widths of up to 32 hidden layers"`
	Activation string  `key:"activation" one:"relu|tanh" doc:"activation of hidden units"`
	Data       string  `key:"data" one:"digits|moons|spirals|sine" doc:"the examples"`
	Task       string  `key:"task" one:"auto|classes|numbers" doc:"what a file's last column holds; auto: classes, if all are whole from 0 to 99"`
	N          int     `key:"n" in:"[1,1000000]" doc:"training examples [the set's own; all of a file that are not held out]"`
	Noise      float64 `key:"noise" in:"(0,inf)" doc:"noise of the examples [the set's own]"`
	Validation int     `key:"validation" in:"[0,1000000]" doc:"examples held out; 1000 are at most a fifth of a file"`
	Seed       int     `key:"seed" in:"[0,inf)" doc:"seed of the examples and the initial weights"`
	Corrupt    float64 `key:"corrupt" in:"[0,1]" doc:"share of training labels that are random"`
	Jitter     float64 `key:"jitter" in:"[0,inf)" doc:"noise of inputs in training, drawn anew in every step"`
	Dropout    float64 `key:"dropout" in:"[0,1)" doc:"probability that a hidden unit is dropped in a step"`
}

// NewNetwork returns a Network with its defaults: 6570 parameters on 1000 digits.
func NewNetwork() Network {
	return Network{Hidden: []int{64, 32}, Activation: "relu", Data: "digits", Task: "auto", Validation: heldOut}
}

// Build returns the loss on set or, if set is nil, on N examples of Data.
func (r Network) Build(set *data.Set) (surfaces.Surface, error) {
	act, err := r.check()
	if err != nil {
		return nil, fmt.Errorf("network: %w", err)
	}
	training, held, err := r.examples(set)
	if err == nil {
		err = r.checkSize(training)
	}
	if err != nil {
		return nil, fmt.Errorf("network: %w", err)
	}
	n := newNetwork(r, act, training)
	if held != nil {
		n.held = newNetwork(r, act, held)
	}
	if r.Jitter > 0 || r.Dropout > 0 {
		return noisyNetwork{n}, nil
	}
	return n, nil
}

func (r Network) check() (activation, error) {
	act, ok := map[string]activation{"relu": relu, "tanh": tanh}[r.Activation]
	switch {
	case !ok:
		return 0, fmt.Errorf("activation %q: must be relu or tanh", r.Activation)
	case !(r.Corrupt >= 0 && r.Corrupt <= 1):
		return 0, fmt.Errorf("corrupt %v: must be in [0,1]", r.Corrupt)
	case !(r.Jitter >= 0 && r.Jitter <= math.MaxFloat64):
		return 0, fmt.Errorf("jitter %v: must be in [0,inf)", r.Jitter)
	case !(r.Dropout >= 0 && r.Dropout < 1):
		return 0, fmt.Errorf("dropout %v: must be in [0,1)", r.Dropout)
	case r.Task != "auto" && r.Task != "classes" && r.Task != "numbers":
		return 0, fmt.Errorf("task %q: must be auto, classes or numbers", r.Task)
	case !(r.Noise >= 0 && r.Noise <= math.MaxFloat64):
		return 0, fmt.Errorf("noise %v: must be in [0,inf)", r.Noise)
	case r.N < 0:
		return 0, fmt.Errorf("n %d: must be at least 1", r.N)
	case r.Validation < 0:
		return 0, fmt.Errorf("validation %d: must be at least 0", r.Validation)
	case len(r.Hidden) > maxLayers:
		return 0, fmt.Errorf("hidden: %d layers are above %d, the most", len(r.Hidden), maxLayers)
	case r.Dropout > 0 && len(r.Hidden) == 0:
		return 0, errors.New("dropout: there are no hidden units to drop")
	}
	for _, width := range r.Hidden {
		if width < 1 {
			return 0, fmt.Errorf("hidden %d: must be at least 1", width)
		}
	}
	return act, nil
}

// Bounds of a network, which is thus made within a second and fits in memory.
const (
	maxLayers     = 32
	maxParameters = 5_000_000
	maxGenerated  = 20_000_000 // inputs of all examples that are generated, not read
)

// checkSize refuses so many parameters that a run could not keep several iterates in
// memory.
func (r Network) checkSize(set *data.Set) error {
	if _, dim := layersOf(r.widths(set)); dim > maxParameters {
		return fmt.Errorf("hidden: %d parameters are above %d, the most", dim, maxParameters)
	}
	return nil
}

// widths returns the widths of the inputs, the hidden layers and the outputs.
func (r Network) widths(set *data.Set) []int {
	_, outputs := lossOf(set.Classes)
	return append(append([]int{set.Dim()}, r.Hidden...), outputs)
}

// network is the mean loss of a multilayer perceptron on a set.
type network struct {
	recipe  Network
	meta    surfaces.Meta
	set     *data.Set
	widths  []int // of the inputs, the hidden layers and the outputs
	layers  []layer
	dim     int
	act     activation
	loss    lossKind
	held    *network // the loss on held-out examples, or nil
	scratch sync.Pool
}

func newNetwork(r Network, act activation, set *data.Set) *network {
	n := &network{recipe: r, set: set, act: act}
	n.loss, _ = lossOf(set.Classes)
	n.widths = r.widths(set)
	n.layers, n.dim = layersOf(n.widths)
	n.scratch.New = func() any { return newScratch(n) }
	n.describe()
	return n
}

func (n *network) Func(x []float64) float64 { return n.value(x, batch{net: n, n: n.NumExamples()}) }
func (n *network) Grad(dst, x []float64)    { n.gradient(dst, x, batch{net: n, n: n.NumExamples()}) }

func (n *network) FuncOf(x []float64, indices []int) float64 {
	return n.value(x, batch{net: n, indices: indices, n: len(indices)})
}

func (n *network) GradOf(dst, x []float64, indices []int) {
	n.gradient(dst, x, batch{net: n, indices: indices, n: len(indices)})
}

// Cost counts a multiplication for each parameter and example. In small networks the
// exponentials and logarithms of the loss take longer than the multiplications.
func (n *network) Cost() int {
	const perOutput = 250
	return n.NumExamples() * max(n.dim, perOutput*n.widths[len(n.widths)-1])
}

func (n *network) NumExamples() int  { return n.set.Len() }
func (n *network) Data() *data.Set   { return n.set }
func (n *network) Outputs() int      { return n.widths[len(n.widths)-1] }
func (n *network) Filters() [][2]int { return filters(n.layers) }

// Validation returns the loss on held-out examples, without jitter and dropout, or nil if
// there are none.
func (n *network) Validation() surfaces.Surface {
	if n.held == nil {
		return nil
	}
	return n.held
}

// Predict writes the network's outputs for one example's inputs to dst, without jitter
// and dropout.
func (n *network) Predict(dst, x, inputs []float64) {
	s := n.scratch.Get().(*scratch)
	in := inputs
	for l, layer := range n.layers {
		out := row(s.first.outputs[l+1], 0)
		copy(out, layer.biases(x))
		blas64.Gemv(blas.NoTrans, 1, layer.weights(x), vector(in), 1, vector(out))
		if l < len(n.layers)-1 {
			n.act.apply(out)
		}
		in = out
	}
	n.loss.predict(in)
	copy(dst, in)
	n.scratch.Put(s)
}

func vector(v []float64) blas64.Vector { return blas64.Vector{N: len(v), Inc: 1, Data: v} }

// Meta returns the start of training and, as the window, the customary range of weights.
func (n *network) Meta() surfaces.Meta { return cloneMeta(n.meta) }

func (n *network) describe() {
	m := metaOf("network")
	m.Varying = []string{n.shape(), n.set.Name}
	m.Title = fmt.Sprintf("Network %s on %s", n.shape(), n.set.Name)
	m.Dim = n.dim
	m.Window = make([][2]float64, n.dim)
	for i := range m.Window {
		m.Window[i] = [2]float64{-1, 1}
	}
	m.Start = initial(n.layers, n.act, n.dim, streams.New(uint64(n.recipe.Seed), streams.Weights))
	m.Infimum = math.NaN()
	m.Arguments = []string{"W", "b"}
	m.Formula = n.formula()
	n.meta = m
}

// shape returns the widths of the layers as text: 64-64-32-10.
func (n *network) shape() string {
	return strings.Join(strings.Fields(strings.Trim(fmt.Sprint(n.widths), "[]")), "-")
}

func (n *network) formula() string {
	z := "x"
	for l := range n.layers {
		z = fmt.Sprintf("W_%d %s + b_%d", l+1, z, l+1)
		if l < len(n.layers)-1 {
			z = fmt.Sprintf("%s(%s)", n.recipe.Activation, z)
		}
	}
	loss := map[lossKind]string{
		squared:  "1/N Σ_i ½(z_i - y_i)^2",
		logistic: "-1/N Σ_i log p(y_i), p(1) = 1/(1 + exp(-z_i))",
		softmax:  "-1/N Σ_i log p(y_i), p = softmax(z_i)",
	}[n.loss]
	return fmt.Sprintf("%s, z = %s, N = %d", loss, z, n.NumExamples())
}
