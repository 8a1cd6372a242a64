package chart

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// noted are figures that can have notes, from 1 to 3 on both axes.
func noted(n Notes) map[string]interface {
	Draw(sheet.Style) (figure.Figure, error)
} {
	three := MapAxis{Name: "$x$", Values: []float64{1, 2, 3}}
	nine := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9}
	points := []int{0, 0, 0, 0, 0, 0, 0, 0, 0}
	return map[string]interface {
		Draw(sheet.Style) (figure.Figure, error)
	}{
		"heat map":  HeatMap{What: "loss", X: three, Y: three, Panels: []HeatPanel{{Title: "a", Values: nine}}, Notes: n},
		"curves":    HeatMap{What: "loss", X: three, Panels: []HeatPanel{{Title: "a", Values: []float64{1, 2, 3}}}, Notes: n},
		"basins":    BasinMap{Window: surfaces.Window{{1, 3}, {1, 3}}, NX: 3, NY: 3, Points: []surfaces.Point{{X: []float64{2, 2}}}, Panels: []BasinPanel{{Title: "a", Point: points}}, Notes: n},
		"cloud":     Cloud{Centre: [2]float64{2, 2}, Sets: []CloudSet{{Label: "a", X: []float64{1, 3, 2}, Y: []float64{3, 1, 2}}}, Notes: n},
		"functions": XYPlot{X: Axis{Name: "x"}, Y: Axis{Name: "y"}, Series: []Series{{Label: "a", X: []float64{1, 3}, Y: []float64{1, 3}}}, Marks: n.Marks, Lines: n.Lines},
	}
}

// Every map and every plot shows marks, those beside it as arrows within the frame, and lines, off
// each other, and says so in words.
func TestNotesOnMaps(t *testing.T) {
	n := Notes{
		Marks: []XYMark{{Label: "here", X: 1.6, Y: 2.3}, {Label: "and there", X: 1.6, Y: 2.3}, {Label: "far away", X: 99, Y: 2.5}},
		Lines: []XYLine{{Label: "a line", At: 2.5}, {Label: "level", At: 1.5, Level: true}},
	}
	for name, f := range noted(n) {
		style := sheet.DefaultStyle()
		style.Audit = &sheet.Audit{}
		figure, err := f.Draw(style)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var boxes []vg.Rectangle
		for _, l := range style.Audit.Layouts[0].Labels {
			switch l.Text {
			case "here", "and there", "far away", "a line", "level":
				if sheet.Overlaps(l.Box, boxes) {
					t.Errorf("%s: %q covers another text", name, l.Text)
				}
				boxes = append(boxes, l.Box)
			}
		}
		if len(boxes) != 5 || !polyline.Inside(boxes[2].Min, vg.Rectangle{Max: vg.Point{X: 800, Y: 450}}) {
			t.Errorf("%s: texts at %v", name, boxes)
		}
		for _, want := range []string{"here", "far away"} {
			if !strings.Contains(figure.Desc, want) {
				t.Errorf("%s: described as %q", name, figure.Desc)
			}
		}
	}
}

func TestNotesOnMapsRefused(t *testing.T) {
	for _, n := range []Notes{{Lines: []XYLine{{At: 99}}}, {Marks: []XYMark{{X: math.NaN(), Y: 1}}}, {Marks: []XYMark{{X: 1, Y: math.Inf(1)}}}} {
		for name, f := range noted(n) {
			if name == "functions" && n.Lines != nil {
				continue // its axes reach as far as its lines
			}
			if _, err := f.Draw(sheet.DefaultStyle()); err == nil {
				t.Errorf("%s draws %+v", name, n)
			}
		}
	}
}
