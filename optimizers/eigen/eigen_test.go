package eigen

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// exponents are powers of two from the least subnormal number to 2^1018.
var exponents = []int{-1074, -1060, -1022, -1000, -700, -400, -398, -200, -1, 0, 1, 200, 400, 500, 520, 1000, 1018}

// TestKnown compares with matrices whose eigenvalues are whole numbers, at every
// scale.
func TestKnown(t *testing.T) {
	for _, test := range []struct {
		n      int
		h      []float64 // the whole matrix, of whole numbers
		values []float64
	}{
		{1, []float64{0}, []float64{0}},
		{1, []float64{-3}, []float64{-3}},
		{2, []float64{0, 0, 0, 0}, []float64{0, 0}},
		{2, []float64{0, 1, 1, 0}, []float64{-1, 1}}, // of x*y
		{2, []float64{2, 0, 0, -2}, []float64{-2, 2}},
		{2, []float64{10, 8, 8, 10}, []float64{2, 18}}, // Booth's
		{3, []float64{2, -1, 0, -1, 2, -1, 0, -1, 2}, []float64{2 - math.Sqrt2, 2, 2 + math.Sqrt2}},
		{3, make([]float64, 9), []float64{0, 0, 0}},
		{4, []float64{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, []float64{0, 0, 0, 4}},
	} {
		for _, e := range exponents {
			h := mat.NewSymDense(test.n, nil)
			for i := range test.n {
				for j := i; j < test.n; j++ {
					h.SetSym(i, j, math.Ldexp(test.h[i*test.n+j], e))
				}
			}
			values, vectors, err := Decompose(h)
			if err != nil {
				t.Fatalf("order %d, 2^%d: %v", test.n, e, err)
			}
			unit := math.Ldexp(1, e)
			for i, want := range test.values {
				want *= unit
				// Values below the least normal number have no more digits than that.
				tol := 1e-14*math.Abs(test.values[test.n-1])*unit + 5e-324
				if math.Abs(values[i]-want) > tol {
					t.Errorf("order %d, 2^%d: eigenvalues %v, want %v", test.n, e, values, want)
				}
			}
			checkVectors(t, h, e, values, vectors)
		}
	}
}

// checkVectors holds Q'Q = 1 and H Q = Q L, at a scale at which the products are finite.
func checkVectors(t *testing.T, h *mat.SymDense, e int, values []float64, q *mat.Dense) {
	t.Helper()
	n := len(values)
	scaled := mat.NewSymDense(n, nil)
	for i := range n {
		for j := i; j < n; j++ {
			scaled.SetSym(i, j, math.Ldexp(h.At(i, j), -e))
		}
	}
	var one, left mat.Dense
	one.Mul(q.T(), q)
	left.Mul(scaled, q)
	for i := range n {
		for j := range n {
			want := 0.0
			if i == j {
				want = 1
			}
			if math.Abs(one.At(i, j)-want) > 1e-13 {
				t.Fatalf("order %d, 2^%d: the eigenvectors are not orthonormal: %v", n, e, mat.Formatted(&one))
			}
			// Of a subnormal eigenvalue one digit may be all there is.
			tol := 1e-13 + math.Ldexp(1, -1074-e)
			if right := math.Ldexp(values[j], -e) * q.At(i, j); math.Abs(left.At(i, j)-right) > tol*max(1, mat.Max(scaled)) {
				t.Fatalf("order %d, 2^%d: H Q is %v, not Q L with %v", n, e, mat.Formatted(&left), values)
			}
		}
	}
}

// TestRandom decomposes random matrices of many orders at decimal scales.
func TestRandom(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for n := 1; n <= 40; n += 3 {
		for _, e := range exponents {
			if e < -1000 || e > 1000 {
				continue // the entries would lose digits or overflow
			}
			h := mat.NewSymDense(n, nil)
			for i := range n {
				for j := i; j < n; j++ {
					h.SetSym(i, j, math.Ldexp(rng.NormFloat64(), e))
				}
			}
			values, vectors, err := Decompose(h)
			if err != nil {
				t.Fatal(err)
			}
			checkVectors(t, h, e, values, vectors)
		}
	}
}

// TestMixedScales keeps tiny eigenvalues beside huge ones.
func TestMixedScales(t *testing.T) {
	values, err := Values(mat.NewSymDense(2, []float64{1e300, 0, 0, 1e-100}))
	if err != nil || values[0] != 1e-100 || values[1] != 1e300 {
		t.Errorf("%v, %v", values, err)
	}
	// A block so small that gonum's Dsterf panics.
	values, err = Values(mat.NewSymDense(3, []float64{1, 0, 0, 0, 0, 1e-200, 0, 1e-200, 0}))
	if want := []float64{-1e-200, 1e-200, 1}; err != nil || !floats.EqualApprox(values, want, 1e-214) {
		t.Errorf("%v, %v, want %v", values, err, want)
	}
	largest := mat.NewSymDense(2, []float64{math.MaxFloat64, math.MaxFloat64, 0, math.MaxFloat64})
	if values, err := Values(largest); err != nil || values[0] != 0 || !math.IsInf(values[1], 1) {
		t.Errorf("an eigenvalue of twice the largest number: %v, %v", values, err)
	}
}

func TestNotFinite(t *testing.T) {
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		for n := 1; n <= 4; n++ {
			for at := range n * n {
				if at/n > at%n {
					continue // below the diagonal, where nothing is stored
				}
				h := mat.NewSymDense(n, nil)
				h.SetSym(at/n, at%n, bad)
				if _, err := Values(h); !errors.Is(err, ErrNotFinite) {
					t.Errorf("order %d with %v at %d: %v", n, bad, at, err)
				}
				if _, _, err := Decompose(h); !errors.Is(err, ErrNotFinite) {
					t.Errorf("order %d with %v at %d: %v", n, bad, at, err)
				}
			}
		}
	}
}

// Values are those of Decompose, bit for bit, at orders with and without blocks.
func TestValuesAreThoseOfDecompose(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{1, 2, 3, 10, 33, 100} {
		h := mat.NewSymDense(n, nil)
		for i := range n {
			for j := i; j < n; j++ {
				h.SetSym(i, j, rng.NormFloat64())
			}
		}
		want, _, err := Decompose(h)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := Values(h); err != nil || !slices.Equal(got, want) {
			t.Errorf("order %d: %v, %v, want %v", n, got, err, want)
		}
	}
}
