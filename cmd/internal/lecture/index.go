package lecture

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/render"
)

// Shown is a figure that is drawn.
type Shown struct {
	Data    []byte // the numbers that are drawn; nil for none
	Figure  Figure
	Slides  []Slide // one, or the figures of a page
	Caption string  // measured
}

// Slide is what of a figure is in a file.
type Slide struct {
	Name     string // of the file, without its extension
	Drawn    render.Figure
	Document document.Document
}

// Forget lets go of what is written: pages show the files.
func (s *Shown) Forget() {
	s.Data = nil
	for i := range s.Slides {
		s.Slides[i].Drawn.Marks = nil
	}
}

// pictures shows the files of a figure in the first of some formats that there is, and
// of none nothing.
func (p Page) pictures(s Shown, formats []string, show func(slide Slide, file string)) {
	i := slices.IndexFunc(formats, func(f string) bool { return slices.Contains(p.Formats, f) })
	if i < 0 {
		return
	}
	for _, slide := range s.Slides {
		show(slide, slide.Name+"."+formats[i])
	}
}

// images are the formats that pages show as images, the best first. HTML has a PDF, too.
var images = []string{"svg", "png", "jpg", "jpeg"}

// Page is what the pages of figures have in common.
type Page struct {
	Lang    string
	Formats []string // that each figure is written in
	Flags   []string // that the figures were drawn with
}

// command is what makes a figure.
func (p Page) command(f Figure) string {
	return strings.Join(append([]string{"optviz", "lecture", f.ID}, p.Flags...), " ")
}

// files are links to a figure in all formats, as link makes one of a name.
func (p Page) files(s Shown, link func(name string) string) string {
	var links []string
	for _, slide := range s.Slides {
		for _, format := range p.Formats {
			links = append(links, link(slide.Name+"."+format))
		}
	}
	return strings.Join(links, " ")
}

// each calls do for every figure, and question for each question before its first.
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

// heading is what a page is called.
var heading = map[string]string{"en": "Training neural networks", "de": "Neuronale Netze trainieren"}

// Markdown is a page of the figures in order, with question, caption and command.
func (p Page) Markdown(shown []Shown) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", heading[p.Lang])
	each(shown, func(q Question) {
		fmt.Fprintf(&b, "\n## %d. %s\n", q.Number, q.Title.In(p.Lang))
	}, func(s Shown) {
		fmt.Fprintf(&b, "\n### %s %s\n\n", s.Figure.ID, escapeMarkdown(s.Figure.Document.Title.In(p.Lang)))
		p.pictures(s, images, func(slide Slide, file string) {
			fmt.Fprintf(&b, "![%s](%s)\n\n", escapeMarkdown(slide.Drawn.Desc), file)
		})
		fmt.Fprintf(&b, "%s\n\n`%s` %s\n", escapeMarkdown(document.Raise(s.Caption)), p.command(s.Figure),
			p.files(s, func(name string) string { return "[" + name + "](" + name + ")" }))
	})
	return b.String()
}

// escapeMarkdown is text that Markdown shows as it is.
func escapeMarkdown(s string) string {
	return strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "*", `\*`, "_", `\_`, "`", "\\`", "<", `\<`).Replace(s)
}

// indexStyle is how the page looks.
const indexStyle = `
body { font: 17px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #212529 }
h2 { border-bottom: 1px solid #ccd2d6; margin-top: 3rem }
figure { margin: 1.5rem 0 } img, object { width: 100%; height: auto }
code { background: #f2f5f7; padding: .1em .4em; border-radius: .2em }
@media print { figure { break-inside: avoid } }
`

// style adds the shapes of the PDFs, which browsers do not know, to indexStyle.
func (p Page) style(shown []Shown) string {
	style := indexStyle
	for _, s := range shown {
		p.pictures(s, inHTML, func(slide Slide, file string) {
			width, height := slide.Drawn.Pixels()
			rule := fmt.Sprintf(".%s { aspect-ratio: %d / %d }\n", shape(slide), width, height)
			if strings.HasSuffix(file, ".pdf") && !strings.Contains(style, rule) {
				style += rule
			}
		})
	}
	return style
}

// shape is the class of the figures with a slide's sides.
func shape(s Slide) string {
	width, height := s.Drawn.Pixels()
	return fmt.Sprintf("of%dx%d", width, height)
}

// inHTML are the formats that the page for a browser shows, the best first.
var inHTML = append(slices.Clone(images), "pdf")

// HTML is the same page for a browser, in one file beside the figures. Its policy allows
// it the figures and its own style, and no script.
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
`, p.Lang, base64.StdEncoding.EncodeToString(digest[:]), heading[p.Lang], style)
	each(shown, func(q Question) {
		fmt.Fprintf(&b, "<h2 id=\"%s\">%d. %s</h2>\n", q.Name, q.Number, html.EscapeString(q.Title.In(p.Lang)))
	}, func(s Shown) {
		title := html.EscapeString(s.Figure.Document.Title.In(p.Lang))
		fmt.Fprintf(&b, "<h3 id=\"%s\">%s %s</h3>\n<figure>\n", s.Figure.ID, s.Figure.ID, title)
		p.pictures(s, inHTML, func(slide Slide, file string) {
			if strings.HasSuffix(file, ".pdf") {
				fmt.Fprintf(&b, "<object data=\"%s\" type=\"application/pdf\" class=\"%s\" aria-label=\"%s\"></object>\n", file, shape(slide), html.EscapeString(slide.Drawn.Desc))
				return
			}
			width, height := slide.Drawn.Pixels()
			fmt.Fprintf(&b, "<img src=\"%s\" width=\"%d\" height=\"%d\" alt=\"%s\" loading=\"lazy\">\n", file, width, height, html.EscapeString(slide.Drawn.Desc))
		})
		fmt.Fprintf(&b, "<figcaption>%s<br><code>%s</code> %s</figcaption>\n</figure>\n", html.EscapeString(document.Raise(s.Caption)), html.EscapeString(p.command(s.Figure)),
			p.files(s, func(name string) string { return "<a href=\"" + name + "\">" + name + "</a>" }))
	})
	b.WriteString("</html>\n")
	return b.String()
}
