package sweep

import (
	"math"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/surfaces"
)

// byKind adds up the shares of a panel.
func byKind(m *Basins, panel int) (minima, saddles, maxima, rest float64) {
	shares := m.Shares(panel)
	for i, p := range m.Meta.Points {
		switch p.Kind {
		case surfaces.Minimum:
			minima += shares[i]
		case surfaces.Saddle:
			saddles += shares[i]
		case surfaces.Maximum:
			maxima += shares[i]
		}
	}
	n := len(m.Meta.Points)
	return minima, saddles, maxima, shares[n] + shares[n+1]
}

// computedBasins is a basin map with all its cells.
func computedBasins(t *testing.T, spec document.GridSpec) *Basins {
	t.Helper()
	b, err := BasinsOf(t.Context(), spec)
	if err != nil {
		t.Fatal(err)
	}
	compute(t, b.Grid)
	return b
}

// Basins of gradient descent, lecture 6.2.
func TestBasins(t *testing.T) {
	s := document.DefaultBasins()
	s.Surface, s.Optimizers, s.Steps = "himmelblau", []string{"sgd:lr=0.001"}, steps(3000)
	m := computedBasins(t, s)
	shares := m.Shares(0)
	for _, want := range [][3]float64{{3, 2, .249}, {3.58, -1.85, .249}, {-3.78, -3.28, .243}, {-2.81, 3.13, .258}} {
		found := false
		for i, p := range m.Meta.Points {
			if math.Hypot(p.X[0]-want[0], p.X[1]-want[1]) < 0.01 {
				found = true
				t.Logf("%v: %.4f", p.X, shares[i])
				if math.Abs(shares[i]-want[2]) > 0.005 {
					t.Errorf("%v: share %v, want %v", p.X, shares[i], want[2])
				}
			}
		}
		if !found {
			t.Errorf("no point %v", want[:2])
		}
	}
}

// The fractal basins of Newton's method, lecture 8.3.
func TestNewtonBasins(t *testing.T) {
	s := document.DefaultBasins()
	s.Surface, s.Optimizers, s.Steps = "himmelblau", []string{"newton"}, steps(100)
	minima, saddles, maxima, rest := byKind(computedBasins(t, s), 0)
	t.Log(minima, saddles, maxima, rest)
	if math.Abs(minima-.644) > .005 || math.Abs(saddles-.314) > .005 || math.Abs(maxima-.042) > .005 {
		t.Errorf("shares %v %v %v and %v elsewhere", minima, saddles, maxima, rest)
	}
}

// From a saddle's stable line, noise leads half of the seeds to either side
// (lecture 6.5), and where it does not matter, all to the same.
func TestNoisyBasins(t *testing.T) {
	s := document.DefaultBasins()
	s.Surface, s.Optimizers, s.Steps = "double-well", []string{"sgd:lr=.1"}, steps(400)
	s.Noise, s.Seeds, s.Grid, s.Window = 0.5, 200, "3x3", []float64{-1, 1, -1, 1}
	m := computedBasins(t, s)
	for c := range m.known {
		_, i, _ := m.place(c)
		share := m.Row(c)[2]
		if i == 1 && (share < .5 || share > .65) || i != 1 && share != 1 {
			t.Errorf("%s: share %v", m.At(c), share)
		}
		if k := m.Meta.Points[int(m.Row(c)[0])-1].Kind; k != surfaces.Minimum {
			t.Errorf("%s: ends at a %s", m.At(c), k)
		}
	}
}

// Small batches leave the sharp minimum, lecture 16.1: the share of seeds that end
// at the flat one, by the noise of batches of 1 to 16.
func TestNoiseLeavesSharpMinimum(t *testing.T) {
	const seeds = 300
	for batch, want := range map[float64]float64{1: .99, 2: 1, 4: .76, 8: .01, 16: 0} {
		s := document.DefaultBasins()
		s.Surface, s.Optimizers, s.Steps = "sharp-flat", []string{"sgd:lr=.1"}, steps(1000)
		s.Noise, s.Seeds, s.Grid, s.Window = 1.5/math.Sqrt(batch), seeds, "2", []float64{.93470019247, 2, 0, 1}
		m, err := BasinsOf(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		if err := m.Compute(t.Context(), []int{0}, func([]int) error { return nil }); err != nil {
			t.Fatal(err)
		}
		flat := m.Row(0)[2]
		if p := m.Meta.Points[int(m.Row(0)[0])-1]; p.X[0] > 0 {
			flat = 1 - flat
		}
		t.Log(batch, flat)
		if math.Abs(flat-want) > .05+2*math.Sqrt(want*(1-want)/seeds) {
			t.Errorf("batch %v: %v of the seeds are at the flat minimum, want %v", batch, flat, want)
		}
	}
}

// The shares of a noisy map are those of all seeds, here counted by hand. Of equally many, points come before what reaches
// none, and that before what diverges.
func TestSharesAreOfAllSeeds(t *testing.T) {
	s := document.DefaultBasins()
	s.Surface, s.Optimizers, s.Seeds, s.Grid, s.Noise = "double-well", []string{"sgd:lr=.1"}, 4, "2", 1
	m, err := BasinsOf(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(m.Meta.Points); n != 3 {
		t.Fatalf("%d points", n)
	}
	for c, row := range []struct {
		ends                []int // of the seeds
		point, steps, share float64
	}{
		{[]int{1, 1, 2, -1}, 1, 10, .5},
		{[]int{-1, -1, 2, 2}, 2, 30, .5},
		{[]int{0, 0, -1, -1}, 0, math.NaN(), .5},
		{[]int{-1, -1, -1, 3}, -1, math.NaN(), .75},
	} {
		var results []optimizers.Result
		for i, number := range row.ends {
			r := optimizers.Result{X: []float64{100, 100}, Settled: -1, Steps: 20 * i, Diverged: number == Diverged}
			if c == 1 {
				r.Steps = 30
			}
			if number > NoPoint {
				r.X = m.Meta.Points[number-1].X
			}
			results = append(results, r)
		}
		m.setRow(m.Row(c), runs.Run{}, results)
		m.known[c] = true
		got := m.Row(c)
		if got[0] != row.point || got[1] != row.steps && !math.IsNaN(row.steps) || math.IsNaN(row.steps) != math.IsNaN(got[1]) || got[2] != row.share {
			t.Errorf("%s: %v, want %v", m.At(c), got, row)
		}
	}
	want := []float64{2. / 16, 3. / 16, 1. / 16, 2. / 16, 8. / 16}
	for i, v := range m.Shares(0) {
		if v != want[i] {
			t.Errorf("share %d: %v, want %v", i, v, want[i])
		}
	}
}

// Where noise leads runs onto a plateau whose gradients vanish, the descent from there ends.
func TestNoiseOnPlateau(t *testing.T) {
	s := document.DefaultBasins()
	s.Surface, s.Optimizers, s.Noise, s.Grid = "peaks", []string{"sgd:lr=0.01"}, 0.2, "3"
	shares := computedBasins(t, s).Shares(0)
	if nowhere := shares[len(shares)-2]; nowhere == 0 {
		t.Errorf("shares %v", shares)
	}
}
