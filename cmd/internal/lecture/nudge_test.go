package lecture

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/cmd/internal/sweep"
	"github.com/optviz/optviz/render/sheet"
)

// mostNudged is how many coordinates the iterates of a figure may have for the figure to be
// computed once more: the rest would take longer than all these together.
const mostNudged = 4_000_000

// captionOnly has the figures of which only the caption is of all runs that start beside, and why.
var captionOnly = map[string]string{
	"3.4":  "the alternative text tells how a chaotic run ends",
	"10.1": "a table has as many digits as its numbers, which are exact from this start",
	"10.2": "a table has as many digits as its numbers, which are exact from this start",
	"12.5": "the alternative text tells how long a chaotic run takes",
	"15.2": "the alternative text has four digits of a chaotic run",
}

// No number that a figure prints in any language, in its caption or where it is drawn, moves
// when its runs start a part of 1e-12 beside: another one would be right only on this processor.
func TestNudged(t *testing.T) {
	all, err := Figures()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		g, err := drawing.Resolve(context.Background(), f.Document.Restyled(document.Appearance{Lang: "de"}), measure.Texts{})
		if err != nil {
			t.Fatal(err)
		}
		if n := coordinates(g); n == 0 || n > mostNudged {
			continue
		}
		t.Run(f.ID, func(t *testing.T) {
			nudge(g)
			if err := g.Compute(context.Background(), nil); err != nil {
				t.Fatal(err)
			}
			still := computed(t, f.ID)
			compareTexts(t, f.Document, still, g)
			if captionOnly[f.ID] == "" {
				compareDrawn(t, still, g)
			}
		})
	}
}

// coordinates counts those of all iterates of a drawing's runs, and 1 for a map, unless it
// draws its starts.
func coordinates(g *drawing.Drawing) int {
	n := g.Iterates() * g.Plan.Meta.Dim
	if m := g.Grid(); m != nil {
		n = 1
		if m.Spec.Redraw {
			n = 0
		}
	}
	for _, p := range g.Parts() {
		n += coordinates(p)
	}
	return n
}

// nudge moves the starts of a drawing's runs.
func nudge(g *drawing.Drawing) {
	var starts [][]float64
	for _, r := range g.Plan.Runs {
		starts = append(starts, r.Start)
	}
	if m := g.Grid(); m != nil {
		starts = append(starts, m.Spec.Starts...)
		for _, axis := range []sweep.AxisParam{m.X, m.Y} {
			if strings.HasPrefix(axis.Key, "x") {
				starts = append(starts, axis.Values)
			}
		}
	}
	moved := map[*float64]bool{} // runs share starts
	for _, start := range starts {
		if len(start) == 0 || moved[&start[0]] {
			continue
		}
		moved[&start[0]] = true
		for i := range start {
			start[i] *= 1 + 1e-12 // a 0 stays: rules that do not know scales would go another way
		}
	}
	for _, p := range g.Parts() {
		nudge(p)
	}
}

// compareDrawn compares what two drawings print where they are drawn, and what they tell
// those who do not see them.
func compareDrawn(t *testing.T, g, nudged *drawing.Drawing) {
	t.Helper()
	texts := drawn(t, g)
	for _, text := range drawn(t, nudged) {
		if !slices.Contains(texts, text) {
			t.Errorf("%q is drawn beside only", text)
		}
	}
}

// drawn are what a drawing tells those who do not see it, and the texts that it prints.
func drawn(t *testing.T, g *drawing.Drawing) []string {
	t.Helper()
	var a sheet.Audit
	listen(g, &a)
	f, err := g.Figure()
	if err != nil {
		t.Fatal(err)
	}
	return append(a.Texts, f.Desc)
}

// compareTexts compares what the texts of a document measure on two drawings.
func compareTexts(t *testing.T, d document.Document, g, nudged *drawing.Drawing) {
	t.Helper()
	figures := d.Figures
	d.Figures = nil // whose texts measure themselves
	eachText(reflect.ValueOf(d), func(text document.Text) {
		for _, lang := range document.Languages {
			if !strings.Contains(text.In(lang), "{{") {
				continue
			}
			want, err := measure.Texts{}.Of(t.Context(), g).Fill(text.In(lang), lang)
			if err != nil {
				t.Error(err)
			}
			if got, err := (measure.Texts{}).Of(t.Context(), nudged).Fill(text.In(lang), lang); err != nil || got != want {
				t.Errorf("%s:\n%s\nmoves to\n%s\n%v", lang, want, got, err)
			}
		}
	})
	for i, f := range figures {
		compareTexts(t, f, g.Parts()[i], nudged.Parts()[i])
	}
}
