package terrain

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/formula"
)

// A map has as many levels as it is told, evenly spread over its colour bar.
func TestLevelCount(t *testing.T) {
	signed, err := formula.Parse("exp(8*x)*exp(8*y)-exp(-8*x)*exp(-8*y)", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []surfaces.Surface{surfaces.Himmelblau{}, surfaces.Sphere{N: 2}, signed} {
		fl := Sample(f, f.Meta(), surfaces.Window{{-1, 1}, {-1, 2}}, 100, 100)
		fl.SetLevels(Levels{Count: 7})
		if len(fl.Levels) != 7 || !slices.IsSorted(fl.Levels) {
			t.Fatalf("%T: levels %v", f, fl.Levels)
		}
		for i, v := range fl.Levels {
			if at, want := fl.Bar.At(v-fl.Offset), (float64(i)+0.5)/7; math.Abs(at-want) > 1e-9 {
				t.Errorf("%T: level %v is at %v of the colour bar, want %v", f, v, at, want)
			}
		}
		if err := fl.CheckLevels(Levels{Count: 7}); err != nil {
			t.Error(err)
		}
	}
}

// A map has the levels that it is given, above its floor, and its colour bar has their ticks and
// reaches down to the lowest.
func TestGivenLevels(t *testing.T) {
	f := surfaces.Rosenbrock{N: 2, B: 100}
	fl := Sample(f, f.Meta(), f.Meta().Window, 100, 100)
	at := []float64{1e-6, 1, 10}
	fl.SetLevels(Levels{At: at})
	if !slices.Equal(fl.Levels, at) {
		t.Errorf("levels %v, want %v", fl.Levels, at)
	}
	if lo, _ := scale.Ends(fl.Bar); lo != 1e-6 {
		t.Errorf("the colour bar begins at %v", lo)
	}
	var ticks []float64
	for _, tick := range fl.BarTicks(12) {
		ticks = append(ticks, tick.Value)
	}
	if !slices.Equal(ticks, at) {
		t.Errorf("ticks at %v, want %v", ticks, at)
	}
	crowded := Sample(f, f.Meta(), f.Meta().Window, 100, 100)
	crowded.SetLevels(Levels{At: []float64{100, 101, 102, 2000}})
	if got := crowded.BarTicks(12); len(got) != 4 || got[0].Label != "100" || got[1].Label != "" || got[3].Label != "2000" {
		t.Errorf("crowded ticks %v", got)
	}
}

// Levels that all lie outside of a map are an error with the map's values.
func TestLevelsOutside(t *testing.T) {
	f := surfaces.Sphere{N: 2}
	fl := Sample(f, f.Meta(), surfaces.Window{{1, 2}, {0, 1}}, 100, 100)
	var outside *LevelsError
	if err := fl.CheckLevels(Levels{At: []float64{0.5, 9}}); !errors.As(err, &outside) || outside.Low != 1 || outside.High != 5 {
		t.Errorf("error %v", err)
	}
	if err := fl.CheckLevels(Levels{At: []float64{0.5, 3}}); err != nil {
		t.Error(err)
	}
}
