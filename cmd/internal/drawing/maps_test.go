package drawing

import (
	"slices"
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
		d, err := document.ParseYAML([]byte(first+second), stub{})
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
