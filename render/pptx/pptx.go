// Package pptx writes presentations in the format of PowerPoint, Office Open XML (ECMA-376): on
// each slide a picture, as SVG with a PNG for viewers that show none, its title as text, an
// alternative text and notes for the speaker. It knows nothing of what the pictures show.
//
//	deck := pptx.NewWriter(file)
//	err := deck.Add(slide) // and so on
//	err = deck.Close()
//
// A presentation is a zip of XML files, most of them the same in every presentation: they are
// below parts, and those that differ below templates. It holds no date, no macro and no link to
// anything outside, and the same slides give the same bytes.
package pptx

import (
	"archive/zip"
	"cmp"
	"embed"
	"errors"
	"fmt"
	"image/color"
	"io"
	"io/fs"
	"strings"
	"time"
)

// Slide is a picture with its texts.
type Slide struct {
	Width, Height float64 // of the picture; points, as good as any unit: the picture fills the slide
	SVG, PNG      []byte
	Title         Title
	Alt           string // what the picture shows, for those who do not see it
	Notes         string // for the speaker; each line is a paragraph
	Lang          string // of the texts: "en" or "de"
	Background    color.RGBA
	Font          string // family of the title; "" for one like the built-in font of figures. That of the first slide is the presentation's
	Source        string // input from which this slide, and those after it without a Source, can be made again
}

// Title is the title of a slide. One without a Size is not seen, but read out, and listed in the
// outline.
type Title struct {
	Text        string // "" for no title
	X, Y, Width float64
	Height      float64
	Size        float64    // of the text, in units of the picture's width
	Ink         color.RGBA // the zero value stands for black or white, whichever the background lets see
}

// Writer writes a presentation, slide by slide: no slide is kept in memory.
type Writer struct {
	zip     *zip.Writer
	first   *Slide   // without its pictures; the presentation looks like its first slide
	slides  int      // how many there are so far
	sources []string // of the slides so far
	err     error    // of the first failure
}

// NewWriter returns a Writer of a presentation.
func NewWriter(w io.Writer) *Writer { return &Writer{zip: zip.NewWriter(w)} }

//go:embed all:parts
var parts embed.FS

//go:embed templates
var templates embed.FS

// template returns a file of templates.
func template(name string) string {
	content, err := templates.ReadFile("templates/" + name)
	if err != nil {
		panic(err) // it is embedded
	}
	return string(content)
}

// Add writes a slide.
func (w *Writer) Add(s Slide) error {
	s.Title.Ink = cmp.Or(s.Title.Ink, inkOn(s.Background))
	if w.first == nil {
		first := s
		first.SVG, first.PNG = nil, nil
		w.first = &first
		w.writeParts()
	}
	w.slides++
	if s.Source != "" {
		w.sources = append(w.sources, s.Source)
	}
	n := w.slides
	fill := w.slideTexts(s, n)
	w.write(fmt.Sprintf("ppt/slides/slide%d.xml", n), fill.Replace(template("slide.xml")))
	w.write(fmt.Sprintf("ppt/slides/_rels/slide%d.xml.rels", n), fill.Replace(template("slide.xml.rels")))
	w.write(fmt.Sprintf("ppt/notesSlides/notesSlide%d.xml", n), fill.Replace(template("notes.xml")))
	w.write(fmt.Sprintf("ppt/notesSlides/_rels/notesSlide%d.xml.rels", n), fill.Replace(template("notes.xml.rels")))
	w.write(fmt.Sprintf("ppt/media/image%d.svg", n), string(s.SVG))
	w.store(fmt.Sprintf("ppt/media/image%d.png", n), zip.Store, s.PNG) // compressed already
	return w.err
}

// Close writes what tells of all slides. It does not close the underlying writer.
func (w *Writer) Close() error {
	if w.first == nil {
		return errors.New("a presentation without slides")
	}
	list, rels, types := "", "", ""
	const presentationML = "application/vnd.openxmlformats-officedocument.presentationml."
	for n := 1; n <= w.slides; n++ {
		list += fmt.Sprintf(`<p:sldId id="%d" r:id="rId%d"/>`, leastSlideID+n-1, partsRels+n)
		rels += fmt.Sprintf(`<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide" Target="slides/slide%d.xml"/>`+"\n", partsRels+n, n)
		types += fmt.Sprintf(`<Override PartName="/ppt/slides/slide%[1]d.xml" ContentType="%[2]sslide+xml"/>`+"\n"+
			`<Override PartName="/ppt/notesSlides/notesSlide%[1]d.xml" ContentType="%[2]snotesSlide+xml"/>`+"\n", n, presentationML)
	}
	w.write("ppt/presentation.xml", strings.Replace(template("presentation.xml"), "{slides}", list, 1))
	w.write("ppt/_rels/presentation.xml.rels", strings.Replace(template("presentation.xml.rels"), "{slides}", rels, 1))
	w.write("customXml/item1.xml", sourcesXML(w.sources))
	w.write("[Content_Types].xml", strings.Replace(template("content_types.xml"), "{slides}", types, 1))
	if w.err != nil {
		return w.err
	}
	return w.zip.Close()
}

const (
	leastSlideID = 256 // of the format
	partsRels    = 4   // relationships of templates/presentation.xml.rels before those of the slides
)

// writeParts writes the parts that do not depend on the number of slides.
func (w *Writer) writeParts() {
	fill := deckTexts(*w.first)
	w.fail(fs.WalkDir(parts, "parts", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := parts.ReadFile(name)
		w.write(strings.TrimPrefix(name, "parts/"), fill.Replace(string(content)))
		return err
	}))
	w.write("ppt/theme/theme1.xml", fill.Replace(template("theme.xml")))
	w.write("ppt/theme/theme2.xml", onPaper.Replace(template("theme.xml"))) // of the notes
}

// write writes a part, compressed.
func (w *Writer) write(name, content string) { w.store(name, zip.Deflate, []byte(content)) }

// begins is the time of all parts, the earliest that a zip can state.
var begins = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func (w *Writer) store(name string, method uint16, content []byte) {
	if w.err != nil {
		return
	}
	part, err := w.zip.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: begins})
	if err == nil {
		_, err = part.Write(content)
	}
	w.fail(err)
}

// fail keeps the first error.
func (w *Writer) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}
