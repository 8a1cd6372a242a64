package main

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/optviz/optviz/cmd/internal/notes"
)

// tree returns the content of all files below the current directory.
func tree(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			all[path] = read(t, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// writeFiles writes files below the current directory.
func writeFiles(t *testing.T, contents map[string]string) {
	t.Helper()
	for path, text := range contents {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		writeFile(t, path, text)
	}
}

// TestNotesBlocksWriteNothing: no flag of a block writes or prints anything, however it
// is written, whether the blocks are drawn or checked.
func TestNotesBlocksWriteNothing(t *testing.T) {
	t.Chdir(t.TempDir())
	for block, want := range map[string]string{
		"plot saddle --steps 3 -qo../x.png --title":            "-o has no place in a note: optviz notes itself writes the figure, to figures",
		"plot saddle -o ../x.png":                              "-o has no place",
		"plot saddle -o=../x.png":                              "-o has no place",
		"plot saddle -qo=../x.png":                             "-o has no place",
		"plot saddle -fx^2 -qqo../x.png":                       "-o has no place",
		"plot saddle --out ../x.png":                           "--out has no place",
		"plot saddle --out=../x.png --title":                   "--out has no place",
		"plot saddle --data ../x.csv":                          "--data has no place",
		"plot saddle --data=- --format csv":                    "--data has no place",
		"plot saddle --format png":                             "--format has no place",
		"plot saddle --frames 0,10":                            "--frames has no place",
		"plot saddle --summary":                                "--summary has no place",
		"plot saddle --tol 1":                                  "--tol has no place",
		"plot saddle --print-spec":                             "--print-spec has no place",
		"plot saddle --title --print-spec --print-spec":        "--print-spec has no place",
		"plot saddle -j 1":                                     "-j has no place",
		"plot saddle --jobs=1":                                 "--jobs has no place",
		"plot saddle --help":                                   "--help has no place",
		"plot saddle -h":                                       "--help has no place",
		"plot saddle -é":                                       "unknown shorthand flag",
		"plot saddle --dat x.csv":                              `unknown flag "--dat"`,
		"plot saddle -- -o../x.png":                            "is a formula, not a name",
		"animate saddle --steps 3 -qo../x.gif --title":         "-o has no place",
		"sweep saddle --x lr=.1:1:lin:3 --data ../x.csv":       "--data has no place",
		"sweep saddle --x lr=.1:1:lin:3 -qo../x.png --title":   "-o has no place",
		"sweep saddle --x lr=.1:1:lin:3 --resume":              "--resume has no place",
		"sweep saddle --x lr=.1:1:lin:3 --shard 1/2":           "--shard has no place",
		"basins saddle --grid 3 --data ../x.csv":               "--data has no place",
		"basins saddle --grid 3 --out ../x.png":                "--out has no place",
		"lecture 12.1 -o ..":                                   "-o has no place",
		"lecture 12.1 --out=..":                                "--out has no place",
		"lecture 12.1 --data csv":                              "--data has no place",
		"lecture --list":                                       "--list has no place",
		"lecture":                                              "one figure is wanted, but there are ",
		"render figure.yaml -o ../x.png":                       "-o has no place",
		"render --schema":                                      "--schema has no place",
		"render -":                                             "render - has no place in a note",
		"render":                                               "render takes one SPEC",
		"render figure.yaml figure.yaml":                       "render takes one SPEC",
		"trace saddle -o ../x.csv":                             `unknown command "trace"`,
		"notes note.md":                                        `unknown command "notes"`,
		"__complete plot":                                      `unknown command "__complete"`,
		"plot saddle --steps 3 --steps 4":                      `--steps "4": is given twice, first as "3"`,
		"plot saddle --view ''":                                `--view "": is empty`,
		"plot saddle --optimizer momentm":                      "unknown optimizer (did you mean momentum?)",
		"plot saddle --steps 3 --title 'a\n-o../x.png' --view": "flag needs an argument",
	} {
		writeFiles(t, map[string]string{"note.md": "A\n\n```optviz\n" + block + "\n```\n", "figure.yaml": "surface: saddle\nsteps: 3\n"})
		before := tree(t)
		for _, args := range [][]string{{"notes", "note.md"}, {"notes", "note.md", "--check"}} {
			r := optviz(args...)
			if r.code != failed || r.stdout != "" || !strings.Contains(r.stderr, want) || !strings.HasPrefix(r.stderr, "optviz: note.md:") {
				t.Errorf("%s: exit %d, stdout %q, stderr %q; want %q", block, r.code, r.stdout, r.stderr, want)
			}
		}
		if after := tree(t); !maps.Equal(before, after) {
			t.Fatalf("%s changes %d files to %d", block, len(before), len(after))
		}
	}
}

// TestNotesReadBelow: what a block names lies below the note, by its path and by links,
// unless the user allows more; no message shows what is in a file.
func TestNotesReadBelow(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFiles(t, map[string]string{
		"secret.csv":           "x,y\n0,1\n1,2\n",
		"docs/points.csv":      "x,y\n0,1\n1,2\n",
		"docs/sub/b.csv":       "x,y\n0,1\n1,2\n",
		"docs/secret.yaml":     "password: hunter2\n",
		"docs/bad.csv":         "hunter2,hunter2\nhunter2,hunter2\n",
		"docs/outside.yaml":    "surface: line\npoints: ../secret.csv\n",
		"docs/sub/beside.yaml": "surface: line\npoints: b.csv\nsteps: 3\nsize: 320x180\n",
	})
	for link, to := range map[string]string{"docs/link.csv": "../secret.csv", "docs/up": "..", "docs/within.csv": "sub/b.csv"} {
		if err := os.Symlink(to, link); err != nil {
			t.Skip(err)
		}
	}
	secret, err := filepath.Abs("secret.csv")
	if err != nil {
		t.Fatal(err)
	}
	const outside = "does not lie below the note's directory; --read-anywhere lets blocks name such files"
	const small = " --steps 3 --size 320x180 --optimizer sgd"
	for block, want := range map[string]string{ // "" where it is drawn
		"plot line --points points.csv" + small:                                       "",
		"plot line --points ./sub/../points.csv" + small:                              "",
		"plot line --points within.csv" + small:                                       "",
		"render sub/beside.yaml":                                                      "",
		"plot line --points ../secret.csv" + small:                                    outside,
		"plot line --points ../docs/points.csv" + small:                               outside,
		"plot line --points link.csv" + small:                                         outside,
		"plot line --points up/secret.csv" + small:                                    outside,
		"plot line --points " + secret + small:                                        outside,
		"plot line --points points.csv --labels ../secret.csv" + small:                outside,
		"surface: line\npoints: ../secret.csv":                                        outside,
		"kind: functions\ncurves:\n  - file: ../secret.csv":                           outside,
		"figures:\n  - surface: saddle\n  - surface: line\n    points: ../secret.csv": outside,
		"render ../secret.csv":                                                        outside,
		"render outside.yaml":                                                         outside,
		"render up/docs/outside.yaml":                                                 outside,
		"render secret.yaml":                                                          `SPEC "secret.yaml": holds no figure that can be drawn`,
		"render points.csv":                                                           `SPEC "points.csv": holds no figure that can be drawn`,
		"render none.yaml":                                                            `"none.yaml": no such file or directory`,
		"plot line --points bad.csv" + small:                                          `--points "bad.csv"`,
		"plot line --points none.csv" + small:                                         `"none.csv": no such file or directory`,
	} {
		writeFile(t, "docs/note.md", "```optviz\n"+block+"\n```\n")
		before := tree(t)
		for _, args := range [][]string{{"notes", "docs/note.md", "--check"}, {"notes", "docs/note.md"}} {
			r := optviz(args...)
			check := len(args) > 2
			if strings.Contains(r.stderr+r.stdout, "hunter2") {
				t.Errorf("%s: %s shows what is in a file", block, r.stderr)
			}
			switch {
			case want == "" && check && r.code != stale, want == "" && !check && (r.code != fine || r.stderr != ""):
				t.Errorf("%s: exit %d, %s", block, r.code, r.stderr)
			case want != "" && (r.code != failed || !strings.Contains(r.stderr, want)):
				t.Errorf("%s: exit %d, %q, want %q", block, r.code, r.stderr, want)
			}
			if check && !maps.Equal(tree(t), before) {
				t.Errorf("%s: a check writes", block)
			}
		}
		if want == outside && !strings.Contains(block, "labels") && !strings.Contains(block, "secret.csv\"") && strings.Contains(block, "plot") {
			writeFile(t, "docs/note.md", "```optviz\n"+block+"\n```\n")
			if r := optviz("notes", "docs/note.md", "--read-anywhere"); r.code != fine || r.stderr != "" {
				t.Errorf("%s: allowed, exit %d, %s", block, r.code, r.stderr)
			}
		}
		if err := os.RemoveAll("docs/figures"); err != nil {
			t.Fatal(err)
		}
	}
}

// TestNotesFiguresBelow: links in the directory of the figures write nothing elsewhere.
func TestNotesFiguresBelow(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFiles(t, map[string]string{"docs/note.md": saddleBlock, "target/keep": ""})
	for link, to := range map[string]string{"docs/figures": "../target", "docs/images/saddle.svg": "../../target/new.svg"} {
		if err := os.MkdirAll(filepath.Dir(link), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(to, link); err != nil {
			t.Skip(err)
		}
	}
	before := tree(t)
	for _, dir := range []string{"figures", "images"} {
		r := optviz("notes", "docs/note.md", "--dir", dir)
		if want := dir + "/saddle.svg leads out of the note's directory by a symbolic link; --dir names another directory"; r.code != failed || !strings.Contains(r.stderr, want) || !maps.Equal(tree(t), before) {
			t.Errorf("exit %d, %q, want %q", r.code, r.stderr, want)
		}
	}
	must(t, "notes", "docs/note.md", "--dir", "../target")
	if got := read(t, "docs/note.md"); !strings.Contains(got, "](../target/saddle.svg)") || strings.Count(got, "saddle.svg") != 1 {
		t.Errorf("%s", got)
	}
}

// TestNotesNothingToDo: a file of another kind, and notes without a block, are told.
func TestNotesNothingToDo(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFiles(t, map[string]string{
		"with.md": saddleBlock, "without.md": "# A\n", "other.md": "B\n", "nothing/a.txt": "", "dir/a.md": "A\n", "dir/b.qmd": "B\n", "one/a.md": "A\n",
		"book.ipynb": saddleBlock, "a.org": saddleBlock, "a.rst": saddleBlock, "a.adoc": saddleBlock, "a.typ": saddleBlock, "README": saddleBlock, "a.MD.bak": saddleBlock,
		"verbatim.tex":     "\\begin{verbatim}\n% ```optviz\n% plot saddle\n% ```\n\\end{verbatim}\n",
		"hidden/.#note.md": saddleBlock, "hidden/.note.md": saddleBlock, "hidden/.note.md.swp": saddleBlock, "hidden/#note.md#": saddleBlock, "hidden/note.md~": saddleBlock,
	})
	must(t, "notes", "with.md")
	before := tree(t)
	for _, c := range []struct {
		args string
		code int
		want string
	}{
		{"book.ipynb", wrongUsage, `FILE "book.ipynb": is of no kind that notes writes into: .md, .markdown, .qmd, .rmd, .tex`},
		{"a.org", wrongUsage, "is of no kind"},
		{"a.rst", wrongUsage, "is of no kind"},
		{"a.adoc", wrongUsage, "is of no kind"},
		{"a.typ", wrongUsage, "is of no kind"},
		{"README", wrongUsage, "is of no kind"},
		{"a.MD.bak", wrongUsage, "is of no kind"},
		{"with.md a.typ", wrongUsage, "is of no kind"},
		{"without.md", wrongUsage, "without.md: has no block marked optviz; optviz notes --example prints one"},
		{"verbatim.tex", wrongUsage, "verbatim.tex: has no block marked optviz"},
		{"nothing", wrongUsage, "nothing: holds no note: .md, .markdown, .qmd, .rmd, .tex"},
		{"hidden", wrongUsage, "hidden: holds no note"},
		{"dir", wrongUsage, "dir: none of its 2 notes has a block marked optviz"},
		{"one", wrongUsage, "one: its only note, " + filepath.Join("one", "a.md") + ", has no block marked optviz"},
		{"without.md other.md", wrongUsage, "without.md: has no block marked optviz; optviz notes --example prints one\noptviz: other.md: has no block"},
		{"with.md without.md", fine, "without.md: has no block marked optviz"},
		{"with.md dir", fine, "dir: none of its 2 notes has a block marked optviz"},
		{"with.md", fine, ""},
		{".", fine, ""},
	} {
		for _, flags := range []string{"", " --check", " -q", " --check -q"} {
			r := optviz(strings.Fields("notes " + c.args + flags)...)
			if r.code != c.code || r.stdout != "" || !strings.Contains(r.stderr, c.want) || c.want == "" && r.stderr != "" {
				t.Errorf("notes %s%s: exit %d, %q, %q", c.args, flags, r.code, r.stdout, r.stderr)
			}
		}
	}
	if !maps.Equal(tree(t), before) {
		t.Error("something is written")
	}
}

// TestNotesHostile: notes that are meant to take minutes, as the square of their length,
// do not.
func TestNotesHostile(t *testing.T) {
	t.Chdir(t.TempDir())
	const many = 3000
	for name, text := range map[string]string{
		"bad commands":  strings.Repeat("```optviz\nplot -o x.png\n```\n", many),
		"bad infos":     strings.Repeat("```optviz ../x\nplot saddle\n```\n", many),
		"never closed":  strings.Repeat("> ```optviz\n> plot saddle\n\n", many),
		"bad YAML":      strings.Repeat("```optviz\nsurface: [\n```\n", many),
		"one id":        strings.Repeat("```optviz id=x\nplot -o x.png\n```\n![a](figures/x.svg)\n", many),
		"deep quotes":   strings.Repeat(">", 100_000) + "\n" + strings.Repeat(">", 100_000) + "```optviz\n",
		"100 quotes":    strings.Repeat(strings.Repeat(">", 100)+"a\n", 2_000) + "\n```optviz\nplot -o x\n```\n",
		"deep lists":    strings.Repeat("- ", 50_000) + "```optviz\n",
		"many brackets": strings.Repeat("![", 100_000) + "\n```optviz\nplot -o x\n```\n" + strings.Repeat("![", 100_000),
		"one line":      "```optviz\nplot -o x\n```\n" + strings.Repeat("![a](b)<img src='c'>", 10_000),
	} {
		writeFile(t, "note.md", text)
		began := time.Now()
		r := optviz("notes", "note.md")
		if took := time.Since(began); took > 30*time.Second || r.code == fine || r.stderr == "" {
			t.Errorf("%s: %v, exit %d", name, took, r.code)
		}
	}
}

// TestNotesInterrupted: many blocks stop on Ctrl-C.
func TestNotesInterrupted(t *testing.T) {
	t.Chdir(t.TempDir())
	var note strings.Builder
	for i := range 500 {
		fmt.Fprintf(&note, "```optviz\nplot saddle --steps %d\n```\n\n", i+1)
	}
	writeFile(t, "note.md", note.String())
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(200*time.Millisecond, cancel)
	r := optvizContext(ctx, "notes", "note.md")
	if r.code != interrupted || r.stderr != "" || read(t, "note.md") != note.String() {
		t.Errorf("exit %d, %q", r.code, r.stderr)
	}
}

// TestNotesIDs: ids that differ in capital letters only, in a note and over notes, are
// one file on many systems; a prefix of ids goes into references.
func TestNotesIDs(t *testing.T) {
	t.Chdir(t.TempDir())
	capital := strings.Replace(saddleBlock, "id=saddle", "id=Saddle", 1)
	writeFile(t, "a.md", saddleBlock+"\n"+capital)
	if r := optviz("notes", "a.md"); r.code != failed || !strings.Contains(r.stderr, "a.md:5: the id Saddle differs from saddle of the block in line 1 in capital letters only") {
		t.Errorf("exit %d, %s", r.code, r.stderr)
	}
	writeFiles(t, map[string]string{"a.md": saddleBlock, "b.md": capital})
	if r := optviz("notes", "a.md", "b.md"); r.code != failed || !strings.Contains(r.stderr, "b.md:1: figures/Saddle.svg differs from saddle.svg, the figure of a.md:1, in capital letters only") {
		t.Errorf("exit %d, %s", r.code, r.stderr)
	}
	for _, prefix := range []string{`"><script>`, "a b", "a)b", "$1", "a\nb", "#", "a'"} {
		if r := optviz("notes", "a.md", "--inline", "--id-prefix", prefix); r.code != wrongUsage || !strings.Contains(r.stderr, "--id-prefix") || !strings.Contains(r.stderr, "cannot stand in an id") {
			t.Errorf("%q: exit %d, %s", prefix, r.code, r.stderr)
		}
	}
	for _, dir := range []string{"a b", "/tmp", "a\x1bb", `a"b`, "a%b", "a#b", "", "a|b", "[a]"} {
		if r := optviz("notes", "a.md", "--dir", dir); r.code != wrongUsage || !strings.Contains(r.stderr, "--dir") {
			t.Errorf("%q: exit %d, %s", dir, r.code, r.stderr)
		}
	}
}

// TestNotesBytes: a byte order mark and line ends stay.
func TestNotesBytes(t *testing.T) {
	t.Chdir(t.TempDir())
	const mark = "\ufeff"
	block := strings.ReplaceAll(saddleBlock, "\n", "\r\n")
	writeFile(t, "note.md", mark+block+"\r\nText.\r\n")
	must(t, "notes", "note.md")
	got := read(t, "note.md")
	if !strings.HasPrefix(got, mark+block+"![") || !strings.HasSuffix(got, " -->\r\n\r\nText.\r\n") || strings.Count(got, "\n") != strings.Count(got, "\r\n") {
		t.Errorf("%q", got)
	}
	if r := must(t, "notes", "note.md"); r.stdout != "" || read(t, "note.md") != got {
		t.Errorf("a second run: %q", r.stdout)
	}
}

// TestNotesFigureAgain: a figure of a note finds its data from its own directory.
func TestNotesFigureAgain(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFiles(t, map[string]string{"docs/points.csv": "x,y\n0,1\n1,2\n", "docs/note.md": "```optviz id=a\nplot line --points points.csv --steps 3 --optimizer sgd --size 320x180\n```\n"})
	for _, dir := range []string{"figures", "."} {
		must(t, "notes", "docs/note.md", "--dir", dir)
		figure := filepath.Join("docs", dir, "a.svg")
		must(t, "render", figure, "--read-anywhere", "-q", "-o", filepath.Join("docs", dir, "again.svg"))
		if a, b := withoutSource(read(t, figure)), withoutSource(read(t, filepath.Join("docs", dir, "again.svg"))); a != b {
			t.Errorf("%s: drawn again otherwise", dir)
		}
		if r := must(t, "notes", "docs/note.md", "--dir", dir); r.stdout != "" {
			t.Errorf("%s: a second run writes %q", dir, r.stdout)
		}
	}
}

// withoutSource returns an SVG without what it is drawn from.
func withoutSource(svg string) string {
	before, rest, _ := strings.Cut(svg, "<metadata>")
	_, after, _ := strings.Cut(rest, "</metadata>")
	return before + after
}

// Every command of a block has its flags, and every command with flags is one of a block.
func TestBlockCommands(t *testing.T) {
	got, want := slices.Sorted(maps.Keys(blockFigures)), slices.Sorted(slices.Values(notes.Commands))
	if !slices.Equal(got, want) {
		t.Errorf("blocks have flags of %v, notes names %v", got, want)
	}
}
