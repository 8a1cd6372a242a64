package main

import (
	"crypto/sha256"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A figure is written in each format, with its caption measured, in an index that
// shows it.
func TestLecture(t *testing.T) {
	for lang, want := range map[string][]string{
		"en": {"# Training neural networks", "## 12. The learning rate", "needs 1983 steps", "a loss of 12.5", "to a loss of 10⁻⁶", "`optviz lecture 12.1 --out l --lang en --format png,svg --size 640x360`"},
		"de": {"# Neuronale Netze trainieren", "## 12. Die Lernrate", "braucht er 1983 Schritte", "beim Verlust 12,5", "`optviz lecture 12.1 --out l --lang de --format png,svg --size 640x360`"},
	} {
		dir := "l"
		t.Chdir(t.TempDir())
		out := must(t, "lecture", "12.1", "-o", dir, "--lang", lang, "--format", "png,svg", "--size", "640x360").stdout
		for _, name := range []string{"12.1-four-regimes.png", "12.1-four-regimes.svg", "index-12.1.html", "index-12.1.md"} {
			if _, err := os.Stat(filepath.Join(dir, name)); err != nil || !strings.Contains(out, filepath.Join(dir, name)+"\n") {
				t.Errorf("%s: %v, stdout %q", name, err, out)
			}
		}
		if w := decode(t, filepath.Join(dir, "12.1-four-regimes.png")).Bounds().Dx(); w != 640 {
			t.Errorf("%d pixels wide", w)
		}
		page, err := os.ReadFile(filepath.Join(dir, "index-12.1.md"))
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(string(page), w) {
				t.Errorf("%s: no %q in\n%s", lang, w, page)
			}
		}
	}
}

// The file that is printed draws the figure.
func TestLectureSpec(t *testing.T) {
	t.Chdir(t.TempDir())
	must(t, "lecture", "12.1", "--format", "svg", "-o", "lecture")
	if err := os.WriteFile("mine.yaml", []byte(must(t, "lecture", "12.1", "--print-spec").stdout), 0o666); err != nil {
		t.Fatal(err)
	}
	must(t, "render", "mine.yaml", "-q", "-o", "mine.svg")
	want, err := os.ReadFile(filepath.Join("lecture", "12.1-four-regimes.svg"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile("mine.svg"); err != nil || string(got) != string(want) {
		t.Errorf("another figure: %v", err)
	}
}

// The printed file has the looks that are asked for.
func TestLectureSpecLooks(t *testing.T) {
	got := must(t, "lecture", "12.1", "--print-spec", "--lang", "de", "--theme", "slides", "--size", "300x200").stdout
	for _, want := range []string{"lang: de\n", "theme: slides\n", "size: 300x200\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestLectureErrors(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, c := range []struct{ args, want string }{
		{"lecture|learning-rat", `QUESTION "learning-rat": no such question or figure (did you mean learning-rate?); optviz lecture --list has them`},
		{"lecture|12.1|--lang|fr", `--lang "fr": unknown language; choose from en, de`},
		{"lecture|12.1|--format|png,doc", `--format "doc": unknown format; choose from png`},
	} {
		r := optviz(strings.Split(c.args, "|")...)
		if r.code != wrongUsage || !strings.Contains(r.stderr, c.want) {
			t.Errorf("%s: exit %d, %s", c.args, r.code, r.stderr)
		}
	}
	if entries, _ := os.ReadDir("."); len(entries) > 0 {
		t.Errorf("left %v", entries)
	}
}

// TestLectureWhole: a lecture that fails, here at its last file, leaves none, and no new
// directory.
func TestLectureWhole(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.MkdirAll(filepath.Join("out", "index-1.1.md"), 0o777); err != nil {
		t.Fatal(err)
	}
	r := optviz("lecture", "1.1", "-o", "out", "--format", "svg", "-q")
	if want := "optviz: cannot write \"" + filepath.Join("out", "index-1.1.md") + "\": is a directory\n"; r.code != failed || r.stderr != want {
		t.Errorf("exit %d: %s", r.code, r.stderr)
	}
	if got := files(t); len(got) != 2 {
		t.Errorf("left %q", got)
	}
}

// A page shows PDFs where there is nothing else, and leaves a place elsewhere out of its
// commands.
func TestLecturePDF(t *testing.T) {
	dir := t.TempDir()
	must(t, "lecture", "12.1", "-o", dir, "--format", "pdf", "-q")
	page := read(t, filepath.Join(dir, "index-12.1.html"))
	if !strings.Contains(page, `<object data="12.1-four-regimes.pdf" type="application/pdf" class="of1600x900"`) || !strings.Contains(page, "\n.of1600x900 { aspect-ratio: 1600 / 900 }\n") || strings.Contains(page, dir) {
		t.Error(page)
	}
}

// The page allows its own style, by its digest, and no script.
func TestLecturePolicy(t *testing.T) {
	dir := t.TempDir()
	must(t, "lecture", "12.1", "-o", dir, "--format", "svg", "-q")
	page := read(t, filepath.Join(dir, "index-12.1.html"))
	_, style, _ := strings.Cut(page, "<style>")
	style, _, _ = strings.Cut(style, "</style>")
	digest := sha256.Sum256([]byte(style))
	want := `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src *; object-src *; frame-src *; style-src 'sha256-` + base64.StdEncoding.EncodeToString(digest[:]) + `'; base-uri 'none'; form-action 'none'">`
	if !strings.Contains(page, want) || strings.Contains(page, "style=") {
		t.Errorf("no %s in\n%s", want, page)
	}
}
