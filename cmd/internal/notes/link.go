package notes

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/pattern"
	"github.com/optviz/optviz/cmd/internal/printing"
)

// Formats lists the formats of figures in notes: those that can hold their source.
var Formats = []string{"svg", "png", "pdf", "gif", "apng"}

// Links lists the styles of links to figures, the default of Markdown first.
var Links = []string{"markdown", "github", "obsidian", "html", "latex"}

// page is the format of a live page, and embedded the style of a frame that shows one. Only blocks with the
// word live have them.
const (
	page     = "html"
	embedded = "embedded"
)

// isEnding reports whether the files of figures in notes may end like this.
func isEnding(format string) bool { return format == page || slices.Contains(Formats, format) }

// Shown holds the paths and texts of a figure for its link.
type Shown struct {
	Stem    string // name of the figure's files
	ID      string // id of the figure in the note
	Path    string // path of the figure, relative to the note
	Dark    string // path of the figure on a dark background, for the style github
	Page    string // path of the live page, for styles that link it
	Alt     string
	Caption string
	SVG     string // for the style inline
}

// part returns the text of a part of an image in a style.
func (s Shown) part(name, style string) string {
	switch name {
	case partPath:
		return s.Path
	case partDark:
		return s.Dark
	case partID:
		return s.ID
	case partSVG:
		return strings.ReplaceAll(s.SVG, "\n", "")
	case partAlt:
		return altText(s.Alt, style)
	}
	if s.Page != "" && captionBelow(style) {
		return captionWithPage(s.Caption, s.Page)
	}
	return captionText(s.Caption, style)
}

// captionWithPage returns a caption in Markdown with a link to a live page.
func captionWithPage(caption, page string) string {
	return "*" + strings.TrimPrefix(markdownText(caption)+" · [live]("+page+")", " · ") + "*"
}

// altText returns an alternative text in a style, "" where the style has none.
func altText(alt, style string) string {
	switch style {
	case "markdown":
		return markdownText(alt)
	case "github", "html", embedded:
		return html.EscapeString(plain(alt))
	}
	return ""
}

// captionText returns a caption in a style, "" where the style has none.
func captionText(caption, style string) string {
	caption = plain(caption)
	switch {
	case caption == "" || style == "latex" || style == embedded:
		return ""
	case style == "html" || style == inline:
		return html.EscapeString(caption)
	}
	return "*" + markdownText(caption) + "*"
}

// plain returns a text as one line without control characters.
func plain(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || printing.IsControl(r) }), " ")
}

// markdownText returns a text as one line, with the characters escaped that Markdown would
// interpret.
func markdownText(s string) string {
	return strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "*", `\*`, "_", `\_`, "<", "&lt;", "`", "\\`").Replace(plain(s))
}

// link returns the line of a link without the mark, and without a caption that goes on the
// next line.
func (s Shown) link(style string) string {
	part := func(name string) string { return s.part(name, style) }
	switch style {
	case inline:
		return fmt.Sprintf(`<figure id="%s" class="optviz">%s<figcaption>%s</figcaption></figure>`, part(partID), part(partSVG), part(partCaption))
	case "github":
		return fmt.Sprintf(`<picture><source media="(prefers-color-scheme: dark)" srcset="%s"><img alt="%s" src="%s"></picture>`, part(partDark), part(partAlt), part(partPath))
	case "obsidian":
		return "![[" + part(partPath) + "]]"
	case "html":
		return fmt.Sprintf(`<figure><img alt="%s" src="%s"><figcaption>%s</figcaption></figure>`, part(partAlt), part(partPath), part(partCaption))
	case embedded:
		return fmt.Sprintf(`<iframe src="%s" title="%s" width="100%%" height="800" loading="lazy" style="border:0"></iframe>`, part(partPath), part(partAlt))
	case "latex":
		return `\includegraphics[width=\linewidth]{` + part(partPath) + `}`
	}
	return "![" + part(partAlt) + "](" + part(partPath) + ")"
}

// mark returns the mark of a link in a style.
func (s Shown) mark(style string) mark {
	return mark{stem: hash(s.Stem), alt: hash(s.part(partAlt, style)), caption: hash(s.part(partCaption, style))}
}

// lines returns the lines of a link without line endings: the link and, in styles with
// captionBelow, the caption. The last line ends with the mark. LaTeX has no mark, since this
// package writes only the path of the figure there.
func (s Shown) lines(style string) []string {
	if style == "latex" {
		return []string{s.link(style)}
	}
	mark := s.mark(style).String()
	if caption := s.part(partCaption, style); caption != "" && captionBelow(style) {
		return []string{s.link(style), caption + mark}
	}
	return []string{s.link(style) + mark}
}

// captionBelow reports whether a style puts the caption on the line after the link.
func captionBelow(style string) bool {
	return style == "markdown" || style == "github" || style == "obsidian"
}

// forms match whole lines of links as this package writes them, without their marks.
var forms = map[string]func() *regexp.Regexp{
	"markdown": pattern.Lazy(`^!\[.*\]\([^)\s<>]+\)$`),
	"github":   pattern.Lazy(`^<picture><source media="\(prefers-color-scheme: dark\)" srcset="[^"]*"><img alt="[^"]*" src="[^"]*"></picture>$`),
	"obsidian": pattern.Lazy(`^!\[\[[^\]|]+\]\]$`),
	"html":     pattern.Lazy(`^<figure><img alt="[^"]*" src="[^"]*"><figcaption>[^<]*</figcaption></figure>$`),
	"latex":    pattern.Lazy(`^\\includegraphics\[width=\\linewidth\]\{[^}]+\}$`),
	embedded:   pattern.Lazy(`^<iframe src="[^"]*" title="[^"]*" width="100%" height="800" loading="lazy" style="border:0"></iframe>$`),
	inline:     pattern.Lazy(`^<figure id="[^"]*" class="optviz"><svg .*</svg><figcaption>[^<]*</figcaption></figure>$`),
}

// emphasis matches a line in emphasis, which may be a caption.
var emphasis = pattern.Lazy(`^(?:\*[^*\s](?:[^*\\]|\\.)*\*|_[^_\s](?:[^_\\]|\\.)*_)$`)
