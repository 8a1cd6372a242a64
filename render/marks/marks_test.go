package marks

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"math"
	"reflect"
	"testing"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

var (
	_ plot.DataRanger  = (*Contours)(nil)
	_ plot.Thumbnailer = (*Contours)(nil)
	_ plot.DataRanger  = (*Path)(nil)
	_ plot.GlyphBoxer  = (*Path)(nil)
	_ plot.Thumbnailer = (*Path)(nil)
	_ plot.DataRanger  = (*Quiver)(nil)
	_ plot.DataRanger  = (*Band)(nil)
	_ plot.Thumbnailer = (*Band)(nil)
)

// drawn draws plotters on a plot without axes, so that the data fill the picture: one pixel
// a point.
func drawn(width, height vg.Length, change func(*plot.Plot), plotters ...plot.Plotter) image.Image {
	p := plot.New()
	p.HideAxes()
	p.X.Padding, p.Y.Padding = 0, 0
	p.Add(plotters...)
	if change != nil {
		change(p)
	}
	c := vgimg.NewWith(vgimg.UseWH(width, height), vgimg.UseDPI(72))
	p.Draw(draw.New(c))
	return c.Image()
}

// at returns the colour of the pixel at a part of the width and of the height, from the lower
// left.
func at(m image.Image, x, y float64) color.RGBA {
	b := m.Bounds()
	return color.RGBAModel.Convert(m.At(b.Min.X+int(x*float64(b.Dx())), b.Max.Y-1-int(y*float64(b.Dy())))).(color.RGBA)
}

// deepest is the darkest colour of a map.
func deepest(t *testing.T) color.RGBA {
	theme, ok := sheet.ThemeByName("")
	if !ok {
		t.Fatal("no theme")
	}
	return theme.MapColours().Deep.At(0)
}

// The lowest band is dark and in the middle of a bowl, the highest light and in its corners,
// and the minimum is marked.
func TestContours(t *testing.T) {
	bowl := &Contours{Surface: surfaces.Sphere{N: 2}, Window: surfaces.Window{{-4, 4}, {-4, 4}}, Points: []surfaces.Point{}}
	m := drawn(200, 200, nil, bowl)
	if low, high := at(m, 0.5, 0.5), at(m, 0.02, 0.98); low != deepest(t) || high.R < 0xe0 {
		t.Errorf("the middle is %v, the corner %v", low, high)
	}
	bowl.Points = nil // those that the surface knows
	if marked := at(drawn(200, 200, nil, bowl), 0.5+6.6/200, 0.5); marked != sheet.MapInk.OnMap {
		t.Error("the minimum is not marked")
	}
}

// A plot that shows more than the window leaves the rest empty, one that shows less shows
// that part alone, and one that shows none draws nothing.
func TestContoursOfPart(t *testing.T) {
	bowl := &Contours{Surface: surfaces.Sphere{N: 2}, Window: surfaces.Window{{-4, 4}, {-4, 4}}, Points: []surfaces.Point{}}
	axes := func(lo, hi float64) func(*plot.Plot) {
		return func(p *plot.Plot) { p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = lo, hi, lo, hi }
	}
	white := color.RGBA{0xff, 0xff, 0xff, 0xff}
	if m := drawn(200, 200, axes(-8, 8), bowl); at(m, 0.1, 0.1) != white || at(m, 0.5, 0.5) != deepest(t) {
		t.Errorf("wider axes: %v outside, %v in the middle", at(m, 0.1, 0.1), at(m, 0.5, 0.5))
	}
	if m := drawn(200, 200, axes(0, 2), bowl); at(m, 0.02, 0.02) != deepest(t) || at(m, 0.98, 0.98).R < 0xe0 {
		t.Errorf("narrower axes: %v at the minimum, %v in the far corner", at(m, 0.02, 0.02), at(m, 0.98, 0.98))
	}
	if m := drawn(200, 200, axes(5, 6), bowl); at(m, 0.5, 0.5) != white {
		t.Error("contours beyond their window")
	}
}

// A path runs from its start to its end in its colour, and ends at what is not finite.
func TestPath(t *testing.T) {
	style := sheet.LineStyleAt(0)
	p := &Path{Points: [][2]float64{{0, 0}, {math.NaN(), 1}, {10, 10}}, Style: style}
	if xmin, xmax, ymin, ymax := p.DataRange(); xmin != 0 || xmax != 10 || ymin != 0 || ymax != 10 {
		t.Errorf("range %v %v %v %v", xmin, xmax, ymin, ymax)
	}
	m := drawn(200, 200, nil, p)
	if c := at(m, 0.5, 0.5); c != style.Bright {
		t.Errorf("the middle of the path is %v, want %v", c, style.Bright)
	}
	if boxes := p.GlyphBoxes(plot.New()); len(boxes) != 2 || boxes[0].Rectangle.Size().X != 2*sheet.StartRadius {
		t.Errorf("boxes %v", boxes)
	}
	if _, err := NewPath(optimizers.Trajectory{Dim: 3}, 0); err == nil {
		t.Error("a path of 3 dimensions")
	}
	drawn(50, 50, nil, &Path{Style: style}) // nothing to draw
}

// Arrows point along the field: those of (1, 0) are level, and (0, 0) has none.
func TestQuiver(t *testing.T) {
	ink := color.RGBA{A: 0xff}
	q := &Quiver{Window: surfaces.Window{{0, 1}, {0, 1}}, Pitch: 100, Color: ink,
		Direction: func(x, _ float64) (dx, dy float64) {
			if x < 0.5 {
				return 1, 0
			}
			return 0, 0
		}}
	m := drawn(200, 100, nil, q)
	dark := func(x, y float64) bool { return at(m, x, y).R < 0x80 }
	if !dark(0.27, 0.505) || dark(0.25, 0.57) || dark(0.75, 0.505) {
		t.Errorf("arrow %v, above it %v, without a direction %v", at(m, 0.27, 0.505), at(m, 0.25, 0.57), at(m, 0.75, 0.505))
	}
}

// A band is tinted between its curves, with the line of its centre.
func TestBand(t *testing.T) {
	b, err := NewBand([]float64{0, 1}, []float64{0, 0}, []float64{5, 5}, []float64{8, 10}, 1)
	if err != nil {
		t.Fatal(err)
	}
	if xmin, xmax, ymin, ymax := b.DataRange(); xmin != 0 || xmax != 1 || ymin != 0 || ymax != 10 {
		t.Errorf("range %v %v %v %v", xmin, xmax, ymin, ymax)
	}
	m := drawn(200, 200, nil, b)
	tint := at(m, 0.5, 0.25)
	if white := (color.RGBA{0xff, 0xff, 0xff, 0xff}); tint == white || at(m, 0.1, 0.95) != white {
		t.Errorf("%v within, %v above", tint, at(m, 0.1, 0.95))
	}
	drawn(50, 50, nil, &Band{X: []float64{0, 1, 2}, Low: []float64{0, math.Inf(-1), 0}, High: []float64{math.NaN(), math.Inf(1), 1}, Style: b.Style}) // ends
	if _, err := NewBand([]float64{0, 1}, []float64{0, 0}, nil, []float64{math.NaN(), 1}, 0); err == nil {
		t.Error("a band up to NaN")
	}
	for _, bad := range [][]float64{{0, 0}, {1, 0}, {math.NaN(), 1}, {math.Inf(-1), 1}, {0}} {
		if _, err := NewBand(bad, []float64{0, 0}, nil, []float64{1, 1}, 0); err == nil {
			t.Errorf("a band over %v", bad)
		}
	}
}

// A plot has two axes: a surface of another dimension is refused in words, and so is one
// without a window.
func TestTwoDimensions(t *testing.T) {
	for name, create := range map[string]func(surfaces.Surface) error{
		"NewContours": func(f surfaces.Surface) error { _, err := NewContours(f); return err },
		"NewQuiver":   func(f surfaces.Surface) error { _, err := NewQuiver(f); return err },
	} {
		for _, n := range []int{1, 3} {
			want := fmt.Sprintf("marks: a plot shows surfaces of 2 dimensions, but sphere has %d: draw a plane.Plane through it", n)
			if err := create(surfaces.Sphere{N: n}); err == nil || err.Error() != want {
				t.Errorf("%s of %d dimensions: %v, want %q", name, n, err, want)
			}
		}
		if err := create(nil); !errors.Is(err, surfaces.ErrNil) {
			t.Errorf("%s of nothing: %v", name, err)
		}
		want := "marks: endless: no window: neither the caller nor the surface's Meta gives one"
		if err := create(endless{}); err == nil || err.Error() != want {
			t.Errorf("%s without a window: %v, want %q", name, err, want)
		}
	}
}

// endless is a surface without a customary window.
type endless struct{ surfaces.Himmelblau }

func (endless) Meta() surfaces.Meta { return surfaces.Meta{Name: "endless", Dim: 2} }

// Fields that a literal leaves out come from the surface, and arrows without a window fill
// the plot.
func TestDefaults(t *testing.T) {
	made, err := NewContours(surfaces.Himmelblau{})
	if err != nil {
		t.Fatal(err)
	}
	literal := &Contours{Surface: surfaces.Himmelblau{}}
	q := &Quiver{Direction: func(_, _ float64) (dx, dy float64) { return 1, 0 }, Pitch: 100, Color: color.RGBA{A: 0xff}}
	if !reflect.DeepEqual(drawn(200, 200, nil, made), drawn(200, 200, nil, literal)) {
		t.Error("a literal draws other contours than NewContours")
	}
	if m := drawn(200, 100, nil, literal, q); at(m, 0.27, 0.505).R >= 0x80 {
		t.Error("no arrow in the left half")
	}
}
