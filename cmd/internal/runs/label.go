package runs

import (
	"fmt"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/words"
)

// notation writes the parts of a run's label.
type notation struct {
	words.Language
	rule      func(r catalog.Rule, apart string) string // the rule, with what tells the run apart
	parameter func(key, value string) string
	schedule  func(catalog.Schedule) string // a schedule among others with the same title
}

// typed returns the notation of tables and messages, in English: keys as users type them.
func typed() notation {
	return notation{
		words.English,
		func(r catalog.Rule, apart string) string { return r.Title(words.English, apart, words.Catalogued) },
		func(key, value string) string { return key + "=" + value },
		func(s catalog.Schedule) string { return s.Text },
	}
}

// drawn returns the notation of figures: η = 0.1, and the name of gradient descent where no
// sample is drawn.
func drawn(l words.Language, name words.DescentName) notation {
	return notation{
		l,
		func(r catalog.Rule, apart string) string { return r.Title(l, apart, name) },
		func(key, value string) string { return l.Parameter(key, l.Decimals(value)) },
		func(s catalog.Schedule) string { return s.Details(l) },
	}
}

// names returns the names of the runs in a notation: those of the Spec or, without any,
// labels.
func names(s document.Spec, combinations []combination, l notation) ([]string, error) {
	labels, err := label(combinations, l)
	switch {
	case err != nil || len(s.Names) == 0:
		return labels, err
	case len(s.Names) != len(labels):
		return nil, catalog.Usage("names has %s for %s: %s", catalog.Count(len(s.Names), "text"), catalog.Count(len(labels), "run"), strings.Join(labels, ", "))
	}
	for _, name := range s.Names {
		if err := s.CheckTitle(name); err != nil {
			return nil, catalog.Blame("names", name, err)
		}
	}
	return s.Names, nil
}

// label returns a label for each run: its optimizer's title and, where several runs share
// an optimizer, exactly the properties in which these differ.
func label(combinations []combination, l notation) ([]string, error) {
	labels := make([]string, len(combinations))
	groups := map[string][]int{}
	for i, c := range combinations {
		name := c.rule.Kind()
		groups[name] = append(groups[name], i)
	}
	for _, group := range groups {
		differing := facets(combinations, group, l)
		for _, i := range group {
			apart := ""
			for _, f := range differing {
				apart += " " + f(combinations[i])
			}
			labels[i] = l.rule(combinations[i].rule, apart)
		}
	}
	// Labels are equal where a rule's own schedule is also one of --schedule, or where
	// different formulas have the same value in the first cell of a sweep.
	for i, text := range labels {
		if at := slices.Index(labels[:i], text); at >= 0 && combinations[at].rule.Typed == combinations[i].rule.Typed {
			return nil, catalog.Blame("--optimizer", combinations[i].rule.Text, fmt.Errorf("the same run is asked for twice: %s", text))
		}
	}
	return labels, nil
}

// facet returns a property of a run, in words.
type facet func(combination) string

// facets returns the properties in which the runs of a group differ.
func facets(combinations []combination, group []int, l notation) []facet {
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
	for i := range first.rule.Params {
		add(func(c combination) string { p := c.rule.Params[i]; return l.parameter(p.Key, p.Text()) })
	}
	title := func(c combination) string { return c.schedule.Title.In(l.Language) }
	text := func(c combination) string { return l.schedule(c.schedule) }
	if len(values(title)) == len(values(text)) {
		add(title)
	} else { // several schedules share a title
		add(text)
	}
	add(func(c combination) string { return l.Batch(c.batches.Size) })
	add(func(c combination) string { return l.From(point(c.start)) })
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
