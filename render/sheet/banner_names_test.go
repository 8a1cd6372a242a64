package sheet

import (
	"image/color"
	"slices"
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

// A page has no legend of seven lines, nor one that shows a look twice or a name with one of two looks.
func TestUnfitForLegend(t *testing.T) {
	own := func(h Header) Header { return Header{Own: h.Names} }
	for name, c := range map[string]struct {
		all  []Header
		want bool
	}{
		"two looks of one name":                 {[]Header{withNames(1, "Momentum"), withNames(2, "Momentum")}, true},
		"another look where a figure names its": {[]Header{withNames(1, "Momentum"), own(withNames(2, "Momentum"))}, true},
		"the same look there":                   {[]Header{withNames(1, "Momentum"), own(withNames(1, "Momentum"))}, false},
		"six":                                   {[]Header{withNames(1, "a", "b", "c"), withNames(4, "d", "e", "f")}, false},
		"seven":                                 {[]Header{withNames(1, "a", "b", "c"), withNames(4, "d", "e", "f", "g")}, true},
		"the same twice":                        {[]Header{withNames(1, "a", "b"), withNames(1, "a", "b")}, false},
		"one look twice":                        {[]Header{withNames(1, "Adam: 1"), withNames(1, "Adam: 2")}, true},
	} {
		if got := UnfitForLegend(c.all); got != c.want {
			t.Errorf("%s: unfit is %v, want %v", name, got, c.want)
		}
	}
}

// A header loses the names of lines, but not the other items of its key.
func TestHeaderWithoutNames(t *testing.T) {
	h := Header{Key: []KeyItem{{Name: "start"}}}.WithNames(withNames(1, "GD", "Adam").Names)
	if got := named(h.Key); !slices.Equal(got, []string{"start", "GD", "Adam"}) {
		t.Errorf("with names the key is %q", got)
	}
	if !h.Misnames([]Header{{Own: withNames(9, "Adam").Names}}) || h.Misnames([]Header{{Own: withNames(2, "Adam").Names}}) {
		t.Error("Adam has one look in the key and in a figure or another, and the header does not tell")
	}
	if h = h.WithoutNames(); h.Names != nil || !slices.Equal(named(h.Key), []string{"start"}) {
		t.Errorf("without names the key is %q", named(h.Key))
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
