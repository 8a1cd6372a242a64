package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/setup"
)

// secret is what no message may show.
const secret = "root:x:0:0"

// folder makes an empty directory the current one, with examples in data and beside it.
func folder(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	examples := strings.Repeat("0.5,1\n2,3\n-1,0\n", 5)
	for _, dir := range []string{"shared/sub", "private"} {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	writeFile(t, "shared/data.csv", examples)
	writeFile(t, "shared/sub/data.csv", examples)
	writeFile(t, "private/data.csv", examples)
	writeFile(t, "private/passwd", secret+"\n"+secret+"\n")
	for link, to := range map[string]string{"shared/link.csv": "../private/data.csv", "shared/near.csv": "sub/data.csv"} {
		if err := os.Symlink(to, link); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFigureFindsItsData: a figure of each format finds data below its directory, from
// anywhere and when both are moved, and is drawn again byte for byte.
func TestFigureFindsItsData(t *testing.T) {
	folder(t)
	short := []string{"line", "--steps", "2", "--optimizer", "sgd:lr=0.1", "--size", "320x180", "-q"}
	for _, path := range []string{"data.csv", "sub/data.csv", "near.csv"} {
		for _, format := range []string{"png", "svg", "pdf"} {
			must(t, append([]string{"plot", "--points", "shared/" + path, "-o", "shared/fig." + format}, short...)...)
		}
		for _, format := range []string{"gif", "apng", "html"} {
			must(t, append([]string{"animate", "--points", "shared/" + path, "-o", "shared/fig." + format}, short...)...)
		}
		if err := os.Rename("shared", "moved"); err != nil {
			t.Fatal(err)
		}
		for _, format := range []string{"png", "svg", "pdf", "gif", "apng", "html"} {
			must(t, "render", "moved/fig."+format, "-q", "-o", "moved/again."+format)
			if read(t, "moved/again."+format) != read(t, "moved/fig."+format) {
				t.Errorf("%s: the figure drawn again is another", format)
			}
		}
		if err := os.Rename("moved", "shared"); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFigureReadsBelow: what a figure names outside of its directory is not read unless
// the flag allows it, and no message holds what is there.
func TestFigureReadsBelow(t *testing.T) {
	folder(t)
	short := []string{"line", "--steps", "2", "--optimizer", "sgd:lr=0.1", "--size", "320x180", "-q"}
	for _, format := range []string{"png", "svg", "pdf"} {
		must(t, append([]string{"plot", "--points", "private/data.csv", "-o", "shared/up." + format}, short...)...)
	}
	for _, format := range []string{"gif", "apng", "html"} {
		must(t, append([]string{"animate", "--points", "private/data.csv", "-o", "shared/up." + format}, short...)...)
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	svg := read(t, "shared/up.svg")
	for name, path := range map[string]string{
		"link": "link.csv", "absolute": filepath.Join(here, "private/data.csv"), "passwd": "../private/passwd", "down": "sub/../../private/data.csv",
	} {
		writeFile(t, "shared/"+name+".svg", strings.Replace(svg, "../private/data.csv", path, 1))
	}
	const outside = "lies outside of the directory of the file that names it; if you trust that file, add --read-anywhere"
	for _, figure := range []string{"up.png", "up.svg", "up.pdf", "up.gif", "up.apng", "up.html", "link.svg", "absolute.svg", "down.svg", "passwd.svg"} {
		out := "new" + filepath.Ext(figure)
		if r := optviz("render", "shared/"+figure, "-q", "-o", out); r.code != wrongUsage || !strings.HasPrefix(r.stderr, "optviz: shared/"+figure+`: in what it was made from, at 3:9: points "`) || !strings.HasSuffix(r.stderr, outside+"\n") {
			t.Errorf("%s: exit %d, %s", figure, r.code, r.stderr)
		}
		if _, err := os.Stat(out); err == nil {
			t.Errorf("%s is drawn", figure)
		}
		if figure == "passwd.svg" {
			continue
		}
		must(t, "render", "shared/"+figure, "-q", "--read-anywhere", "-o", out)
		os.Remove(out)
	}
	r := optviz("render", "shared/passwd.svg", "-q", "--read-anywhere", "-o", "new.svg")
	if want := "passwd: line 1: one column: needs inputs and what is wanted, separated by commas\n"; r.code != wrongUsage || !strings.HasSuffix(r.stderr, want) {
		t.Errorf("exit %d, %s, want %s", r.code, r.stderr, want)
	}
}

// TestNamedFiles: whatever key names a file, on a page too, the same holds, and a YAML
// file, which is the user's own, reads what it likes.
func TestNamedFiles(t *testing.T) {
	folder(t)
	for name, yaml := range map[string]string{
		"points": "surface: line\npoints: FILE\nsteps: 2\noptimizer: [sgd]\n",
		"labels": "surface: network\npoints: images\nlabels: FILE\nsteps: 2\noptimizer: [sgd]\n",
		"file":   "kind: functions\ncurves:\n  - {file: FILE}\n",
		"page":   "figures:\n  - surface: saddle\n    steps: 2\n    optimizer: [sgd]\n  - kind: functions\n    curves:\n      - {file: FILE}\n",
		"sweep":  "kind: sweep\nsurface: line\npoints: FILE\nx: lr=0.1/0.2\noptimizer: [sgd]\nsteps: 2\n",
	} {
		writeFile(t, "shared/images", "\x00\x00\x08\x03\x00\x00\x00\x02\x00\x00\x00\x01\x00\x00\x00\x01\x07\x08")
		writeFile(t, "shared/labels", "\x00\x00\x08\x01\x00\x00\x00\x02\x00\x01")
		good, bad := "data.csv", "../private/passwd"
		if name == "labels" {
			good = "labels"
		}
		writeFile(t, "shared/own.yaml", "size: 640x480\n"+strings.Replace(yaml, "FILE", good, 1))
		must(t, "render", "shared/own.yaml", "-q", "-o", "shared/own.svg")
		must(t, "render", "shared/own.svg", "-q", "-o", "again.svg")
		writeFile(t, "shared/evil.svg", strings.Replace(read(t, "shared/own.svg"), ": "+good, ": "+bad, 1))
		if r := optviz("render", "shared/evil.svg", "-q", "-o", "new.svg"); r.code != wrongUsage || !strings.Contains(r.stderr, "lies outside of the directory of the file that names it") {
			t.Errorf("%s: exit %d, %s", name, r.code, r.stderr)
		}
		writeFile(t, "shared/yaml.svg", strings.Replace(yaml, "FILE", bad, 1))
		if r := optviz("render", "shared/yaml.svg", "-q", "-o", "new.svg"); r.code != wrongUsage || !strings.Contains(r.stderr, "lies outside of the directory of the file that names it") {
			t.Errorf("%s in YAML that is called a figure: exit %d, %s", name, r.code, r.stderr)
		}
		writeFile(t, "shared/own.yaml", strings.Replace(yaml, "FILE", bad, 1))
		if r := optviz("render", "shared/own.yaml", "-q", "-o", "new.svg"); r.code != wrongUsage || !strings.Contains(r.stderr, "private/passwd: ") || strings.Contains(r.stderr, "root") {
			t.Errorf("%s: exit %d, %s", name, r.code, r.stderr)
		}
	}
}

// TestPartReadsBelow: merge reads examples below the directory of the parts.
func TestPartReadsBelow(t *testing.T) {
	folder(t)
	sweep := []string{"sweep", "line", "--x", "lr=0.1/0.2", "--optimizer", "sgd", "--steps", "2", "-q"}
	for _, c := range []struct{ points, part string }{{"shared/data.csv", "shared/a.csv"}, {"private/data.csv", "shared/b.csv"}} {
		must(t, append(sweep, "--points", c.points, "--shard", "1/1", "--data", c.part)...)
	}
	must(t, "merge", "shared/a.csv", "--data", "whole.csv")
	r := optviz("merge", "shared/b.csv", "--data", "other.csv")
	if want := `--points "private/data.csv": lies outside of the directory of the file that names it; if you trust that file, add --read-anywhere`; r.code != wrongUsage || !strings.Contains(r.stderr, want) {
		t.Errorf("exit %d, %s, want %s", r.code, r.stderr, want)
	}
	must(t, "merge", "shared/b.csv", "--read-anywhere", "--data", "other.csv")
}

// TestFigureTellsNoPath: a figure's paths are from its directory, and where the data
// has no directory in common with it, only its name is left.
func TestFigureTellsNoPath(t *testing.T) {
	for _, c := range []struct{ out, path, want string }{
		{"/a/b/fig.png", "/a/b/data.csv", "data.csv"},
		{"/a/b/fig.png", "/a/b/c/data.csv", "c/data.csv"},
		{"/a/b/fig.png", "/a/data.csv", "../data.csv"},
		{"/a/b/fig.png", "/a/c/data.csv", "../c/data.csv"},
		{"/a/b/fig.png", "/c/b/data.csv", "data.csv"},
		{"/a/b/fig.png", "/data.csv", "data.csv"},
		{"/fig.png", "/c/data.csv", "c/data.csv"},
		{"fig.png", "data.csv", "data.csv"},
		{"-", "data.csv", "data.csv"},
		{"new/dir/fig.png", "data.csv", "../../data.csv"},
	} {
		d := document.GridSpec{Spec: document.Spec{Setup: setup.Setup{Surface: "line", Points: c.path}}}.Document()
		if source := within(d, target{path: c.out, format: "png"}); !strings.Contains(source, "\npoints: "+c.want+"\n") {
			t.Errorf("%s in %s: %s", c.path, c.out, source)
		}
	}
}

// TestWhatRenderTakes: what is neither YAML nor a figure is told in one line.
func TestWhatRenderTakes(t *testing.T) {
	t.Chdir(t.TempDir())
	const takes = "; " + renderTakes
	for _, c := range []struct{ name, content, want string }{
		{"rows.csv", "x,y\n" + strings.Repeat("1,2\n", 30_000), `SPEC "rows.csv": is a table` + takes},
		{"rows.yaml", strings.Repeat("1;2\n", 30_000), `SPEC "rows.yaml": is a table` + takes},
		{"film.mp4", "\x00\x00\x00\x18ftypmp42" + strings.Repeat("\x00", 1000), `SPEC "film.mp4": holds nothing that it could be drawn from: no MP4 does; a PNG, GIF, APNG, SVG, PDF, TEX, TYP, PPTX or HTML does`},
		{"a.jpg", "\xff\xd8\xff\xe0\x00", `SPEC "a.jpg": holds nothing that it could be drawn from: no JPEG does; a PNG, GIF, APNG, SVG, PDF, TEX, TYP, PPTX or HTML does`},
		{"a.zip", "PK\x03\x04\x14\x00", `SPEC "a.zip": is a damaged zip: unexpected EOF`},
		{"note.md", "# A\n\n```optviz\nplot saddle\n```\n", `SPEC "note.md": is a note: optviz notes note.md draws the figures in it` + takes},
		{"note.tex", "% ```optviz\n% plot saddle\n% ```\n", `SPEC "note.tex": is a note: optviz notes note.tex draws the figures in it` + takes},
		{"words.txt", "Some words.\n", `SPEC "words.txt": is no such YAML, line 1:1: keys are wanted, as in surface: rosenbrock` + takes},
		{"long.yaml", strings.Repeat("# no end\n", 2_000_000), `SPEC "long.yaml": is no figure, and too long for YAML, of which 16 MB are read` + takes},
		{"empty.png", "", `SPEC "empty.png": is empty` + takes},
		{"empty.yaml", "", "empty.yaml:1:1: is empty: write what to draw, as in surface: rosenbrock; optviz plot --print-spec prints a file"},
	} {
		writeFile(t, c.name, c.content)
		if r := optviz("render", c.name); r.code != wrongUsage || r.stdout != "" || r.stderr != "optviz: "+c.want+"\n" {
			t.Errorf("%s: exit %d, %s, want %s", c.name, r.code, r.stderr, c.want)
		}
	}
	writeFile(t, "long.png", "\x89PNG\r\n\x1a\n")
	if err := errors.Join(os.Truncate("long.png", 101e6), os.Mkdir("dir", 0o777)); err != nil {
		t.Fatal(err)
	}
	if r := optviz("render", "long.png"); r.code != wrongUsage || r.stderr != "optviz: SPEC \"long.png\": has 101 MB, and at most 100 MB are read\n" {
		t.Errorf("a figure of 101 MB: exit %d, %s", r.code, r.stderr)
	}
	if r := optviz("render", "dir"); r.code != wrongUsage || r.stderr != "optviz: SPEC \"dir\": is a directory, not a file\n" {
		t.Errorf("a directory: exit %d, %s", r.code, r.stderr)
	}
}

// TestReadingIsInterrupted: waiting for stdin ends with the context.
func TestReadingIsInterrupted(t *testing.T) {
	stdin, w := io.Pipe()
	defer w.Close()
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(20*time.Millisecond, cancel)
	if code := runContext(ctx, []string{"render", "-"}, stdin, io.Discard, io.Discard); code != interrupted {
		t.Errorf("exit %d", code)
	}
}

// TestKept: no target is a file that the command reads, whatever links lead there, nor a
// file of somebody else's beside the numbers; and these stay as they are.
func TestKept(t *testing.T) {
	folder(t)
	writeFile(t, "own.yaml", "surface: saddle\nsteps: 2\noptimizer: [sgd]\n")
	writeFile(t, "mine.spec.yaml", "surface: saddle\nsteps: 2\noptimizer: [sgd]\n")
	must(t, "sweep", "saddle", "--x", "lr=0.1/0.2", "--steps", "2", "--optimizer", "sgd", "--shard", "1/1", "--data", "part.csv", "-q")
	if err := os.Symlink("own.yaml", "link.svg"); err != nil {
		t.Fatal(err)
	}
	if err := os.Link("shared/data.csv", "hard.csv"); err != nil {
		t.Fatal(err)
	}
	kept := []string{"own.yaml", "mine.spec.yaml", "part.csv", "shared/data.csv", "private/data.csv"}
	before := map[string]string{}
	for _, path := range kept {
		before[path] = read(t, path)
	}
	const reads, foreign = "the command reads this file; choose another name", "the file there is not from optviz"
	for line, want := range map[string]string{
		"plot line --points shared/data.csv --data shared/data.csv":                 reads,
		"plot line --points shared/data.csv --data hard.csv":                        reads,
		"plot line --points private/data.csv --data shared/link.csv":                reads,
		"trace line --points shared/data.csv -o shared/data.csv":                    reads,
		"animate line --points shared/data.csv --data shared/data.csv":              reads,
		"sweep line --points shared/data.csv --x lr=0.1/0.2 --data shared/data.csv": reads,
		"render own.yaml -o link.svg":                                               reads,
		"merge part.csv --data part.csv":                                            reads,
		"plot saddle --data mine.csv":                                               foreign,
		"sweep saddle --x lr=0.1/0.2 --data mine.csv":                               foreign,
		"merge part.csv --data mine.csv":                                            foreign,
	} {
		if r := optviz(strings.Fields(line)...); r.code != wrongUsage || !strings.Contains(r.stderr, want) {
			t.Errorf("%s: exit %d, %s", line, r.code, r.stderr)
		}
	}
	for path, content := range before {
		if read(t, path) != content {
			t.Errorf("%s is another", path)
		}
	}
	must(t, "render", "mine.spec.yaml", "-q", "--data", "mine.csv") // which keeps it
	if read(t, "mine.spec.yaml") != before["mine.spec.yaml"] {
		t.Error("the file that is drawn is another")
	}
	for range 2 { // over what optviz wrote
		must(t, "plot", "saddle", "--steps", "2", "--optimizer", "sgd", "-q", "--data", "new.csv")
	}
}

// TestByteOrderMarks: a mark before a table is skipped by every command that reads one,
// and UTF-16 is refused by name.
func TestByteOrderMarks(t *testing.T) {
	t.Chdir(t.TempDir())
	sweep := []string{"sweep", "saddle", "--x", "lr=0.1/0.2", "--steps", "2", "--optimizer", "sgd", "-q"}
	must(t, append(sweep, "--data", "whole.csv")...)
	must(t, append(sweep, "--shard", "1/1", "--data", "part.csv")...)
	want := read(t, "whole.csv")
	writeFile(t, "part.csv", "\ufeff"+read(t, "part.csv"))
	must(t, "merge", "part.csv", "--data", "merged.csv")
	writeFile(t, "resumed.csv", "\ufeff"+want)
	must(t, append(sweep, "--data", "resumed.csv", "--resume")...)
	for _, path := range []string{"merged.csv", "resumed.csv"} {
		if read(t, path) != want {
			t.Errorf("%s is another", path)
		}
	}
	writeFile(t, "part.csv", "\xff\xfec\x00e\x00l\x00l\x00\n\x00")
	if r := optviz("merge", "part.csv", "--data", "merged.csv"); r.code != wrongUsage || !strings.Contains(r.stderr, "part.csv: is text in UTF-16; save it as UTF-8") {
		t.Errorf("exit %d, %s", r.code, r.stderr)
	}
}
