package notes

import (
	"cmp"
	"fmt"
	"html"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Formats are those of figures in notes: they hold what they are made from.
var Formats = []string{"svg", "png", "pdf", "gif", "apng"}

// Links are the styles of a link to a figure, the default of Markdown first.
var Links = []string{"markdown", "github", "obsidian", "html", "latex"}

// Shown is what a link tells of a figure.
type Shown struct {
	ID      string
	Path    string // of the figure, from the note
	Dark    string // of the figure on a dark background; for the style github
	Alt     string
	Own     string // in place of Alt in Markdown, as it is written there; "" for Alt
	Caption string
	SVG     string // the figure itself, to be in the note; "" for a link
}

// lines are a link's, each without its end.
func (s Shown) lines(style string) []string {
	alt := html.EscapeString(s.Alt)
	if s.SVG != "" {
		return []string{fmt.Sprintf(`<figure id="%s" class="optviz">%s<figcaption>%s</figcaption></figure>`,
			html.EscapeString(s.ID), strings.ReplaceAll(s.SVG, "\n", ""), html.EscapeString(s.Caption))}
	}
	switch style {
	case "github":
		return s.captioned(fmt.Sprintf(`<picture><source media="(prefers-color-scheme: dark)" srcset="%s"><img alt="%s" src="%s"></picture>`, s.Dark, alt, s.Path))
	case "obsidian":
		return s.captioned("![[" + s.Path + "]]")
	case "html":
		return []string{fmt.Sprintf(`<figure><img alt="%s" src="%s"><figcaption>%s</figcaption></figure>`, alt, s.Path, html.EscapeString(s.Caption))}
	case "latex":
		return []string{`\includegraphics[width=\linewidth]{` + s.Path + `}`}
	}
	return s.captioned(fmt.Sprintf("![%s](%s)", cmp.Or(s.Own, markdownText(s.Alt)), s.Path))
}

// captioned is a link with its caption on the next line.
func (s Shown) captioned(link string) []string {
	if s.Caption == "" {
		return []string{link}
	}
	return []string{link, "*" + markdownText(s.Caption) + "*"}
}

// markdownText is a text without a meaning in Markdown.
func markdownText(s string) string {
	return strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "*", `\*`, "_", `\_`, "<", "&lt;", "`", "\\`", "\n", " ").Replace(s)
}

// linkForms are those of Links, in their order; their first part is the path of the figure.
var linkForms = []*regexp.Regexp{
	regexp.MustCompile(`^!\[.*\]\(([^)\s]+)\)$`),
	regexp.MustCompile(`^<picture>.*<img [^>]*src="([^"]+)"[^>]*></picture>$`),
	regexp.MustCompile(`^!\[\[([^\]|]+)(?:\|[^\]]*)?\]\]$`),
	regexp.MustCompile(`^<figure>.*<img [^>]*src="([^"]+)"[^>]*>.*</figure>$`),
	regexp.MustCompile(`^\\includegraphics(?:\[[^\]]*\])?\{([^}]+)\}$`),
}

// inlineForm is a figure that is in the note itself.
var inlineForm = regexp.MustCompile(`^<figure id="([^"]+)" class="optviz">.*</figure>$`)

// captionForm is the line below a link.
var captionForm = regexp.MustCompile(`^\*(?:[^*\\]|\\.)+\*$`)

// inline is the style of a figure in the note.
const inline = "inline"

// link is what is linked below a block.
type link struct {
	from, to int    // its offsets, ends of lines included
	id       string // of its figure
	style    string // one of Links, or inline
	path     string // of its figure; "" inline
	line     string // the first of its lines, without what is before it
}

// below finds the link that a block has, on the line after it or after a blank one: that
// of a figure in a directory, or a figure in the note; nil for none.
func (b Block) below(note []byte, dir, idPrefix string) *link {
	from := b.end
	line, next := b.line(note, from)
	if line == "" && next > from {
		from = next
		line, next = b.line(note, from)
	}
	l := &link{from: from, to: next, line: line}
	if m := inlineForm.FindStringSubmatch(line); m != nil {
		l.id, l.style = strings.TrimPrefix(m[1], idPrefix), inline
		return l
	}
	for i, form := range linkForms {
		m := form.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		file := path.Base(m[1])
		stem := strings.TrimSuffix(file, "."+ending(file))
		if path.Dir(m[1]) != dir || !name.MatchString(stem) || !slices.Contains(Formats, ending(file)) {
			return nil
		}
		l.id, l.style, l.path = stem, Links[i], m[1]
		if line, end := b.line(note, next); captionForm.MatchString(line) {
			l.to = end
		}
		return l
	}
	return nil
}

// ending is what follows the last dot of a file's name.
func ending(file string) string { return file[strings.LastIndex(file, ".")+1:] }

// line is the line at an offset without what the block's list or quote puts before it,
// and the offset after it. At the end of the note, or of the list or quote, it is empty.
func (b Block) line(note []byte, from int) (line string, next int) {
	if from >= len(note) {
		return "", from
	}
	next = lineEnd(note, from)
	line = strings.TrimRight(string(note[from:next]), "\r\n")
	if rest, ok := strings.CutPrefix(line, b.prefix); ok {
		return strings.TrimSpace(rest), next
	}
	if strings.TrimSpace(line) == strings.TrimSpace(b.prefix) {
		return "", next
	}
	return line, next
}

// paragraph is a line that would go on a paragraph before it.
var paragraph = regexp.MustCompile("^[ \t]*(?:[^ \t\r\n*+>#<`~|0-9-]|[*+-][^ \t]|[0-9]+[^.)0-9])")

// linked is the note with a link below a block in place of that it has.
func (b Block) linked(note []byte, lines []string) []byte {
	from, to, had := b.end, b.end, b.link != nil
	if had {
		from, to = b.link.from, b.link.to
	}
	var out []byte
	out = append(out, note[:from]...)
	if from > 0 && note[from-1] != '\n' { // the fence ends the note
		out = append(out, b.eol...)
	}
	for i, line := range lines {
		if i > 0 {
			out = append(out, b.eol...)
		}
		out = append(out, b.prefix...)
		out = append(out, line...)
	}
	if to < len(note) || note[to-1] == '\n' {
		out = append(out, b.eol...)
	}
	tex := strings.HasPrefix(lines[0], `\`) // which goes on in its paragraph
	if line, _ := b.line(note, to); !had && !tex && paragraph.MatchString(line) {
		out = append(out, strings.TrimRight(b.prefix, " \t")...)
		out = append(out, b.eol...)
	}
	return append(out, note[to:]...)
}
