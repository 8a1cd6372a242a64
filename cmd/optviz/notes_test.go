package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/optviz/optviz/cmd/internal/input"
)

const saddleBlock = "```optviz id=saddle\nplot saddle --optimizer sgd:lr=0.1 --steps 5 --size 320x180\n```\n"

// A note's figure is that of its command line; a second run and a check find nothing to
// do, and a change is found with its file and line.
func TestNotesCommand(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.MkdirAll("docs/.hidden", 0o777); err != nil {
		t.Fatal(err)
	}
	for path, text := range map[string]string{"docs/a.md": "# A\n\n" + saddleBlock, "docs/b.txt": saddleBlock, "docs/.hidden/c.md": saddleBlock} {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r := must(t, "notes", "docs")
	if want := filepath.Join("docs", "figures", "saddle.svg") + "\n" + filepath.Join("docs", "a.md") + "\n"; r.stdout != want || r.stderr != "" {
		t.Errorf("stdout %q, stderr %q", r.stdout, r.stderr)
	}
	if got := read(t, "docs/a.md"); !strings.HasPrefix(got, "# A\n\n"+saddleBlock+"![") || !strings.Contains(got, "](figures/saddle.svg)\n*") {
		t.Errorf("%q", got)
	}
	must(t, "render", "docs/figures/saddle.svg", "-q", "-o", "again.svg")
	if read(t, "again.svg") != read(t, "docs/figures/saddle.svg") {
		t.Error("the figure is drawn again otherwise")
	}
	if r := must(t, "notes", "docs", "--check"); r.stdout != "" || r.stderr != "" {
		t.Errorf("a check says %q and %q", r.stdout, r.stderr)
	}
	if r := must(t, "notes", "docs"); r.stdout != "" {
		t.Errorf("a second run writes %q", r.stdout)
	}
	text := strings.Replace(read(t, "docs/a.md"), "--steps 5", "--steps 6", 1)
	if err := os.WriteFile("docs/a.md", []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	before := read(t, "docs/figures/saddle.svg")
	c := optviz("notes", "docs", "--check")
	if want := filepath.Join("docs", "a.md") + ":3: figures/saddle.svg is not there, or not what the block describes\n"; c.code != stale || c.stdout != want || c.stderr != "" {
		t.Errorf("exit %d, %q, %q", c.code, c.stdout, c.stderr)
	}
	if read(t, "docs/a.md") != text || read(t, "docs/figures/saddle.svg") != before {
		t.Error("a check writes")
	}
}

// Films, figures of the lecture, YAML with data of its own, dark figures.
func TestNotesKinds(t *testing.T) {
	t.Chdir(t.TempDir())
	note := "```optviz id=film\nanimate saddle --optimizer sgd:lr=0.1 --steps 5 --size 320x180\n```\n\n" +
		"```optviz id=question\nlecture 9.4 --lang de\n```\n\n" +
		"```optviz id=data\nsurface: line\npoints: points.csv\nsteps: 5\nsize: 320x180\n```\n"
	for path, text := range map[string]string{"notes/n.md": note, "notes/points.csv": "x,y\n0,1\n1,3\n2,4\n"} {
		if err := os.MkdirAll("notes", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	must(t, "notes", "notes/n.md", "--link", "github", "-q")
	if !strings.Contains(read(t, "notes/figures/film.svg"), "<animate") {
		t.Error("the film does not move")
	}
	if got := read(t, "notes/n.md"); !strings.Contains(got, "srcset=\"figures/question-dark.svg\"") || !strings.Contains(got, "Verlustlandschaft") {
		t.Errorf("%s", got)
	}
	if must(t, "notes", "notes/n.md", "--link", "github").stdout != "" {
		t.Error("a second run draws")
	}
}

func TestNotesErrors(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("n.md", []byte("\n```optviz\nplot --optimizer momentm\n```\n\n"+saddleBlock), 0o644); err != nil {
		t.Fatal(err)
	}
	r := optviz("notes", "n.md")
	if r.code != failed || !strings.Contains(r.stderr, `n.md:3: --optimizer "momentm": unknown optimizer (did you mean momentum?)`) || !strings.Contains(r.stderr, "one block was not drawn") {
		t.Errorf("exit %d, %s", r.code, r.stderr)
	}
	if !strings.Contains(read(t, "n.md"), "figures/saddle.svg") {
		t.Error("the other block is not drawn")
	}
	writeFile(t, "m.md", strings.Replace(saddleBlock, "--steps 5", "--steps 6", 1))
	if r := optviz("notes", "n.md", "m.md"); r.code != failed || !strings.Contains(r.stderr, "m.md:1: figures/saddle.svg is the figure of n.md:6: give one of them another id") {
		t.Errorf("exit %d, %s", r.code, r.stderr)
	}
	writeFile(t, "figures/mine.svg", "<svg/>")
	writeFile(t, "m.md", strings.Replace(saddleBlock, "id=saddle", "id=mine", 1))
	if r := optviz("notes", "m.md"); r.code != failed || !strings.Contains(r.stderr, "m.md:1: figures/mine.svg is there, and not from optviz") || read(t, "figures/mine.svg") != "<svg/>" {
		t.Errorf("exit %d, %s", r.code, r.stderr)
	}
	writeFile(t, "wide.md", "\xff\xfe`\x00`\x00`\x00o\x00")
	writeFile(t, "old.md", "# A\n\nGr\xf6\xdfe\n\n"+saddleBlock)
	writeFile(t, "large.md", strings.Repeat("x", input.DocumentLimit+1))
	for _, c := range []struct{ line, want string }{
		{"notes", "notes takes the FILES of notes"},
		{"notes|none.md", `FILE "none.md": no such file or directory`},
		{"notes|wide.md", "wide.md: is text in UTF-16; save it as UTF-8"},
		{"notes|old.md", "old.md: line 3: byte 0xf6 is no UTF-8, perhaps Latin-1: save the file as UTF-8"},
		{"notes|large.md", "large.md: has 16 MB, and at most 16 MB are read"},
		{"notes|n.md|--format|jpg", `--format "jpg": unknown format`},
		{"notes|n.md|--link|githb", `--link "githb": unknown style (did you mean github?)`},
		{"notes|n.md|--inline|--link|github", "--inline puts the figure itself into the note, --link github a link"},
		{"notes|n.md|--lang|fr", `optviz: --lang "fr": unknown language`},
		{"notes|n.md|--theme|drak", `optviz: --theme "drak": unknown theme (did you mean dark?)`},
		{"notes|n.md|--size|big", `optviz: --size "big": is not like 1600x900`},
		{"notes|n.md|--dpi|1e9", `optviz: --dpi "1e+09": must be in`},
		{"notes|n.md|--dpi|0", `optviz: --dpi "0": must be above 0`},
		{"notes|n.md|--watch|--check", "--watch draws, --check does not"},
	} {
		if r := optviz(strings.Split(c.line, "|")...); r.code != wrongUsage || !strings.Contains(r.stderr, c.want) {
			t.Errorf("%s: exit %d, %s", c.line, r.code, r.stderr)
		}
	}
}

// heard is what a command writes while a test reads it.
type heard struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *heard) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *heard) has(text string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Contains(s.b.String(), text)
}

// TestNotesWatchNothing: a note without a block is told once, and waited for.
func TestNotesWatchNothing(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "a.md", "A\n")
	writeFile(t, "a.typ", saddleBlock)
	if r := optviz("notes", "a.typ", "--watch"); r.code != wrongUsage || !strings.Contains(r.stderr, "is of no kind") {
		t.Errorf("exit %d, %s", r.code, r.stderr)
	}
	ctx, stop := context.WithCancel(context.Background())
	var stdout, stderr heard
	ended := make(chan int)
	go func() { ended <- runContext(ctx, []string{"notes", "a.md", "--watch"}, nil, &stdout, &stderr) }()
	for range 600 { // a minute, against hangs
		if stderr.has("waiting for one") {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	time.Sleep(500 * time.Millisecond) // in which nothing more is told
	stop()
	<-ended
	if want := "optviz: a.md: has no block marked optviz; optviz notes --example prints one; waiting for one\n"; stderr.b.String() != want || stdout.b.String() != "" {
		t.Errorf("stdout %q, stderr %q", stdout.b.String(), stderr.b.String())
	}
}

// waiting returns what waits until something is there, which a command that goes on makes.
func waiting(t *testing.T, stdout, stderr *heard) func(what string, there func() bool) {
	return func(what string, there func() bool) {
		t.Helper()
		for range 600 { // a minute, against hangs
			if there() {
				return
			}
			time.Sleep(100 * time.Millisecond)
		}
		t.Fatalf("no %s; stdout %q, stderr %q", what, stdout.b.String(), stderr.b.String())
	}
}

// --watch draws what is saved, goes on after an error and shows it, and ends on Ctrl-C.
func TestNotesWatch(t *testing.T) {
	t.Chdir(t.TempDir())
	save := func(text string) {
		t.Helper()
		if err := os.WriteFile("new.md", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename("new.md", "n.md"); err != nil { // as editors save
			t.Fatal(err)
		}
	}
	save(saddleBlock)
	ctx, stop := context.WithCancel(context.Background())
	var stdout, stderr heard
	ended := make(chan int)
	go func() { ended <- runContext(ctx, []string{"notes", "n.md", "--watch"}, nil, &stdout, &stderr) }()
	wait := waiting(t, &stdout, &stderr)
	wait("figure", func() bool { return stdout.has("saddle.svg\nn.md\n") })
	save("```optviz id=next\nplot saddle --optimizer momentm\n```\n")
	wait("error", func() bool { return stderr.has("did you mean momentum?") && stderr.has("waiting for the next save") })
	save(strings.Replace(saddleBlock, "id=saddle", "id=next", 1))
	wait("next figure", func() bool { return stdout.has("next.svg\nn.md\n") })
	writeFile(t, "base.yaml", "ink: navy\n")
	writeFile(t, "mine.yaml", "base: base.yaml\n")
	save("```optviz id=themed\nplot saddle --steps 3 --theme mine.yaml\n```\n")
	wait("figure in a theme", func() bool { return stdout.has("themed.svg\nn.md\n") })
	writeFile(t, "base.yaml", "ink: '#123456'\n")
	wait("figure in a theme whose base is saved", func() bool {
		data, err := os.ReadFile(filepath.Join("figures", "themed.svg"))
		return err == nil && strings.Contains(string(data), "#123456")
	})
	stop()
	if code := <-ended; code != interrupted {
		t.Errorf("exit %d", code)
	}
}

// --watch reads --theme again when one of its files is saved, and keeps the figures while something is
// wrong in it.
func TestNotesWatchTheme(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "base.yaml", "ink: navy\n")
	writeFile(t, "mine.yaml", "base: base.yaml\n")
	writeFile(t, "n.md", "```optviz id=themed\nplot saddle --steps 3\n```\n")
	ctx, stop := context.WithCancel(t.Context())
	var stdout, stderr heard
	ended := make(chan int)
	go func() {
		ended <- runContext(ctx, []string{"notes", "n.md", "--watch", "--theme", "mine.yaml"}, nil, &stdout, &stderr)
	}()
	wait := waiting(t, &stdout, &stderr)
	has := func(ink string) func() bool {
		return func() bool {
			data, err := os.ReadFile(filepath.Join("figures", "themed.svg"))
			return err == nil && strings.Contains(string(data), ink)
		}
	}
	wait("figure", has("#000080"))
	writeFile(t, "base.yaml", "ink: '#123456'\n")
	wait("figure in a theme whose base is saved", has("#123456"))
	writeFile(t, "mine.yaml", "base: base.yaml\nink: gren\n")
	wait("error", func() bool {
		return stderr.has("did you mean green?") && stderr.has("waiting for the next save of the theme")
	})
	writeFile(t, "mine.yaml", "base: base.yaml\nink: '#654321'\n")
	wait("figure in a mended theme", has("#654321"))
	stop()
	if code := <-ended; code != interrupted {
		t.Errorf("exit %d", code)
	}
}

// A file that the theme of a page names and that is not there is named.
func TestNotesLackTheme(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "b.yaml", "base: lost.yaml\n")
	writeFile(t, "n.md", "```optviz\ntheme: b.yaml\nfigures: [{surface: saddle, steps: 3}]\n```\n")
	if r := optviz("notes", "n.md"); r.code == 0 || !strings.Contains(r.stderr, `"lost.yaml": no such file`) {
		t.Errorf("exit %d: %s", r.code, r.stderr)
	}
}
