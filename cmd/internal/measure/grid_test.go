package measure

import (
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/sweep"
)

// The shares of a noisy map, counted by hand, are those of all seeds, in the measured ones
// and in the legend.
func TestSharesOfSeeds(t *testing.T) {
	s := document.DefaultBasins()
	s.Surface, s.Optimizers, s.Seeds, s.Grid, s.Noise = "double-well", []string{"sgd:lr=.1"}, 4, "2", 1
	g, err := drawing.Resolve(t.Context(), s.Document(), Texts{})
	if err != nil {
		t.Fatal(err)
	}
	m := g.Grid()
	text := "x1,x2,point,steps,share,at1,at2,at3,nowhere,diverged\n"
	for cell, row := range []string{"1,10,.5,2,1,0,0,1", "2,30,.5,0,2,0,0,2", "0,,.5,0,0,0,2,2", "-1,,.75,0,0,1,0,3"} {
		text += strings.Join(m.Record(cell)[:2], ",") + "," + row + "\n"
	}
	rows, err := sweep.ReadRows("a test", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Load(rows, nil); err != nil {
		t.Fatal(err)
	}
	measures := FigureOf(t.Context(), g)
	for i, want := range []float64{2. / 16, 3. / 16, 1. / 16, 2. / 16, 8. / 16} {
		if share, err := measures.Share(1, i+1); err != nil || share != 100*want {
			t.Errorf("measured share %d: %v, %v", i+1, share, err)
		}
	}
	f, err := g.Figure()
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"12.5 %", "18.8 %", "saddle 6.2 %", "not converged 12.5 %", "diverged 50.0 %"} {
		if !strings.Contains(f.Desc, part) {
			t.Errorf("the legend lacks %q: %s", part, f.Desc)
		}
	}
}
