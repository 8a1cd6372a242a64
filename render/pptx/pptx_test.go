package pptx

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"image/color"
	"io"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/render/xmlsource"
)

var (
	white = color.RGBA{0xff, 0xff, 0xff, 0xff}
	night = color.RGBA{0x14, 0x16, 0x18, 0xff}
	ink   = color.RGBA{0x21, 0x25, 0x29, 0xff}
)

// slide returns a slide with a title.
func slide(title string) Slide {
	return Slide{
		Width: 800, Height: 450, SVG: []byte("<svg/>"), PNG: []byte("\x89PNG"), Alt: "Two paths", Notes: "They meet.\n\nLater.", Lang: "en", Background: white,
		Title: Title{Text: title, X: 10, Y: 10, Width: 500, Height: 20, Size: 15, Ink: ink},
	}
}

// deckOf returns a presentation of slides.
func deckOf(t *testing.T, slides ...Slide) []byte {
	t.Helper()
	var b bytes.Buffer
	w := NewWriter(&b)
	for _, s := range slides {
		if err := w.Add(s); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// partsOf returns the parts of a presentation by their names.
func partsOf(t *testing.T, file []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range archive.File {
		content, err := read(f, 1e6)
		if err != nil {
			t.Fatal(err)
		}
		if _, twice := all[f.Name]; twice {
			t.Errorf("%s is there twice", f.Name)
		}
		all[f.Name] = string(content)
	}
	return all
}

// elements calls visit with all elements of XML, and with the text in them.
func elements(t *testing.T, name, content string, visit func(e xml.StartElement, text string)) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(content))
	var open []xml.StartElement
	for {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			open = append(open, token.Copy())
			visit(token, "")
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				visit(open[len(open)-1], string(token))
			}
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// textIn returns the texts that are shown in XML.
func textIn(t *testing.T, name, content string) (texts []string) {
	elements(t, name, content, func(e xml.StartElement, text string) {
		if e.Name.Local == "t" && text != "" {
			texts = append(texts, text)
		}
	})
	return texts
}

// Every part is XML, has a content type, and is the target of a relationship; every relationship
// within a part that is used exists, and its target, too. PowerPoint opens nothing less.
func TestPackage(t *testing.T) {
	dark := slide("On a dark slide")
	dark.Background, dark.Title.Ink = night, white
	all := partsOf(t, deckOf(t, slide("First"), dark, slide("")))
	types := map[string]string{}
	elements(t, "types", all["[Content_Types].xml"], func(e xml.StartElement, _ string) {
		types[attribute(e, "Extension")+attribute(e, "PartName")] = attribute(e, "ContentType")
	})
	wanted := map[string]bool{"[Content_Types].xml": true}
	for name, content := range all {
		if strings.HasPrefix(name, "ppt/media/") {
			continue
		}
		used := map[string]bool{}
		ids := map[string]bool{}
		elements(t, name, content, func(e xml.StartElement, _ string) {
			for _, a := range e.Attr {
				if strings.HasSuffix(a.Name.Space, "/relationships") {
					used[a.Value] = true
				}
			}
			if e.Name.Local == "cNvPr" {
				if id := attribute(e, "id"); ids[id] {
					t.Errorf("%s has two shapes %s", name, id)
				} else {
					ids[id] = true
				}
			}
		})
		if left := regexp.MustCompile(`\{[a-z]+\w*\}`).FindString(content); left != "" {
			t.Errorf("%s: %s is not filled in", name, left)
		}
		if strings.Contains(content, `TargetMode="External"`) {
			t.Errorf("%s leads outside", name)
		}
		related := path.Join(path.Dir(name), "_rels", path.Base(name)+".rels")
		known := map[string]bool{}
		elements(t, related, all[related], func(e xml.StartElement, _ string) {
			known[attribute(e, "Id")] = true
		})
		for id := range used {
			if !known[id] {
				t.Errorf("%s names a relationship %s, which %s lacks", name, id, related)
			}
		}
	}
	for name, content := range all {
		if path.Ext(name) != ".rels" {
			continue
		}
		wanted[name] = true
		elements(t, name, content, func(e xml.StartElement, _ string) {
			if target := attribute(e, "Target"); target != "" {
				target = path.Join(path.Dir(path.Dir(name)), target)
				wanted[target] = true
				if _, ok := all[target]; !ok {
					t.Errorf("%s leads to %s, which is not there", name, target)
				}
			}
		})
	}
	for name := range all {
		if !wanted[name] {
			t.Errorf("nothing leads to %s", name)
		}
		if name != "[Content_Types].xml" && types["/"+name] == "" && types[strings.TrimPrefix(path.Ext(name), ".")] == "" {
			t.Errorf("%s has no content type", name)
		}
	}
	for name := range types {
		if part, ok := strings.CutPrefix(name, "/"); ok && all[part] == "" {
			t.Errorf("a content type of %s, which is not there", part)
		}
	}
}

// Slides have their texts as text, in the language of the figure.
func TestTexts(t *testing.T) {
	german := slide("Zwei Wege")
	german.Lang = "de"
	all := partsOf(t, deckOf(t, german))
	s, notes := all["ppt/slides/slide1.xml"], all["ppt/notesSlides/notesSlide1.xml"]
	if got := textIn(t, "slide", s); !slices.Equal(got, []string{"Zwei Wege"}) {
		t.Errorf("texts of the slide: %q", got)
	}
	if got := textIn(t, "notes", notes); !slices.Equal(got, []string{"They meet.", "Later."}) {
		t.Errorf("notes: %q", got)
	}
	if n := strings.Count(notes, "<a:p>"); n != 3 {
		t.Errorf("the notes have %d paragraphs, want 3", n)
	}
	for _, want := range []string{`<p:ph type="title"/>`, `descr="Two paths"`, `lang="de-DE"`, `<asvg:svgBlip`, `name="Abbildung"`} {
		if !strings.Contains(s, want) {
			t.Errorf("the slide lacks %s", want)
		}
	}
	if core := all["docProps/core.xml"]; !strings.Contains(core, "<dc:title>Zwei Wege</dc:title>") || strings.Contains(core, "created") {
		t.Errorf("properties: %s", core)
	}
}

// A picture fills the slide as far as its aspect allows, and its title stands where it stands in the picture.
func TestPlaces(t *testing.T) {
	square := slide("Square")
	square.Width, square.Height = 100, 100
	square.Title.X, square.Title.Y, square.Title.Width, square.Title.Height, square.Title.Size = 10, 5, 80, 10, 5
	hidden := slide("Hidden")
	hidden.Title.Size, hidden.Title.Ink, hidden.Background = 0, color.RGBA{}, night
	all := partsOf(t, deckOf(t, slide("Wide"), square, hidden))
	for i, want := range [][]string{
		{frame(0, 0, 12192000, 6858000), frame(152400, 152400, 7620000, 304800), `sz="1800"`},
		{frame(2667000, 0, 6858000, 6858000), frame(2667000+685800, 342900, 5486400, 685800), `sz="2700"`},
		{frame(0, 0, 12192000, 6858000), `y="-762000"`, `<a:srgbClr val="FFFFFF"/>`, "Hidden"},
	} {
		s := all[fmt.Sprintf("ppt/slides/slide%d.xml", i+1)]
		for _, w := range want {
			if !strings.Contains(s, w) {
				t.Errorf("slide %d lacks %s", i+1, w)
			}
		}
	}
}

// The presentation has the colours and the font of its first slide, and other slides have their own.
func TestColours(t *testing.T) {
	dark := slide("Dark")
	dark.Background, dark.Title.Ink, dark.Font = night, white, `My "Sans"`
	all := partsOf(t, deckOf(t, dark, slide("Light")))
	if m := all["ppt/slideMasters/slideMaster1.xml"]; !strings.Contains(m, `bg1="dk1" tx1="lt1"`) {
		t.Error("the background of a dark presentation is light")
	}
	if th := all["ppt/theme/theme1.xml"]; !strings.Contains(th, `<a:latin typeface="My &#34;Sans&#34;"/>`) || !strings.Contains(th, `<a:dk1><a:srgbClr val="141618"/>`) || !strings.Contains(th, `<a:lt1><a:srgbClr val="FFFFFF"/>`) {
		t.Errorf("theme: %s", th)
	}
	if s := all["ppt/slides/slide1.xml"]; strings.Contains(s, "<p:bg>") {
		t.Error("the first slide has a background of its own")
	}
	if s := all["ppt/slides/slide2.xml"]; !strings.Contains(s, `<p:bg><p:bgPr><a:solidFill><a:srgbClr val="FFFFFF"/>`) || !strings.Contains(s, `<a:srgbClr val="212529"/>`) {
		t.Errorf("the second slide is not light: %s", s)
	}
}

// The dark colour of a presentation is darker than its light one, and the background has the one that it is.
func TestGreyBackground(t *testing.T) {
	for ink, want := range map[color.RGBA][3]string{
		{A: 0xff}: {`bg1="lt1" tx1="dk1"`, "000000", "707070"}, white: {`bg1="dk1" tx1="lt1"`, "707070", "FFFFFF"},
	} {
		grey := slide("Grey")
		grey.Background, grey.Title.Ink = color.RGBA{0x70, 0x70, 0x70, 0xff}, ink
		all := partsOf(t, deckOf(t, grey))
		if m := all["ppt/slideMasters/slideMaster1.xml"]; !strings.Contains(m, want[0]) {
			t.Errorf("ink %v: the background is not %s", ink, want[0])
		}
		if th := all["ppt/theme/theme1.xml"]; !strings.Contains(th, `<a:dk1><a:srgbClr val="`+want[1]) || !strings.Contains(th, `<a:lt1><a:srgbClr val="`+want[2]) {
			t.Errorf("ink %v: theme: %s", ink, th)
		}
	}
}

// A text is what it was, whatever it contains; what XML cannot hold is replaced.
func TestHostileTexts(t *testing.T) {
	for _, c := range []struct{ title, want string }{
		{`a < b & "c" > 'd' ]]>`, `a < b & "c" > 'd' ]]>`},
		{"</a:t></a:r><script>{title}{alt}{number}", "</a:t></a:r><script>{title}{alt}{number}"},
		{"tab\tand\nnew\r\nline", "tab and new line"},
		{"\x00null \x1b[31m \xff\xfe", "\ufffdnull \ufffd[31m \ufffd\ufffd"},
		{strings.Repeat("long ", 10000) + "end", strings.Repeat("long ", 10000) + "end"},
		{"𝛁 ∇f مرحبا", "𝛁 ∇f مرحبا"},
	} {
		s := slide(c.title)
		s.Alt, s.Notes, s.Source = c.title, c.title, c.title
		all := partsOf(t, deckOf(t, s))
		if got := strings.Join(textIn(t, "slide", all["ppt/slides/slide1.xml"]), ""); got != c.want {
			t.Errorf("%.40q: the title is %.80q", c.title, got)
		}
		elements(t, "notes", all["ppt/notesSlides/notesSlide1.xml"], func(xml.StartElement, string) {})
		alt := ""
		elements(t, "slide", all["ppt/slides/slide1.xml"], func(e xml.StartElement, _ string) { alt += attribute(e, "descr") })
		if alt != c.want {
			t.Errorf("%.40q: the alternative text is %.80q", c.title, alt)
		}
	}
}

// Slides and sources are found again, in order; the same slides give the same bytes.
func TestSources(t *testing.T) {
	var slides []Slide
	for i, source := range []string{"# one\ntitle: <&>", "", "# two"} {
		s := slide(fmt.Sprint(i))
		s.Source = source
		slides = append(slides, s)
	}
	file := deckOf(t, slides...)
	if got, err := Sources(file); err != nil || !slices.Equal(got, []string{"# one\ntitle: <&>", "# two"}) {
		t.Errorf("sources %q, %v", got, err)
	}
	if !bytes.Equal(file, deckOf(t, slides...)) {
		t.Error("the same slides give other bytes")
	}
	if got, err := Sources(deckOf(t, slide(""))); err != nil || got != nil {
		t.Errorf("a presentation without sources has %q, %v", got, err)
	}
	if err := NewWriter(io.Discard).Close(); err == nil {
		t.Error("a presentation without slides is written")
	}
}

// No slide stays in memory once it is written.
func TestMemory(t *testing.T) {
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	w := NewWriter(io.Discard)
	before := heap()
	const slides, picture = 50, 200_000
	for range slides {
		s := slide("Long")
		s.SVG, s.PNG = bytes.Repeat([]byte{' '}, picture), make([]byte, picture)
		if err := w.Add(s); err != nil {
			t.Fatal(err)
		}
	}
	if grown := int64(heap()) - int64(before); grown > slides*picture/10 {
		t.Errorf("%d slides of %d bytes leave %d in memory", slides, 2*picture, grown)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// zipOf returns a zip of a part.
func zipOf(name string, content []byte) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	part, _ := w.Create(name)
	_, _ = part.Write(content)
	_ = w.Close()
	return b.Bytes()
}

// Somebody else's zip takes no more memory than is allowed, and damage is told.
func TestSourcesOfOthers(t *testing.T) {
	bomb := zipOf("customXml/item1.xml", make([]byte, 40e6))
	long := deckOf(t, slide("x"))
	binary.LittleEndian.PutUint32(long[len(long)-10:], 1<<30)
	apart := append([]byte("PK\x03\x04"), deckOf(t, slide("x"))...)
	for _, c := range []struct {
		name string
		file []byte
		want string
	}{
		{"a bomb", bomb, "more than 16000000 bytes"},
		{"a long directory", long, "has a directory of"},
		{"something before it", apart, "is not at its end"},
		{"cut", deckOf(t, slide("x"))[:1000], "unexpected EOF"},
		{"no zip", []byte("PK\x03\x04"), "unexpected EOF"},
		{"no XML", zipOf("customXml/item7.xml", []byte("<a>"+xmlsource.Namespace)), "unexpected EOF"},
	} {
		if got, err := Sources(c.file); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %q, %v", c.name, got, err)
		}
	}
	if got, err := Sources(zipOf("word/document.xml", []byte("<a/>"))); err != nil || got != nil {
		t.Errorf("another document: %q, %v", got, err)
	}
}

// FuzzSources: no file makes Sources panic.
func FuzzSources(f *testing.F) {
	f.Add(zipOf("customXml/item1.xml", []byte(sourcesXML([]string{"# a"}))))
	f.Fuzz(func(_ *testing.T, file []byte) { _, _ = Sources(file) })
}
