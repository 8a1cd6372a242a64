//go:build js

package main

import (
	"context"
	"errors"
	"fmt"
	"image/color"
	"syscall/js"

	"github.com/optviz/optviz/cmd/internal/explore/live"
	"github.com/optviz/optviz/render/terrain"
)

// Bounds of the sides of a picture in pixels.
const (
	leastSide = 16
	mostSide  = 4096
)

// tickPitch is the least number of pixels of a map for each tick of its colour bar.
const tickPitch = 40

// drawnMap answers with the map of a state as plot draws the map. "pixels" are the picture, from the
// top, four bytes each. "levels" have "lines", and as "tones" the numbers of their tones. "undefined"
// outlines the area without values. Coordinates are those of the window, x and y in turn. "ticks" of
// the colour bar have their places from 0 to 1, and texts in the typesetter's markup.
//
// more holds the "width" and "height" of the picture in pixels and two tables of tones of the page's
// theme: "signed" for maps that show the sign of the loss, and "plain" for others.
func drawnMap(_ context.Context, lab *live.Lab, state, more js.Value) (object, error) {
	s, _, err := readState(state)
	if err != nil {
		return nil, err
	}
	r := &reader{v: more}
	width, height := r.whole("width"), r.whole("height")
	if r.err != nil || min(width, height) < leastSide || max(width, height) > mostSide {
		return nil, fmt.Errorf("a map has from %[1]d x %[1]d to %[2]d x %[2]d pixels", leastSide, mostSide)
	}
	m, err := lab.Map(s, float64(width), float64(height))
	if err != nil {
		return nil, err
	}
	table := "plain"
	if m.Signed {
		table = "signed"
	}
	tones, err := readTones(more.Get(table))
	if err != nil {
		return nil, err
	}
	lines, numbers, scale := make(list, len(m.Levels)), make(list, len(m.Levels)), m.Tones()
	for i, of := range live.LevelLines(m) {
		lines[i], numbers[i] = arrays(of), scale.Tone(m.Levels[i])
	}
	var ticks list
	for _, t := range m.BarTicks(height / tickPitch) {
		ticks = append(ticks, object{"at": m.Bar.At(t.Value), "label": t.Label})
	}
	return object{
		"pixels": pixels(m.Shaded(terrain.NewShades(tones), width, height)), "levels": values(m.Levels), "lines": lines, "tones": numbers,
		"undefined": arrays(live.UndefinedArea(m)), "ticks": ticks, "name": m.Name(), "offset": m.Offset, "signed": m.Signed, "window": list{m.X0, m.X1, m.Y0, m.Y1},
	}, nil
}

// readTones reads a table of tones: for each tone the colours dark, level and light, of three bytes each.
func readTones(v js.Value) ([]terrain.Tone, error) {
	const size = 9 // bytes of a tone
	if !v.InstanceOf(js.Global().Get("Uint8Array")) || v.Length() != size*terrain.ToneSteps {
		return nil, errors.New("the tones of the page are damaged")
	}
	table := make([]byte, v.Length())
	js.CopyBytesToGo(table, v)
	tones := make([]terrain.Tone, terrain.ToneSteps)
	for i := range tones {
		rgb := func(k int) color.RGBA {
			b := table[size*i+3*k:]
			return color.RGBA{R: b[0], G: b[1], B: b[2], A: 0xff}
		}
		tones[i] = terrain.Tone{Dark: rgb(0), Level: rgb(1), Light: rgb(2)}
	}
	return tones, nil
}

// arrays returns each line as a Float64Array.
func arrays(lines []live.Line) list {
	out := make(list, len(lines))
	for i, line := range lines {
		out[i] = array(line)
	}
	return out
}

// pixels returns bytes as a Uint8ClampedArray, which a picture of a page takes.
func pixels(b []byte) js.Value {
	out := js.Global().Get("Uint8ClampedArray").New(len(b))
	js.CopyBytesToJS(out, b)
	return out
}

// slice answers with the losses at "count" even places of the line "from" a point "to" another.
func slice(_ context.Context, lab *live.Lab, state, more js.Value) (object, error) {
	s, _, err := readState(state)
	if err != nil {
		return nil, err
	}
	r := &reader{v: more}
	from, to, count := r.numbers("from"), r.numbers("to"), r.whole("count")
	if r.err != nil {
		return nil, r.err
	}
	losses, err := lab.Slice(s, from, to, count)
	return object{"values": array(losses)}, err
}
