package models

import (
	"fmt"
	"strconv"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
)

// Polynomial is polynomial regression on data with one input,
//
//	f(c) = 1/(2N) Σ_i (Σ_j c_j u_i^j - y_i)^2,  u = (2x - low - high)/(high - low),
//
// where low and high are the least and the greatest x of the data, so that u runs from
// -1 to 1 (u = 2x - 1 for data from 0 to 1). Monomials in x itself would be so alike
// that only an exact solver finds the minimum. A polynomial of degree 9 goes through
// all ten points of the data sine10.
//
// Start 0. Source: Bishop 2006, section 1.1.
type Polynomial struct {
	Degree int     `key:"degree" in:"[0,30]" doc:"highest power"`
	Data   string  `key:"data" one:"sine10|sine|line4|line5|line1000" doc:"the examples"`
	N      int     `key:"n" in:"[1,1000000]" doc:"number of examples of sine [the set's own]"`
	Seed   int     `key:"seed" in:"[0,inf)" doc:"seed of the examples of sine"`
	Noise  float64 `key:"noise" in:"(0,inf)" doc:"standard deviation of the noise of sine [the set's own]"`
}

func (r Polynomial) Build(set *data.Set) (surfaces.Surface, error) {
	set, held := userOrBuiltin(set, r.Data, r.N, r.Seed, r.Noise)
	if d := set.Dim(); d != 1 {
		return nil, fmt.Errorf("polynomial needs data with one input, %s has %d", set.Name, d)
	}
	inputs := mat.Col(nil, 0, set.X)
	low, high := floats.Min(inputs), floats.Max(inputs)
	if low == high {
		return nil, fmt.Errorf("polynomial: all inputs of %s are %v", set.Name, low)
	}
	l := newLinear(linearModel{
		dim:  r.Degree + 1,
		loss: halfSquareLoss{},
		axes: []string{"c_0", "c_1"},
		phi:  monomials(low, high),
	}, set)
	l.holdOut(held)
	m := metaOf("polynomial")
	m.Varying = []string{strconv.Itoa(r.Degree)}
	m.Title = "Polynomial of degree " + m.Varying[0]
	m.Arguments = []string{"c"}
	m.Formula = "1/(2N) Σ_i (p(x_i) - y_i)^2"
	l.describe(m)
	return l, nil
}

// monomials returns a function that writes 1, u, u^2, ..., where u is -1 at low and 1 at
// high.
func monomials(low, high float64) func(dst, inputs []float64) {
	return func(dst, inputs []float64) {
		u, power := (2*inputs[0]-low-high)/(high-low), 1.0
		for j := range dst {
			dst[j] = power
			power *= u
		}
	}
}
