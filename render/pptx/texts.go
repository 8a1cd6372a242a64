package pptx

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"image/color"
	"math"
	"strings"
)

// The size of a slide, 13.333 x 7.5 inches, in the format's units of 1/12700 point.
const (
	slideWidth  = 12192000
	slideHeight = 6858000
	perPoint    = 12700
)

// dialect holds the words of a language in which PowerPoint shows parts of slides.
type dialect struct{ tag, title, text, figure string }

var dialects = map[string]dialect{
	"en": {"en-US", "Title", "Text", "Figure"},
	"de": {"de-DE", "Titel", "Text", "Abbildung"},
}

// dialectOf returns the words of a language, English for one that is not known.
func dialectOf(lang string) dialect {
	if d, ok := dialects[lang]; ok {
		return d
	}
	return dialects["en"]
}

// words returns the replacements of the words of a language.
func (d dialect) words() []string {
	return []string{"{lang}", d.tag, "{titleWord}", d.title, "{textWord}", d.text, "{figureWord}", d.figure}
}

// onPaper fills the theme of notes, which are printed.
var onPaper = strings.NewReplacer("{dark}", "000000", "{light}", "FFFFFF", "{font}", usualFont)

// usualFont is a font that PowerPoint and Keynote have, with letters as wide as those of DejaVu Sans,
// which stands for it elsewhere.
const usualFont = "Verdana"

// deckTexts fills the parts of a presentation that looks like a slide.
func deckTexts(s Slide) *strings.Replacer {
	ink, paper := hex(s.Title.Ink), hex(s.Background)
	colours := []string{"{dark}", ink, "{light}", paper, "{map}", `bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"`}
	if luma(s.Background) < luma(s.Title.Ink) {
		colours = []string{"{dark}", paper, "{light}", ink, "{map}", `bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2"`}
	}
	return strings.NewReplacer(append(append(dialectOf(s.Lang).words(), colours...), "{title}", oneLine(s.Title.Text), "{font}", oneLine(cmp.Or(s.Font, usualFont)))...)
}

// slideTexts fills the parts of slide n.
func (w *Writer) slideTexts(s Slide, n int) *strings.Replacer {
	d := dialectOf(s.Lang)
	background := ""
	if s.Background != w.first.Background {
		background = fmt.Sprintf(`<p:bg><p:bgPr><a:solidFill><a:srgbClr val="%s"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>`, hex(s.Background))
	}
	scale := min(slideWidth/s.Width, slideHeight/s.Height)
	left, top := (slideWidth-s.Width*scale)/2, (slideHeight-s.Height*scale)/2
	return strings.NewReplacer(append(d.words(),
		"{number}", fmt.Sprint(n), "{background}", background, "{alt}", oneLine(s.Alt),
		"{picture}", frame(left, top, s.Width*scale, s.Height*scale),
		"{titleShape}", w.titleShape(s.Title, d, scale, left, top),
		"{paragraphs}", paragraphs(s.Notes, d.tag))...)
}

// titleShape returns the XML of a title on a picture of a scale, whose left upper corner is given.
func (w *Writer) titleShape(t Title, d dialect, scale, left, top float64) string {
	if t.Text == "" {
		return ""
	}
	box, size := frame(left+t.X*scale, top+t.Y*scale, t.Width*scale, t.Height*scale), t.Size*scale/perPoint
	if t.Size == 0 { // above the slide, where PowerPoint puts hidden titles, too
		const height = 50 * perPoint
		box, size = frame(0, -1.2*height, slideWidth, height), 18
	}
	fill := ""
	if t.Ink != w.first.Title.Ink {
		fill = fmt.Sprintf(`<a:solidFill><a:srgbClr val="%s"/></a:solidFill>`, hex(t.Ink))
	}
	return strings.NewReplacer(append(d.words(), "{box}", box, "{fill}", fill, "{title}", oneLine(t.Text),
		"{size}", fmt.Sprint(max(100, int(100*size))))...).Replace(template("title.xml"))
}

// paragraphs returns a paragraph for each line of a text, and one at least.
func paragraphs(text, lang string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		if line = oneLine(line); line == "" {
			fmt.Fprintf(&b, `<a:p><a:endParaRPr lang="%s"/></a:p>`, lang)
			continue
		}
		fmt.Fprintf(&b, `<a:p><a:r><a:rPr lang="%s" dirty="0"/><a:t>%s</a:t></a:r></a:p>`, lang, line)
	}
	return b.String()
}

// frame returns the XML of a box.
func frame(x, y, width, height float64) string {
	whole := func(v float64) int64 { return int64(math.Round(v)) }
	return fmt.Sprintf(`<a:off x="%d" y="%d"/><a:ext cx="%d" cy="%d"/>`, whole(x), whole(y), whole(width), whole(height))
}

// oneLine escapes a text for XML with a space for each run of spaces and line breaks. Characters
// that XML cannot hold become U+FFFD.
func oneLine(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(strings.Join(strings.Fields(s), " "))) // a strings.Builder does not fail
	return b.String()
}

// hex writes a colour as Office does: RRGGBB.
func hex(c color.RGBA) string { return fmt.Sprintf("%02X%02X%02X", c.R, c.G, c.B) }

// inkOn returns the colour of text on a background.
func inkOn(background color.RGBA) color.RGBA {
	const half = 128_000
	if luma(background) < half {
		return color.RGBA{0xff, 0xff, 0xff, 0xff}
	}
	return color.RGBA{A: 0xff}
}

// luma returns how light a colour is, from 0 to 255 000.
func luma(c color.RGBA) int { return 299*int(c.R) + 587*int(c.G) + 114*int(c.B) }
