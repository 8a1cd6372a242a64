package document

import (
	"reflect"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

// flagged returns the document of a command line of plot.
func flagged(t *testing.T, args ...string) (Document, error) {
	t.Helper()
	s := Default()
	fs := pflag.NewFlagSet("", pflag.ContinueOnError)
	s.RunFlags(fs)
	s.FigureFlags(fs)
	err := fs.Parse(args)
	return GridSpec{Spec: s}.Document(), err
}

// What a figure says is the same by flags and by keys.
func TestSaidByFlagsAndKeys(t *testing.T) {
	for _, c := range []struct{ args, yaml string }{
		{"--title|A title", "title: A title"},
		{"--title|", "title: ''"},
		{"--title| ", "title: ''"},
		{"--subtitle|below", "subtitle: below"},
		{"--subtitle|", "subtitle: ''"},
		{"--title|none", "title: none"},
		{"--subtitle|none", "subtitle: none"},
		{"--legend|none", "legend: none"},
		{"--formula|none", "formula: none"},
		{"--formula|none", "formula-text: none"},
		{"-f|x^2|--formula|none", "{formula: x^2, formula-text: none}"},
	} {
		got, err := flagged(t, strings.Split(c.args, "|")...)
		if err != nil {
			t.Errorf("%s: %v", c.args, err)
			continue
		}
		want, err := ParseYAML([]byte(c.yaml), nil)
		if err != nil {
			t.Errorf("%s: %v", c.yaml, err)
			continue
		}
		if got, want := got.Restyled(Appearance{}), want.Restyled(Appearance{}); string(got.YAML()) != string(want.YAML()) || got.NoTitle != want.NoTitle || got.NoSubtitle != want.NoSubtitle || got.GridSpec.Subtitle != want.GridSpec.Subtitle {
			t.Errorf("%s is\n%swant\n%s", c.args, got.YAML(), want.YAML())
		}
	}
}

func TestSaidRefused(t *testing.T) {
	for args, want := range map[string]string{
		"--legend|off":                "unknown legend (did you mean none?); choose from auto, none",
		"--legend|nne":                "did you mean none?",
		"-f|x|-f|y":                   "is given twice, first as x",
		"--formula|none|-f|none":      "is given twice",
		"--formula| ":                 "is empty",
		"--formula|x|--formula|x + y": "is given twice",
	} {
		if _, err := flagged(t, strings.Split(args, "|")...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", args, err, want)
		}
	}
	for yaml, want := range map[string]string{
		"legend: false":                            "1:9: legend: unknown legend (did you mean none?)",
		"legend: 3":                                "1:9: legend: unknown legend",
		"legend: ''":                               "1:9: legend: is empty",
		"title:":                                   "has no value",
		"title: ['']":                              "is neither a text nor",
		"title: {en: '', de: ''}":                  "has no text for the language en",
		"formula-text: x":                          "unknown formula-text",
		"{kind: cloud, formula: none}":             "1:24: formula: none: a figure of kind: cloud states none anyway",
		"{kind: functions, formula-text: none}":    "kind: functions has no key formula-text",
		"{figures: [{}], formula-text: none}":      "a page of figures has no key formula-text",
		"{names: [''], title: x, subtitle: [1,2]}": "subtitle: is neither a text",
	} {
		if _, err := ParseYAML([]byte(yaml), nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", yaml, err, want)
		}
	}
}

// On a page, a user who draws it again sets the page's title, and takes subtitles, legends and
// formulas from all of its figures.
func TestSayingOfPage(t *testing.T) {
	page, err := ParseYAML([]byte("{title: Page, figures: [{title: A, note: more}, {kind: diagram, title: B}]}"), nil)
	if err != nil {
		t.Fatal(err)
	}
	got := page.Restyled(Appearance{Said: Said{NoTitle: true, NoSubtitle: true, Legend: None, FormulaText: None}})
	want := `legend: none
lang: en
title: ""
subtitle: ""
figures:
  - formula-text: none
    legend: none
    lang: en
    title: A
    subtitle: ""
  - legend: none
    lang: en
    kind: diagram
    title: B
    subtitle: ""
`
	if string(got.YAML()) != want {
		t.Errorf("got\n%swant\n%s", got.YAML(), want)
	}
	got = page.Restyled(Appearance{Said: Said{Title: "New", Subtitle: "below"}})
	if got.Title.In("en") != "New" || got.Subtitle.In("en") != "below" || !reflect.DeepEqual(got.Figures[0].Note, page.Figures[0].Note) || got.Figures[0].Subtitle != nil {
		t.Errorf("got\n%s", got.YAML())
	}
}
