package render_test

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/sheet"
)

// markedAt returns where the view marks iterates of run 1.
func markedAt(t *testing.T, draw render.Kind, sc render.Scene, steps ...int) []vg.Point {
	t.Helper()
	var points []vg.Point
	for _, k := range steps {
		sc.Marks = []render.Mark{{Run: 1, Step: k}}
		_, l := laidOut(t, draw, sc, sheet.DefaultStyle())
		points = append(points, l.Obstacles[len(l.Obstacles)-1][0])
	}
	return points
}

// Gradient descent on x^2/2 + y^2/2 shrinks the gradient by one factor each step: the curve falls by
// one height for each step on a logarithmic axis.
func TestGradientNormCurve(t *testing.T) {
	sc := scene(t, "sphere", 20, run{optimizer: "sgd", lr: 0.1})
	at := markedAt(t, render.GradientNorm, sc, 0, 5, 10, 20)
	path := sc.Tracks[0].Path
	for i, k := range []int{5, 10, 20} {
		fall := float64((at[0].Y - at[i+1].Y) / (at[0].Y - at[1].Y))
		want := math.Log(path.GradNorm[0]/path.GradNorm[k]) / math.Log(path.GradNorm[0]/path.GradNorm[5])
		if math.Abs(fall-want) > 1e-9 || math.Abs(want-float64(k)/5) > 1e-9 {
			t.Errorf("at step %d the curve has fallen %g times as far as at step 5, by the norms %g", k, fall, want)
		}
	}
	f, err := render.GradientNorm(sc, sheet.Style{Width: 800, Height: 450, DPI: 72, Lang: "de"})
	if err != nil || !strings.Contains(f.Desc, "Gradientennorm") {
		t.Errorf("said in German: %q, %v", f.Desc, err)
	}
}

// The coordinate view shows the coordinate that the scene chooses, or all of them.
func TestChosenCoordinate(t *testing.T) {
	sc := scene(t, "rosenbrock", 50, run{optimizer: "adam", lr: 0.05})
	path := sc.Tracks[0].Path
	for i := range 2 {
		sc.Coordinate = i + 1
		at := markedAt(t, render.Coordinate, sc, 0, 10, 50)
		got := float64((at[1].Y - at[0].Y) / (at[2].Y - at[0].Y))
		want := (path.At(10)[i] - path.At(0)[i]) / (path.At(50)[i] - path.At(0)[i])
		if math.Abs(got-want) > 1e-6 {
			t.Errorf("coordinate %d goes %g of its way, want %g", i+1, got, want)
		}
	}
	style := sheet.DefaultStyle()
	style.Audit = &sheet.Audit{}
	sc.AllCoordinates = true
	if _, err := render.Coordinate(sc, style); err != nil {
		t.Fatal(err)
	}
	if texts := strings.Join(style.Audit.Texts, "|"); !strings.Contains(texts, "coordinates") || !strings.Contains(texts, "|$x$|$y$|") && !strings.Contains(texts, "|$y$|$x$|") {
		t.Errorf("all coordinates are drawn as %s", texts)
	}
	sc.AllCoordinates, sc.Coordinate = false, 3
	if _, err := render.Coordinate(sc, style); err == nil || !strings.Contains(err.Error(), "coordinate 3: the surface has 2") {
		t.Errorf("error %v", err)
	}
	many := scene(t, "sphere", 5, run{optimizer: "sgd", lr: 0.1}, run{optimizer: "adam", lr: 0.1})
	for len(many.Tracks) < 7 {
		many.Tracks = append(many.Tracks, many.Tracks[0])
	}
	many.AllCoordinates = true
	if _, err := render.Coordinate(many, style); err == nil || !strings.Contains(err.Error(), "14 curves: a figure shows at most 12") {
		t.Errorf("error %v", err)
	}
}
