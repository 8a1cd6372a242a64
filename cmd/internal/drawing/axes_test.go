package drawing_test

import (
	"context"
	"slices"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/sheet"
)

// drawnTexts returns the texts of the figure of a document.
func drawnTexts(t *testing.T, yaml string) []string {
	t.Helper()
	ctx := context.Background()
	d, err := document.ParseYAML([]byte(yaml), measure.Texts{})
	if err != nil {
		t.Fatalf("%s: %v", yaml, err)
	}
	g, err := drawing.Resolve(ctx, d, measure.Texts{})
	if err == nil {
		err = g.Compute(ctx, nil)
	}
	if err != nil {
		t.Fatalf("%s: %v", yaml, err)
	}
	var audit sheet.Audit
	g.Style.Audit = &audit
	if _, err := g.Figure(); err != nil {
		t.Fatalf("%s: %v", yaml, err)
	}
	return audit.Texts
}

// Every view and kind with axes names them as it is told to, in its language and with measures.
func TestAxisNames(t *testing.T) {
	const runs = "optimizer: ['momentum:lr=0.01']\nsteps: 5\n"
	of := map[string]string{
		"accuracy": "surface: 'network:data=moons'\n", "sharpness": "surface: 'network:data=moons'\n",
		"fit": "surface: polynomial\n", "data": "surface: polynomial\n",
		"sensitivity": "tune: 0.01/0.1\n", "ends": "surface: washboard\nnoise: 1\nseeds: 3\n",
	}
	docs := map[string]string{
		"sweep":       "kind: sweep\nsurface: beale\nx: lr=0.01/0.1/1\ny: beta1=0.1/0.5\nsteps: 5\n",
		"one axis":    "kind: sweep\nsurface: beale\nx: lr=0.01/0.1/1\nsteps: 5\n",
		"sweep curve": "kind: sweep\nsurface: ravine\nx: kappa=2/3/4\noptimizer: ['sgd:lr=0.1']\nsteps: 5\n",
		"basins":      "kind: basins\nsurface: himmelblau\noptimizer: ['sgd:lr=0.01']\nsteps: 50\ngrid: '11'\n",
		"functions":   "kind: functions\ncurves: [{x: [1, 2], y: [3, 4]}]\n",
		"cloud":       "kind: cloud\nsurface: line1000\nbatch: [10]\ndraws: 20\n",
		"gradcheck":   "kind: gradcheck\nsurface: beale\n",
		"orbit":       "kind: orbit\nsurface: washboard\nx: lr=0.1:1:4\noptimizer: [sgd]\nsteps: 9\nlast: 4\n",
	}
	for _, v := range render.Views() {
		if v.Axes != render.NoAxes {
			docs[v.Name] = "view: " + v.Name + "\n" + runs + of[v.Name]
		}
	}
	for name, doc := range docs {
		texts := drawnTexts(t, doc+"lang: de\nx-axis: {name: {en: across, de: quer}}\ny-axis: {name: 'up {{n 0.5}}'}\n")
		for _, want := range []string{"quer", "up 0,5"} {
			if !slices.Contains(texts, want) {
				t.Errorf("%s: no axis is named %q among %q", name, want, texts)
			}
		}
	}
}
