package render

import (
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
)

// rows is a run of so many rows that shows every n-th step and evaluates two
// gradients a step.
func rows(n, every, last int) optimizers.Trajectory {
	t := optimizers.Trajectory{Dim: 2, Every: every, Last: last, X: make([]float64, 2*n), Loss: make([]float64, n), LR: make([]float64, n)}
	for i := range n {
		t.Grads = append(t.Grads, 2*t.Step(i))
	}
	return t
}

// Rows go where their steps are, in the axis's unit, and the furthest run is its
// right end; of steps the horizon.
func TestAxis(t *testing.T) {
	short := Track{Label: "short", Path: rows(4, 10, 25), PerEpoch: 10, Share: 0.1} // 0, 10, 20, 25
	long := Track{Label: "long", Path: rows(6, 1, 5), PerEpoch: 1}
	short.Batch, long.Batch = 10, 1
	rising := short // whose last row is at the rate of the last step
	rising.Rates = slices.Repeat([]float64{0.01}, 25)
	rising.Rates[24] = 0.04
	replicated := short
	replicated.Ensemble = &optimizers.Ensemble{Every: 10, Last: 40}
	for _, c := range []struct {
		axis   Axis
		tracks []Track
		name   string
		row3   float64 // where row 3 of the first track is
		right  float64
	}{
		{ByStep, []Track{short, long}, "step $k$", 25, 30},
		{ByEpoch, []Track{short, long}, "epoch", 2.5, 5},
		{ByEvaluations, []Track{short, long}, "gradient evaluations of the full loss", 5, 10},
		{ByEvaluations, []Track{long}, "gradient evaluations", 6, 10},
		{ByStep, []Track{replicated}, "step $k$", 25, 40},
		{ByEpoch, []Track{replicated}, "epoch", 2.5, 4},
		{ByEvaluations, []Track{replicated}, "gradient evaluations of the full loss", 5, 8},
		{ByExamples, []Track{short, long}, "examples seen", 250, 250},
		{ByRate, []Track{rising}, "learning rate $η$", 0.04, 0.04},
		{ByStep, nil, "step $k$", math.NaN(), 30},
		{ByEpoch, nil, "epoch", math.NaN(), 1},
	} {
		sc := Scene{Steps: 30, Axis: c.axis, Tracks: c.tracks}
		if got := sc.axisName(words.English); got != c.name {
			t.Errorf("%s, %d tracks: name %q, want %q", c.axis, len(c.tracks), got, c.name)
		}
		if c.tracks != nil {
			if got := sc.place(c.tracks[0], 3); got != c.row3 {
				t.Errorf("%s, %s: row 3 at %v, want %v", c.axis, c.tracks[0].Label, got, c.row3)
			}
		}
		if at := sc.xScale(sheet.New(sheet.DefaultStyle())).At(c.right); math.Abs(at-1) > 1e-12 {
			t.Errorf("%s, %d tracks: %v is at %v of the axis, want its end", c.axis, len(c.tracks), c.right, at)
		}
	}
	falling := rising
	falling.Rates = []float64{0.04, 0.02, 0.01}
	bare := short
	bare.Batch = 0
	for axis, track := range map[Axis]Track{ByRate: falling, ByExamples: bare} {
		if err := (Scene{Axis: axis, Tracks: []Track{track}}).checkAxis(); err == nil {
			t.Errorf("%s: an axis that the track does not have", axis)
		}
	}
	// Half an epoch has ticks within.
	half := short
	half.PerEpoch = 50
	if ticks := (Scene{Axis: ByEpoch, Tracks: []Track{half}}).xScale(sheet.New(sheet.DefaultStyle())).Ticks(5); len(ticks) < 4 {
		t.Errorf("half an epoch has the ticks %v", ticks)
	}
}

// Between rows and beyond the last, replicates evaluate gradients as their run
// did on average.
func TestGrads(t *testing.T) {
	track := Track{Path: rows(4, 10, 25)}
	track.Path.Grads = []int{0, 10, 30, 45}
	for _, c := range []struct {
		k    int
		want float64
	}{{0, 0}, {5, 5}, {10, 10}, {15, 20}, {20, 30}, {22, 36}, {25, 45}, {50, 90}} {
		if got := track.grads(c.k); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("up to step %d: %v gradients, want %v", c.k, got, c.want)
		}
	}
	if got := (Track{Path: rows(1, 1, 0)}).grads(7); got != 7 {
		t.Errorf("of a run without a step: %v at step 7, want one a step", got)
	}
}

// Every is the least that all runs have, and a sample among many has no dots.
func TestDotEveryOfRows(t *testing.T) {
	sample := Track{Path: rows(1001, 1, 1000), Ensemble: &optimizers.Ensemble{}}
	for _, c := range []struct {
		tracks []Track
		want   int
	}{
		{[]Track{{Path: rows(73, 7, 500)}}, 14},
		{[]Track{{Path: rows(6, 10, 50)}}, 10},
		{[]Track{{Path: rows(6, 4, 20)}, {Path: rows(6, 6, 30)}}, 12},
		{[]Track{sample}, 1},
	} {
		if got := dotEvery(c.tracks); got != c.want {
			t.Errorf("a marker every %d steps, want %d", got, c.want)
		}
	}
}

// The median that is lost ends in an arrow; its numbers before are the ensemble's.
func TestReplicated(t *testing.T) {
	inf := math.Inf(1)
	e := optimizers.Ensemble{Every: 1, Last: 3, Loss: optimizers.Band{
		Low: []float64{3, 2, 2, 2}, Median: []float64{3, 3, inf, inf}, High: []float64{3, inf, inf, inf},
	}, Ends: make([]optimizers.End, 50)}
	track := Track{Label: "SGD", Path: rows(4, 1, 3), Ensemble: &e}
	sc := Scene{Surface: surfaces.Himmelblau{}, Steps: 3, Tracks: []Track{track}}
	c := sc.replicated(track, e.Loss, 1, sc.limit(track))
	if want := []float64{2, 2, inf}; !slices.Equal(c.Values, want) || !c.Cut {
		t.Errorf("the median is %v, cut %v; want %v, cut", c.Values, c.Cut, want)
	}
	if want := []float64{2, 1, 1, 1}; !slices.Equal(c.Band.Low, want) {
		t.Errorf("the band's lower edge is %v, want %v", c.Band.Low, want)
	}
	a := sc.losses(sheet.New(sheet.DefaultStyle()))
	if log, ok := a.scale.(scale.Log); !ok || math.IsInf(log.Hi, 0) || log.Hi > 2e3 {
		t.Errorf("the axis is %v, want a finite one", a.scale)
	}
	if got := sc.bandNote(words.English); len(got) != 1 || got[0] != "median; band: 10–90 % of 50 seeds, one run drawn faintly" {
		t.Errorf("note %q", got)
	}
	for i := range 3 {
		e.Ends[i].Verdict.Outcome = optimizers.Descending
	}
	if got := strings.Join(track.endReasons(words.English), ", "); got != "47 of 50 diverge" {
		t.Errorf("why %q", got)
	}
	sc.Tracks[0].Path.Verdict.Outcome = optimizers.LeftWindow // of the first replicate
	e.Loss.Expected = e.Loss.Median
	curves := sc.lossCurves(words.English, a, sc.styles(sheet.New(sheet.DefaultStyle())))
	sc.sayNoExits(curves, words.English.Diverges())
	if l := curves[len(curves)-1].Label; !slices.Equal(l.Lines, []string{"SGD", "diverges", "47 of 50 diverge"}) || l.Late != 2 {
		t.Errorf("the label is %v, of which %d lines are late", l.Lines, l.Late)
	}
	fewer := e
	fewer.Ends = e.Ends[:20]
	sc.Tracks = append(sc.Tracks, Track{Path: rows(4, 1, 3), Ensemble: &fewer})
	if got := sc.replicates(words.English); got != "20 to 50 seeds" {
		t.Errorf("%q replicates", got)
	}
}

// Where there is a validation loss, losses are themselves, not above the infimum
// of one of both.
func TestValidationCurves(t *testing.T) {
	path := rows(4, 10, 25)
	path.Loss, path.Validation = []float64{3, 2, 1, 1}, []float64{3, 1, 2, 2}
	path.Verdict = optimizers.Verdict{Outcome: optimizers.Stopped, Step: 25, Best: 10}
	track := Track{Label: "SGD", Path: path}
	sc := Scene{Surface: surfaces.DoubleWell{}, Steps: 30, Tracks: []Track{track}}
	if a := sc.losses(sheet.New(sheet.DefaultStyle())); a.offset != 0 || a.name != "loss $f(x_k)$" {
		t.Errorf("losses less %v, %q", a.offset, a.name)
	}
	if got := bestRow(path); got != 1 {
		t.Errorf("the best row is %d, want 1", got)
	}
	if got := strings.Join(track.endReasons(words.English), ", "); got != "stopped early at $k = 25$, best at $k = 10$" {
		t.Errorf("why %q", got)
	}
	curves := sc.lossCurves(words.English, sc.losses(sheet.New(sheet.DefaultStyle())), sc.styles(sheet.New(sheet.DefaultStyle())))
	if len(curves) != 2 || !slices.Equal(curves[1].Values, path.Validation) || curves[1].Label.Lines[0] != "validation" {
		t.Errorf("curves %+v, want loss and validation", curves)
	}
	if want := "Its validation loss is lowest, 1, after 10 steps."; !strings.Contains(sc.describe(words.English), want) {
		t.Errorf("description %q lacks %q", sc.describe(words.English), want)
	}
	if _, even := sc.losses(sheet.New(sheet.DefaultStyle())).scale.(scale.Linear); !even {
		t.Errorf("losses from 1 to 3 on the axis %v, want an even one", sc.losses(sheet.New(sheet.DefaultStyle())).scale)
	}
	path.Loss[3] = 0.1
	if _, log := sc.losses(sheet.New(sheet.DefaultStyle())).scale.(scale.Log); !log {
		t.Errorf("losses from 0.1 to 3 on the axis %v, want a logarithmic one", sc.losses(sheet.New(sheet.DefaultStyle())).scale)
	}
	if curves[0].Style.Dash != nil || curves[1].Style.Dash == nil {
		t.Error("the loss is dashed, or validation is not")
	}
	path.Validation = nil
	if got := bestRow(path); got != -1 {
		t.Errorf("without a validation loss row %d is best", got)
	}
}

func TestLadder(t *testing.T) {
	for _, c := range []struct {
		last int
		want []int
	}{
		{0, []int{0, 0}}, {1, []int{0, 1}}, {2, []int{0, 1, 2}}, {10, []int{0, 1, 2, 5, 10}}, {50, []int{0, 1, 2, 5, 20, 50}}, {1000, []int{0, 1, 5, 50, 500, 1000}},
	} {
		if got := ladder(c.last, mostRungs); !slices.Equal(got, c.want) {
			t.Errorf("up to %d: %v, want %v", c.last, got, c.want)
		}
	}
	for last, want := range map[int][]int{1: {0, 1}, 10: {0, 2, 10}, 500: {0, 20, 500}} {
		if got := ladder(last, 1); !slices.Equal(got, want) {
			t.Errorf("up to %d with one between: %v, want %v", last, got, want)
		}
	}
}

// Moments are shown by the row at or before, once, and no later than the end; a
// run that was stopped shows the model that is kept.
func TestMomentRows(t *testing.T) {
	path := rows(4, 10, 25)
	stopped := rows(36, 1, 35)
	stopped.Verdict = optimizers.Verdict{Outcome: optimizers.Stopped, Step: 35, Best: 25}
	for _, c := range []struct {
		path    optimizers.Trajectory
		moments []int
		want    []int
	}{
		{path, []int{0, 10, 25}, []int{0, 1, 3}},
		{path, []int{24, 9, 5, 1000}, []int{0, 2, 3}},
		{stopped, []int{3}, []int{3}},
		{stopped, nil, []int{0, 1, 2, 5, 20, 25, 35}},
		{rows(1, 1, 0), nil, []int{0}},
	} {
		if got := (Scene{Moments: c.moments}).momentRows(c.path); !slices.Equal(got, c.want) {
			t.Errorf("moments %v: rows %v, want %v", c.moments, got, c.want)
		}
	}
}

// set is data of n inputs.
func set(inputs, classes int) *data.Set {
	return &data.Set{Name: "mine", X: mat.NewDense(4, inputs, nil), Y: make([]float64, 4), Classes: classes}
}

func TestDrawable(t *testing.T) {
	for _, c := range []struct {
		set  *data.Set
		want string // in the error
	}{
		{set(1, 0), ""}, {set(1, 2), ""}, {set(2, 2), ""}, {set(2, 10), ""},
		{set(3, 2), "1 or 2 inputs, mine has 3"}, {set(2, 0), "mine has numbers"}, {set(1, 3), "mine has 3"},
	} {
		err := drawable(c.set)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%d inputs, %d classes: error %v, want one with %q", c.set.Dim(), c.set.Classes, err, c.want)
		}
	}
}
