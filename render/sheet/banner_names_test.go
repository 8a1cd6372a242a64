package sheet

import (
	"image/color"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/typeset"
)

// withNames returns the header of a figure whose lines have names, each in a colour of its own from a
// first colour on.
func withNames(first uint8, names ...string) (h Header) {
	for i, name := range names {
		h.Names = append(h.Names, KeyItem{Name: name, Color: color.RGBA{R: first + uint8(i), A: 0xff}})
	}
	return h
}

// The legend of a page lists names that differ by a value in the order of the values, in either
// language, and others as the figures do.
func TestLegendInOrder(t *testing.T) {
	for _, c := range []struct{ first, second, want []string }{
		{[]string{"η = 0.1", "η = 1.9"}, []string{"η = 0.5", "η = 10"}, []string{"η = 0.1", "η = 0.5", "η = 1.9", "η = 10"}},
		{[]string{"η = 0,1", "η = 1,9"}, []string{"η = 0,5"}, []string{"η = 0,1", "η = 0,5", "η = 1,9"}},
		{[]string{"GD 2", "Adam 1"}, []string{"GD 1"}, []string{"GD 2", "Adam 1", "GD 1"}},
		{[]string{"Newton", "Adam"}, []string{"GD"}, []string{"Newton", "Adam", "GD"}},
	} {
		got := Common([]Header{withNames(1, c.first...), withNames(9, c.second...)}).Names
		for i, item := range got {
			if len(got) != len(c.want) || item.Name != c.want[i] {
				t.Errorf("%q and %q: entry %d is %q, want %q", c.first, c.second, i, item.Name, c.want[i])
			}
		}
	}
}

// A page has no legend of seven lines, nor one that shows a look twice.
func TestUnfitForLegend(t *testing.T) {
	for name, c := range map[string]struct {
		all  []Header
		want bool
	}{
		"six":            {[]Header{withNames(1, "a", "b", "c"), withNames(4, "d", "e", "f")}, false},
		"seven":          {[]Header{withNames(1, "a", "b", "c"), withNames(4, "d", "e", "f", "g")}, true},
		"the same twice": {[]Header{withNames(1, "a", "b"), withNames(1, "a", "b")}, false},
		"one look twice": {[]Header{withNames(1, "Adam: 1"), withNames(1, "Adam: 2")}, true},
	} {
		if got := UnfitForLegend(c.all); got != c.want {
			t.Errorf("%s: unfit is %v, want %v", name, got, c.want)
		}
	}
}

// A key on two lines has its markers on the first and the names of lines on the second, or about
// as many items on both, unless this needs a third line.
func TestKeyBreaks(t *testing.T) {
	s := New(Style{Width: 992, Height: 624, DPI: 144, Theme: MustTheme("paper")})
	item := func(c color.RGBA) KeyItem {
		return KeyItem{Name: "a name of a line", Color: c, Mark: func(*Sheet, vg.Point) {}}
	}
	var marks, lines []KeyItem
	for range 8 {
		marks, lines = append(marks, item(color.RGBA{})), append(lines, item(Ink))
	}
	most := s.mostOnLine(marks)
	for name, c := range map[string]struct {
		key  []KeyItem
		want int
	}{
		"one line":          {marks[:most], most},
		"an orphan":         {marks[:most+1], (most + 2) / 2},
		"marks and lines":   {append(marks[:2:2], lines[:most]...), 2},
		"lines on two more": {append(marks[:2:2], lines[:most+1]...), (most + 4) / 2},
	} {
		if got := s.onLine(c.key); got != c.want {
			t.Errorf("%s: %d items on the first line, want %d", name, got, c.want)
		}
	}
}

// A setting that is wider than a narrow figure breaks before the name of its run instead of being
// cut.
func TestSettingBreaksBeforeName(t *testing.T) {
	const setting = "η = 0,001998 (Gradientenabstieg)"
	s := New(Style{Width: 330, Height: 330, DPI: 144, Theme: MustTheme("paper")})
	whole := s.Set(setting, typeset.Sans, SubtitleSize).Width
	for width, want := range map[vg.Length]int{whole + 1: 1, whole - 1: 2} {
		if got := len(s.wrap(setting, SubtitleSize, width)); got != want {
			t.Errorf("in a width of %v the setting stands on %d lines, want %d", width, got, want)
		}
	}
}
