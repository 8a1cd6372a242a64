package explore

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/colour"
	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
)

// looks lists the themes that a page has.
var looks = []string{"light", "dark"}

// themes returns the colours of the page in each of its themes, those of figures.
func themes() map[string]any {
	all := map[string]any{}
	for _, name := range looks {
		t := sheet.MustTheme(name)
		all[name] = map[string]string{"paper": figure.Hex(t.Background), "ink": figure.Hex(t.Ink), "soft": figure.Hex(t.Soft), "grid": figure.Hex(t.Grid)}
	}
	return all
}

// tones returns the tables of tones of each theme that the module's question "map" takes, for maps with and
// without a sign.
func tones() map[string]any {
	all := map[string]any{}
	for _, name := range looks {
		m := sheet.MustTheme(name).MapColours()
		all[name] = map[string][]byte{"plain": toneTable(terrain.ToneScale{}, m), "signed": toneTable(terrain.ToneScale{Signed: true}, m)}
	}
	return all
}

// toneTable returns the colours of all tones, dark, level and light, three bytes each.
func toneTable(t terrain.ToneScale, m sheet.MapColours) []byte {
	var table []byte
	for _, tone := range landscape.TonesOf(t, m) {
		table = append(table, tone.Dark.R, tone.Dark.G, tone.Dark.B, tone.Level.R, tone.Level.G, tone.Level.B, tone.Light.R, tone.Light.G, tone.Light.B)
	}
	return table
}

// marks returns the number of each rule's style by the rule's name, and all styles: colours of lines
// and texts in each theme, of lines on the map, chroma and hue of which shades are made, and the marker
// around 0 of radius 1 as path data, y down.
func marks() map[string]any {
	byName := map[string]int{}
	most := 0
	for _, e := range optimizers.Catalog() {
		byName[e.Name] = e.Style
		most = max(most, e.Style)
	}
	styles := make([]map[string]any, most+1)
	for n := range styles {
		s := sheet.LineStyleAt(n)
		_, a, b := colour.Oklab(s.Color)
		styles[n] = map[string]any{
			"chroma": math.Round(1000*math.Hypot(a, b)) / 1000, "hue": math.Round(math.Atan2(b, a) * 180 / math.Pi),
			"light": figure.Hex(s.Color), "lightText": figure.Hex(s.TextColour()), "dark": figure.Hex(s.Bright), "map": figure.Hex(s.Bright), "marker": markerPath(s.Marker),
		}
	}
	return map[string]any{"rules": byName, "styles": styles}
}

// markerPath returns the outline of a marker as path data.
func markerPath(marker shape.Shape) string {
	var b strings.Builder
	at := func(p vg.Point) string { return fmt.Sprintf("%.3g %.3g ", float64(p.X), -float64(p.Y)) }
	for _, c := range marker(vg.Point{}, 1) {
		switch c.Type {
		case vg.MoveComp:
			b.WriteString("M" + at(c.Pos))
		case vg.LineComp:
			b.WriteString("L" + at(c.Pos))
		case vg.CurveComp:
			b.WriteString("Q" + at(c.Control[0]) + at(c.Pos)) // markers have no cubic curves
		case vg.CloseComp:
			b.WriteString("Z")
		}
	}
	return b.String()
}
