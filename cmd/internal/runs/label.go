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

// names returns what the runs are called in a language: as the Spec says or, where it does
// not, labels.
func names(s document.Spec, picks []pick, l words.Language) ([]string, error) {
	labels, err := label(picks, l)
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

// label gives each run its optimizer's title and, where runs share an
// optimizer, exactly what tells them apart.
func label(picks []pick, l words.Language) ([]string, error) {
	labels := make([]string, len(picks))
	groups := map[string][]int{}
	for i, c := range picks {
		name := c.rule.Kind()
		groups[name] = append(groups[name], i)
	}
	for _, group := range groups {
		differing := facets(picks, group, l)
		for _, i := range group {
			apart := ""
			for _, f := range differing {
				apart += " " + f(picks[i])
			}
			labels[i] = picks[i].rule.Title(l, apart)
		}
	}
	// What is left is a rule's own schedule that is one of --schedule's, or formulas
	// that are alike in the first cell of a map.
	for i, text := range labels {
		if at := slices.Index(labels[:i], text); at >= 0 && picks[at].rule.Typed == picks[i].rule.Typed {
			return nil, catalog.Blame("--optimizer", picks[i].rule.Text, fmt.Errorf("the same run is asked for twice: %s", text))
		}
	}
	return labels, nil
}

// facet is one thing that may tell runs apart, in words.
type facet func(pick) string

// facets are those in which the runs of a group differ.
func facets(picks []pick, group []int, l words.Language) []facet {
	first := picks[group[0]]
	values := func(f facet) map[string]bool {
		all := map[string]bool{}
		for _, i := range group {
			all[f(picks[i])] = true
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
		add(func(c pick) string { p := c.rule.Params[i]; return l.Decimals(p.Key + "=" + p.Text()) })
	}
	title := func(c pick) string { return c.schedule.Title.In(l) }
	text := func(c pick) string { return l.Decimals(c.schedule.Text) }
	if len(values(title)) == len(values(text)) {
		add(title)
	} else { // titles alone do not tell them apart
		add(text)
	}
	add(func(c pick) string { return l.Batch(c.batches.Size) })
	add(func(c pick) string { return l.From(point(c.start)) })
	return fs
}

// point writes coordinates as a text of a figure.
func point(x []float64) string {
	texts := make([]string, len(x))
	for i, v := range x {
		texts[i] = scale.Exact(v)
	}
	return "(" + strings.Join(texts, ", ") + ")"
}
