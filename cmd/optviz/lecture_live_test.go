package main

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
)

// Beside the figures of a lecture there is a live page, and each figure of runs has a link that opens it there.
func TestLectureLive(t *testing.T) {
	t.Chdir(t.TempDir())
	out := must(t, "lecture", "6.2", "9.2", "12.1", "--live", "--lang", "de", "--format", "svg", "-q", "-o", "l").stdout
	if !strings.Contains(out, "l/live-6.2-9.2-12.1.html\n") {
		t.Errorf("the files are %s", out)
	}
	if p := readPage(t, "l/live-6.2-9.2-12.1.html"); p.data.State["surface"] != "tilted-double-well" || p.data.State["lang"] != "de" {
		t.Errorf("the page begins with %v", p.data.State)
	}
	for name, link := range map[string]string{
		"l/index-6.2-9.2-12.1.md":   `\[live ausprobieren\]\(live-6\.2-9\.2-12\.1\.html#([^)\s]+)\)`,
		"l/index-6.2-9.2-12.1.html": `<a href="live-6\.2-9\.2-12\.1\.html#([^"\s<>']+)">live ausprobieren</a>`,
	} {
		index := read(t, name)
		links := regexp.MustCompile(link).FindAllStringSubmatch(index, -1)
		if len(links) != 2 || strings.Count(index, "live ausprobieren") != 2 || strings.Contains(index, "--live") { // 6.2 shows basins, and the parts of 12.1 the same runs
			t.Fatalf("%s has the links %q", name, links)
		}
		text, err := url.PathUnescape(strings.ReplaceAll(links[1][1], "&amp;", "&"))
		if err != nil {
			t.Fatal(err)
		}
		var state map[string]any
		if err := json.Unmarshal([]byte(text), &state); err != nil || state["surface"] != "ravine:kappa=25,angle=0" || state["lang"] != "de" || state["steps"] != 2000.0 {
			t.Errorf("%s opens %s, %v", name, text, err)
		}
	}
}

// What is too much for a page has no link; a mistake is an error.
func TestOpened(t *testing.T) {
	for _, c := range []struct {
		change func(d *document.Document)
		wrong  string
	}{
		{func(d *document.Document) { d.Steps = new(9_000_000) }, ""},
		{func(d *document.Document) { d.Optimizers = []string{"adm"} }, `--optimizer "adm"`},
	} {
		d := document.Document{GridSpec: document.GridSpec{Spec: document.Default()}}
		d.Surface = "beale"
		c.change(&d)
		_, ok, err := opened(t.Context(), d)
		if ok || (err == nil) != (c.wrong == "") || err != nil && !strings.Contains(err.Error(), c.wrong) {
			t.Errorf("%v, %v, want %q", ok, err, c.wrong)
		}
	}
}

// Where no figure can be live there is no page, and one figure alone is for explore.
func TestLectureNotLive(t *testing.T) {
	t.Chdir(t.TempDir())
	if out := must(t, "lecture", "6.2", "--live", "--format", "svg", "-q", "-o", "l").stdout; strings.Contains(out, "live") {
		t.Errorf("the files are %s", out)
	}
	for _, args := range [][]string{{"-o", "a.png"}, {"--list"}, {"--print-spec"}} {
		r := optviz(append([]string{"lecture", "12.1", "--live"}, args...)...)
		if r.code != wrongUsage || !strings.Contains(r.stderr, "--live is for figures in a directory with their index; optviz explore 12.1 -o FILE.html makes one figure live") {
			t.Errorf("%q: exit %d, %s", args, r.code, r.stderr)
		}
	}
}
