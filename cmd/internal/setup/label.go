package setup

import (
	"fmt"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/words"
)

// Notation writes the parts of a run's label.
type Notation struct {
	words.Language
	Rule      func(r catalog.Rule, apart string) string // the rule, with what tells the run apart
	parameter func(key, value string) string
	schedule  func(catalog.Schedule) string // a schedule among others with the same title
}

// Typed returns the notation of tables and messages, in English: keys as users type them.
func Typed() Notation {
	return Notation{
		words.English,
		func(r catalog.Rule, apart string) string { return r.Title(words.English, apart, words.Catalogued) },
		func(key, value string) string { return key + "=" + value },
		func(s catalog.Schedule) string { return s.Text },
	}
}

// Drawn returns the notation of figures: η = 0.1, and the name of gradient descent where no
// sample is drawn.
func Drawn(l words.Language, name words.DescentName) Notation {
	return Notation{
		l,
		func(r catalog.Rule, apart string) string { return r.Title(l, apart, name) },
		func(key, value string) string { return l.Parameter(key, l.Decimals(value)) },
		func(s catalog.Schedule) string { return s.Details(l) },
	}
}

// Label returns a label for each run: its optimizer's title and, where several runs share
// an optimizer, exactly the properties in which these differ.
func Label(combinations []Combination, l Notation) ([]string, error) {
	labels := make([]string, len(combinations))
	groups := map[string][]int{}
	for i, c := range combinations {
		name := c.Rule.Kind()
		groups[name] = append(groups[name], i)
	}
	for _, group := range groups {
		differing := facets(combinations, group, l)
		for _, i := range group {
			apart := ""
			for _, f := range differing {
				apart += " " + f(combinations[i])
			}
			labels[i] = l.Rule(combinations[i].Rule, apart)
		}
	}
	// Labels are equal where a rule's own schedule is also one of --schedule, or where
	// different formulas have the same value in the first cell of a sweep.
	for i, text := range labels {
		if at := slices.Index(labels[:i], text); at >= 0 && combinations[at].Rule.Typed == combinations[i].Rule.Typed {
			return nil, catalog.Blame("--optimizer", combinations[i].Rule.Text, fmt.Errorf("the same run is asked for twice: %s", text))
		}
	}
	return labels, nil
}

// facet returns a property of a run, in words.
type facet func(Combination) string

// facets returns the properties in which the runs of a group differ.
func facets(combinations []Combination, group []int, l Notation) []facet {
	first := combinations[group[0]]
	values := func(f facet) map[string]bool {
		all := map[string]bool{}
		for _, i := range group {
			all[f(combinations[i])] = true
		}
		return all
	}
	var fs []facet
	add := func(f facet) {
		if len(values(f)) > 1 {
			fs = append(fs, f)
		}
	}
	for i := range first.Rule.Params {
		add(func(c Combination) string { p := c.Rule.Params[i]; return l.parameter(p.Key, p.Text()) })
	}
	title := func(c Combination) string { return c.Schedule.Title.In(l.Language) }
	text := func(c Combination) string { return l.schedule(c.Schedule) }
	if len(values(title)) == len(values(text)) {
		add(title)
	} else { // several schedules share a title
		add(text)
	}
	add(func(c Combination) string { return l.Batch(c.Batches.Size) })
	add(func(c Combination) string { return l.From(point(c.Start)) })
	return fs
}

// point writes the coordinates of a point for a text of a figure.
func point(x []float64) string {
	texts := make([]string, len(x))
	for i, v := range x {
		texts[i] = scale.Exact(v)
	}
	return "(" + strings.Join(texts, ", ") + ")"
}
