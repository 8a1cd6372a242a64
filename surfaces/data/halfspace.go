package data

import (
	"math/rand/v2"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/internal/streams"
)

// Halfspace draws n examples x ~ N(0, I) of d inputs, of class 1 where w·x > 0 and class
// 0 elsewhere, and held more examples to hold out. w ~ N(0, I) and the examples come from
// independent streams of the seed.
func Halfspace(n, held, d int, seed uint64) (set, heldOut *Set) {
	w := normal(d, streams.New(seed, streams.Rule))
	draw := func(n int, rng *rand.Rand) *Set {
		s := &Set{Name: "halfspace", X: mat.NewDense(n, d, normal(n*d, rng)), Y: make([]float64, n), Classes: 2}
		for i := range s.Y {
			if floats.Dot(s.X.RawRowView(i), w) > 0 {
				s.Y[i] = 1
			}
		}
		return s
	}
	return draw(n, streams.New(seed, streams.Train)), draw(held, streams.New(seed, streams.HeldOut))
}

// halfspace returns the entry of Halfspace in 20 dimensions.
func halfspace(name, doc string, n int) Entry {
	const d = 20
	return Entry{Name: name, Doc: doc, N: n,
		Make: func(n int, seed uint64, _ float64) *Set {
			s, _ := Halfspace(n, 1, d, seed)
			return s
		},
		HeldOut: func(n int, seed uint64, _ float64) *Set {
			_, s := Halfspace(1, n, d, seed)
			return s
		},
	}
}

// normal returns n independent draws from N(0, 1).
func normal(n int, rng *rand.Rand) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = rng.NormFloat64()
	}
	return v
}
