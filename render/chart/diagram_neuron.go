package chart

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/colour"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
)

// NeuronDiagram shows a neuron: the inputs with their weights, the sum with a bias, and the
// activation of the sum. All texts are markup, "" for none.
type NeuronDiagram struct {
	Inputs     []string // as "$x_1$"; "" draws dots, for inputs left out
	Weights    []string // one for each input
	Bias       string   // "" draws no bias
	Sum        string   // name of the sum, as "$z$"
	Activation string   // as "$σ$" or "ReLU"
	Output     string
	Curve      func(z float64) float64 // the activation, drawn over [-3, 3]; nil draws only its name
	Names      NeuronNames
}

// NeuronNames are the names of the parts, as markup in any language; "" for none.
type NeuronNames struct{ Inputs, Weights, Bias, Sum, Activation, Output string }

// mostInputs is the largest number of a neuron's inputs.
const mostInputs = 12

// check returns an error for a neuron that cannot be drawn.
func (n NeuronDiagram) check() error {
	if len(n.Inputs) == 0 || len(n.Inputs) > mostInputs {
		return fmt.Errorf("a neuron of %d inputs: from 1 to %d are drawn, of which \"\" stands for more", len(n.Inputs), mostInputs)
	}
	if len(n.Weights) != len(n.Inputs) {
		return fmt.Errorf("%d weights for %d inputs", len(n.Weights), len(n.Inputs))
	}
	return nil
}

// neuronPlaces holds the places and sizes of a neuron's parts.
type neuronPlaces struct {
	u                        vg.Length // the unit of the parts, which shrink with the room
	inputs                   []vg.Point
	sum, activation, output  vg.Point
	small, large, half, head vg.Length // radii, half the side of the activation's box, the height of the names
}

func (n NeuronDiagram) places(s *sheet.Sheet, room vg.Rectangle) neuronPlaces {
	width, height := room.Size().X, room.Size().Y
	p := neuronPlaces{u: min(1.35*s.Unit, width/480, height/220)}
	names := 1.5 * sheet.AxisSize * s.Unit
	pitch := min((height-2*names)/vg.Length(len(n.Inputs)), 66*p.u)
	middle := (room.Min.Y + room.Max.Y - names) / 2
	tall := max(pitch*vg.Length(len(n.Inputs)-1)/2+17*p.u, 30*p.u) // from the middle up
	p.head = min(room.Max.Y-0.6*sheet.AxisSize*s.Unit, middle+tall+names)
	at := func(part vg.Length) vg.Point { return vg.Point{X: room.Min.X + part*width, Y: middle} }
	p.sum, p.activation, p.output = at(0.5), at(0.73), at(0.94)
	p.small, p.large, p.half = min(17*p.u, 0.4*pitch), 26*p.u, 30*p.u
	for i := range n.Inputs {
		q := at(0.07)
		q.Y += pitch * (vg.Length(len(n.Inputs)-1)/2 - vg.Length(i))
		p.inputs = append(p.inputs, q)
	}
	return p
}

// draw draws the neuron in a room.
func (n NeuronDiagram) draw(s *sheet.Sheet, room vg.Rectangle) {
	p := n.places(s, room)
	for i, at := range p.inputs {
		if n.Inputs[i] == "" {
			ellipsisDots(s, at, 6*p.u, sheet.Soft)
			continue
		}
		arrow(s, at, p.sum, p.small, p.large, sheet.Soft)
	}
	part := vg.Length(0.42)
	if len(n.Inputs) > 6 {
		part = 0.25 // where the arrows are further from each other
	}
	for i, at := range p.inputs {
		if n.Inputs[i] == "" {
			continue
		}
		node(s, at, p.small, inputHue, n.Inputs[i], 15)
		if n.Weights[i] != "" {
			l := s.Fit(n.Weights[i], typeset.Sans, 13, 0.2*room.Size().X)
			centredWithRim(s, l, along(at, p.sum, part), sheet.Ink)
		}
	}
	n.drawBias(s, p)
	arrow(s, p.sum, p.activation, p.large, p.half, sheet.Soft)
	arrow(s, p.activation, p.output, p.half, p.small, sheet.Soft)
	node(s, p.sum, p.large, hiddenHue, "Σ", 26)
	if n.Sum != "" {
		l := s.Fit(n.Sum, typeset.Sans, 13, 0.1*room.Size().X)
		q := along(p.sum, p.activation, 0.48)
		centred(s, l, vg.Point{X: q.X, Y: q.Y + 11*s.Unit}, sheet.Ink)
	}
	n.drawActivation(s, p)
	node(s, p.output, p.small, outputHue, n.Output, 15)
	n.drawNames(s, p, room)
}

// along returns a point between two others, at a part of the way.
func along(a, b vg.Point, part vg.Length) vg.Point {
	return vg.Point{X: a.X + part*(b.X-a.X), Y: a.Y + part*(b.Y-a.Y)}
}

// drawBias draws the bias below the sum, with its name beside it.
func (n NeuronDiagram) drawBias(s *sheet.Sheet, p neuronPlaces) {
	if n.Bias == "" {
		return
	}
	at := vg.Point{X: p.sum.X, Y: p.sum.Y - 78*p.u}
	arrow(s, at, p.sum, p.small, p.large, sheet.Soft)
	node(s, at, p.small, inputHue, n.Bias, 15)
	if n.Names.Bias != "" {
		l := s.Fit(n.Names.Bias, typeset.Sans, sheet.AxisSize, 0.2*s.Width)
		s.Put(l, vg.Point{X: at.X + p.small + 6*s.Unit, Y: at.Y - 0.36*sheet.AxisSize*s.Unit}, sheet.Soft)
	}
}

// drawActivation draws the box of the activation with its graph over the axes.
func (n NeuronDiagram) drawActivation(s *sheet.Sheet, p neuronPlaces) {
	half := vg.Point{X: p.half, Y: p.half}
	box := vg.Rectangle{Min: p.activation.Sub(half), Max: p.activation.Add(half)}
	s.Fill(shape.Box(box), sheet.Pale(hiddenHue, 0.82))
	s.Rim(shape.Box(box), hiddenHue, 1.2*s.Unit)
	name := p.activation
	if n.Curve != nil {
		graph(s, box, n.Curve)
		name.Y = box.Min.Y - 12*s.Unit
	}
	if n.Activation != "" {
		centred(s, s.Fit(n.Activation, typeset.Sans, 14, 3*p.half), name, sheet.Ink)
	}
}

// graph draws a function over [-3, 3] in a box, 0 in its middle.
func graph(s *sheet.Sheet, box vg.Rectangle, f func(float64) float64) {
	const reach, samples = 3.0, 61
	middle, half := along(box.Min, box.Max, 0.5), 0.8*(box.Max.X-box.Min.X)/2
	s.Line([]vg.Point{{X: middle.X - half, Y: middle.Y}, {X: middle.X + half, Y: middle.Y}}, sheet.Pale(sheet.Soft, 0.5), 0.6)
	s.Line([]vg.Point{{X: middle.X, Y: middle.Y - half}, {X: middle.X, Y: middle.Y + half}}, sheet.Pale(sheet.Soft, 0.5), 0.6)
	var values [samples]float64
	most := 1.2 // functions bounded by 1 do not fill the box
	for i := range values {
		values[i] = f(reach * (2*float64(i)/(samples-1) - 1))
		if v := math.Abs(values[i]); v > most && !math.IsInf(v, 0) {
			most = v
		}
	}
	var line []vg.Point
	flush := func() {
		for _, part := range polyline.Clip(line, box) {
			s.Line(part, colour.Mix(hiddenHue, sheet.Ink, 0.3), 1.6)
		}
		line = nil
	}
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			flush()
			continue
		}
		line = append(line, vg.Point{X: middle.X + half*vg.Length(2*float64(i)/(samples-1)-1), Y: middle.Y + half*vg.Length(v/most)})
	}
	flush()
}

// drawNames writes the names of the parts in one row at the top, or on two levels in turn
// where neighbours would touch.
func (n NeuronDiagram) drawNames(s *sheet.Sheet, p neuronPlaces, room vg.Rectangle) {
	type placed struct {
		typeset.Line
		x vg.Length
	}
	var row []placed
	touch := false
	for _, c := range []struct {
		name string
		x    vg.Length
	}{
		{n.Names.Inputs, p.inputs[0].X}, {n.Names.Weights, along(p.inputs[0], p.sum, 0.45).X}, {n.Names.Sum, p.sum.X},
		{n.Names.Activation, p.activation.X}, {n.Names.Output, p.output.X},
	} {
		l := s.Fit(c.name, typeset.Sans, sheet.AxisSize, 0.22*room.Size().X)
		x := min(max(c.x, room.Min.X+l.Width/2), room.Max.X-l.Width/2)
		if k := len(row); k > 0 && x-row[k-1].x < (l.Width+row[k-1].Width)/2+0.5*sheet.AxisSize*s.Unit {
			touch = true
		}
		row = append(row, placed{l, x})
	}
	for i, l := range row {
		y := p.head
		if touch && i%2 == 1 {
			y += 1.4 * s.Theme.TextSize(sheet.AxisSize) * s.Unit
		}
		centred(s, l.Line, vg.Point{X: l.x, Y: y}, sheet.Soft)
	}
}

// describe returns a description of the neuron's computation in words.
func (n NeuronDiagram) describe(l words.Language) string {
	var inputs []string
	for i, x := range n.Inputs {
		if x == "" {
			inputs = append(inputs, "…")
			continue
		}
		inputs = append(inputs, strings.TrimSpace(sheet.Plain(x)+" "+sheet.Plain(n.Weights[i])))
	}
	summed := strings.Join(inputs, ", ")
	if n.Bias != "" {
		summed = l.AndBias(summed, sheet.Plain(n.Bias))
	}
	return l.NeuronOf(sheet.Plain(n.Sum), summed, sheet.Plain(n.Activation), sheet.Plain(n.Output))
}
