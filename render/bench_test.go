package render_test

import (
	"io"
	"testing"

	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/sheet"
)

// The figure of the benchmarks is the one that the peers draw.
func peerStyle() sheet.Style { return sheet.Style{Width: 1600, Height: 1200, DPI: 144} }

func BenchmarkCompare(b *testing.B) {
	sc := classics(b, "rosenbrock", 1000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := render.Compare(sc, peerStyle()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	f, err := render.Compare(classics(b, "rosenbrock", 1000), peerStyle())
	if err != nil {
		b.Fatal(err)
	}
	for _, format := range []string{"png", "svg", "pdf", "eps", "jpg", "tiff"} { // without the aliases
		b.Run(format, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := f.Encode(io.Discard, format); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
