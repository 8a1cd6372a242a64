package sheet

import (
	"errors"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

// A note whose text is higher than its panel asks for a figure in which the panel is as high.
func TestNoteHigherThanPanel(t *testing.T) {
	for _, c := range []struct {
		words    int
		isLarger bool
	}{{1, false}, {40, true}} {
		s := New(Style{Width: 800, Height: 450, DPI: 72})
		panel := vg.Rectangle{Min: vg.Point{X: 100, Y: 100}, Max: vg.Point{X: 200, Y: 130}}
		s.DrawNotes(Notes{Panel: panel, Points: []PointNote{{Label: strings.TrimSpace(strings.Repeat("word ", c.words)), At: vg.Point{X: 150, Y: 115}}}})
		_, err := s.Finish("", "")
		var small *SizeError
		if errors.As(err, &small) != c.isLarger {
			t.Fatalf("%d words: %v", c.words, err)
		}
		if c.isLarger && (small.AtLeastHigh < 2*450 || small.AtLeastWide < 2*800) {
			t.Errorf("%d words ask for %v", c.words, small)
		}
	}
}
