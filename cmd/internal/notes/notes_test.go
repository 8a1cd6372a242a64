package notes

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/input"
	"github.com/optviz/optviz/render/figure"
)

// fake are options that draw a figure of nothing, and count how often.
func fake(drawn *int) Options {
	return Options{
		Dir: "figures", Version: "v1", IDPrefix: "p-",
		Resolve: func(_ context.Context, words []string, _ input.Files) (document.Document, string, error) {
			if slices.Contains(words, "wrong") {
				return document.Document{}, "", errors.New("is wrong")
			}
			d := document.GridSpec{Spec: document.Default()}.Document()
			d.Title = document.Plain(strings.Join(words, " "))
			return d, "", nil
		},
		Draw: func(_ context.Context, d document.Document, source string, formats []string) (Drawn, error) {
			if d.Title.In("en") == "narrow" {
				return Drawn{}, &catalog.Error{Flag: "--window", Value: "1,2", Err: errors.New("is too narrow")}
			}
			*drawn++
			f := figure.Figure{Width: 10, Height: 10, DPI: 72, Title: d.Title.In("en"), Desc: "Drawn: [" + d.Title.In("en") + "]", Source: source}
			out := Drawn{Alt: f.Desc, Caption: "A *caption*"}
			for _, format := range formats {
				var b bytes.Buffer
				if err := f.Encode(&b, format); err != nil {
					return out, err
				}
				out.Files = append(out.Files, b.Bytes())
			}
			return out, nil
		},
		Write: func(_ context.Context, path string, old, data []byte) error {
			if old != nil {
				if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, old) {
					return ErrChanged
				}
			}
			if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
				return err
			}
			return os.WriteFile(path, data, 0o666)
		},
	}
}

func put(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func get(t testing.TB, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// written is the link of the figure of plot a and its caption, with the mark after it.
func written(id string) string { return writtenFor(id, "plot a") }

// writtenFor is the link of the figure of a command.
func writtenFor(id, command string) string {
	alt, caption := `Drawn: \[`+command+`\]`, `*A \*caption\**`
	m := mark{stem: hash(id), alt: hash(alt), caption: hash(caption)}
	return "![" + alt + "](figures/" + id + ".svg)\n" + caption + m.String()
}

// A link goes below its block, into the list or quote that this is in, and nothing else
// changes; a second run changes nothing and draws nothing.
func TestNote(t *testing.T) {
	at := written
	indented := func(prefix, id string) string { return strings.ReplaceAll(at(id), "\n", "\n"+prefix) }
	for name, c := range map[string]struct{ before, after string }{
		"plain":            {"# A\n\n```optviz id=x\nplot a\n```\n\nText.\n", "# A\n\n```optviz id=x\nplot a\n```\n" + at("x") + "\n\nText.\n"},
		"text follows":     {"```optviz id=x\nplot a\n```\nText.\n", "```optviz id=x\nplot a\n```\n" + at("x") + "\n\nText.\n"},
		"heading follows":  {"```optviz id=x\nplot a\n```\n# B\n", "```optviz id=x\nplot a\n```\n" + at("x") + "\n# B\n"},
		"no final newline": {"```optviz {#x}\nplot a\n```", "```optviz {#x}\nplot a\n```\n" + at("x")},
		"CRLF":             {"```optviz id=x\r\nplot a\r\n```\r\n\r\nB\r\n", "```optviz id=x\r\nplot a\r\n```\r\n" + strings.ReplaceAll(at("x"), "\n", "\r\n") + "\r\n\r\nB\r\n"},
		"list":             {"- a\n\n  ```optviz id=x\n  plot a\n  ```\n- b\n", "- a\n\n  ```optviz id=x\n  plot a\n  ```\n  " + indented("  ", "x") + "\n- b\n"},
		"list at once":     {"1. ```optviz id=x\n   plot a\n   ```\n2. b\n", "1. ```optviz id=x\n   plot a\n   ```\n   " + indented("   ", "x") + "\n2. b\n"},
		"quote":            {"> ```optviz id=x\n> plot a\n> ```\n> more\n", "> ```optviz id=x\n> plot a\n> ```\n> " + indented("> ", "x") + "\n>\n> more\n"},
		"quote in list":    {"- > ```optviz id=x\n  > plot a\n  > ```\n", "- > ```optviz id=x\n  > plot a\n  > ```\n  > " + indented("  > ", "x") + "\n"},
		"Quarto":           {"```{optviz id=x}\nplot a\n```\n", "```{optviz id=x}\nplot a\n```\n" + at("x") + "\n"},
		"tildes":           {"~~~~ optviz id=x\nplot a\n~~~~\n", "~~~~ optviz id=x\nplot a\n~~~~\n" + at("x") + "\n"},
		"fence in a fence": {"````md\n```optviz id=x\nplot a\n```\n````\n", "````md\n```optviz id=x\nplot a\n```\n````\n"},
		"another language": {"```optvizard\nplot a\n```\n\n    ```optviz\n    plot a\n    ```\n", "```optvizard\nplot a\n```\n\n    ```optviz\n    plot a\n    ```\n"},
		"HTML comment":     {"<!--\n```optviz\nplot a\n```\n-->\n", "<!--\n```optviz\nplot a\n```\n-->\n"},
		"front matter":     {"---\ntitle: ä\n---\n\n```optviz id=x\nplot a\n```\n", "---\ntitle: ä\n---\n\n```optviz id=x\nplot a\n```\n" + at("x") + "\n"},
		"names":            {"```optviz\nplot a\n```\n\n```optviz\nplot a\n```\n", "```optviz\nplot a\n```\n" + at("note-1") + "\n\n```optviz\nplot a\n```\n" + at("note-2") + "\n"},
		"a name is kept":   {"```optviz\nplot a\n```\n\n```optviz\nplot a\n```\n![](figures/note-1.svg)\n", "```optviz\nplot a\n```\n" + at("note-2") + "\n\n```optviz\nplot a\n```\n" + at("note-1") + "\n"},
		"another format":   {"```optviz id=x\nplot a\n```\n![mine](figures/mine.jpg)\n", "```optviz id=x\nplot a\n```\n" + at("x") + "\n\n![mine](figures/mine.jpg)\n"},
		"another image":    {"```optviz id=x\nplot a\n```\n![mine](mine.svg)\n", "```optviz id=x\nplot a\n```\n" + at("x") + "\n\n![mine](mine.svg)\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			put(t, "note.md", c.before)
			drawn := 0
			r, err := fake(&drawn).Note(context.Background(), "note.md")
			if err != nil || r.Errors != nil {
				t.Fatal(err, r.Errors)
			}
			if got := get(t, "note.md"); got != c.after {
				t.Errorf("got\n%q, want\n%q", got, c.after)
			}
			drawn = 0
			r, err = fake(&drawn).Note(context.Background(), "note.md")
			if err != nil || len(r.Written) > 0 || drawn > 0 || get(t, "note.md") != c.after {
				t.Errorf("a second run draws %d and writes %q:\n%s, %v", drawn, r.Written, get(t, "note.md"), err)
			}
			check := fake(&drawn)
			check.Check = true
			if r, err = check.Note(context.Background(), "note.md"); err != nil || r.Stale != nil {
				t.Errorf("stale: %v, %v", r.Stale, err)
			}
		})
	}
}

// Every style of link is written once, and found again.
func TestLinks(t *testing.T) {
	const block = "```optviz id=x\nplot a\n```\n"
	for _, style := range append(slices.Clone(Links), "inline") {
		t.Chdir(t.TempDir())
		put(t, "note.md", block)
		drawn := 0
		o := fake(&drawn)
		if o.Link = style; style == "inline" {
			o.Link, o.Inline = "", true
		}
		r, err := o.Note(context.Background(), "note.md")
		if err != nil || r.Errors != nil {
			t.Fatal(err, r.Errors)
		}
		first := get(t, "note.md")
		want := map[string]string{
			"markdown": written("x") + "\n",
			"github":   "<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"figures/x-dark.svg\"><img alt=\"Drawn: [plot a]\" src=\"figures/x.svg\"></picture>\n*A \\*caption\\**<!-- optviz:2d7116.c66160.904e74 -->\n",
			"obsidian": "![[figures/x.svg]]\n*A \\*caption\\**<!-- optviz:2d7116..904e74 -->\n",
			"html":     "<figure><img alt=\"Drawn: [plot a]\" src=\"figures/x.svg\"><figcaption>A *caption*</figcaption></figure><!-- optviz:2d7116.c66160.7d8435 -->\n",
			"latex":    "\\includegraphics[width=\\linewidth]{figures/x.pdf}\n",
		}[style]
		if style != "inline" && first != block+want {
			t.Errorf("%s: %q", style, first)
		}
		if style == "inline" && (!strings.Contains(first, `<figure id="p-x" class="optviz"><svg `) || !strings.Contains(first, `aria-labelledby="p-x-title p-x-desc"`) || strings.Count(first, "\n") != 4) {
			t.Errorf("inline: %s", first)
		}
		drawn = 0
		if r, err = o.Note(context.Background(), "note.md"); err != nil || drawn > 0 || get(t, "note.md") != first {
			t.Errorf("%s: a second run draws %d; %v", style, drawn, err)
		}
		files, _ := filepath.Glob("figures/*")
		if n := map[string]int{"github": 2, "inline": 0}[style]; style != "github" && style != "inline" && len(files) != 1 || (style == "github" || style == "inline") && len(files) != n {
			t.Errorf("%s: files %q", style, files)
		}
		o.Link, o.Inline = "markdown", false // another style takes the place of one
		if _, err = o.Note(context.Background(), "note.md"); err != nil || get(t, "note.md") != block+written("x")+"\n" {
			t.Errorf("%s, then markdown: %q", style, get(t, "note.md"))
		}
	}
}

func TestTeX(t *testing.T) {
	t.Chdir(t.TempDir())
	put(t, "note.tex", "\\section{A}\n  % ```optviz id=x\n  % plot \\\n  %   a\n  % ```\nText.\n")
	drawn := 0
	if r, err := fake(&drawn).Note(context.Background(), "note.tex"); err != nil || r.Errors != nil {
		t.Fatal(err, r.Errors)
	}
	if got, want := get(t, "note.tex"), "\\section{A}\n  % ```optviz id=x\n  % plot \\\n  %   a\n  % ```\n\\includegraphics[width=\\linewidth]{figures/x.pdf}\nText.\n"; got != want {
		t.Errorf("%q", got)
	}
	if drawn = 0; true {
		if _, err := fake(&drawn).Note(context.Background(), "note.tex"); err != nil || drawn > 0 {
			t.Errorf("a second run draws %d, %v", drawn, err)
		}
	}
}

// What is wrong is told with its line, and the other blocks are drawn.
func TestNoteErrors(t *testing.T) {
	for text, want := range map[string]string{
		"```optviz\nplot wrong\n```\n":                                        "1: is wrong",
		"```optviz\nplto a\n```\n":                                            `1: unknown command "plto" (did you mean plot?)`,
		"```optviz\nsurface: [\n```\n":                                        "2: a value is missing",
		"```optviz\ntitle: narrow\nstart: [[1, 2]]\nwindow:\n- 1\n- 2\n```\n": `5: window "1,2": is too narrow`,
		"text\n\n```optviz\nsteps: 3\nsurface: a\nsteps: 4\n```\n":            "6: steps is given twice, first in line 4",
		"```optviz\n\n```\n":                                                  "1: the block is empty",
		"```optviz\n```\n":                                                    "1: the block is empty",
		"```optviz id=x\nplot a\n```\n\n```optviz id=x\nplot b\n```\n":        "5: the id x is that of the block in line 1",
		"```optviz id=../x\nplot a\n```\n":                                    `1: the id "../x" names no file`,
		"```optviz size=3\nplot a\n```\n":                                     `1: "size=3" beside the word optviz has no meaning`,
		"text\n\n```optviz\nplot a\n":                                         "3: the block has no end",
		"> ```optviz\n> plot a\n\ntext\n":                                     "1: the block has no end",
		"- ```optviz\n  plot a\n\nb\n\n```\nc\n```\n":                         "1: the block has no end",
		"```optviz\nplot 'a\n```\n":                                           "1: a quote has no end",
		"```optviz\nplot a\n```\n\n```optviz\nplot wrong\n```\n\n![a](b.svg)": "5: is wrong",
	} {
		t.Chdir(t.TempDir())
		put(t, "note.md", text)
		drawn := 0
		r, err := fake(&drawn).Note(context.Background(), "note.md")
		if err != nil || len(r.Errors) != 1 || !strings.HasPrefix(r.Errors[0].Error(), want) {
			t.Errorf("%q: %v, %v; want %q", text, r.Errors, err, want)
		}
		if alone := strings.Count(text, "```optviz") < 2; alone && (get(t, "note.md") != text || drawn > 0) || !alone && drawn != 1 {
			t.Errorf("%q: %d drawn, %q", text, drawn, get(t, "note.md"))
		}
	}
}

// What makes a figure stale: its block, the version, the looks, its files, its data.
func TestStale(t *testing.T) {
	t.Chdir(t.TempDir())
	put(t, "data.csv", "x,y\n0,1\n1,2\n")
	put(t, "note.md", "```optviz id=x\nsurface: line\npoints: data.csv\n```\n")
	drawn := 0
	run := func(what string, change func(*Options), want int) {
		t.Helper()
		o := fake(&drawn)
		change(&o)
		check := o
		check.Check = true
		drawn = 0
		if r, err := check.Note(context.Background(), "note.md"); err != nil || (len(r.Stale) > 0) != (want > 0) || drawn > 0 {
			t.Errorf("%s: stale %v, %v; %d drawn", what, r.Stale, err, drawn)
		}
		if _, err := o.Note(context.Background(), "note.md"); err != nil || drawn != want {
			t.Errorf("%s: %d drawn, want %d; %v", what, drawn, want, err)
		}
	}
	same := func(*Options) {}
	run("new", same, 1)
	run("nothing", same, 0)
	run("version", func(o *Options) { o.Version = "v2" }, 1)
	run("back", same, 1)
	run("theme", func(o *Options) { o.Appearance.Theme = document.Theme{Name: "dark"} }, 1)
	run("language", func(o *Options) { o.Appearance.Lang = "de" }, 1)
	run("back again", same, 1)
	put(t, "data.csv", "x,y\n0,1\n1,3\n")
	run("data", same, 1)
	run("format", func(o *Options) { o.Formats = []string{"svg", "pdf"} }, 1)
	run("both", func(o *Options) { o.Formats = []string{"svg", "pdf"} }, 0)
	if err := os.Remove("figures/x.svg"); err != nil {
		t.Fatal(err)
	}
	run("removed", same, 1)
	put(t, "figures/x.svg", "<svg/>")
	run("another's", same, 0)
	if got := get(t, "figures/x.svg"); got != "<svg/>" {
		t.Errorf("a file of another program becomes %q", got)
	}
}

// Figures may be beside the note, and a block that is wrong keeps its figure.
func TestNames(t *testing.T) {
	t.Chdir(t.TempDir())
	put(t, "note.md", "```optviz\nplot a\n```\n")
	drawn := 0
	o := fake(&drawn)
	o.Dir = "."
	for range 2 {
		if _, err := o.Note(context.Background(), "note.md"); err != nil {
			t.Fatal(err)
		}
	}
	if got := get(t, "note.md"); drawn != 1 || strings.Count(got, "](note-1.svg)") != 1 {
		t.Errorf("drawn %d times: %q", drawn, got)
	}
	put(t, "note.md", strings.Replace(get(t, "note.md"), "```optviz\n", "```optviz oops\n", 1)+"\n```optviz\nplot b\n```\n")
	if r, err := o.Note(context.Background(), "note.md"); err != nil || len(r.Errors) != 1 || !strings.Contains(get(t, "note.md"), "](note-2.svg)") {
		t.Errorf("%v, %v, %q", r.Errors, err, get(t, "note.md"))
	}
}

// An alternative text of one's own stays when the block changes; a generated one does
// not.
func TestOwnAlt(t *testing.T) {
	for _, format := range []string{"svg", "png"} {
		t.Chdir(t.TempDir())
		put(t, "note.md", "```optviz id=x\nplot a\n```\n")
		drawn := 0
		o := fake(&drawn)
		o.Formats = []string{format}
		again := func(from, to, want string) {
			t.Helper()
			put(t, "note.md", strings.Replace(get(t, "note.md"), from, to, 1))
			if _, err := o.Note(context.Background(), "note.md"); err != nil || !strings.Contains(get(t, "note.md"), want) {
				t.Errorf("%s: %v, no %q in %q", format, err, want, get(t, "note.md"))
			}
		}
		again("", "", "![Drawn: \\[plot a\\]](")
		again("plot a", "plot b", "![Drawn: \\[plot b\\]](")
		again("![Drawn: \\[plot b\\]](", "![My [own] words](", "![My [own] words](")
		again("plot b", "plot c", "![My [own] words](figures/x."+format+")")
	}
}

// A note that changes while its figures are drawn is left alone.
func TestNoteChangedMeanwhile(t *testing.T) {
	t.Chdir(t.TempDir())
	put(t, "note.md", "```optviz\nplot a\n```\n")
	drawn := 0
	o := fake(&drawn)
	draw := o.Draw
	o.Draw = func(ctx context.Context, d document.Document, source string, formats []string) (Drawn, error) {
		put(t, "note.md", "other\n")
		return draw(ctx, d, source, formats)
	}
	if _, err := o.Note(context.Background(), "note.md"); !errors.Is(err, ErrChanged) || get(t, "note.md") != "other\n" {
		t.Errorf("%v, %q", err, get(t, "note.md"))
	}
}

// Whatever a note has, all of its bytes are there afterwards, in their order, and a
// second run changes nothing.
func FuzzNote(f *testing.F) {
	for _, seed := range []string{
		"```optviz\nplot a\n```\n", "> - ```optviz\n>   plot a\n>   ```\nlazy\n", "~~~optviz id=a\r\nplot a\r\n~~~\r\nB", "1. a\n\n\t```optviz\n\tplot a\n\t```\n\t![a](figures/note-1.svg)\n",
		"````\n```optviz\n````\n```optviz\nplot a\n   ```   \n* b", "[^1]: ```optviz\n    plot a\n    ```\n", "```optviz\nplot a\n```\n*b*\n```optviz\nplot a\n```\n***\n", "- [ ] ```optviz\n  plot\n  ```\n",
		"```optviz \xd7", "```optviz id=x\nplot a\n```\n![a](figures/x.svg)\n*a*\n", "```optviz id=x\nplot a\n```\n<picture><source srcset=\"a\"><img alt='' src='figures/x.svg'></picture>\n_a_\n",
		"```optviz id=x\nplot a\n```\n<picture><source media=\"print\"><img src='figures/x.svg'></picture>\n", "```optviz id=x\nplot a\n```\n<figure class=\"optviz\"><svg></svg></figure>\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "optviz:") || strings.Contains(text, "class=\"optviz\"") || strings.Contains(text, "\x00") {
			t.Skip("what has a mark is replaced")
		}
		t.Chdir(t.TempDir())
		put(t, "note.md", text)
		drawn := 0
		if _, err := fake(&drawn).Note(context.Background(), "note.md"); err != nil {
			if utf8.ValidString(text) || get(t, "note.md") != text { // another encoding is refused
				t.Fatal(err)
			}
			return
		}
		after := get(t, "note.md")
		rest := after
		for i := 0; i < len(text); i++ { // the old bytes are a subsequence of the new
			at := strings.IndexByte(rest, text[i])
			if at < 0 {
				t.Fatalf("%q lacks byte %d of %q", after, i, text)
			}
			rest = rest[at+1:]
		}
		drawn = 0
		if _, err := fake(&drawn).Note(context.Background(), "note.md"); err != nil || get(t, "note.md") != after || drawn > 0 {
			t.Fatalf("%q, then %q, drawn %d, %v", after, get(t, "note.md"), drawn, err)
		}
	})
}
