package notes

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
)

// run draws the notes in the current directory's note.md and returns what becomes of it.
// A second run must change nothing, draw nothing, and find nothing stale.
func run(t *testing.T, o Options) string {
	t.Helper()
	r, err := o.Note(context.Background(), "note.md")
	if err != nil || r.Errors != nil {
		t.Fatal(err, r.Errors)
	}
	after := get(t, "note.md")
	r, err = o.Note(context.Background(), "note.md")
	if err != nil || len(r.Written) > 0 || get(t, "note.md") != after {
		t.Errorf("a second run writes %q, %v:\n%s\nafter\n%s", r.Written, err, get(t, "note.md"), after)
	}
	o.Check = true
	if r, err = o.Note(context.Background(), "note.md"); err != nil || r.Stale != nil {
		t.Errorf("stale: %v, %v", r.Stale, err)
	}
	return after
}

// titled are options that draw figures with a caption of one's own.
func titled(caption string) Options {
	drawn := 0
	o := fake(&drawn)
	draw := o.Draw
	o.Draw = func(ctx context.Context, d document.Document, source string, formats []string) (Drawn, error) {
		out, err := draw(ctx, d, source, formats)
		out.Caption = caption
		return out, err
	}
	return o
}

// A figure in the note itself is stale in words of its own: there is no link.
func TestStaleInline(t *testing.T) {
	t.Chdir(t.TempDir())
	o := titled("")
	o.Inline = true
	put(t, "note.md", "```optviz id=x\nplot a\n```\n")
	put(t, "note.md", strings.Replace(run(t, o), "plot a", "plot bc", 1))
	o.Inline, o.Check = false, true
	r, err := o.Note(context.Background(), "note.md")
	if want := "the figure below the block is not what it describes"; err != nil || len(r.Stale) != 1 || !strings.HasSuffix(r.Stale[0].Error(), want) {
		t.Errorf("stale: %v, %v, want %s", r.Stale, err, want)
	}
}

// TestIdempotent: in every style, with every kind of caption and in every format, what
// one run writes the next finds, and a changed block changes its link in place.
func TestIdempotent(t *testing.T) {
	for _, style := range append(slices.Clone(Links), inline) {
		for _, caption := range []string{"", "plain", "two\nlines\n", "*a*_b_ [c](d) <e> `f` \\", " -- <!-- & --> \x1b[31m\u202e", "“λ” *", "_"} {
			formats := []string{"svg"}
			if caption == "plain" {
				formats = []string{"svg", "png", "pdf"}
			}
			for _, format := range formats {
				t.Chdir(t.TempDir())
				o := titled(caption)
				o.Formats = []string{format}
				if o.Link = style; style == inline {
					o.Link, o.Inline = "", true
				}
				put(t, "note.md", "A\n\n```optviz id=x\nplot a\n```\n\nB\n")
				first := run(t, o)
				o.Link, o.Inline, o.Formats = "", false, nil // as the note has them
				if again := run(t, o); again != first {
					t.Errorf("%s, %q, %s: without flags\n%s\nafter\n%s", style, caption, format, again, first)
				}
				put(t, "note.md", strings.Replace(first, "plot a", "plot bc", 1))
				second := run(t, o)
				if len(strings.Split(first, "\n")) != len(strings.Split(second, "\n")) || style != inline && strings.Count(second, "figures/x."+format) != 1 {
					t.Errorf("%s, %q, %s: a changed block makes\n%s\nof\n%s", style, caption, format, second, first)
				}
				if hasAlt := style == "markdown" || style == "github" || style == "html"; hasAlt && !strings.Contains(second, "plot bc]") && !strings.Contains(second, `plot bc\]`) {
					t.Errorf("%s, %q, %s: the alternative text stays as it was:\n%s", style, caption, format, second)
				}
				if strings.ContainsAny(second, "\x1b\u202e") {
					t.Errorf("%s, %q, %s: control characters in\n%q", style, caption, format, second)
				}
			}
		}
	}
}

// TestNothingLost: what a user writes below a block, or changes in what notes wrote, is
// there after the block has changed, and nothing is there twice.
func TestNothingLost(t *testing.T) {
	const block = "```optviz id=x\nplot a\n```\n"
	link, caption, _ := strings.Cut(written("x"), "\n")
	text, comment, _ := strings.Cut(caption, "<!--")
	comment = "<!--" + comment
	for name, c := range map[string]struct{ style, from, to string }{ // a changed link, after a run in a style
		"attributes":               {"markdown", "x.svg)", "x.svg){width=50%}"},
		"an id":                    {"markdown", "x.svg)", "x.svg){#fig-s}"},
		"a title":                  {"markdown", "x.svg)", `x.svg "my title")`},
		"angle brackets":           {"markdown", "(figures/x.svg)", "(<figures/x.svg>)"},
		"another path to it":       {"markdown", "(figures/x.svg)", "(./figures/x.svg)"},
		"a link around it":         {"markdown", link, "[" + link + "](figures/x.svg)"},
		"text before and after":    {"markdown", link, "See: " + link + " and so on"},
		"an own alternative text":  {"markdown", "Drawn: \\[plot a\\]", "My words"},
		"an own caption":           {"markdown", text, "*My caption*"},
		"an own caption, no mark":  {"markdown", caption, "*My caption*"},
		"a caption as Prettier's":  {"markdown", text, "_My caption_"},
		"a caption of two lines":   {"markdown", text, "*My\ncaption*"},
		"a removed caption":        {"markdown", "\n" + caption, ""},
		"a caption's words":        {"markdown", caption, "My words" + comment},
		"a width in Obsidian":      {"obsidian", "x.svg]]", "x.svg|300]]"},
		"a short path in Obsidian": {"obsidian", "figures/x.svg]]", "x.svg]]"},
		"a width in HTML":          {"html", "<img ", "<img width='300' "},
		"a class in HTML":          {"html", "<figure>", `<figure class="wide">`},
		"a caption in HTML":        {"html", "A *caption*", "Mine, <b>bold</b>"},
		"an alt in HTML":           {"html", `alt="Drawn: [plot a]"`, `alt="mine"`},
		"no alt in HTML":           {"html", `alt="Drawn: [plot a]" `, ""},
		"an img alone":             {"html", "<figure>", "<p>"},
		"a width on GitHub":        {"github", "<img ", `<img width="300" `},
		"an own dark figure":       {"github", "figures/x-dark.svg", "figures/night.svg"},
		"an id, inline":            {inline, `figure id="p-x"`, `figure id="fig-s"`},
		"a picture in a paragraph": {"github", "<picture>", "<p align='center'><picture>"},
		"a caption on GitHub":      {"github", text, "*Mine*"},
		"a width in LaTeX":         {"latex", `width=\linewidth`, "width=3cm"},
		"no options in LaTeX":      {"latex", `[width=\linewidth]`, ""},
		"no ending in LaTeX":       {"latex", "x.pdf", "x"},
		"a figure in LaTeX":        {"latex", `\includegraphics`, "\\begin{figure}\n\\includegraphics"},
		"a caption, inline":        {inline, "A *caption*", "Mine"},
		"a class, inline":          {inline, `class="optviz"`, `class="optviz wide" style="float: left"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			drawn := 0
			o := fake(&drawn)
			if o.Link = c.style; c.style == inline {
				o.Link, o.Inline = "", true
			}
			put(t, "note.md", block+"\nText.\n")
			before := run(t, o)
			changed := strings.Replace(before, c.from, c.to, 1)
			if changed == before {
				t.Fatalf("no %q in\n%s", c.from, before)
			}
			put(t, "note.md", changed)
			for _, style := range []string{c.style, "", "markdown", "html"} { // another style does not fit
				if o.Inline = style == inline; o.Inline {
					style = ""
				}
				o.Link = style
				if name == "a removed caption" && style == "html" {
					continue // the link is as notes writes one without a caption
				}
				if got := run(t, o); got != changed {
					t.Errorf("with %q\n%s\nbecomes\n%s", style, changed, got)
				}
			}
			o.Link = ""
			put(t, "note.md", strings.Replace(changed, "plot a\n", "plot b\n", 1))
			got := run(t, o)
			for _, keep := range strings.Split(c.to, "\n") {
				if !strings.Contains(plainMarks(strings.ReplaceAll(got, "plot b", "plot a")), plainMarks(keep)) {
					t.Errorf("%q is lost in\n%s", keep, got)
				}
			}
			if a, b := strings.Count(changed, "\n"), strings.Count(got, "\n"); a != b {
				t.Errorf("%d lines become %d:\n%s", a, b, got)
			}
			if strings.Contains(got, "plot a") && !strings.Contains(c.to, "plot a") {
				t.Errorf("what is optviz's stays as it was:\n%s", got)
			}
		})
	}
}

// TestUnread: a link that somebody has given a form that notes do not read stays as it is,
// also after the block has changed, and counts as one; without its path it is written anew.
func TestUnread(t *testing.T) {
	link, caption, _ := strings.Cut(written("x"), "\n")
	for name, changed := range map[string]string{
		"lines filled by an editor": strings.ReplaceAll(link, " ", "\n") + " " + caption + "\n\nB\n",
		"a link by reference":       "![Drawn][x]\n" + caption + "\n\nB\n\n[x]: figures/x.svg\n",
		"an element around it":      "<div align=\"center\">\n\n" + written("x") + "\n\n</div>\n",
		"a div of Pandoc":           "::: {#fig-x}\n\n" + written("x") + "\n\n:::\n",
	} {
		t.Chdir(t.TempDir())
		drawn := 0
		o := fake(&drawn)
		for _, command := range []string{"plot a", "plot b"} {
			text := "```optviz id=x\n" + command + "\n```\n\n" + changed
			put(t, "note.md", text)
			if got := run(t, o); got != text {
				t.Errorf("%s becomes\n%s", name, got)
			}
		}
		if drawn != 2 {
			t.Errorf("%s: drawn %d times", name, drawn)
		}
	}
}

// TestForeign: lines that notes did not write stay, whatever they look like.
func TestForeign(t *testing.T) {
	for _, foreign := range []string{
		"![A photo of mine](figures/photo.png)", "![a cat](figures/cat.svg)\n*A cat*", "![[figures/cat.png]]", `<img src="figures/cat.svg">`,
		"<figure><img src=\"figures/cat.svg\"><figcaption>A cat</figcaption></figure>", "*An emphasised paragraph.*", "_Another one_", "*A \\*caption\\*, of mine*",
		"![](figures/other.svg)", "![drawn by optviz plot](figures/plot.svg)", "![another block's](figures/y.svg)", "*A cat*<!-- a comment -->",
		"```\n![Drawn](figures/x.svg)\n```", "![a](https://example.org/figures/x.svg)", "![a](/figures/x.svg)", "![a](../figures/x.svg)",
	} {
		for _, id := range []string{" id=x", ""} {
			t.Chdir(t.TempDir())
			drawn := 0
			o := fake(&drawn)
			put(t, "note.md", "```optviz id=plot\nplot mine\n```\n\n```optviz id=y\nplot y\n```\n")
			run(t, o) // figures of optviz that are not the block's
			before := "```optviz" + id + "\nplot a\n```\n" + foreign + "\nText.\n\n```optviz id=y\nplot y\n```\n" + writtenFor("y", "plot y") + "\n"
			put(t, "note.md", before)
			name := "x"
			if id == "" {
				name = "note-1"
			}
			want := strings.Replace(before, "plot a\n```\n", "plot a\n```\n"+written(name)+"\n\n", 1)
			if strings.HasPrefix(foreign, "<") || strings.HasPrefix(foreign, "`") {
				want = strings.Replace(before, "plot a\n```\n", "plot a\n```\n"+written(name)+"\n", 1)
			}
			got := run(t, o)
			if got != want {
				t.Errorf("%q%s: got\n%s\nwant\n%s", foreign, id, got, want)
			}
			put(t, "note.md", strings.Replace(got, "plot a\n", "plot b\n", 1))
			if again := run(t, o); !strings.Contains(again, "\n"+foreign+"\n") || strings.Count(again, "\n") != strings.Count(got, "\n") {
				t.Errorf("%q%s is lost: %s", foreign, id, again)
			}
		}
	}
}

// plainMarks returns a note with all marks alike.
func plainMarks(note string) string { return markForm().ReplaceAllString(note, "<!-- -->") }

// TestOldNotes: links from before there were marks are updated in place where they are
// optviz's: the figure is there, and says what its texts were.
func TestOldNotes(t *testing.T) {
	old := func(id string) string { return strings.Split(written(id), "<!--")[0] }
	for name, c := range map[string]struct{ note, want string }{
		"its own":            {"```optviz id=x\nplot b\n```\n" + old("x") + "\nT\n", "```optviz id=x\nplot b\n```\n" + writtenFor("x", "plot b") + "\nT\n"},
		"after a blank":      {"```optviz id=x\nplot b\n```\n\n" + old("x") + "\n", "```optviz id=x\nplot b\n```\n\n" + writtenFor("x", "plot b") + "\n"},
		"renamed":            {"```optviz id=y\nplot a\n```\n" + old("x") + "\n", "```optviz id=y\nplot a\n```\n" + written("y") + "\n"},
		"renamed, attribute": {"```optviz id=y\nplot a\n```\n![mine](figures/x.svg){width=3cm}\n", "```optviz id=y\nplot a\n```\n![mine](figures/y.svg){width=3cm}\n"},
		"no longer named":    {"```optviz\nplot a\n```\n" + old("x") + "\n", "```optviz\nplot a\n```\n" + old("x") + "\n"},
		"edited caption":     {"```optviz id=x\nplot b\n```\n![Drawn: \\[plot a\\]](figures/x.svg)\n*Mine*\n", "```optviz id=x\nplot b\n```\n![Drawn: \\[plot b\\]](figures/x.svg)\n*Mine*\n"},
		"edited alt":         {"```optviz id=x\nplot b\n```\n![Mine](figures/x.svg)\n*A \\*caption\\**\n", "```optviz id=x\nplot b\n```\n![Mine](figures/x.svg)\n*A \\*caption\\**\n"},
		"renamed and other":  {"```optviz id=y\nplot b\n```\n" + old("x") + "\n", "```optviz id=y\nplot b\n```\n" + writtenFor("y", "plot b") + "\n\n" + old("x") + "\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			drawn := 0
			o := fake(&drawn)
			put(t, "note.md", "```optviz id=x\nplot a\n```\n")
			run(t, o)
			put(t, "note.md", c.note)
			if got := run(t, o); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestCaptionLeft: the caption of a link that was removed becomes that of the new link.
func TestCaptionLeft(t *testing.T) {
	t.Chdir(t.TempDir())
	drawn := 0
	o := fake(&drawn)
	put(t, "note.md", "```optviz id=x\nplot a\n```\n")
	whole := run(t, o)
	_, caption, _ := strings.Cut(written("x"), "\n")
	put(t, "note.md", "```optviz id=x\nplot a\n```\n"+caption+"\n")
	if got := run(t, o); got != whole {
		t.Errorf("got\n%s\nwant\n%s", got, whole)
	}
}

// TestDirectory: a link follows its figures into another directory.
func TestDirectory(t *testing.T) {
	t.Chdir(t.TempDir())
	drawn := 0
	o := fake(&drawn)
	put(t, "note.md", "```optviz id=x\nplot a\n```\n")
	before := run(t, o)
	o.Dir = "./images/"
	if got, want := run(t, o), strings.Replace(before, "(figures/", "(images/", 1); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if _, err := os.Stat(filepath.Join("images", "x.svg")); err != nil {
		t.Error(err)
	}
}
