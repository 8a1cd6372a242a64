package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// A manifest that is printed reads as it was, and nothing else is one.
func TestParse(t *testing.T) {
	m := manifest{kind: short, entries: []entry{{"0a", "optviz plot"}, {"0b", "optviz plot  'two  spaces' > a.svg"}}}
	got, err := parse(m.String())
	if err != nil || got.kind != m.kind || !slices.Equal(got.entries, m.entries) {
		t.Errorf("%+v, %v from\n%s", got, err, m)
	}
	for text, want := range map[string]string{
		"":                  `line 1 is "", not`,
		"# long\n0a  b\n":   `line 1 is "# long", not`,
		"# whole\n0a  b\nc": "line 3 is no hash",
	} {
		if _, err := parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
	}
}

func TestCompare(t *testing.T) {
	before := manifest{entries: []entry{{"1", "same"}, {"2", "gone"}, {"3", "other"}}}
	after := manifest{entries: []entry{{"5", "more"}, {"4", "other"}, {"1", "same"}}}
	want := []string{"missing  gone", "changed  other", "new      more"}
	if got := compare(before, after); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := compare(after, after); got != nil {
		t.Errorf("a manifest differs from itself: %q", got)
	}
}

func TestExpand(t *testing.T) {
	names := func(catalogue string) ([]string, error) {
		list, ok := map[string][]string{"rules": {"sgd", "adam"}, "themes": {"light", "dark"}}[catalogue]
		if !ok {
			return nil, errors.New("no such catalogue")
		}
		return list, nil
	}
	got, err := expand("plot 'a(@rules):k=1' @themes", names)
	want := []string{"plot 'a(sgd):k=1' light", "plot 'a(sgd):k=1' dark", "plot 'a(adam):k=1' light", "plot 'a(adam):k=1' dark"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v", got, err)
	}
	if got, err := expand("step@30+cosine", names); err != nil || len(got) != 1 {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := expand("@nosuch", names); err == nil {
		t.Error("a catalogue that is none")
	}
}

func TestReadmeLines(t *testing.T) {
	got := readmeLines("```sh\ngo test ./...\noptviz plot\n```\n```go\noptviz no\n```\n```console\n$ optviz trace\noptviz,1\n$ optviz list\n```\n")
	if want := []string{"optviz plot", "optviz trace", "optviz list"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// What a line prints, how it ends and what it writes are entries; its directory's name and
// inputs that stay as they were are not in them.
func TestRun(t *testing.T) {
	r, err := newRunner(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	r.inputs = fstest.MapFS{"in/kept": {Data: []byte("a")}, "in/changed": {Data: []byte("b")}}
	hashes := func(line, dir string) []entry {
		t.Helper()
		entries, err := r.run(t.Context(), line, filepath.Join(r.base, dir))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(filepath.Join(r.base, dir)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is left", dir)
		}
		return entries
	}
	line := "pwd; pwd >&2; pwd > new; echo c >> in/changed; exit 3"
	once := hashes(line, "one")
	var names []string
	for _, e := range once {
		names = append(names, strings.TrimPrefix(e.name, line))
	}
	if want := []string{"", " > in/changed", " > new"}; !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
	if again := hashes(line, "two"); !slices.Equal(again, once) {
		t.Errorf("%v in another directory, %v before", again, once)
	}
	for _, other := range []string{strings.Replace(line, ">&2", ">/dev/null", 1), strings.Replace(line, "pwd;", "", 1), strings.Replace(line, "3", "4", 1)} {
		if hashes(other, "one")[0].hash == once[0].hash {
			t.Errorf("%s: the same hash as %s", other, line)
		}
	}
}

// Commands that run at once are told in the order of the table.
func TestRunAll(t *testing.T) {
	r, err := newRunner(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	lines := []string{"sleep 0.1", "echo a > a", "echo b"}
	got, err := r.runAll(t.Context(), lines, 3)
	var names []string
	for _, e := range got {
		names = append(names, e.name)
	}
	if want := []string{lines[0], lines[1], lines[1] + " > a", lines[2]}; err != nil || !slices.Equal(names, want) {
		t.Errorf("%q, %v, want %q", names, err, want)
	}
}

// A command that is interrupted ends with all that it runs, and that is an error.
func TestRunInterrupted(t *testing.T) {
	r, err := newRunner(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	_, err = r.run(ctx, "sleep 60; true", filepath.Join(r.base, "one"))
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) > 30*time.Second {
		t.Errorf("%v after %v", err, time.Since(start))
	}
}
