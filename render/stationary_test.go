package render

import (
	"slices"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// A run that is not seen to leave its start is told of and marked, around what else
// is there.
func TestStays(t *testing.T) {
	track := func(x ...float64) Track {
		return Track{Path: optimizers.Trajectory{Dim: 2, X: x, Loss: x[len(x)/2:], Verdict: optimizers.Verdict{Outcome: optimizers.Stalled}}}
	}
	sc := Scene{Surface: surfaces.Sphere{N: 2}, Window: surfaces.Window{{-1, 1}, {-1, 1}}, Tracks: []Track{
		track(0, 0, 1e-12, 0), track(0, 0, 0.01, 0), track(0, 0, 0.1, 0), track(0, 0, 0.1, 0, 0, 0), track(0, 0),
	}}
	var fates []string
	for _, l := range sc.legend(words.English) {
		fates = append(fates, slices.Concat(l.Lines[1:], []string{""})[0])
	}
	if want := []string{"does not move", "hardly moves", "", "", ""}; !slices.Equal(fates, want) {
		t.Errorf("fates %q, want %q", fates, want)
	}

	s := sheet.New(sheet.DefaultStyle())
	p := landscape.NewPlane(vg.Rectangle{Max: vg.Point{X: 100, Y: 100}}, sc.Window)
	none := len(s.Marks)
	drawStationary(s, p.Window, p.Inside, sc.Tracks[2:], sc.styles(sheet.New(sheet.DefaultStyle()))[2:])
	if n := len(s.Marks); n != none {
		t.Errorf("%d marks of runs that move", n-none)
	}
	styles := sc.styles(sheet.New(sheet.DefaultStyle()))
	drawStationary(s, p.Window, p.Inside, sc.Tracks, styles)
	var seen []sheet.LineStyle
	for _, m := range s.Marks {
		for _, l := range styles[:2] {
			if m.Color == l.Bright {
				seen = append(seen, l)
			}
		}
	}
	if len(seen) != 2 || seen[0].Color != styles[0].Color {
		t.Errorf("marks of %d runs that stay, want 2, the first below", len(seen))
	}
}

// A relief marks a run that never leaves its start as a map does.
func TestStationaryOnRelief(t *testing.T) {
	sc := Scene{Surface: surfaces.Sphere{N: 2}, Window: surfaces.Window{{-1, 1}, {-1, 1}}, Tracks: []Track{
		{Path: optimizers.Trajectory{Dim: 2, X: []float64{0.5, 0.5, 0.5, 0.5}, Loss: []float64{0.5, 0.5}}},
	}}
	s := sheet.New(sheet.DefaultStyle())
	styles := sc.styles(s)
	r := newRelief(sc)
	r.fit(vg.Rectangle{Max: vg.Point{X: 300, Y: 200}})
	endsOnRelief(s, r, sc.Tracks, styles)
	startsOnRelief(s, r, sc, styles)
	var heads int
	for _, m := range s.Marks {
		if m.Color == styles[0].Bright {
			heads++
		}
	}
	if heads != 2 {
		t.Errorf("%d marks in the colour of the run, want its end and a larger one around its start", heads)
	}
}
