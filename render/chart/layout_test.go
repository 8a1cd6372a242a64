package chart

import (
	"testing"

	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
)

// An audit records the labels in a panel and what they must not cover, and none covers it.
func TestLayout(t *testing.T) {
	var a sheet.Audit
	x, y := []float64{0, 1, 2, 3, 4}, []float64{0, 1, 4, 9, 16}
	m := XYPlot{Series: []Series{{Label: "squares", X: x, Y: y}}, Lines: []XYLine{{Label: "guide", At: 2.5}}, Marks: []XYMark{{Label: "mark", X: 2, Y: 4}}}
	style := sheet.DefaultStyle()
	style.Audit = &a
	if _, err := m.Draw(style); err != nil {
		t.Fatal(err)
	}
	if len(a.Layouts) != 1 || len(a.Layouts[0].Labels) != 2 || len(a.Layouts[0].Obstacles) < 3 {
		t.Fatalf("the audit holds %+v", a.Layouts)
	}
	for _, label := range a.Layouts[0].Labels {
		for _, line := range a.Layouts[0].Obstacles {
			if len(polyline.Clip(line, label.Box)) > 0 || polyline.Inside(line[0], label.Box) {
				t.Errorf("%s covers a line or mark", label.Text)
			}
		}
	}
}

// A curve of momentum over the momentum has no name beside its star: the name would seem to have
// the value.
func TestCurveNamedByAxis(t *testing.T) {
	for axis, want := range map[string]bool{"momentum $β$": true, "learning rate $η$": false} {
		if got := (SensitivityCurve{Name: "Momentum"}).isIn(axis); got != want {
			t.Errorf("over %q: %v, want %v", axis, got, want)
		}
	}
}
