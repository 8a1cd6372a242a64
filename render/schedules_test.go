package render

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/sheet"
)

// The grid of schedules has panels half as high as wide, and no more columns than titles leave
// room for, unless that leaves no room for the curves.
func TestScheduleGrid(t *testing.T) {
	s := sheet.New(sheet.DefaultStyle())
	twelve := slices.Repeat([]Panel{{Title: "Cosine"}}, 12)
	for _, c := range []struct {
		groups        []Panel
		wide, high    vg.Length // units
		columns, rows int
	}{
		{twelve, 1400, 720, 4, 3},
		{twelve, 400, 1200, 2, 6},
		{slices.Repeat([]Panel{{Title: "A schedule with a name as long as this, and longer still: and a detail"}}, 12), 500, 1200, 1, 12},
		{slices.Repeat([]Panel{{Title: "A schedule with a name as long as this, and longer still: and a detail"}}, 12), 500, 500, 2, 6}, // twelve rows have room for titles alone
		{twelve[:1], 800, 400, 1, 1},
	} {
		columns, rows := scheduleGrid(s, c.groups, vg.Point{X: c.wide * s.Unit, Y: c.high * s.Unit})
		if columns != c.columns || rows != c.rows {
			t.Errorf("%s in %g x %g: %d columns, %d rows, want %d, %d", c.groups[0].Title, c.wide, c.high, columns, rows, c.columns, c.rows)
		}
	}
	if got := withoutDetails([]Panel{{Title: "Step: a tenth"}, {Title: "Cosine"}}); got[0].Title != "Step" || got[1].Title != "Cosine" {
		t.Errorf("without details: %v", got)
	}
	if h := titleHeight(s, twelve); math.Abs(float64(h/s.Unit)-2.1*sheet.RunSize) > 1e-9 {
		t.Errorf("a title is %g units high", float64(h/s.Unit))
	}
}
