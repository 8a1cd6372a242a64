package lecture

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/spec"
)

// mostNudged is how many coordinates the iterates of a figure may have for the figure to be
// computed once more: the rest would take longer than all these together.
const mostNudged = 1_000_000

// No number that a figure prints in any language moves when its runs start a part of 1e-12 beside:
// another one would be right only on this processor.
func TestNudged(t *testing.T) {
	all, err := Figures()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		g, err := f.Document.Restyled(spec.Looks{Lang: "de"}).Drawing(context.Background())
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
			compareTexts(t, f.Document, drawing(t, f.ID), g)
		})
	}
}

// coordinates counts those of all iterates of a drawing's runs.
func coordinates(g *spec.Drawing) int {
	n := 0
	if g.Map == nil {
		n = g.Iterates() * g.Plan.Meta.Dim
	}
	for _, p := range g.Parts {
		n += coordinates(p)
	}
	return n
}

// nudge moves the starts of a drawing's runs.
func nudge(g *spec.Drawing) {
	for i := range g.Plan.Runs {
		start := slices.Clone(g.Plan.Runs[i].Start)
		for j, x := range start {
			start[j] = x * (1 + 1e-12) // a 0 stays: rules that do not know scales would go another way
		}
		g.Plan.Runs[i].Start = start
	}
	for _, p := range g.Parts {
		nudge(p)
	}
}

// compareTexts compares what the texts of a document measure on two drawings.
func compareTexts(t *testing.T, d spec.Document, g, nudged *spec.Drawing) {
	t.Helper()
	figures := d.Figures
	d.Figures = nil // whose texts measure themselves
	eachText(reflect.ValueOf(d), func(text spec.Text) {
		for _, lang := range spec.Languages {
			if !strings.Contains(text.In(lang), "{{") {
				continue
			}
			want, err := g.Measure(text.In(lang), lang)
			if err != nil {
				t.Error(err)
			}
			if got, err := nudged.Measure(text.In(lang), lang); err != nil || got != want {
				t.Errorf("%s:\n%s\nmoves to\n%s\n%v", lang, want, got, err)
			}
		}
	})
	for i, f := range figures {
		compareTexts(t, f, g.Parts[i], nudged.Parts[i])
	}
}
