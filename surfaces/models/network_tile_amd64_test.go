package models

import (
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/floats"
)

// without runs f as on a processor that has no tiles.
func without(t testing.TB, f func()) {
	if !haveTiles {
		t.Skip("this processor has no tiles to switch off")
	}
	haveTiles = false
	defer func() { haveTiles = true }()
	f()
}

// A network has the same bits without tiles: loss, gradient and training's noise, for
// widths that fill tiles and widths that do not.
func TestNetworkWithoutTiles(t *testing.T) {
	for _, hidden := range [][]int{{64, 32}, {7, 5}, {1}} {
		for _, activation := range []string{"relu", "tanh"} {
			recipe := NewNetwork()
			recipe.Hidden, recipe.Activation, recipe.N, recipe.Validation, recipe.Dropout, recipe.Jitter = hidden, activation, 150, 0, 0.3, 0.1
			f, err := recipe.Build(nil)
			if err != nil {
				t.Fatal(err)
			}
			x := f.Meta().Start
			step := f.(noisyNetwork).Training(rand.New(rand.NewPCG(1, 2)))(3)
			see := func() []float64 {
				out := make([]float64, 2*len(x)+2)
				out[0], out[1] = f.Func(x), step.Func(x)
				f.Grad(out[2:2+len(x)], x)
				step.Grad(out[2+len(x):], x)
				return out
			}
			tiles := see()
			without(t, func() {
				if plain := see(); !slices.Equal(tiles, plain) {
					t.Errorf("%v %s: they differ by %v", hidden, activation, floats.Distance(tiles, plain, 2))
				}
			})
			if tiles[0] == tiles[1] || floats.Norm(tiles[2:], 2) == 0 {
				t.Errorf("%v %s: loss %v, in training %v", hidden, activation, tiles[0], tiles[1])
			}
		}
	}
}

// BenchmarkNetworkTiles is the gradient of the loss over 100 digits with tiles and
// without.
func BenchmarkNetworkTiles(b *testing.B) {
	recipe := NewNetwork()
	recipe.N, recipe.Validation = 100, 0
	f, err := recipe.Build(nil)
	if err != nil {
		b.Fatal(err)
	}
	x := f.Meta().Start
	grad := make([]float64, len(x))
	see := func(b *testing.B) {
		for b.Loop() {
			f.Grad(grad, x)
		}
	}
	b.Run("tiles", see)
	without(b, func() { b.Run("go", see) })
}

// Units that are no numbers stay so without tiles, too.
func TestNetworkReluWithoutTiles(t *testing.T) {
	without(t, func() { TestNetworkRelu(t) })
}

// Matrices too short for their tiles are refused before a pointer leaves them.
func TestNetworkTilesStayInside(t *testing.T) {
	if !haveTiles {
		t.Skip("this processor has no tiles")
	}
	for name, cut := range map[string]int{"a": 0, "b": 1, "c": 2} {
		m := [3]struct{ r, c int }{{5, 9}, {9, 8}, {5, 8}}
		a, b, c := newMatrix(m[0].r, m[0].c), newMatrix(m[1].r, m[1].c), newMatrix(m[2].r, m[2].c)
		for i, v := range []*[]float64{&a.Data, &b.Data, &c.Data} {
			if i == cut {
				*v = (*v)[: len(*v)/2 : len(*v)/2]
			}
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("a tile goes past the end of %s", name)
				}
			}()
			addTiles(blas.NoTrans, a, b, c)
		}()
	}
}
