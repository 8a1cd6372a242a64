package spec

import (
	"fmt"
	"slices"
	"strings"
)

// name is all that a run's label may have to say.
type name struct {
	rule     rule
	schedule schedule
	start    []float64
}

// label gives each run its optimizer's title and, where runs share a title,
// exactly what tells them apart.
func label(names []name) ([]string, error) {
	labels := make([]string, len(names))
	groups := map[string][]int{}
	for i, n := range names {
		title := n.rule.entry.Title
		groups[title] = append(groups[title], i)
	}
	for title, group := range groups {
		differing := facets(names, group)
		for _, i := range group {
			var parts []string
			for _, f := range differing {
				parts = append(parts, f(names[i]))
			}
			labels[i] = strings.Join(append([]string{title}, parts...), " ")
		}
	}
	for i, l := range labels {
		if slices.Contains(labels[:i], l) {
			return nil, blame("--optimizer", names[i].rule.text, fmt.Errorf("the same run is asked for twice: %s", l))
		}
	}
	return labels, nil
}

// facet is one thing that may tell runs apart, in words.
type facet func(name) string

// facets are those in which the runs of a group differ.
func facets(names []name, group []int) []facet {
	first := names[group[0]]
	values := func(f facet) map[string]bool {
		all := map[string]bool{}
		for _, i := range group {
			all[f(names[i])] = true
		}
		return all
	}
	var fs []facet
	add := func(f facet) {
		if len(values(f)) > 1 {
			fs = append(fs, f)
		}
	}
	for i := range first.rule.params {
		add(func(n name) string { p := n.rule.params[i]; return p.Key + "=" + p.Text() })
	}
	title := func(n name) string { return n.schedule.title }
	text := func(n name) string { return n.schedule.text }
	if len(values(title)) == len(values(text)) {
		add(title)
	} else { // titles alone do not tell them apart
		add(text)
	}
	add(func(n name) string { return "from (" + strings.ReplaceAll(joinNumbers(n.start), ",", ", ") + ")" })
	return fs
}
