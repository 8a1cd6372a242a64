package sheet

import (
	"image/color"
	"slices"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/shape"
)

// keyed returns items of a key with some names.
func keyed(names ...string) (key []KeyItem) {
	for _, n := range names {
		key = append(key, KeyItem{Name: n, Mark: func(*Sheet, vg.Point) {}})
	}
	return key
}

// named returns the names of the items of a key.
func named(key []KeyItem) (names []string) {
	for _, k := range key {
		names = append(names, k.Name)
	}
	return names
}

// The page says what all its figures say, and explains what any of them marks; the figures say
// the rest. Axes that have the same name in all figures are named by the page's outer figures.
func TestCommon(t *testing.T) {
	a := Header{Notes: []string{"f = x", "start 0", "5 steps"}, Key: keyed("start", "end", "saddle"), X: []string{"x"}, Y: []string{"y"}, Names: keyed("SGD")}
	b := Header{Notes: []string{"f = y", "start 0", "5 steps"}, Key: keyed("end", "start", "best"), X: []string{"x"}, Y: []string{"y", "loss"}, Names: keyed("Adam", "SGD")}
	common := Common([]Header{a, b})
	if want := []string{"start 0", "5 steps"}; !slices.Equal(common.Notes, want) || !slices.Equal(named(common.Key), []string{"start", "end", "saddle", "best"}) {
		t.Errorf("%q and the key %v, want %q, start, end, saddle and best", common.Notes, named(common.Key), want)
	}
	if !slices.Equal(common.X, []string{"x"}) || common.Y != nil || !slices.Equal(named(common.Names), []string{"SGD", "Adam"}) {
		t.Errorf("axes %q and %q, legend of %v", common.X, common.Y, named(common.Names))
	}
	if beside := Common([]Header{{}, a, {Depth: 3}, b}); !slices.Equal(beside.Notes, common.Notes) || len(beside.Key) != 4 {
		t.Errorf("beside figures without notes: %q and %v", beside.Notes, beside.Key)
	}
	if alone := Common([]Header{a}); alone.Notes != nil || alone.Key != nil {
		t.Errorf("one figure has %v in common with others", alone)
	}
	var seen []Header
	style := DefaultStyle()
	style.Common, style.Headers, style.Audit = &common, &seen, &Audit{}
	New(style).DrawHeader("Title", "f = x"+Separator+"start 0"+Separator+"5 steps", a.Key)
	if want := []string{"Title", "f = x"}; !slices.Equal(style.Audit.Texts, want) {
		t.Errorf("the figure says %q, want %q", style.Audit.Texts, want)
	}
	if len(seen) != 1 || !slices.Equal(seen[0].Notes, []string{"f = x"}) || len(seen[0].Key) != 0 {
		t.Errorf("the page hears %v", seen)
	}
	if want := DefaultStyle().unit(); seen[0].Depth < 20*want || Deepest(append(seen, Header{Depth: 1000})) != 1000 {
		t.Errorf("a header of the depth %v", seen[0].Depth)
	}
	common.Depth = 200
	if y := New(style).DrawHeader("Title", "", nil); y != New(style).Height-200 {
		t.Errorf("below the header is %v", y)
	}
	common.Depth, style.Audit = 0, &Audit{}
	s := New(style)
	height := s.BannerHeight("Page", common)
	if len(s.Marks) > 0 || len(style.Audit.Texts) > 0 {
		t.Error("measuring a banner leaves marks or texts")
	}
	if y := s.DrawBanner("Page", common); y != s.Height-height {
		t.Errorf("a banner of the height %v ends at %v of %v", height, y, s.Height)
	}
	if want := []string{"Page", "start", "end", "saddle", "best", "start 0" + Separator + "5 steps"}; !slices.Equal(style.Audit.Texts, want) {
		t.Errorf("the page says %q, want %q", style.Audit.Texts, want)
	}
}

// The sample of areas has their colour, or on a page where they have several a neutral one.
func TestAreaSamples(t *testing.T) {
	red, blue := RGB(0xff0000), RGB(0x0000ff)
	of := func(c color.RGBA) Header { return Header{Key: []KeyItem{{Name: "band", Area: c}}} }
	for _, c := range []struct{ first, second, want color.RGBA }{{red, red, red}, {red, blue, Pale(Soft, 0.65)}} {
		s := New(DefaultStyle())
		s.DrawBanner("", Common([]Header{of(c.first), of(c.second)}))
		if s.Marks[0].Color != c.want {
			t.Errorf("areas of %v and %v have a sample of %v, want %v", c.first, c.second, s.Marks[0].Color, c.want)
		}
	}
}

// The legend of a page has the colours in which the figures draw their lines, in every theme.
func TestBannerHasDrawnColours(t *testing.T) {
	rates := []Subject{
		{Rule: optimizers.NewAdam(), Numbers: []Number{{Key: "lr", Value: 0.1}}},
		{Rule: optimizers.NewAdam(), Numbers: []Number{{Key: "lr", Value: 0.5}}},
	}
	for _, theme := range Themes() {
		var headers []Header
		style := DefaultStyle()
		style.Theme, style.Headers = theme, &headers
		var drawn []color.RGBA
		for i, name := range []string{"slow", "fast"} {
			s := New(style)
			l := s.Styles(rates)[i]
			drawn = append(drawn, s.Recolour(l.Color))
			s.DrawHeader("Title", "", []KeyItem{{Name: name, Mark: func(s *Sheet, at vg.Point) { s.Fill(shape.Circle(at, 1), l.Color) }}})
		}
		banner := New(style)
		banner.DrawBanner("", Common(headers))
		for i, want := range drawn {
			if !slices.ContainsFunc(banner.Marks, func(m figure.Mark) bool { return m.Color == want }) {
				t.Errorf("%s: no mark of the legend has the colour %v of line %d", theme.Name, want, i)
			}
		}
	}
}
