package render

import (
	"bytes"
	"encoding/xml"
	"math"
	"os"
	"os/exec"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// needPoppler skips the test without the tool that reads PDFs.
func needPoppler(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		if os.Getenv("OPTVIZ_NO_SKIP") != "" {
			t.Fatal(err)
		}
		t.Skip("pdftotext is not installed")
	}
}

// pdftotext returns what poppler reads in a PDF.
func pdftotext(t *testing.T, pdf []byte, options ...string) string {
	t.Helper()
	cmd := exec.Command("pdftotext", append(options, "-", "-")...)
	cmd.Stdin = bytes.NewReader(pdf)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil || complaints.Len() > 0 {
		t.Fatalf("pdftotext: %v: %s", err, complaints.String())
	}
	return string(out)
}

// Every text of a figure is found in its PDF, as a reader would search it, and its words stand where
// they stand in the figure, to a tenth of a point: in many views, in both languages.
func TestPDFText(t *testing.T) {
	needPoppler(t)
	figures, words := 0, 0
	for _, sc := range germanScenes(t)[:2] {
		for i, v := range Views() {
			style := sheet.DefaultStyle()
			style.Lang, style.Audit = []string{"en", "de"}[i%2], &sheet.Audit{}
			f, err := v.Draw(sc, style)
			if err != nil {
				continue // the scene is none for the view
			}
			var pdf bytes.Buffer
			if err := f.Encode(&pdf, "pdf"); err != nil {
				t.Fatal(err)
			}
			figures++
			textsFound(t, v.Name, pdf.Bytes(), style.Audit.Texts)
			words += wordsPlaced(t, v.Name, pdf.Bytes(), f)
		}
	}
	if figures < 20 || words < 500 {
		t.Errorf("only %d figures with %d words", figures, words)
	}
}

// textsFound checks that a PDF has texts, given as markup.
func textsFound(t *testing.T, name string, pdf []byte, texts []string) {
	t.Helper()
	found := strings.Join(strings.Fields(pdftotext(t, pdf)), " ")
	for _, markup := range texts {
		line, err := typeset.Set(markup, typeset.Sans, 10)
		if err != nil {
			t.Fatal(err)
		}
		if plain := strings.Join(strings.Fields(line.Plain()), " "); !strings.Contains(found, plain) {
			t.Errorf("%s: %q is not found in %q", name, plain, found)
		}
	}
}

// word is a word that poppler found, in points from the upper left corner.
type word struct {
	XMin float64 `xml:"xMin,attr"`
	YMin float64 `xml:"yMin,attr"`
	YMax float64 `xml:"yMax,attr"`
	Text string  `xml:",chardata"`
}

// wordsPlaced checks where the words of a PDF stand, and returns their number.
func wordsPlaced(t *testing.T, name string, pdf []byte, f Figure) (words int) {
	t.Helper()
	var page struct {
		Words []word `xml:"body>doc>page>word"`
	}
	if err := xml.Unmarshal([]byte(pdftotext(t, pdf, "-bbox")), &page); err != nil {
		t.Fatal(err)
	}
	for _, m := range f.Marks {
		if m.Text == nil || m.Width > 0 || m.Text.Upright {
			continue
		}
		for _, w := range wordsOf(m.Text) {
			words++
			if !hasWord(page.Words, w.text, w.at, f.Height) {
				t.Errorf("%s: %q is not at %v", name, w.text, w.at)
			}
		}
	}
	return words
}

type placedWord struct {
	text string
	at   vg.Point // on the baseline
}

// wordsOf returns the words of a text with their places.
func wordsOf(t *figure.Text) (out []placedWord) {
	open := false
	for _, g := range t.Line.Glyphs() {
		if g.Char == ' ' {
			open = false
			continue
		}
		if !open {
			out, open = append(out, placedWord{at: t.At.Add(vg.Point{X: g.At.X})}), true
		}
		out[len(out)-1].text += string(g.Char)
	}
	return out
}

// hasWord reports whether a word begins at a place. In columns of numbers a text begins with the decimal
// point, right of the text that ends before the point: a reader finds one word.
func hasWord(words []word, text string, at vg.Point, height vg.Length) bool {
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, ",") {
		return true
	}
	y := float64(height - at.Y)
	for _, w := range words {
		if strings.HasPrefix(w.Text, text) && math.Abs(w.XMin-float64(at.X)) < 0.1 && w.YMin < y && y < w.YMax {
			return true
		}
	}
	return false
}
