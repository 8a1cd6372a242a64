package lecture

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/render/figure"
)

// Shown is a figure of the lecture that has been drawn.
type Shown struct {
	Figure  Figure
	Slides  []Slide // one, or several for a page of figures
	Caption string  // with its measures filled in
	Live    []Live  // its parts that a live page opens
}

// Live opens a figure, or one of a page, in a live page.
type Live struct {
	Part    int    // number of the figure on its page, from 1
	Address string // of the live page, from the index
}

// Slide is the part of a figure that one file holds.
type Slide struct {
	Name          string // name of the file, without the extension
	Desc          string // alternative text
	Width, Height int    // in pixels
}

// pictures calls show with each file of a figure, in the first of formats that the figure
// is written in; it calls nothing where the figure is written in none of them.
func (p Page) pictures(s Shown, formats []string, show func(slide Slide, file string)) {
	i := slices.IndexFunc(formats, func(f string) bool { return slices.Contains(p.Formats, f) })
	if i < 0 {
		return
	}
	for _, slide := range s.Slides {
		show(slide, slide.Name+"."+formats[i])
	}
}

// images lists the formats that both pages show as images, the best first. HTML shows a PDF, too.
var images = []string{"svg", "png", "jpg", "jpeg"}

// Page holds the settings that the Markdown and the HTML page share.
type Page struct {
	Lang    string
	Formats []string // formats that each figure is written in
	Flags   []string // flags that the figures were drawn with
}

// command returns the command line that draws a figure.
func (p Page) command(f Figure) string {
	return strings.Join(append([]string{"optviz", "lecture", f.ID}, p.Flags...), " ")
}

// anchor returns the id of the figure in the HTML page.
func (f Figure) anchor() string { return strings.ReplaceAll(f.ID, "#", "-figure-") }

// files returns links to a figure's files in all formats; link writes the link to one
// file.
func (p Page) files(s Shown, link func(name string) string) string {
	var links []string
	for i, slide := range s.Slides {
		for _, format := range p.Formats {
			switch {
			case !figure.FormatNamed(format).Slides: // presentations hold all slides of a figure
				links = append(links, link(slide.Name+"."+format))
			case i == 0:
				links = append(links, link(s.Figure.Slug()+"."+format))
			}
		}
	}
	return strings.Join(links, " ")
}

// tryIt is the link to a live page in each language.
var tryIt = map[string]string{"en": "try it live", "de": "live ausprobieren"}

// live returns the links that open a figure live, with a blank before them: one, or, where several of its
// parts can be live, one for each. link writes a link.
func (p Page) live(s Shown, link func(text, address string) string) string {
	if len(s.Live) == 1 {
		return " " + link(tryIt[p.Lang], s.Live[0].Address)
	}
	var links []string
	for _, l := range s.Live {
		links = append(links, link(strconv.Itoa(l.Part), l.Address))
	}
	if len(links) == 0 {
		return ""
	}
	return " " + tryIt[p.Lang] + ": " + strings.Join(links, " ")
}

// each calls do for every figure, and question before the first figure of each question.
func each(shown []Shown, question func(Question), do func(Shown)) {
	last := 0
	for _, s := range shown {
		if q := s.Figure.Question; q.Number != last {
			last = q.Number
			question(q)
		}
		do(s)
	}
}

// heading is the title of the pages in each language.
var heading = map[string]string{"en": "Training neural networks", "de": "Neuronale Netze trainieren"}

// Markdown returns a page of the figures in order, with questions, captions and commands.
func (p Page) Markdown(shown []Shown) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", heading[p.Lang])
	each(shown, func(q Question) {
		fmt.Fprintf(&b, "\n## %d. %s\n", q.Number, q.Title.In(p.Lang))
	}, func(s Shown) {
		fmt.Fprintf(&b, "\n### %s %s\n\n", s.Figure.ID, escapeMarkdown(s.Figure.Document.Title.In(p.Lang)))
		p.pictures(s, images, func(slide Slide, file string) {
			fmt.Fprintf(&b, "![%s](%s)\n\n", escapeMarkdown(slide.Desc), file)
		})
		link := func(text, address string) string { return "[" + text + "](" + address + ")" }
		fmt.Fprintf(&b, "%s\n\n%s %s%s\n", escapeMarkdown(document.Raise(s.Caption)), codeSpan(p.command(s.Figure)),
			p.files(s, func(name string) string { return link(name, name) }), p.live(s, link))
	})
	return b.String()
}

// escapeMarkdown escapes the characters of a text that Markdown would interpret.
func escapeMarkdown(s string) string {
	return strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "*", `\*`, "_", `\_`, "`", "\\`", "<", `\<`).Replace(s)
}

// codeSpan returns a text as code in Markdown, between more backticks than it has side by side.
func codeSpan(text string) string {
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") {
		text = " " + text + " "
	}
	return fence + text + fence
}

// indexStyle is the CSS of the HTML page.
const indexStyle = `
body { font: 17px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #212529 }
nav ul { list-style: none; padding-left: 1.2em } nav > ul { padding: 0 } nav > ul > li { margin-top: .7em }
h2 { border-bottom: 1px solid #ccd2d6; margin-top: 3rem }
figure { margin: 1.5rem 0 } img, object { width: 100%; height: auto }
code { background: #f2f5f7; padding: .1em .4em; border-radius: .2em }
@media print { figure { break-inside: avoid } }
`

// style returns indexStyle with the aspect ratios of the PDFs, which browsers cannot tell
// from the files.
func (p Page) style(shown []Shown) string {
	style := indexStyle
	for _, s := range shown {
		p.pictures(s, inHTML, func(slide Slide, file string) {
			rule := fmt.Sprintf(".%s { aspect-ratio: %d / %d }\n", shape(slide), slide.Width, slide.Height)
			if strings.HasSuffix(file, ".pdf") && !strings.Contains(style, rule) {
				style += rule
			}
		})
	}
	return style
}

// shape returns the CSS class of the figures with the slide's width and height.
func shape(s Slide) string { return fmt.Sprintf("of%dx%d", s.Width, s.Height) }

// inHTML lists the formats that the HTML page shows, the best first.
var inHTML = append(slices.Clone(images), "pdf")

// contents returns the table of contents of the HTML page: the questions, and below each
// the titles of its figures. The sections below it have only the numbers of the figures, since a
// figure shows its title itself.
func (p Page) contents(shown []Shown) string {
	var b strings.Builder
	b.WriteString("<nav>\n<ul>\n")
	open := ""
	each(shown, func(q Question) {
		fmt.Fprintf(&b, "%s<li><a href=\"#%s\">%d. %s</a>\n<ul>\n", open, q.Name, q.Number, html.EscapeString(q.Title.In(p.Lang)))
		open = "</ul></li>\n"
	}, func(s Shown) {
		fmt.Fprintf(&b, "<li><a href=\"#%s\">%s</a> %s</li>\n", s.Figure.anchor(), s.Figure.ID, html.EscapeString(s.Figure.Document.Title.In(p.Lang)))
	})
	return b.String() + open + "</ul>\n</nav>\n"
}

// HTML returns the same page for a browser, as one file to be saved beside the figures.
// The page's security policy allows the figures and the page's own style, and no script.
func (p Page) HTML(shown []Shown) string {
	var b strings.Builder
	style := p.style(shown)
	digest := sha256.Sum256([]byte(style))
	fmt.Fprintf(&b, `<!DOCTYPE html>
<html lang="%s">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src *; object-src *; frame-src *; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%s</title>
<style>%s</style>
<h1>%[3]s</h1>
%[5]s`, p.Lang, base64.StdEncoding.EncodeToString(digest[:]), heading[p.Lang], style, p.contents(shown))
	each(shown, func(q Question) {
		fmt.Fprintf(&b, "<h2 id=\"%s\">%d. %s</h2>\n", q.Name, q.Number, html.EscapeString(q.Title.In(p.Lang)))
	}, func(s Shown) {
		fmt.Fprintf(&b, "<h3 id=\"%s\">%s</h3>\n<figure>\n", s.Figure.anchor(), s.Figure.ID)
		p.pictures(s, inHTML, func(slide Slide, file string) {
			if strings.HasSuffix(file, ".pdf") {
				fmt.Fprintf(&b, "<object data=\"%s\" type=\"application/pdf\" class=\"%s\" aria-label=\"%s\"></object>\n", file, shape(slide), html.EscapeString(slide.Desc))
				return
			}
			fmt.Fprintf(&b, "<img src=\"%s\" width=\"%d\" height=\"%d\" alt=\"%s\" loading=\"lazy\">\n", file, slide.Width, slide.Height, html.EscapeString(slide.Desc))
		})
		link := func(text, address string) string {
			return "<a href=\"" + html.EscapeString(address) + "\">" + text + "</a>"
		}
		fmt.Fprintf(&b, "<figcaption>%s<br><code>%s</code> %s%s</figcaption>\n</figure>\n", html.EscapeString(document.Raise(s.Caption)), html.EscapeString(p.command(s.Figure)),
			p.files(s, func(name string) string { return link(name, name) }), p.live(s, link))
	})
	b.WriteString("</html>\n")
	return b.String()
}
