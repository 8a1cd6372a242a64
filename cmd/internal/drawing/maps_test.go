package drawing

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
)

// Maps of one surface in a row have one colour bar, at the last of them, and take each other's
// windows into their levels. A map of a small part keeps a bar of its own, and so do maps of
// surfaces that differ.
func TestSharedColourBar(t *testing.T) {
	const first = `{columns: 2, figures: [{surface: rosenbrock, optimizer: ["sgd:lr=.001"], steps: 3, view: trajectory, window: [-2, 2, -1, 3]}, `
	for second, shared := range map[string]bool{
		`{surface: rosenbrock, optimizer: ["sgd:lr=.001"], steps: 3, view: trajectory, window: [-2, 2, -1, 2]}]}`: true,
		`{surface: rosenbrock, optimizer: ["sgd:lr=.001"], steps: 3, view: trajectory, window: [-2, -1, 0, 1]}]}`: false,
		`{surface: sphere, optimizer: ["sgd:lr=.001"], steps: 3, view: trajectory, window: [-2, 2, -1, 2]}]}`:     false,
		`{surface: rosenbrock, optimizer: ["sgd:lr=.001"], steps: 3, view: loss}]}`:                               false,
	} {
		g := drawn(t, first+second)
		a, b := g.Parts()[0], g.Parts()[1]
		left, err := a.Content.(*Runs).scene(a)
		if err != nil {
			t.Fatal(err)
		}
		right, err := b.Content.(*Runs).scene(b)
		if err != nil {
			t.Fatal(err)
		}
		if left.BarBeside != shared || right.BarBeside {
			t.Errorf("%s: the bar is left out at the left: %v, at the right: %v", second, left.BarBeside, right.BarBeside)
		}
		if got := len(left.BesideMaps.Windows) == 1 && slices.Equal(left.BesideMaps.Windows[0], right.Window) && slices.Equal(right.BesideMaps.Windows[0], left.Window); got != shared {
			t.Errorf("%s: windows %v beside %v", second, left.BesideMaps, right.BesideMaps)
		}
	}
}

// drawn resolves and computes the figures of a page.
func drawn(t *testing.T, yaml string) *Drawing {
	t.Helper()
	d, err := document.ParseYAML([]byte(yaml), stub{})
	if err != nil {
		t.Fatal(err)
	}
	g, err := Resolve(t.Context(), d, stub{})
	if err == nil {
		err = g.Compute(t.Context(), nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// Maps of different surfaces in a row have scales of one kind, and maps of a page whose bars
// would subtract different symbols all subtract the minimum.
func TestMapsReadAlike(t *testing.T) {
	const ravine = `{surface: "ravine:kappa=100,angle=0", optimizer: [newton], steps: 1, view: trajectory, window: `
	const near, far = ravine + `[-1, 3, -2, 2]}`, ravine + `[6, 11, -2, 2], start: [[10, 1]]}`
	const camel = `{surface: six-hump-camel, optimizer: [newton], steps: 1, view: trajectory}`
	for _, c := range []struct {
		figures      string
		log, minimum bool // of the last map
	}{
		{near + ", {surface: \"ravine:kappa=50,angle=0\", optimizer: [newton], steps: 1, view: trajectory, window: [6, 11, -2, 2], start: [[10, 1]]}", true, false},
		{near + ", " + camel, true, true},
		{far + ", " + strings.Replace(far, "100", "50", 1), false, false},
	} {
		g := drawn(t, "{columns: 2, figures: ["+c.figures+"]}")
		last := g.Parts()[1]
		scene, err := last.Content.(*Runs).scene(last)
		if err != nil {
			t.Fatal(err)
		}
		if got := scene.BesideMaps; got.Log != c.log || got.Minimum != c.minimum {
			t.Errorf("%s: %+v, want log %v, minimum %v", c.figures, got, c.log, c.minimum)
		}
	}
}

// Heat maps of factors per step on one page have one scale of colours.
func TestHeatMapsOfFactorsShareColours(t *testing.T) {
	const ravine = `{kind: sweep, surface: "ravine:kappa=%d,angle=0", optimizer: [momentum], x: "lr=0.001:0.02:lin:3", y: "momentum=0:0.9:lin:2", metric: %s}`
	for metric, shared := range map[string]int{"rate": 6, "final": 0} {
		g := drawn(t, "{columns: 2, figures: ["+fmt.Sprintf(ravine, 25, metric)+", "+fmt.Sprintf(ravine, 100, metric)+"]}")
		for i, part := range g.Parts() {
			if got := len(part.Content.(*Sweep).valuesBeside()); got != shared {
				t.Errorf("%s: map %d has %d values beside it, want %d", metric, i, got, shared)
			}
		}
	}
}
