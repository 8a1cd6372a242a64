package main

import (
	"os"
	"strings"
	"testing"
)

// rendered draws YAML to a file.
func rendered(t *testing.T, yaml, name string) result {
	t.Helper()
	if err := os.WriteFile("spec.yaml", []byte(yaml), 0o666); err != nil {
		t.Fatal(err)
	}
	return optviz("render", "spec.yaml", "-q", "-o", name)
}

// A figure of the lecture in YAML is that figure, alone and on a page, with what other keys change.
func TestLectureKey(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, c := range []struct{ yaml, args string }{
		{"lecture: 6.3", "lecture|6.3"},
		{"{lecture: 6.3#2, lang: de}", "lecture|6.3#2|--lang|de"},
		{"{lecture: 12.1#1, title: Mine, size: 640x360}", "lecture|12.1#1|--title|Mine|--size|640x360"},
		{"{title: Two, columns: 2, figures: [{lecture: 6.3#1}, {lecture: 6.3#2}]}", "lecture|6.3#1|6.3#2|--columns|2|--title|Two"},
	} {
		if r := rendered(t, c.yaml, "a.svg"); r.code != 0 {
			t.Fatalf("%s: %s", c.yaml, r.stderr)
		}
		again(t, "a.svg")
		must(t, append(strings.Split(c.args, "|"), "-q", "-o", "b.svg")...)
		if read(t, "a.svg") != read(t, "b.svg") {
			t.Errorf("%s is another figure than that of %s", c.yaml, c.args)
		}
	}
	if err := os.WriteFile("spec.yaml", []byte("{lecture: 12.1#1, optimizer: ['adam:lr=.1'], steps: 9, formula: x^2 + 2*y^2}"), 0o666); err != nil {
		t.Fatal(err)
	}
	spec := must(t, "render", "spec.yaml", "--print-spec").stdout
	for _, gone := range []string{"lecture", "surface", "names", "sgd"} {
		if strings.Contains(spec, gone) {
			t.Errorf("%s is left in\n%s", gone, spec)
		}
	}
	for _, there := range []string{"formula: x^2 + 2*y^2\n", "- adam:lr=.1\n", "steps: 9\n", "view: panels\n"} {
		if !strings.Contains(spec, there) {
			t.Errorf("no %q in\n%s", there, spec)
		}
	}
}

// Blocks of notes may have figures of the lecture, by command and by key.
func TestLectureKeyInNotes(t *testing.T) {
	t.Chdir(t.TempDir())
	note := "```optviz id=a\nlecture 6.3#1 --title ''\n```\n\n```optviz id=b\nfigures:\n  - lecture: 6.3#1\n  - lecture: 6.3#2\n```\n"
	if err := os.WriteFile("note.md", []byte(note), 0o666); err != nil {
		t.Fatal(err)
	}
	must(t, "notes", "note.md")
	again(t, "figures/a.svg")
	again(t, "figures/b.svg")
}

func TestLectureKeyErrors(t *testing.T) {
	t.Chdir(t.TempDir())
	for yaml, want := range map[string]string{
		"lecture: 12.9":                                    `spec.yaml:1:10: lecture: "12.9": no such question or figure`,
		"lecture: 12":                                      `has 8 figures: name one, as in 12.1`,
		"lecture: 7.4#9":                                   `there is no figure 9 of 3 figures: 1 "The paths"`,
		"lecture: [12.1]":                                  `the number of a figure is wanted, as in 12.1`,
		"lecture: ''":                                      `no such question or figure`,
		"{lecture: 12.1, steps: 5}":                        `1:17: figure 12.1 of the lecture is a page, which has no key steps; lecture: 12.1#1 is the first of its 2 figures`,
		"{lecture: 12.1#1, kind: sweep}":                   `kind: figure 12.1#1 of the lecture has its own`,
		"{lecture: 12.1, figures: [{}]}":                   `figures: figure 12.1 of the lecture has its own`,
		"{lecture: 6.2, view: loss}":                       `figure 6.2 of the lecture has no key view; it is a key of kind: plot`,
		"{figures: [{}, {lecture: 12.1#1, stps: 4}]}":      `1:34: unknown key "stps" (did you mean steps?)`,
		"{figures: [{}, {lecture: 12.1#1, steps: -4}]}":    `1:41: `,
		"{lecture: 12.1#1, names: [a, b]}":                 `names`,
		"{lecture: 12.1#1, lecture: 12.1#2}":               `lecture is given twice`,
		"{lecture: 12.1#1, optimizer: ['adm:lr=.1']}":      `did you mean adam?`,
		"{columns: 2, figures: [{lecture: 6.3, x: lr=1}]}": `which has no key x`,
	} {
		if r := rendered(t, yaml, "a.svg"); r.code != wrongUsage || !strings.Contains(r.stderr, want) {
			t.Errorf("%s: exit %d, %s, want %q", yaml, r.code, r.stderr, want)
		}
	}
}
