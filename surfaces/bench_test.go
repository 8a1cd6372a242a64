package surfaces

import (
	"testing"

	"gonum.org/v1/gonum/mat"
)

func BenchmarkFunc(b *testing.B) {
	for _, s := range Catalog() {
		x := s.Meta().Start
		b.Run(s.Meta().Name, func(b *testing.B) {
			for b.Loop() {
				s.Func(x)
			}
		})
	}
}

func BenchmarkGrad(b *testing.B) {
	for _, s := range Catalog() {
		x := s.Meta().Start
		g := make([]float64, len(x))
		b.Run(s.Meta().Name, func(b *testing.B) {
			for b.Loop() {
				s.Grad(g, x)
			}
		})
	}
}

func BenchmarkHess(b *testing.B) {
	for _, s := range Catalog() {
		x := s.Meta().Start
		h := mat.NewSymDense(len(x), nil)
		b.Run(s.Meta().Name, func(b *testing.B) {
			for b.Loop() {
				s.(curvedSurface).Hess(h, x)
			}
		})
	}
}

func BenchmarkMeta(b *testing.B) {
	for _, s := range Catalog() {
		b.Run(s.Meta().Name, func(b *testing.B) {
			for b.Loop() {
				s.Meta()
			}
		})
	}
}
