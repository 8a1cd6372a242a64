package sheet

import (
	"image/color"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/typeset"
)

// On slides a key stands beside the last line of the subtitle if there is room, and a page hears
// on how many lines a longer key stands.
func TestKeyBesideSubtitle(t *testing.T) {
	item := KeyItem{Name: "minimum", Mark: func(*Sheet, vg.Point) {}}
	twoLines := strings.Repeat("a note of some length"+Separator, 5) + "the end"
	draw := func(items int) (y vg.Length, lines int) {
		var m Alignment
		style := DefaultStyle()
		style.Theme, style.Collected = MustTheme("slides"), &m
		s := New(style)
		var key []KeyItem
		for range items {
			key = append(key, item)
		}
		return s.DrawHeader(strings.Repeat("A long title ", 6), twoLines, key), m.KeyLines
	}
	without, _ := draw(0)
	if with, lines := draw(1); with != without || lines != 1 {
		t.Errorf("with a key of %d lines the panels begin at %v, without at %v", lines, with, without)
	}
	if with, lines := draw(9); with >= without || lines != 2 {
		t.Errorf("with a long key of %d lines the panels begin at %v, without at %v", lines, with, without)
	}
}

// A sample of a line begins in the key where rings do, and ends clear of its name.
func TestLineItem(t *testing.T) {
	s := New(DefaultStyle())
	var from, to vg.Point
	behind := s.keyItem(LineItem("minima", func(_ *Sheet, a, b vg.Point) { from, to = a, b }), vg.Point{})
	name := behind.X - s.Set("minima", typeset.Sans, TickSize).Width
	if gap := (name - to.X) / s.Unit; gap < 4 || gap > 8 {
		t.Errorf("the name begins %v units behind the line", gap)
	}
	if want := vg.Length(keyGap-StartRadius) * s.Unit; math.Abs(float64(from.X-want)) > 1e-9 {
		t.Errorf("the line begins at %v, a ring at %v", from.X, want)
	}
	if got := s.keyWidth([]KeyItem{LineItem("minima", nil)}); math.Abs(float64(got-behind.X)) > 1e-9 {
		t.Errorf("the item takes %v, its width is %v", behind.X, got)
	}
}

// A title breaks after a sign of punctuation, but not within parentheses.
func TestHalves(t *testing.T) {
	s := New(DefaultStyle())
	for title, want := range map[string]string{
		"Degree 9: training 0.2, test 0.1":                      "Degree 9:|training 0.2, test 0.1",
		"Training moves (w, b) and the fitted curve follows":    "Training moves (w, b) and|the fitted curve follows",
		"Newton arrives: gradient descent follows the valley":   "Newton arrives:|gradient descent follows the valley",
		"A large network memorises noise slowly, for nothing":   "A large network memorises noise slowly,|for nothing",
		"Adam does not see the scale of the loss that it meets": "Adam does not see the scale|of the loss that it meets",
	} {
		if got := strings.Join(s.Halves(title, TitleSize, s.Width), "|"); got != want {
			t.Errorf("%q breaks into %q", title, got)
		}
	}
}

// A key on a page shows a line as the figure does whose key it is, in colours that the theme
// adapts to the figure's lines.
func TestKeyInColoursOfItsFigure(t *testing.T) {
	style := DefaultStyle()
	style.Theme = MustTheme("dark")
	page := New(style)
	line := LineStyle{Color: RGB(0x333399), Bright: RGB(0xffcc00)}
	page.keyItem(KeyItem{
		Name:     "run",
		Mark:     func(s *Sheet, at vg.Point) { s.Stroke(shape.Line([]vg.Point{at, {X: at.X + 9}}), line.Color, 1) },
		recolour: func(color.RGBA) color.RGBA { return line.Bright },
	}, vg.Point{})
	if got := page.Marks[0].Color; got != line.Bright {
		t.Errorf("the line has the colour %v in the key, in the figure %v", got, line.Bright)
	}
	if got, want := page.Recolour(line.Color), toNight(line.Color); got != want {
		t.Errorf("after the key the page draws %v in the colour %v, want %v", line.Color, got, want)
	}
}

// Both lines of a title have the size to which the longer one shrinks.
func TestTitleLinesOfOneSize(t *testing.T) {
	style := DefaultStyle()
	style.Theme = MustTheme("slides")
	s := New(style)
	wide := s.Width - 2*usualMargin*s.Unit
	texts := []string{"The Hessian of a large network fits in no memory", "It grows with the square of the number of all its parameters"}
	lines := s.equally(texts, TitleSize, wide)
	alone := s.Fit(texts[1], typeset.Bold, TitleSize, wide)
	if alone.Size >= s.Set(texts[1], typeset.Bold, TitleSize).Size {
		t.Fatal("the longer line does not shrink")
	}
	for i, line := range lines {
		if math.Abs(float64(line.Size/alone.Size)-1) > 1e-9 {
			t.Errorf("line %d has the size %v, the longer line alone %v", i+1, line.Size, alone.Size)
		}
	}
	if alone := s.Set("Short", typeset.Bold, TitleSize); s.equally([]string{"Short"}, TitleSize, wide)[0].Size != alone.Size {
		t.Error("a short title shrinks")
	}
}
