package chart

import (
	"fmt"
	"image/color"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
)

// LayerDiagram is a layer of a network. All texts are markup, "" for none.
type LayerDiagram struct {
	Width  int    // number of nodes; of more than 8 only the first four and the last are drawn
	Name   string // below the layer, as "hidden"
	Detail string // smaller, below the name, as "ReLU"
	Symbol string // in the nodes, as mathematics, with the node's number as index: "x" gives x_1, x_2, ...
	Edges  string // above the edges that lead to the layer, as "$W_1$"

	// Weights stand on the edges that lead to the layer: those to its first node, then those
	// to its second. There are as many as edges, or none.
	Weights []string
}

// Of a layer with more than mostNodes nodes, only the first firstNodes and the last are
// drawn.
const (
	mostNodes  = 8
	firstNodes = 4
)

// rows returns the number of places that a layer takes in its column, one of them for
// dots.
func (l LayerDiagram) rows() int {
	if l.Width > mostNodes {
		return firstNodes + 2
	}
	return l.Width
}

// index returns the number of the node at a place, 0 for dots.
func (l LayerDiagram) index(row int) int {
	if l.Width > mostNodes {
		switch row {
		case firstNodes:
			return 0
		case firstNodes + 1:
			return l.Width
		}
	}
	return row + 1
}

// symbol returns the text of a node. The only node of a layer has no index.
func (l LayerDiagram) symbol(index int) string {
	switch {
	case l.Symbol == "":
		return ""
	case l.Width == 1:
		return typeset.Math(l.Symbol)
	}
	return typeset.Math(fmt.Sprintf("%s_{%d}", l.Symbol, index))
}

// networkPlaces holds the places of a network's nodes.
type networkPlaces struct {
	radius, pitch vg.Length
	columns       [][]vg.Point
	low           vg.Length // lower end of the nodes' room
	head          vg.Length // height of the texts above the edges
}

// placeNodes computes the places of the layers' nodes in a room.
func placeNodes(s *sheet.Sheet, room vg.Rectangle, layers []LayerDiagram) networkPlaces {
	most, above := 1, false
	for _, l := range layers {
		most, above = max(most, l.rows()), above || l.Edges != ""
	}
	n := networkPlaces{low: room.Min.Y + (2.2*sheet.AxisSize+2.6*sheet.TickSize)*s.Unit}
	high := room.Max.Y
	if above {
		high -= 1.6 * sheet.AxisSize * s.Unit
	}
	across := room.Size().X / vg.Length(len(layers))
	n.pitch = min((high-n.low)/vg.Length(most), 52*s.Unit)
	n.radius = min(0.38*n.pitch, 0.2*across, 16*s.Unit)
	n.head = (n.low+high)/2 + n.pitch*vg.Length(most-1)/2 + n.radius + 0.9*sheet.AxisSize*s.Unit
	for i, l := range layers {
		var column []vg.Point
		for row := range l.rows() {
			column = append(column, vg.Point{
				X: room.Min.X + across*(vg.Length(i)+0.5),
				Y: (n.low+high)/2 + n.pitch*(vg.Length(l.rows()-1)/2-vg.Length(row)),
			})
		}
		n.columns = append(n.columns, column)
	}
	return n
}

// drawNetwork draws layers in a room.
func drawNetwork(s *sheet.Sheet, room vg.Rectangle, layers []LayerDiagram) {
	n := placeNodes(s, room, layers)
	for i := range layers[1:] {
		n.edges(s, layers, i+1)
	}
	across := room.Size().X / vg.Length(len(layers))
	for i, l := range layers {
		c := hue(i, len(layers))
		for row, at := range n.columns[i] {
			if index := l.index(row); index == 0 {
				ellipsisDots(s, at, n.pitch/5, sheet.Soft)
			} else {
				node(s, at, n.radius, c, l.symbol(index), 10.5)
			}
		}
		l.caption(s, n, n.columns[i][0].X, across, c)
	}
}

// hue returns the colour of layer i of n.
func hue(i, n int) color.RGBA {
	switch i {
	case 0:
		return inputHue
	case n - 1:
		return outputHue
	}
	return hiddenHue
}

// edges draws the edges that lead to layer i, paler and thinner if there are many.
func (n networkPlaces) edges(s *sheet.Sheet, layers []LayerDiagram, i int) {
	from, to := n.columns[i-1], n.columns[i]
	c, width := sheet.Pale(sheet.Soft, 0.35), vg.Length(0.7)
	if len(from)*len(to) > 24 {
		c, width = sheet.Pale(sheet.Soft, 0.5), 0.5
	}
	for a, p := range from {
		for b, q := range to {
			if layers[i-1].index(a) > 0 && layers[i].index(b) > 0 {
				s.Line([]vg.Point{p, q}, c, width)
			}
		}
	}
	if whole(layers[i-1]) && whole(layers[i]) {
		weights(s, from, to, layers[i].Weights)
	}
	if text := layers[i].Edges; text != "" {
		l := s.Fit(text, typeset.Sans, sheet.AxisSize, 0.8*(to[0].X-from[0].X))
		centred(s, l, vg.Point{X: (from[0].X + to[0].X) / 2, Y: n.head}, sheet.Ink)
	}
}

// whole reports whether all nodes of a layer are drawn.
func whole(l LayerDiagram) bool { return l.rows() == l.Width }

// weights writes a text on each edge between two layers.
func weights(s *sheet.Sheet, from, to []vg.Point, texts []string) {
	for k, text := range texts {
		l := s.Fit(text, typeset.Sans, sheet.AxisSize, 0.3*(to[0].X-from[0].X))
		centredWithRim(s, l, along(from[k%len(from)], to[k/len(from)], 0.5), sheet.Ink)
	}
}

// caption writes a layer's name, detail and width below its nodes.
func (l LayerDiagram) caption(s *sheet.Sheet, n networkPlaces, x, width vg.Length, c color.RGBA) {
	y := n.low - 0.9*sheet.AxisSize*s.Unit
	if l.Name != "" {
		line := s.Fit(l.Name, typeset.Bold, sheet.AxisSize, 0.95*width)
		s.Put(line.Aligned(0.5), vg.Point{X: x - line.Width/2, Y: y}, c)
		y -= 1.45 * sheet.AxisSize * s.Unit
	}
	line := s.Fit(l.note(), typeset.Sans, sheet.TickSize+0.5, 0.95*width)
	s.Put(line.Aligned(0.5), vg.Point{X: x - line.Width/2, Y: y}, sheet.Soft)
}

// note returns the width and the detail of a layer as text.
func (l LayerDiagram) note() string {
	if l.Detail == "" {
		return scale.Thousands(l.Width)
	}
	return scale.Thousands(l.Width) + " · " + l.Detail
}

// describeNetwork returns a description of the network in words.
func describeNetwork(l words.Language, layers []LayerDiagram) string {
	var parts []string
	for _, layer := range layers {
		parts = append(parts, strings.TrimSpace(sheet.Plain(layer.Name)+" "+sheet.Plain(layer.note())))
	}
	return l.NetworkOf(len(layers), strings.Join(parts, ", "))
}
