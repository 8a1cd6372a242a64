package drawing_test

import (
	"bytes"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/measure"
)

// A drawing in other looks, from results that are there already, is the one that is
// made from nothing: of runs, tuned runs, seeds, maps, pages and the other kinds.
func TestRestyled(t *testing.T) {
	looks := document.Appearance{Theme: document.Theme{Name: "dark"}, Lang: "de", Size: "600x500"}
	for _, source := range []string{
		`{surface: beale, optimizer: ["adam:lr=.1"], steps: 20, title: "{{n (.Loss 1) 3}}"}`,
		`{surface: "ravine:kappa=4", optimizer: [sgd, momentum], tune: "1e-3:1:log:5", steps: 20}`,
		`{surface: "ravine:kappa=4", optimizer: ["sgd:lr=.1"], noise: 1, seeds: 5, steps: 20, view: loss}`,
		`{kind: sweep, surface: "ravine:kappa=4", optimizer: [momentum], x: "lr=.01:1:log:5", y: "momentum=0:.9:4", metric: rate}`,
		`{kind: basins, surface: himmelblau, optimizer: ["sgd:lr=.01"], grid: "7", steps: 100}`,
		`{kind: gradcheck, surface: beale}`,
		`{kind: cloud, surface: line1000, batch: [10], draws: 20}`,
		`{figures: [{surface: saddle, steps: 5}, {kind: functions, curves: [{formula: "x^2", at: [0, 1, 2]}]}]}`,
	} {
		d, err := document.ParseYAML([]byte(source), measure.Texts{})
		if err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		g, err := drawing.Resolve(t.Context(), d, measure.Texts{})
		if err == nil {
			err = g.Compute(t.Context(), nil)
		}
		if err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		restyled, err := g.Restyled(t.Context(), d, looks)
		if err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		anew, err := drawing.Resolve(t.Context(), d.Restyled(looks), measure.Texts{})
		if err == nil {
			err = anew.Compute(t.Context(), nil)
		}
		if err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		plain, got, want := svgOf(t, g), svgOf(t, restyled), svgOf(t, anew)
		if !bytes.Equal(got, want) || bytes.Equal(got, plain) {
			t.Errorf("%s: restyled is %d bytes, drawn anew %d, without the looks %d", source, len(got), len(want), len(plain))
		}
	}
}

// svgOf draws what is computed.
func svgOf(t *testing.T, g *drawing.Drawing) []byte {
	t.Helper()
	f, err := g.Figure()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Encode(&b, "svg"); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
