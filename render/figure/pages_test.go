package figure

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// A PDF has a page of each figure, of its size, with a bookmark, and holds what all were made from.
func TestPages(t *testing.T) {
	one, two, three := sourcedFigure(), sourcedFigure(), sourcedFigure()
	one.Title, one.Source = "First", "# optviz 1, seed 0\na: ')\\(\r' /Source2 (x)\n"
	two.Title, two.Source, two.Width = "Zweite – (2)", "", 2*one.Width
	three.Title, three.Source = "Third", "# optviz 1, seed 3\nb: 2\n"
	draw := func() string {
		var b bytes.Buffer
		p := NewPages(&b)
		for _, f := range []*Figure{one, two, three} {
			if err := p.Add(f); err != nil {
				t.Fatal(err)
			}
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	file := draw()
	if draw() != file {
		t.Error("the same figures give other bytes")
	}
	for _, want := range []string{
		"/Count 3>>", "/Type /Outlines", pdfString(two.Title) + " /Parent",
		"/MediaBox [0 0 " + short(float64(two.Width)) + " ", "/MediaBox [0 0 " + short(float64(one.Width)) + " ",
	} {
		if !strings.Contains(file, want) {
			t.Errorf("the file lacks %q", want)
		}
	}
	sources, err := ReadSources([]byte(file))
	if want := []string{one.Source, three.Source}; err != nil || !slices.Equal(sources, want) {
		t.Errorf("the sources are %q, %v", sources, err)
	}
	if _, err := ReadSource([]byte(file)); err == nil || !strings.Contains(err.Error(), "holds 2 figures") {
		t.Errorf("one source of two: %v", err)
	}
	cut, _, _ := strings.Cut(file, "/Source2 (")
	if _, err := ReadSources([]byte(cut + "/Source2 (\xfe\xff\x00#%%EOF")); err == nil || !strings.Contains(err.Error(), "damaged PDF") {
		t.Errorf("a source without an end: %v", err)
	}
	if err := NewPages(new(bytes.Buffer)).Close(); err == nil {
		t.Error("a PDF without pages is written")
	}
}
