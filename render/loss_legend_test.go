package render

import (
	"slices"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
)

// In a legend the validation curves of several runs have one entry, and that of one run its own.
func TestOneEntryForValidation(t *testing.T) {
	curve := func(name string, beside bool) chart.Curve {
		return chart.Curve{Label: sheet.EndLabel{Lines: []string{name}}, Beside: beside, Bare: beside}
	}
	for _, c := range []struct {
		curves []chart.Curve
		inKey  bool
		want   []string
	}{
		{[]chart.Curve{curve("a", false), curve("a: validation", true), curve("b", false), curve("b: validation", true)}, false, []string{"a", "b", "validation"}},
		{[]chart.Curve{curve("validation", false), curve("validation: validation", true), curve("training", false), curve("training: validation", true)}, true, []string{"validation", "training"}}, // runs that are called so stay
		{[]chart.Curve{curve("training", false), curve("held out", true)}, false, []string{"training", "held out"}},
		{[]chart.Curve{curve("a", false), {}}, false, []string{"a"}},
	} {
		var got []string
		for _, e := range curveEntries(words.Speak("en"), c.curves, c.inKey) {
			got = append(got, e.Lines[0])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("the legend lists %q, want %q", got, c.want)
		}
	}
}

// A figure of losses alone does not say that a run leaves the window, but that it diverges, where
// it does.
func TestLossHasNoWindow(t *testing.T) {
	for _, c := range []struct {
		outcome optimizers.Outcome
		cut     bool
		want    []string
	}{
		{optimizers.LeftWindow, false, []string{"GD"}},
		{optimizers.LeftWindow, true, []string{"GD", "diverges"}},
		{optimizers.Diverged, true, []string{"GD", "why"}},
	} {
		sc := Scene{Tracks: []Track{{Path: optimizers.Trajectory{Verdict: optimizers.Verdict{Outcome: c.outcome}}}}}
		curves := []chart.Curve{{Cut: c.cut, Label: sheet.EndLabel{Lines: []string{"GD", "why"}, Late: 1}}}
		if sc.sayNoExits(curves, "diverges"); !slices.Equal(curves[0].Label.Lines, c.want) {
			t.Errorf("%v: the label is %q, want %q", c.outcome, curves[0].Label.Lines, c.want)
		}
	}
}

// The key says what lines and bands are where the subtitle has no room for it.
func TestBandKey(t *testing.T) {
	sc := Scene{Tracks: []Track{{Ensemble: &optimizers.Ensemble{Ends: make([]optimizers.End, 40)}}}}
	curves := []chart.Curve{{Band: &chart.Band{}}}
	for theme, want := range map[string]string{"light": "", "slides": "median and 10–90 % of 40 seeds", "paper": "median and 10–90 % of 40 seeds"} {
		style := sheet.DefaultStyle()
		style.Theme = sheet.MustTheme(theme)
		got := ""
		for _, item := range sc.bandKey(sheet.New(style), curves) {
			got = item.Name
		}
		if got != want {
			t.Errorf("%s: the key says %q, want %q", theme, got, want)
		}
	}
	style := sheet.DefaultStyle()
	style.Theme = sheet.MustTheme("slides")
	if key := sc.bandKey(sheet.New(style), nil); key != nil {
		t.Errorf("without a band the key has %d items", len(key))
	}
}

// The key tells the losses of several runs apart by their dashes; the curves of
// one run have names of their own.
func TestDashKey(t *testing.T) {
	run := Track{Label: "GD", Path: optimizers.Trajectory{Dim: 2, X: []float64{0, 0, 1, 1}, Loss: []float64{2, 1}, Validation: []float64{3, 2}}}
	for n, want := range map[int][]string{1: nil, 2: {"training", "validation"}} {
		var got []string
		for _, item := range (Scene{Tracks: slices.Repeat([]Track{run}, n)}).dashKey(words.English) {
			got = append(got, item.Name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d runs have the key %q, want %q", n, got, want)
		}
	}
}
