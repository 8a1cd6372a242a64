package notes

import (
	"html"
	"net/url"
	"path"
	"regexp"
	"strings"

	"github.com/optviz/optviz/cmd/internal/pattern"
)

// inline is the style of a figure whose SVG is part of the note.
const inline = "inline"

// span is a part of a note, from one offset to another.
type span struct{ from, to int }

func (s span) of(note []byte) string { return string(note[s.from:s.to]) }

func (s span) shifted(by int) span { return span{s.from + by, s.to + by} }

// The names of the parts of an image. An image of a style has some of these parts.
const (
	partPath    = "path"    // the path of the figure
	partDark    = "dark"    // the path of the dark figure
	partAlt     = "alt"     // the alternative text
	partCaption = "caption" // a caption in the same line
	partSVG     = "svg"     // the SVG, in the style inline
	partID      = "id"      // the id of the figure, in the style inline
)

// image is a figure that a line below a block shows. This package or the user wrote the
// line.
type image struct {
	style string          // one of Links, inline or embedded
	line  span            // the line, without the prefix of a list or quote
	whole span            // the image within the line
	first bool            // whether the line is the first below the block
	parts map[string]span // by the names above
	mark  *mark           // at the end of the line, or of the caption below; nil for none
}

// The forms of images. The groups have the names of parts.
var (
	markdownImage = pattern.Lazy(`!\[(?P<alt>.*?)\]\(\s*<?(?P<path>[^)\s<>]+)>?[^)]*\)`)
	obsidianImage = pattern.Lazy(`!\[\[(?P<path>[^\]|]+)(?:\|[^\]]*)?\]\]`)
	latexImage    = pattern.Lazy(`\\includegraphics\*?\s*(?:\[[^\]]*\])?\s*\{(?P<path>[^}]+)\}`)
	inlineImage   = pattern.Lazy(`<figure\b[^>]*\sclass="[^"]*\boptviz\b[^"]*"[^>]*>.*</figure>`)
	frameTag      = pattern.Lazy(`<iframe\b(?:[^>"']|"[^"]*"|'[^']*')*></iframe>`)
	htmlImage     = pattern.Lazy(`<img\b(?:[^>"']|"[^"]*"|'[^']*')*>`)
	sourceTag     = pattern.Lazy(`<source\b(?:[^>"']|"[^"]*"|'[^']*')*>`)
	figureTag     = pattern.Lazy(`<figure\b[^>]*>`)
	captionTag    = pattern.Lazy(`<figcaption>(?P<caption>.*?)</figcaption>`)
)

// attributes match the attributes of an HTML tag and their values.
var attributes = map[string]func() *regexp.Regexp{
	"src": attribute("src"), "alt": attribute("alt"), "srcset": attribute("srcset"), "id": attribute("id"), "title": attribute("title"),
}

func attribute(name string) func() *regexp.Regexp {
	return pattern.Lazy(`\s` + name + `\s*=\s*(?:"([^"]*)"|'([^']*)')`)
}

// mostImages is the largest number of images of a form that are read from one line, since
// reading each takes time proportional to the length of the line.
const mostImages = 50

// imagesIn returns the images in a line, with offsets relative to the line.
func imagesIn(line string, tex bool) []image {
	if tex {
		return imagesOfForm(line, "latex", latexImage())
	}
	if at := inlineImage().FindStringIndex(line); at != nil {
		return []image{imageOfFigure(line, span{at[0], at[1]})}
	}
	var images []image
	for _, at := range htmlImage().FindAllStringIndex(line, mostImages) {
		images = append(images, imageOfTag(line, span{at[0], at[1]}))
	}
	for _, at := range frameTag().FindAllStringIndex(line, mostImages) {
		img := image{style: embedded, whole: span{at[0], at[1]}, parts: map[string]span{}}
		img.attribute(line, img.whole, "src", partPath)
		img.attribute(line, img.whole, "title", partAlt)
		images = append(images, img)
	}
	images = append(images, imagesOfForm(line, "obsidian", obsidianImage())...)
	images = append(images, imagesOfForm(line, "latex", latexImage())...)
	return append(images, imagesOfForm(line, "markdown", markdownImage())...)
}

// imagesOfForm returns the images of a style in a line, by the style's regular expression.
func imagesOfForm(line, style string, form *regexp.Regexp) []image {
	var images []image
	for _, m := range form.FindAllStringSubmatchIndex(line, mostImages) {
		img := image{style: style, whole: span{m[0], m[1]}, parts: map[string]span{}}
		for i, name := range form.SubexpNames() {
			if name != "" && m[2*i] >= 0 {
				img.parts[name] = span{m[2*i], m[2*i+1]}
			}
		}
		images = append(images, img)
	}
	return images
}

// imageOfTag reads the image of an HTML img tag in a line, with the caption after the tag.
// The style is github if a picture element with a dark figure surrounds the tag, and
// otherwise html.
func imageOfTag(line string, tag span) image {
	img := image{style: "html", whole: tag, parts: map[string]span{}}
	img.attribute(line, tag, "src", partPath)
	img.attribute(line, tag, "alt", partAlt)
	if m := captionTag().FindStringSubmatchIndex(line[tag.to:]); m != nil {
		img.parts[partCaption] = span{m[2], m[3]}.shifted(tag.to)
	}
	if m := sourceTag().FindStringIndex(line[:tag.from]); m != nil && strings.Contains(line[:tag.from], "<picture") {
		img.style = "github"
		img.attribute(line, span{m[0], m[1]}, "srcset", partDark)
	}
	return img
}

// imageOfFigure reads the image of a figure element whose SVG is part of the line.
func imageOfFigure(line string, whole span) image {
	img := image{style: inline, whole: whole, parts: map[string]span{}}
	text := whole.of([]byte(line))
	tag := figureTag().FindStringIndex(text)
	img.attribute(line, span{tag[0], tag[1]}.shifted(whole.from), "id", partID)
	from, to := strings.Index(text, "<svg"), strings.LastIndex(text, "</svg>")
	if from < 0 || to < from {
		return img
	}
	to += len("</svg>")
	img.parts[partSVG] = span{from, to}.shifted(whole.from)
	if m := captionTag().FindStringSubmatchIndex(text[to:]); m != nil {
		img.parts[partCaption] = span{m[2], m[3]}.shifted(whole.from + to)
	}
	return img
}

// attribute adds the value of a tag's attribute to the parts of the image.
func (img *image) attribute(line string, tag span, name, part string) {
	if m := attributes[name]().FindStringSubmatchIndex(line[tag.from:tag.to]); m != nil {
		i := 2
		if m[2] < 0 { // in single quotes
			i = 4
		}
		img.parts[part] = span{m[i], m[i+1]}.shifted(tag.from)
	}
}

// part returns the text of a part, "" where the image has none.
func (img image) part(note []byte, name string) string { return img.parts[name].of(note) }

func (img image) has(name string) bool { _, ok := img.parts[name]; return ok }

// shifted returns the image with its offsets moved from a line into the note.
func (img image) shifted(by int) image {
	img.whole = img.whole.shifted(by)
	for name, s := range img.parts {
		img.parts[name] = s.shifted(by)
	}
	return img
}

// file returns the path of the figure that an image shows, without escapes.
func (img image) file(note []byte) string {
	file := html.UnescapeString(img.part(note, partPath))
	if plain, err := url.PathUnescape(file); err == nil && img.style != "latex" {
		file = plain
	}
	return path.Clean(file)
}

// ending returns the ending of the figure's file, without a dot.
func (img image) ending(note []byte) string { return strings.TrimPrefix(path.Ext(img.file(note)), ".") }

// leadsTo reports whether the path in an image leads to a file. Obsidian finds files by the
// end of their paths, and LaTeX without their endings.
func (img image) leadsTo(note []byte, file string) bool {
	has := img.file(note)
	switch img.style {
	case "obsidian":
		return strings.HasSuffix("/"+file, "/"+has) || strings.HasSuffix("/"+has, "/"+file)
	case "latex":
		return has == file || has == strings.TrimSuffix(file, path.Ext(file))
	}
	return has == file
}

// stem returns the name of the figure that an image shows, without directory and ending.
// ok is false for names that this package never gives.
func (img image) stem(note []byte) (stem string, ok bool) {
	file := path.Base(img.file(note))
	ext := strings.TrimPrefix(path.Ext(file), ".")
	if img.style == "latex" && !isEnding(ext) {
		return file, name().MatchString(file)
	}
	stem = strings.TrimSuffix(file, "."+ext)
	return stem, isEnding(ext) && name().MatchString(stem)
}

// imagesBelow returns the images in the lines below a block, after any blank lines, up to
// the next blank line, the next fence or the offset limit.
func (b Block) imagesBelow(note []byte, limit int, tex bool) []image {
	var images []image
	within := 0 // number of lines that are not blank
	for at := b.end; at < limit; {
		line, next, ok := b.lineAt(note, at)
		text := line.of(note)
		if !ok || within > 0 && text == "" || strings.HasPrefix(text, "```") || strings.HasPrefix(text, "~~~") {
			break
		}
		if text != "" {
			within++
		}
		for _, img := range imagesIn(text, tex) {
			img = img.shifted(line.from)
			img.line, img.first, img.mark = line, within == 1, markIn(note, span{img.whole.to, line.to})
			if below, _, ok := b.lineAt(note, next); ok && img.mark == nil && captionBelow(img.style) {
				img.mark = markIn(note, below)
			}
			images = append(images, img)
		}
		at = next
	}
	return images
}

// lineAt returns the line at an offset, without the prefix of the block's list or quote
// and without blanks around it, and the offset of the next line. ok is false where the
// list or quote has ended.
func (b Block) lineAt(note []byte, at int) (line span, next int, ok bool) {
	next = lineEnd(note, at)
	line = span{at, next}
	text := line.of(note)
	switch {
	case strings.HasPrefix(text, b.prefix):
		line.from += len(b.prefix)
	case strings.TrimSpace(text) == strings.TrimSpace(b.prefix):
		line.from = next
	default:
		return line, next, false
	}
	text = line.of(note)
	line.from += len(text) - len(strings.TrimLeft(text, " \t"))
	line.to = line.from + len(strings.TrimSpace(text))
	return line, next, true
}
