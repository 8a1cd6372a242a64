package landscape

import (
	"image"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
	"github.com/optviz/optviz/render/typeset"
)

// Widths in units of the colour bar, and of the gap between the panel and the bar.
const (
	BarWidth = 9
	BarGap   = 9
)

// Heights in units of the head's baseline above the colour bar, and of the least gap between the
// head and a number below it.
const (
	headGap   = 5.5
	numberGap = 3.5
)

// DrawColourBar draws the colour bar, the key of the bands, right of a panel.
func DrawColourBar(s *sheet.Sheet, p Plane, f terrain.Map) {
	if s.Heading == sheet.TitleOnly || f.Flat { // large text leaves the bar no room; one colour needs no bar
		return
	}
	bar := sheet.Panel{
		Rectangle: vg.Rectangle{
			Min: vg.Point{X: p.Max.X + BarGap*s.Unit, Y: p.Min.Y},
			Max: vg.Point{X: p.Max.X + (BarGap+BarWidth)*s.Unit, Y: p.Max.Y},
		},
		Y: f.Bar,
	}
	if s.Theme.Grey {
		barOfBands(s, bar, f)
	} else {
		shadedBar(s, bar, f)
	}
	s.Frame(bar.Rectangle)
	head, base := s.Set(f.Name(), typeset.Sans, sheet.AxisSize), bar.Max.Y+headGap*s.Unit
	for _, t := range f.BarTicks(s.MostY(bar)) {
		y := bar.AtY(t.Value)
		s.AxisLine([]vg.Point{{X: bar.Max.X, Y: y}, {X: bar.Max.X + s.TickMark(t), Y: y}}, 0.6)
		if t.Label != "" {
			s.Put(s.Numeral(t.Label), vg.Point{X: bar.Max.X + (sheet.TickLength+sheet.TickGap)*s.Unit, Y: y - s.DigitHeight()/2}, sheet.Ink)
			base = max(base, aboveNumber(s, bar, head, y))
		}
	}
	s.Put(head, vg.Point{X: bar.Min.X, Y: base}, sheet.Ink)
	if f.Undefined != nil {
		undefinedKey(s, bar)
	}
}

// aboveNumber returns the lowest baseline at which the head of a colour bar does not touch the
// number of the tick at y, which a head wider than the bar would.
func aboveNumber(s *sheet.Sheet, bar sheet.Panel, head typeset.Line, y vg.Length) vg.Length {
	if bar.Min.X+head.Width < bar.Max.X+(sheet.TickLength+sheet.TickGap)*s.Unit {
		return bar.Max.Y
	}
	return y + s.DigitHeight()/2 + head.Descent + numberGap*s.Unit
}

// barOfBands fills a colour bar with the bands between the levels.
func barOfBands(s *sheet.Sheet, bar sheet.Panel, f terrain.Map) {
	for i := len(f.Levels); i >= 0; i-- {
		box := bar.Rectangle
		if i < len(f.Levels) {
			box.Max.Y = min(max(bar.AtY(f.Levels[i]-f.Offset), bar.Min.Y), bar.Max.Y)
		}
		s.Fill(shape.Box(box), band(f, i))
	}
}

// shadedBar fills a colour bar with the map's colours.
func shadedBar(s *sheet.Sheet, bar sheet.Panel, f terrain.Map) {
	pixels, box := s.PixelBox(bar.Rectangle)
	t, m := f.Tones(), s.Theme.MapColours()
	img := image.NewRGBA(image.Rect(0, 0, max(pixels.Dx(), 0), max(pixels.Dy(), 0)))
	for y := range img.Rect.Dy() {
		at := 1 - (float64(y)+0.5)/float64(img.Rect.Dy())
		c := ToneColour(t, m, t.OnRamps(at))
		for x := range img.Rect.Dx() {
			img.SetRGBA(x, y, c)
		}
	}
	if !img.Rect.Empty() {
		s.Place(figure.Picture{Box: box, Image: img})
	}
}

// ColourBarRoom returns the room that the colour bar needs right of its panel.
func ColourBarRoom(s *sheet.Sheet, f terrain.Map, height vg.Length) vg.Length {
	if s.Heading == sheet.TitleOnly {
		return 0
	}
	ticks := f.BarTicks(s.MostY(sheet.Panel{Rectangle: vg.Rectangle{Max: vg.Point{Y: height}}}))
	numbers := s.WidestLabel(ticks)
	if f.Undefined != nil {
		numbers = max(numbers, undefinedText(s).Width)
	}
	return (BarGap+BarWidth+sheet.TickLength+sheet.TickGap)*s.Unit + numbers
}
