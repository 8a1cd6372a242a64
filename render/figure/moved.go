package figure

import (
	"slices"

	"gonum.org/v1/plot/vg"

	outlines "github.com/optviz/optviz/render/shape"
)

// Moved returns the mark moved by a vector.
func (m Mark) Moved(by vg.Point) Mark {
	if m.Picture != nil {
		p := *m.Picture
		p.Box = vg.Rectangle{Min: p.Box.Min.Add(by), Max: p.Box.Max.Add(by)}
		m.Picture = &p
		return m
	}
	if m.Text != nil {
		t := *m.Text
		t.At = t.At.Add(by)
		m.Text = &t
		return m
	}
	if m.Tiles == nil {
		m.Path = outlines.Moved(m.Path, by)
		return m
	}
	t := *m.Tiles
	t.X, t.Y = shifted(t.X, by.X), shifted(t.Y, by.Y)
	m.Tiles = &t
	return m
}

func shifted(edges []vg.Length, by vg.Length) []vg.Length {
	out := make([]vg.Length, len(edges))
	for i, e := range edges {
		out[i] = e + by
	}
	return out
}

// Moved returns the trail moved by a vector. Its head and its dots stand around the origin.
func (t Trail) Moved(by vg.Point) Trail {
	t.Points = slices.Clone(t.Points)
	for i, p := range t.Points {
		t.Points[i] = p.Add(by)
	}
	t.Clip = vg.Rectangle{Min: t.Clip.Min.Add(by), Max: t.Clip.Max.Add(by)}
	return t
}
