package models

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/floats"
)

// Products in tiles, where the processor has the instructions, and in rows are
// those of the definition, whatever the shapes.
func TestNetworkProduct(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	random := func(r, c int) blas64.General {
		m := newMatrix(r, c)
		for i := range m.Data { // the padding, too: nothing of it may show
			m.Data[i] = rng.NormFloat64()
		}
		return m
	}
	ways := map[string]func(blas.Transpose, blas64.General, blas64.General, blas64.General){"rows": addRows}
	if haveTiles {
		ways["tiles"] = addTiles
	}
	for way, add := range ways {
		for _, shape := range [][3]int{{1, 1, 1}, {4, 8, 8}, {5, 3, 9}, {64, 64, 32}, {3, 300, 130}, {150, 7, 260}, {2, 1, 16}} {
			m, k, n := shape[0], shape[1], shape[2]
			for _, trans := range []blas.Transpose{blas.NoTrans, blas.Trans} {
				a, b, c := random(m, k), random(k, n), random(m, n)
				at := func(i, l int) float64 { return a.Data[i*a.Stride+l] }
				if trans == blas.Trans {
					a = random(k, m)
					at = func(i, l int) float64 { return a.Data[l*a.Stride+i] }
				}
				want := newMatrix(m, n)
				for i := range m {
					for j := range n {
						sum := row(c, i)[j]
						for l := range k {
							sum += at(i, l) * row(b, l)[j]
						}
						row(want, i)[j] = sum
					}
				}
				add(trans, a, b, c)
				for i := range m {
					if !floats.EqualApprox(row(c, i), row(want, i), 1e-12) {
						t.Fatalf("%s, %v, transposed %v: row %d is %v, want %v", way, shape, trans == blas.Trans, i, row(c, i), row(want, i))
					}
				}
			}
		}
	}
}

// ReLU and its slope are those of the definition, in tiles or not; what is no
// number stays so.
func TestNetworkRelu(t *testing.T) {
	for _, n := range []int{1, 5, 8, 64} {
		z, d, want := make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range z {
			z[i], d[i] = float64(i%3-1)*0.5, float64(i+1)
			want[i] = max(z[i], 0)
		}
		relu.apply(z)
		if !floats.Equal(z, want) {
			t.Errorf("%d outputs %v, want %v", n, z, want)
		}
		for i := range want {
			if want[i] != 0 {
				want[i] = float64(i + 1)
			}
		}
		if relu.slope(d, z); !floats.Equal(d, want) {
			t.Errorf("%d slopes %v, want %v", n, d, want)
		}
		for _, nan := range []float64{math.NaN(), math.Copysign(math.NaN(), -1)} {
			z[n-1] = nan
			if relu.apply(z); !math.IsNaN(z[n-1]) {
				t.Errorf("of %d outputs one is %v, not NaN", n, z[n-1])
			}
		}
	}
}

// Transposing is exact for any shape.
func TestNetworkTranspose(t *testing.T) {
	for _, shape := range [][2]int{{1, 1}, {3, 5}, {4, 4}, {10, 7}, {9, 64}} {
		a, dst := newMatrix(shape[0], shape[1]), newMatrix(shape[1], shape[0])
		for i := range a.Data {
			a.Data[i] = float64(i)
		}
		transpose(dst, a)
		for i := range a.Rows {
			for j := range a.Cols {
				if row(dst, j)[i] != row(a, i)[j] {
					t.Errorf("%v: element %d, %d is %v, want %v", shape, j, i, row(dst, j)[i], row(a, i)[j])
				}
			}
		}
	}
}

// Units are dropped with the probability asked for, each by itself: within four
// standard deviations, also of pairs of neighbours in the layer, of examples and
// of steps. Inputs have the jitter's variance.
func TestNetworkNoise(t *testing.T) {
	const width, examples, p, jitter = 50, 400, 0.3, 0.5
	recipe := Network{Hidden: []int{width}, Activation: "relu", Data: "digits", Task: "auto", N: 1, Jitter: jitter, Dropout: p}
	f, err := recipe.Build(nil)
	if err != nil {
		t.Fatal(err)
	}
	pass := newPass(f.(noisyNetwork).network)
	draw := func(step, i int) (inputs, mask []float64) {
		inputs, mask = row(pass.outputs[0], 0), row(pass.masks[0], 0)
		clear(inputs)
		noise{on: true, jitter: 7, masks: 8, step: step}.draw(pass, recipe, i, 0)
		return inputs, mask
	}
	var dropped, inUnits, inExamples, inSteps, square float64
	before := make([]float64, width)
	next := make([]float64, width)
	for i := range examples {
		_, mask := draw(1, i)
		copy(next, mask)
		inputs, mask := draw(0, i)
		for j, m := range mask {
			if m != 0 && m != 1/(1-p) {
				t.Fatalf("a mask of %v", m)
			}
			if m != 0 {
				continue
			}
			dropped++
			if mask[(j+1)%width] == 0 {
				inUnits++
			}
			if i > 0 && before[j] == 0 {
				inExamples++
			}
			if next[j] == 0 {
				inSteps++
			}
		}
		square += floats.Dot(inputs, inputs)
		copy(before, mask)
	}
	within := func(what string, got, probability, n float64) {
		if want := probability * n; math.Abs(got-want) > 4*math.Sqrt(n*probability*(1-probability)) {
			t.Errorf("%s: %v, expected %v", what, got, want)
		}
	}
	within("dropped", dropped, p, width*examples)
	within("neighbours dropped", inUnits, p*p, width*examples)
	within("dropped in two examples", inExamples, p*p, width*(examples-1))
	within("dropped in two steps", inSteps, p*p, width*examples)
	n := float64(64 * examples)
	if variance := square / n; math.Abs(variance/(jitter*jitter)-1) > 4*math.Sqrt(2/n) {
		t.Errorf("the jitter's variance is %v, not %v", variance, jitter*jitter)
	}
}

// What a step of training sees is the formula with the step's masks and jitter,
// number by number.
func TestNetworkTrainingByHand(t *testing.T) {
	recipe := Network{Hidden: []int{7, 5}, Activation: "tanh", Data: "sine", Task: "auto", N: 6, Jitter: 0.4, Dropout: 0.5, Seed: 3}
	f, err := recipe.Build(nil)
	if err != nil {
		t.Fatal(err)
	}
	n := f.(noisyNetwork).network
	x := n.Meta().Start
	step := &noisyStep{network: n, noise: noise{on: true, jitter: 11, masks: 12, step: 4}}
	p := newPass(n)
	for i := range recipe.N {
		p.outputs[0].Data[0] = n.set.X.At(i, 0)
		step.noise.draw(p, recipe, i, 0)
		a := []float64{p.outputs[0].Data[0]}
		for l, layer := range n.layers {
			z := make([]float64, layer.out)
			for j := range z {
				z[j] = layer.biases(x)[j]
				for k, v := range a {
					z[j] += layer.weights(x).Data[j*layer.in+k] * v
				}
				if l < 2 {
					z[j] = math.Tanh(z[j]) * row(p.masks[l], 0)[j]
				}
			}
			a = z
		}
		want := (a[0] - n.set.Y[i]) * (a[0] - n.set.Y[i]) / 2
		if got := step.FuncOf(x, []int{i}); math.Abs(got-want) > 1e-14*(1+want) {
			t.Errorf("example %d: loss %v, want %v", i, got, want)
		}
	}
}
