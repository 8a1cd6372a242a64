package surfaces

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/optviz/optviz/surfaces/internal/surfacetest"
)

// pairMasks returns the four masks of two weights that are kept with probability p, and how
// probable each is.
func pairMasks(p float64) (masks [][]float64, weights []float64) {
	for _, kept := range [][2]float64{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
		n := kept[0] + kept[1]
		masks = append(masks, []float64{kept[0] / p, kept[1] / p})
		weights = append(weights, powered(p, n)*powered(1-p, 2-n))
	}
	return masks, weights
}

// powered returns b to the power of 0, 1 or 2.
func powered(b, n float64) float64 {
	v := 1.0
	for range int(n) {
		v *= b
	}
	return v
}

// The four networks in one, at (0.3, 0.7) with p = 1/2.
func TestFourMasks(t *testing.T) {
	f, x := Dropout{Keep: 0.5}, []float64{0.3, 0.7}
	masks, weights := pairMasks(f.Keep)
	for i, want := range []string{"2.0", "0.98", "0.74", "0.392"} {
		printedAs(t, fmt.Sprint(masks[i]), f.FuncMasked(x, masks[i]), want)
		if weights[i] != 0.25 {
			t.Errorf("weight %v", weights[i])
		}
	}
	printedAs(t, "the mean", f.Func(x), "1.028")
}

// The closed form of Dropout is the mean over the masks, with its gradient; the Hessian is
// that of the closed form.
func TestDropoutIsTheMean(t *testing.T) {
	rng := rand.New(rand.NewPCG(23, 24))
	for _, p := range []float64{1, 0.9, 0.5, 0.2} {
		f := Dropout{Keep: p}
		masks, weights := pairMasks(p)
		surfacetest.CheckDerivatives(t, f, f.Meta().Window, 1e-9)
		for range 50 {
			x := surfacetest.InWindow(rng, f.Meta().Window)
			mean, slope, one := 0.0, [2]float64{}, make([]float64, 2)
			for i, mask := range masks {
				mean += weights[i] * f.FuncMasked(x, mask)
				f.GradMasked(one, x, mask)
				slope[0], slope[1] = slope[0]+weights[i]*one[0], slope[1]+weights[i]*one[1]
			}
			g, _ := surfacetest.Plane(f, x...)
			if !surfacetest.Near(f.Func(x), mean, 1e-13) || !surfacetest.Near(g[0], slope[0], 1e-13) || !surfacetest.Near(g[1], slope[1], 1e-13) {
				t.Fatalf("p = %v at %v: %v with gradient %v, the mean is %v with %v", p, x, f.Func(x), g, mean, slope)
			}
		}
	}
}

// Dropout breaks co-adaptation.
func TestDropoutMinima(t *testing.T) {
	for _, row := range []struct {
		p    float64
		x, y string
	}{
		{1, "2", "0"}, {0.9, "1.584718", "0.299003"}, {0.8, "1.322493", "0.433604"},
		{0.5, "0.809524", "0.476190"}, {0.2, "0.357964", "0.262726"},
	} {
		m := Dropout{Keep: row.p}.Meta()
		printedAs(t, fmt.Sprintf("p = %v: x", row.p), m.Points[0].X[0], row.x)
		printedAs(t, fmt.Sprintf("p = %v: y", row.p), m.Points[0].X[1], row.y)
		printed, err := evaluate(m.Formula, m.Points[0].X)
		if err != nil || !surfacetest.Near(printed, m.Infimum, 1e-14) {
			t.Errorf("%s is %v at the minimum %v (%v)", m.Formula, printed, m.Infimum, err)
		}
	}
}
