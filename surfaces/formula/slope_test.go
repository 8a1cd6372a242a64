package formula

import (
	"math"
	"slices"
	"testing"
)

// TestSlopesOnKinks: where kinks cancel the gradient at 0 is that of the function, for one
// point and for many; where they do not it is the convention's.
func TestSlopesOnKinks(t *testing.T) {
	for _, test := range []struct {
		text string
		want []float64
	}{
		{"hypot(x,y)*cos(atan2(y,x))", []float64{1, 0}},
		{"hypot(x,y)*sin(atan2(y,x))+x", []float64{1, 1}},
		{"max(x,2*x,3*x)+min(x,2*x,3*x)+y", []float64{4, 1}},
		{"max(x,0)-max(-x,0)-2*y", []float64{1, -2}},
		{"hypot(x,y)^2*cos(2*atan2(y,x))", []float64{0, 0}},
		{"abs(x)+y", []float64{0, 1}},
		{"hypot(x,y)+3*x", []float64{3, 0}},
		{"abs(x)^0.5*abs(x)^0.5*atan2(x,0)+y", []float64{math.Pi / 2, 1}},
		{"sqrt(abs(x))*abs(x)^1.5*atan2(x,0)+y", []float64{0, 1}},
		{"abs(x)^0.25*abs(x)^0.75*atan2(2*x,0)-y", []float64{math.Pi / 2, -1}},
	} {
		f, err := Parse(test.text, nil)
		if err != nil {
			t.Fatal(err)
		}
		got, many := make([]float64, 2), make([]float64, 6)
		f.Grad(got, []float64{0, 0})
		f.Grads(many, []float64{1, 0, 2, 1, 0, 2})
		if !slices.Equal(got, test.want) || many[1] != test.want[0] || many[4] != test.want[1] {
			t.Errorf("%s: %v and %v, want %v", test.text, got, many, test.want)
		}
	}
}
