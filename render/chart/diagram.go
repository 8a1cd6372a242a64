package chart

import (
	"errors"
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// Diagram is the picture of a neuron or of a network.
type Diagram struct {
	Title  string // plain text; "" for none
	Note   string // markup, below the title; "" for none
	Neuron *NeuronDiagram
	Layers []LayerDiagram // from the inputs on
}

// Draw draws the diagram. It refuses a diagram with neither neuron nor layers or with
// both, a neuron with no or more than 12 inputs or with another number of weights, and
// layers without nodes.
func (d Diagram) Draw(style sheet.Style) (figure.Figure, error) {
	if err := style.Check(); err != nil {
		return figure.Figure{}, err
	}
	if err := d.check(); err != nil {
		return figure.Figure{}, err
	}
	s := sheet.New(style)
	top := headline(s, d.Title, d.Note, d.Note)
	room := s.Body(top - 6*s.Unit)
	if d.Neuron != nil {
		d.Neuron.draw(s, room)
		return s.Finish(d.Title, d.Neuron.describe(s.Lang))
	}
	drawNetwork(s, room, d.Layers)
	return s.Finish(d.Title, describeNetwork(s.Lang, d.Layers))
}

// check returns an error for a diagram that cannot be drawn.
func (d Diagram) check() error {
	switch {
	case d.Neuron == nil && len(d.Layers) == 0:
		return errors.New("a diagram of nothing: it needs a neuron or layers")
	case d.Neuron != nil && len(d.Layers) > 0:
		return errors.New("a diagram of a neuron and of layers: it is of one of them")
	case d.Neuron != nil:
		return d.Neuron.check()
	}
	for i, l := range d.Layers {
		if l.Width < 1 {
			return fmt.Errorf("layer %d (%q) has %d nodes", i+1, l.Name, l.Width)
		}
	}
	return nil
}

// Colours of the inputs, the parts within, and the outputs of a diagram.
var (
	inputHue  = sheet.RGB(0x0072b2)
	hiddenHue = sheet.RGB(0x009e73)
	outputHue = sheet.RGB(0xd55e00)
)

// node draws a disc with a text, which is left out where the disc is too small.
func node(s *sheet.Sheet, at vg.Point, radius vg.Length, c color.RGBA, text string, size vg.Length) {
	disc := shape.Circle(at, radius)
	s.Fill(disc, sheet.Pale(c, 0.82))
	s.Rim(disc, c, 1.2*s.Unit)
	if l := s.Fit(text, typeset.Sans, size, 1.6*radius); text != "" && radius >= 5*s.Unit {
		centred(s, l, at, sheet.Ink)
	}
}

// centred draws a line of text with the middle of its ink at a point.
func centred(s *sheet.Sheet, l typeset.Line, at vg.Point, c color.RGBA) {
	s.Put(l.Aligned(0.5), centredAt(l, at), c)
}

// centredAt returns where a line of text begins so that the middle of its ink is at a point.
func centredAt(l typeset.Line, at vg.Point) vg.Point {
	return vg.Point{X: at.X - l.Width/2, Y: at.Y - (l.Ascent-l.Descent)/2}
}

// centredWithRim draws a line of text as centred does, with a rim that separates the text
// from the drawing below.
func centredWithRim(s *sheet.Sheet, l typeset.Line, at vg.Point, c color.RGBA) {
	s.PutWithRim(l.Aligned(0.5), centredAt(l, at), c, 4)
}

// arrow draws an arrow that begins and ends at the edges of two discs or boxes.
func arrow(s *sheet.Sheet, from, to vg.Point, gapFrom, gapTo vg.Length, c color.RGBA) {
	angle := math.Atan2(float64(to.Y-from.Y), float64(to.X-from.X))
	sin, cos := math.Sincos(angle)
	on := func(p vg.Point, by vg.Length) vg.Point {
		return vg.Point{X: p.X + by*vg.Length(cos), Y: p.Y + by*vg.Length(sin)}
	}
	tip := on(to, -gapTo-1.5*s.Unit)
	s.Line([]vg.Point{on(from, gapFrom), on(tip, -5*s.Unit)}, c, 1.2)
	s.Fill(shape.Arrowhead(tip, angle, 8*s.Unit), c)
}

// ellipsisDots draws three dots above each other.
func ellipsisDots(s *sheet.Sheet, at vg.Point, pitch vg.Length, c color.RGBA) {
	for i := range 3 {
		s.Fill(shape.Circle(vg.Point{X: at.X, Y: at.Y + vg.Length(i-1)*pitch}, min(1.6*s.Unit, pitch/3)), c)
	}
}
