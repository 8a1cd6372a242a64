// Package lecture holds the figures of a lecture on training neural networks: a
// YAML file each, named <question>.<number>-<name>.yaml, with titles and captions
// in every language. What a caption says is measured on the runs that are drawn.
// A new figure is a file, and a new question a line of questions.go.
package lecture

import (
	"cmp"
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/cmd/internal/printing"
)

//go:embed *.yaml
var files embed.FS

// Figure is a figure of the lecture.
type Figure struct {
	ID       string // 12.1
	Name     string // four-regimes
	Question Question
	Document document.Document
}

// Slug returns the name of the figure's files, without their extension.
func (f Figure) Slug() string {
	id, part, isPart := strings.Cut(f.ID, "#")
	if isPart {
		return id + "-" + f.Name + "-figure-" + part
	}
	return id + "-" + f.Name
}

// Part returns figure n of a figure that is a page, as 7.4#2.
func (f Figure) Part(n int) (Figure, error) {
	d, err := f.Document.Figure(n)
	if err != nil {
		return f, err
	}
	f.ID, f.Document = fmt.Sprintf("%s#%d", f.ID, n), d
	return f, nil
}

// Figures returns all figures in the order of the lecture.
func Figures() ([]Figure, error) {
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil, err
	}
	var all []Figure
	for _, e := range entries {
		f, err := read(e.Name())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", e.Name(), err)
		}
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b Figure) int {
		return cmp.Or(cmp.Compare(a.Question.Number, b.Question.Number), cmp.Compare(part(a.ID), part(b.ID)))
	})
	return all, nil
}

// part returns the number of a figure within its question.
func part(id string) int {
	_, number, _ := strings.Cut(id, ".")
	n, _ := strconv.Atoi(number)
	return n
}

func read(name string) (Figure, error) {
	id, rest, ok := strings.Cut(strings.TrimSuffix(name, ".yaml"), "-")
	question, number, isID := strings.Cut(id, ".")
	q, err := strconv.Atoi(question)
	if _, e := strconv.Atoi(number); !ok || !isID || err != nil || e != nil || q < 1 || q > len(Questions()) {
		return Figure{}, fmt.Errorf("is not named <question>.<number>-<name>.yaml")
	}
	text, err := files.ReadFile(name)
	if err != nil {
		return Figure{}, err
	}
	d, err := document.ParseYAML(text, measure.Texts{})
	return Figure{ID: id, Name: rest, Question: Questions()[q-1], Document: d}, err
}

// Select returns the figures that words ask for: each word is the number or the name of a
// question, or the name of a figure, and may name one figure of a page, as 7.4#2. Without words it
// returns all figures.
func Select(all []Figure, words []string) ([]Figure, error) {
	if len(words) == 0 {
		return all, nil
	}
	var chosen []Figure
	for _, w := range words {
		some, err := matching(all, w)
		if err != nil {
			return nil, &catalog.Error{Flag: "QUESTION", Value: w, Err: err}
		}
		for _, f := range some {
			if !slices.ContainsFunc(chosen, func(g Figure) bool { return g.ID == f.ID }) {
				chosen = append(chosen, f)
			}
		}
	}
	return chosen, nil
}

// Find returns the document of the one figure that a name names, as 12.1 or 7.4#2.
func Find(all []Figure, name string) (document.Document, error) {
	some, err := matching(all, name)
	if err != nil {
		return document.Document{}, err
	}
	if len(some) > 1 {
		return document.Document{}, severalError(some)
	}
	return some[0].Document, nil
}

// severalError refuses a word that stands for several figures.
func severalError(some []Figure) error {
	return fmt.Errorf("has %d figures: name one, as in %s", len(some), some[0].ID)
}

// matching returns the figures that a word asks for.
func matching(all []Figure, word string) ([]Figure, error) {
	name, part, isPart := strings.Cut(word, "#")
	some := slices.DeleteFunc(slices.Clone(all), func(f Figure) bool { return !f.matches(name) })
	if len(some) == 0 {
		hint := ""
		if near := catalog.Nearest(name, names(all)); near != "" {
			hint = fmt.Sprintf(" (did you mean %s?)", near)
		}
		return nil, fmt.Errorf("no such question or figure%s; optviz lecture --list has them", hint)
	}
	if !isPart {
		return some, nil
	}
	n, err := strconv.Atoi(part)
	switch {
	case err != nil || n < 1:
		return nil, fmt.Errorf("%s is no number of a figure, as in %s#1", printing.Quote(part), some[0].ID)
	case len(some) > 1:
		return nil, severalError(some)
	}
	one, err := some[0].Part(n)
	return []Figure{one}, err
}

func (f Figure) matches(word string) bool {
	return slices.Contains([]string{f.ID, f.Name, f.Slug(), f.Question.Name, strconv.Itoa(f.Question.Number)}, strings.ToLower(word))
}

// names returns the words that Select accepts, for suggestions.
func names(all []Figure) []string {
	var names []string
	for _, q := range Questions() {
		names = append(names, q.Name)
	}
	for _, f := range all {
		names = append(names, f.ID)
	}
	return names
}
