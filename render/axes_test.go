package render

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// The scale that is wanted stands in place of the usual one; ends alone keep its kind where they
// can, and a logarithmic scale that ends above the values has a floor.
func TestWantedScale(t *testing.T) {
	usual := scale.Log{Lo: 1e-8, Hi: 10}
	values := scale.NewExtent(1e-8, 9)
	for _, c := range []struct {
		own   chart.Axis
		usual scale.Scale
		want  scale.Scale
	}{
		{chart.Axis{}, usual, usual},
		{chart.Axis{Lo: 0, Hi: 3}, usual, scale.Linear{Lo: 0, Hi: 3}},
		{chart.Axis{Lo: math.NaN(), Hi: 3}, scale.Linear{Lo: 0, Hi: 9}, scale.Linear{Lo: 0, Hi: 3}},
		{chart.Axis{Lo: 1e-3, Hi: math.NaN()}, usual, scale.Log{Lo: 1e-3, Hi: 10, Floor: true}},
		{chart.Axis{Lo: 1, Hi: 3}, scale.Linear{Lo: 0, Hi: 9}, scale.Linear{Lo: 1, Hi: 3}},
		{chart.Axis{Lo: 1, Hi: 3}, scale.Whole{Linear: scale.Linear{Lo: 0, Hi: 9}}, scale.Whole{Linear: scale.Linear{Lo: 1, Hi: 3}}},
		{chart.Axis{Lo: 1e-3, Hi: 10}, usual, scale.Log{Lo: 1e-3, Hi: 10, Floor: true}},
		{chart.Axis{Scale: scale.AsLog, Lo: 1e-3, Hi: 10}, usual, scale.Log{Lo: 1e-3, Hi: 10, Floor: true}},
		{chart.Axis{Scale: scale.AsLog, Lo: 1e-9, Hi: 10}, usual, scale.Log{Lo: 1e-9, Hi: 10}},
		{chart.Axis{Scale: scale.AsLinear}, usual, scale.Linear{Lo: 0, Hi: 9.45}},
		{chart.Axis{Scale: scale.AsSymmetric, Lo: -1, Hi: 9}, usual, scale.SymLog{Lo: -1, Hi: 9, Unit: 1e-3}},
	} {
		if got, err := c.own.Over(c.usual, values); got != c.want || err != nil {
			t.Errorf("%+v: %+v, %v, want %+v", c.own, got, err, c.want)
		}
	}
	ticked, err := chart.Axis{Ticks: []float64{1e-3, 0.5}}.Over(usual, values)
	if err != nil || scale.KindOf(ticked) != scale.AsLog {
		t.Fatal(ticked, err)
	}
	if got := ticked.Ticks(1); !slices.Equal(got, []scale.Tick{{Value: 1e-3, Label: "0.001"}, {Value: 0.5, Label: "0.5"}}) {
		t.Errorf("ticks %v", got)
	}
}

// What an axis cannot be is refused with the reason.
func TestWantedScaleErrors(t *testing.T) {
	even := scale.Linear{Lo: -1, Hi: 4}
	for _, c := range []struct {
		own  chart.Axis
		want string
	}{
		{chart.Axis{Scale: scale.AsLog}, "the values go from −1 to 4, and a logarithmic axis has no values of 0 and below"},
		{chart.Axis{Scale: scale.AsLog, Lo: 0.1, Hi: 4}, "the values go from −1 to 4, and a logarithmic axis has no values of 0 and below"},
		{chart.Axis{Lo: 2, Hi: 1}, "goes from 2 to 1"},
		{chart.Axis{Lo: math.NaN(), Hi: -3}, "shows nothing"},
		{chart.Axis{Lo: 0, Hi: math.Inf(1)}, "goes from 0 to +Inf"},
		{chart.Axis{Scale: 9}, "has scale 9: there are 4"},
		{chart.Axis{Ticks: []float64{1, 1}}, "has ticks that do not ascend: tick 1 is 1"},
		{chart.Axis{Ticks: []float64{math.NaN()}}, "has ticks that do not ascend: tick 0 is NaN"},
		{chart.Axis{Names: []string{"a"}}, "has names, which an XYPlot alone can have"},
		{chart.Axis{Lo: 5, Hi: 6}, "shows nothing: the values go from −1 to 4"},
		{chart.Axis{Ticks: []float64{0, 5}}, "the tick 5 is not on the axis, which goes from −1 to 4"},
	} {
		if _, err := c.own.Over(even, scale.NewExtent(-1, 4)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, want %q", c.own, err, c.want)
		}
	}
}

// halving returns a scene of one run whose loss halves in each of some steps.
func halving(steps int) Scene {
	path := optimizers.Trajectory{Dim: 1, Every: 1, Last: steps}
	for k := range steps + 1 {
		v := math.Pow(2, -float64(k))
		path.X, path.Loss, path.LR, path.Grads = append(path.X, math.Sqrt(v)), append(path.Loss, v), append(path.LR, 0.1), append(path.Grads, k)
	}
	return Scene{Surface: surfaces.Sphere{N: 1}, Steps: steps, Tracks: []Track{{Label: "run", Path: path}}}
}

// A logarithmic axis of steps goes from step 1 to the horizon; a symmetric one has step 0.
func TestStepAxes(t *testing.T) {
	sc, s := halving(100), sheet.New(sheet.DefaultStyle())
	for _, c := range []struct {
		own  chart.Axis
		want scale.Scale
	}{
		{chart.Axis{Scale: scale.AsLog}, scale.Log{Lo: 1, Hi: 100}},
		{chart.Axis{Scale: scale.AsSymmetric}, scale.SymLog{Lo: 0, Hi: 100, Unit: 1}},
		{chart.Axis{Lo: 0, Hi: 50}, scale.Whole{Linear: scale.Linear{Lo: 0, Hi: 50}}},
		{chart.Axis{Scale: scale.AsLog, Lo: 10, Hi: 50}, scale.Log{Lo: 10, Hi: 50}},
		{chart.Axis{Scale: scale.AsLog, Lo: 10, Hi: 50, Ticks: []float64{10}}, nil},
	} {
		sc.XAxis = c.own
		got := sc.xScale(s)
		if t, given := got.(scale.Ticked); given && c.want == nil {
			got, c.want = t.Scale, scale.Log{Lo: 10, Hi: 50}
		}
		if got != c.want {
			t.Errorf("%+v: %+v, want %+v", c.own, got, c.want)
		}
	}
	sc.XAxis = chart.Axis{Lo: 200, Hi: 300}
	if _, err := Loss(sc, sheet.DefaultStyle()); err == nil || !strings.Contains(err.Error(), "the x axis: shows nothing: the values go from 0 to 100") {
		t.Errorf("error %v", err)
	}
}

// The name of a symmetric axis says so on every view, unless the author names it.
func TestSymmetricName(t *testing.T) {
	l := sheet.New(sheet.DefaultStyle()).Lang
	for _, c := range []struct {
		own   chart.Axis
		drawn scale.Scale
		want  string
	}{
		{chart.Axis{}, scale.SymLog{Lo: -1, Hi: 1, Unit: 1}, "x, symmetric log scale"},
		{chart.Axis{Name: "mine"}, scale.SymLog{Lo: -1, Hi: 1, Unit: 1}, "mine"},
		{chart.Axis{}, scale.Linear{Lo: -1, Hi: 1}, "x"},
	} {
		if got := c.own.NamedOn(c.drawn, l, "x"); got != c.want {
			t.Errorf("%+v on %+v: %q, want %q", c.own, c.drawn, got, c.want)
		}
	}
}

// Views of curves draw the names of symmetric axes.
func TestSymmetricNameIsDrawn(t *testing.T) {
	for name, view := range map[string]func(Scene, sheet.Style) (Figure, error){"Loss": Loss, "Schedule": Schedule, "Coordinate": Coordinate} {
		sc := halving(20)
		for i := range sc.Tracks {
			sc.Tracks[i].Rates = make([]float64, 20)
			for k := range sc.Tracks[i].Rates {
				sc.Tracks[i].Rates[k] = 0.1
			}
		}
		sc.XAxis, sc.YAxis = chart.Axis{Scale: scale.AsSymmetric}, chart.Axis{Scale: scale.AsSymmetric}
		fig, err := view(sc, sheet.DefaultStyle())
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		said := 0
		for _, m := range fig.Marks {
			if m.Text != nil && strings.Contains(m.Text.Line.Text, "symmetric log scale") {
				said++
			}
		}
		if said != 2 {
			t.Errorf("%s says %d times that an axis is symmetric", name, said)
		}
	}
}

// A window between two steps, in which no value lies, is refused.
func TestBetweenSteps(t *testing.T) {
	for _, view := range []func(Scene, sheet.Style) (Figure, error){Loss, Coordinate} {
		sc := halving(20)
		sc.XAxis = chart.Axis{Lo: 3.2, Hi: 3.8}
		if _, err := view(sc, sheet.DefaultStyle()); err == nil || !strings.Contains(err.Error(), "the x axis: shows nothing: the runs have no value from 3.2 to 3.8") {
			t.Errorf("error %v", err)
		}
	}
}

// No axis but that of values has a floor: what lies left of a panel is not drawn.
func TestNoFloorAcross(t *testing.T) {
	a := chart.Axis{Lo: 0.1, Hi: 1, Ticks: []float64{1}}
	s, usual := sheet.New(sheet.DefaultStyle()), scale.Log{Lo: 1e-3, Hi: 10}
	values := func() scale.Extent { return scale.NewExtent(1e-3, 10) }
	floor := func(s scale.Scale) bool { return scale.WithoutTicks(s).(scale.Log).Floor }
	if across, up := a.OnSheet(s, "x", usual, values), a.OnSheet(s, "y", usual, values); floor(across) || !floor(up) {
		t.Errorf("across %+v, upwards %+v", across, up)
	}
}

// The axis of values follows what lies between the ends of the axis of steps.
func TestValuesWithinSteps(t *testing.T) {
	sc := halving(20)
	sc.XAxis, sc.YAxis = chart.Axis{Lo: 2, Hi: 4}, chart.Axis{Scale: scale.AsLinear}
	s := sheet.New(sheet.DefaultStyle())
	const margin = 0.01
	if lo, hi := scale.Ends(sc.losses(s).scale); lo >= 0.0625 || lo < 0.0625-margin || hi <= 0.25 || hi > 0.25+margin {
		t.Errorf("losses from 1/4 to 1/16 on an axis from %v to %v", lo, hi)
	}
	curves := sc.shown([]chart.Curve{{Values: []float64{9, 8, 7, 6, 5, 4}, At: func(i int) float64 { return float64(i) }, Band: &chart.Band{Low: []float64{1, 2, 3}, High: []float64{2, 3, 4}}}})
	if c := curves[0]; !slices.Equal(c.Values, []float64{7, 6, 5}) || !slices.Equal(c.Band.Low, []float64{3}) {
		t.Errorf("values %v, band %v", c.Values, c.Band)
	}
}
