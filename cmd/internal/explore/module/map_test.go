package module_test

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/explore/live"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/render/terrain"
)

// mapAnswer is the worker's answer to the question for a map.
type mapAnswer struct {
	Error          string
	Pixels         numbers
	Levels, Window []float64
	Tones          []int
	Lines          [][]numbers
	Undefined      []numbers
	Name           string
	Offset         float64
	Signed         bool
}

// toneTable returns tones, others for each seed, and the table in which a page hands them over.
func toneTable(seed int) (tones []terrain.Tone, table []byte) {
	for i := range terrain.ToneSteps {
		at := func(k int) color.RGBA {
			return color.RGBA{R: uint8(i / 2), G: uint8(255 - i/3 - k), B: uint8(seed + 20*k), A: 0xff}
		}
		tone := terrain.Tone{Dark: at(0), Level: at(1), Light: at(2)}
		tones = append(tones, tone)
		for _, c := range []color.RGBA{tone.Dark, tone.Level, tone.Light} {
			table = append(table, c.R, c.G, c.B)
		}
	}
	return tones, table
}

// In Chromium, the worker draws the maps that the native program draws: levels, lines and pixels.
func TestMaps(t *testing.T) {
	ctx := browser(t)
	plain, plainTable := toneTable(10)
	signed, signedTable := toneTable(100)
	array := func(table []byte) string {
		return "new Uint8Array(" + strings.ReplaceAll(fmt.Sprint(table), " ", ",") + ")"
	}
	const width, height = 80, 50
	for state, s := range map[string]setup.Setup{
		`{surface: "rosenbrock"}`:     {Surface: "rosenbrock"},
		`{surface: "six-hump-camel"}`: {Surface: "six-hump-camel"},
		`{formula: "x*y"}`:            {Formula: "x*y"},
		`{formula: "0*x*y"}`:          {Formula: "0*x*y"},
		`{formula: "log(x) + y^2", window: [-2, 2, -1, 3], start: [[1, 1]]}`: {Formula: "log(x) + y^2", Window: []float64{-2, 2, -1, 3}, Starts: [][]float64{{1, 1}}},
	} {
		native, err := new(live.Lab).Map(s, width, height)
		if err != nil {
			t.Fatalf("%s: %v", state, err)
		}
		var got mapAnswer
		eval(t, ctx, fmt.Sprintf(`ask("map", %s, {width: %d, height: %d, plain: %s, signed: %s}).then(numbers)`,
			state, width, height, array(plainTable), array(signedTable)), &got)
		if got.Error != "" {
			t.Errorf("%s: %s", state, got.Error)
			continue
		}
		if got.Signed != native.Signed || got.Name != native.Name() || !same(got.Offset, native.Offset) || !slices.EqualFunc(got.Levels, native.Levels, same) {
			t.Errorf("%s: %q, signed %v, levels %v less %v; want %q, %v, %v less %v",
				state, got.Name, got.Signed, got.Levels, got.Offset, native.Name(), native.Signed, native.Levels, native.Offset)
		}
		tones := plain
		if native.Signed {
			tones = signed
		}
		pixels := got.Pixels.values(t)
		want := native.Shaded(terrain.NewShades(tones), width, height)
		if !slices.EqualFunc(pixels, want, func(got float64, want uint8) bool { return math.Abs(got-float64(want)) <= 1 }) {
			t.Errorf("%s: other pixels", state)
		}
		for i, lines := range live.LevelLines(native) {
			if tone := native.Tones().Tone(native.Levels[i]); got.Tones[i] != tone {
				t.Errorf("%s: level %d has the tone %d, want %d", state, i, got.Tones[i], tone)
			}
			compareLines(t, fmt.Sprintf("%s, level %d", state, i), got.Lines[i], lines)
		}
		compareLines(t, state+", area without values", got.Undefined, live.UndefinedArea(native))
	}
}

// compareLines refuses lines of the page that are not the native ones.
func compareLines(t *testing.T, what string, got []numbers, want []live.Line) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d lines, want %d", what, len(got), len(want))
		return
	}
	for i, line := range want {
		if !slices.EqualFunc(got[i].values(t), line, same) {
			t.Errorf("%s: line %d differs", what, i)
		}
	}
}
