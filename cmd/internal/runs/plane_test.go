package runs

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/plane"
)

// costly is a plan of runs whose losses cost much, for its many seeds.
func costly(t *testing.T, patience int) Plan {
	return plan(t, func(s *document.Spec) {
		s.Surface, s.Optimizers, s.Batches = "network:data=moons,hidden=16/16,validation=200", []string{"adam:lr=0.05"}, []int{20}
		s.Steps, s.Seeds, s.Patience = new(400), 1000, patience
	})
}

// TestThinPatience: patience counts the same iterates in a plot, which shows few
// of a costly loss, as in a trace, which shows all.
func TestThinPatience(t *testing.T) {
	traced, plotted, without := costly(t, 15), costly(t, 15), costly(t, 0)
	plotted.LimitRecording()
	without.LimitRecording()
	if every := without.Runs[0].Every; every < 2 || !strings.Contains(strings.Join(without.Notes, "\n"), "the loss costs much") {
		t.Fatalf("the runs are shown every %d steps: they do not cost enough for this test", every)
	}
	a, err := traced.Trace(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b, err := plotted.Trace(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if v, w := a[0].Verdict, b[0].Verdict; v.Outcome != optimizers.Stopped || v.String() != w.String() {
		t.Errorf("the trace says %q, the plot %q", v, w)
	}
	if len(plotted.Notes) > len(traced.Notes) {
		t.Errorf("notes %q", plotted.Notes)
	}
}

// at is a track of a sphere's iterates.
func at(f surfaces.Surface, points ...[]float64) render.Track {
	p := optimizers.Trajectory{Dim: f.Meta().Dim}
	for _, x := range points {
		p.X, p.Loss = append(p.X, x...), append(p.Loss, f.Func(x))
	}
	return render.Track{Path: p}
}

// TestLinePlane: the ends of three runs are on the plane, as far as they are not
// on one line; those of one or two are on a line of it.
func TestLinePlane(t *testing.T) {
	f := surfaces.Sphere{N: 4}
	p, s := Plan{Landscape: setup.Landscape{Surface: f}}, document.Spec{Plane: "line"}
	start := []float64{5, 6, 7, 8}
	ends := [][]float64{{1, 0, 0, 0}, {0, 2, 0, 0}, {0, 0, 3, 1}, {9, 9, 9, 9}}
	for _, c := range []struct {
		name  string
		ends  [][]float64
		holds [][]float64 // on the plane
	}{
		{"one", ends[:1], [][]float64{start, ends[0]}},
		{"two", ends[:2], ends[:2]},
		{"three", ends[:3], ends[:3]},
		{"four", ends, ends[:3]},
		{"a third on the line", [][]float64{{1, 0, 0, 0}, {2, 0, 0, 0}, {5, 0, 0, 0}}, [][]float64{{1, 0, 0, 0}, {2, 0, 0, 0}, {5, 0, 0, 0}}},
		{"a third that is the second", [][]float64{ends[0], ends[1], ends[1]}, ends[:2]},
	} {
		var tracks []render.Track
		for _, end := range c.ends {
			tracks = append(tracks, at(f, start, end))
		}
		plane, err := p.plane(s, tracks)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		for _, x := range c.holds {
			a, b := plane.Project(x)
			if v := plane.Func([]float64{a, b}); math.Abs(v-f.Func(x)) > 1e-12*(1+f.Func(x)) {
				t.Errorf("%s: %v is off the plane, where the loss is %v", c.name, x, v)
			}
		}
		if a, b := plane.Project(c.ends[0]); math.Abs(a-1) > 1e-12 || math.Abs(b) > 1e-12 {
			t.Errorf("%s: the first run ends at (%v, %v), not at (1, 0)", c.name, a, b)
		}
	}
}

// scaled is a loss times a factor, and no number where x_1 is above a bound.
type scaled struct {
	surfaces.Sphere
	factor, bound float64
}

func (s scaled) Func(x []float64) float64 {
	if x[0] > s.bound {
		return math.NaN()
	}
	return s.factor * s.Sphere.Func(x)
}

// TestNoteOffPlane: the difference of the plane's loss is noted in proportion to the loss,
// however small or great that is, and so is that it is not finite.
func TestNoteOffPlane(t *testing.T) {
	for _, c := range []struct {
		name          string
		factor, bound float64
		off           float64 // of the third coordinate, which the plane has not
		want          []string
	}{
		{"on it", 1, 9, 0, nil},
		{"off it", 1, 9, 0.5, []string{"by up to 0.25"}},
		{"off it, of a small loss", 1e-12, 9, 0.5, []string{"by up to"}},
		{"rounding of a great loss", 1e12, 9, 1e-6, nil},
		{"no number", 1, 0.5, 0.5, []string{"by up to 0.25", "not finite"}},
	} {
		f := scaled{surfaces.Sphere{N: 3}, c.factor, c.bound}
		plane, err := plane.New(f, make([]float64, 3), []float64{1, 0, 0}, []float64{0, 1, 0})
		if err != nil {
			t.Fatal(err)
		}
		track := at(f, []float64{0.3, 0.2, c.off}, []float64{1, 2, 0})
		if math.IsNaN(track.Path.Loss[1]) {
			track.Path.Loss[1] = 7 // of an iterate that is finite, off the plane
		}
		note := noteOffPlane(words.English, plane, []render.Track{track})
		if c.want == nil && note != "" || slices.ContainsFunc(c.want, func(w string) bool { return !strings.Contains(note, w) }) {
			t.Errorf("%s: %q, want %q", c.name, note, c.want)
		}
	}
}
