package lecture

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"github.com/optviz/optviz/render"
)

// Shown is a figure that is drawn.
type Shown struct {
	Figure  Figure
	Drawn   render.Figure
	Caption string // measured
}

// pictures are the formats that pages show, the best first.
var pictures = []string{"svg", "png", "jpg", "jpeg"}

// shownAs is the format of those written that a page shows; "" if it can show none.
func shownAs(formats []string) string {
	for _, p := range pictures {
		if slices.Contains(formats, p) {
			return p
		}
	}
	return ""
}

// command is what makes a figure.
func (f Figure) command(lang string) string {
	if lang == "en" {
		return "optviz lecture " + f.ID
	}
	return "optviz lecture " + f.ID + " --lang " + lang
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
func Markdown(shown []Shown, lang string, formats []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", heading[lang])
	each(shown, func(q Question) {
		fmt.Fprintf(&b, "\n## %d. %s\n", q.Number, q.Title.In(lang))
	}, func(s Shown) {
		title := s.Figure.Document.Title.In(lang)
		fmt.Fprintf(&b, "\n### %s %s\n\n", s.Figure.ID, title)
		if format := shownAs(formats); format != "" {
			fmt.Fprintf(&b, "![%s](%s.%s)\n\n", escapeMarkdown(title), s.Figure.Slug(), format)
		}
		fmt.Fprintf(&b, "%s\n\n`%s`\n", s.Caption, s.Figure.command(lang))
	})
	return b.String()
}

// escapeMarkdown keeps the text of a link within its brackets.
func escapeMarkdown(s string) string { return strings.NewReplacer("[", `\[`, "]", `\]`).Replace(s) }

// HTML is the same page for a browser, in one file beside the figures.
func HTML(shown []Shown, lang string, formats []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html>
<html lang="%s">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%s</title>
<style>
body { font: 17px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #212529 }
h2 { border-bottom: 1px solid #ccd2d6; margin-top: 3rem }
figure { margin: 1.5rem 0 } img { width: 100%%; height: auto }
code { background: #f2f5f7; padding: .1em .4em; border-radius: .2em }
@media print { figure { break-inside: avoid } }
</style>
<h1>%[2]s</h1>
`, lang, heading[lang])
	each(shown, func(q Question) {
		fmt.Fprintf(&b, "<h2 id=\"%s\">%d. %s</h2>\n", q.Name, q.Number, html.EscapeString(q.Title.In(lang)))
	}, func(s Shown) {
		title := html.EscapeString(s.Figure.Document.Title.In(lang))
		fmt.Fprintf(&b, "<h3 id=\"%s\">%s %s</h3>\n<figure>\n", s.Figure.ID, s.Figure.ID, title)
		if format := shownAs(formats); format != "" {
			width, height := s.Drawn.Pixels()
			fmt.Fprintf(&b, "<img src=\"%s.%s\" width=\"%d\" height=\"%d\" alt=\"%s\" loading=\"lazy\">\n", s.Figure.Slug(), format, width, height, html.EscapeString(s.Drawn.Desc))
		}
		fmt.Fprintf(&b, "<figcaption>%s<br><code>%s</code></figcaption>\n</figure>\n", html.EscapeString(s.Caption), s.Figure.command(lang))
	})
	b.WriteString("</html>\n")
	return b.String()
}
