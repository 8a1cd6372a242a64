package render

import (
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// detailed is a run of momentum on |x|^2 in n dimensions.
func detailed(t *testing.T, n, steps int) Track {
	t.Helper()
	f := surfaces.Sphere{N: n}
	path, err := optimizers.Run{F: f, Optimizer: optimizers.NewMomentum(), LR: 0.05, Start: f.Meta().Start, Steps: steps, Detailed: true}.Trace(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return Track{Optimizer: optimizers.Momentum{}, Label: "Momentum", Path: path}
}

// heads are the groups and names of quantities.
func heads(qs []quantity) string {
	var all []string
	for _, q := range qs {
		all = append(all, q.group.name(words.English)+" "+q.name)
	}
	return strings.Join(all, ", ")
}

func TestQuantities(t *testing.T) {
	bare := detailed(t, 2, 3)
	bare.Path.Gradients, bare.Path.Memory = nil, nil
	decaying := detailed(t, 1, 2)
	decaying.Path.LR = []float64{0.1, 0.05, math.NaN()}
	for _, c := range []struct {
		name        string
		track       Track
		coordinates int
		want        string
	}{
		{"1-D", detailed(t, 1, 3), 3, "iterate x, gradient g, memory b, step Δx"},
		{"2-D", detailed(t, 2, 3), 3, "iterate x, iterate y, gradient g_{x}, gradient g_{y}, memory b_{x}, memory b_{y}, step Δx, step Δy"},
		{"10-D", detailed(t, 10, 3), 1, "iterate x_{1}, gradient g_{1}, memory b_{1}, step Δx_{1}"},
		{"not in detail", bare, 1, "iterate x, step Δx"},
		{"falling rate", decaying, 1, "iterate x, gradient g, memory b, rate η, step Δx"},
		{"no iterate", Track{Path: optimizers.Trajectory{Dim: 1}}, 1, "iterate x, step Δx"},
	} {
		if got := heads(c.track.quantities(c.coordinates)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	for symbol, want := range map[string]string{"b": "b_{y}", "g_last": "g_{last,y}"} {
		if got := subscripted(symbol, 1, 2); got != want {
			t.Errorf("%s: %s, want %s", symbol, got, want)
		}
	}
	if got := subscripted("g_last", 0, 1); got != "g_{last}" {
		t.Errorf("a number: %s", got)
	}
}

// The first rows that there is room for, a gap, and the last, at most three.
func TestNewTable(t *testing.T) {
	qs := detailed(t, 1, 9).quantities(1)
	for _, c := range []struct {
		lines int
		want  []int
	}{
		{10, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}},
		{9, []int{0, 1, 2, 3, 4, leftOut, 7, 8, 9}},
		{6, []int{0, 1, leftOut, 7, 8, 9}},
		{4, []int{0, leftOut, 8, 9}},
		{0, []int{0, leftOut, 9}},
	} {
		table := newTable(qs, 10, c.lines, 8)
		if !slices.Equal(table.rows, c.want) {
			t.Errorf("%d lines: %v, want %v", c.lines, table.rows, c.want)
		}
		for _, col := range table.columns {
			last := col.cells[len(c.want)-1].String()
			if blank := last == ""; blank != (col.group == memoryGroup || col.group == stepGroup) {
				t.Errorf("%s ends with %q", col.name, last)
			}
		}
	}
	if got := newTable(qs, 10, 3, 8).describe(words.English, "Run"); !strings.HasPrefix(got, " Run: k = 0, x = ") || !strings.Contains(got, "; …; k = 9, x = ") {
		t.Errorf("in words: %q", got)
	}
}

// What there is no room for is said.
func TestExcerpts(t *testing.T) {
	sc := Scene{Surface: surfaces.Sphere{N: 10}, Tracks: []Track{detailed(t, 10, 3)}}
	var notes []string
	for _, e := range sc.excerpts(words.English) {
		notes = append(notes, e.note)
	}
	want := []string{
		"The first 3 of 10 coordinates",
		"The first 2 of 10 coordinates",
		"The first 3 of 10 coordinates; memory omitted",
	}
	if !slices.Equal(notes[:3], want) {
		t.Errorf("%q, want %q", notes[:3], want)
	}
	if last := notes[len(notes)-1]; last != "The first 1 of 10 coordinates; gradient, memory and step omitted" {
		t.Errorf("the least: %q", last)
	}
	if first := (Scene{Surface: surfaces.Sphere{N: 1}, Tracks: []Track{detailed(t, 1, 3)}}).excerpts(words.English)[0].note; first != "" {
		t.Errorf("all of it: %q", first)
	}
}

// The tables keep to their room as long as text stays legible, and no longer.
func TestArrange(t *testing.T) {
	for _, c := range []struct {
		dim, steps, runs int
		size             vg.Length
		down, rows       int
		note             bool
	}{
		{1, 7, 1, 11, 1, 8, false},
		{1, 7, 3, 8.5, 2, 8, false},
		{2, 5, 1, 11, 1, 6, false},
		{2, 500, 1, 9.2, 1, 20, false},
		{10, 500, 1, 9.2, 1, 19, true},
	} {
		sc := Scene{Surface: surfaces.Sphere{N: c.dim}}
		for range c.runs {
			sc.Tracks = append(sc.Tracks, detailed(t, c.dim, c.steps))
		}
		s := sheet.New(sheet.DefaultStyle())
		room := vg.Point{X: 772, Y: 380}
		w := arrange(s, sc, room, false)
		if w.width > room.X || total(w.heights, w.gap) > room.Y {
			t.Errorf("%+v: %v x %v", c, w.width, total(w.heights, w.gap))
		}
		if down := len(w.heights); w.size != c.size || down != c.down || len(w.tables[0].rows) != c.rows || (w.note != "") != c.note {
			t.Errorf("%+v: size %v, %d down, %d rows, note %q", c, w.size, down, len(w.tables[0].rows), w.note)
		}
	}
}

// Long tables get the lines that short ones do not need.
func TestShare(t *testing.T) {
	long, short := detailed(t, 1, 99), detailed(t, 1, 2)
	for _, c := range []struct {
		tracks        []Track
		across, lines int
		want          int
	}{
		{[]Track{long}, 1, 20, 20},
		{[]Track{long, short}, 1, 20, 17},
		{[]Track{long, long}, 1, 20, 10},
		{[]Track{long, short, long}, 2, 20, 10},
		{[]Track{short}, 1, 20, 3},
		{[]Track{long}, 1, -5, 0},
	} {
		if got := share(Scene{Tracks: c.tracks}, even(len(c.tracks), (len(c.tracks)+c.across-1)/c.across), c.lines); got != c.want {
			t.Errorf("%d tables, %d side by side, %d lines: %d, want %d", len(c.tracks), c.across, c.lines, got, c.want)
		}
	}
}

func TestNear(t *testing.T) {
	for _, c := range []struct {
		values   []float64
		from, to float64
	}{
		{[]float64{0, 1, 9, math.Inf(1)}, -0.125, 1.125}, // 9 is outside
		{[]float64{1, 1}, -2, 2},
		{nil, -2, 2},
	} {
		if from, to := near(c.values, -2, 2); from != c.from || to != c.to {
			t.Errorf("near %v: %v to %v", c.values, from, to)
		}
	}
	himmelblau := surfaces.Himmelblau{}.Meta().Points
	if goal := nearest(himmelblau, []float64{-3, 2}); math.Hypot(goal[0]+2.805118, goal[1]-3.131313) > 1e-6 {
		t.Errorf("the minimum nearest to (-3, 2) is at %v", goal)
	}
	if goal := nearest(surfaces.HyperbolicParaboloid{}.Meta().Points, []float64{1, 1}); goal != nil {
		t.Errorf("a saddle has its minimum at %v", goal)
	}
	if got, want := stout(surfaces.Window{{0, 9}, {1, 2}}), (surfaces.Window{{0, 9}, {0, 3}}); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// Columns align, and are measured, by digits of one width.
func TestDigits(t *testing.T) {
	s := sheet.New(sheet.DefaultStyle())
	want := s.Set("0000", typeset.Sans, 10).Width
	for _, text := range []string{"1111", "1741", "9375", "2286"} {
		if got := s.Set(text, typeset.Sans, 10).Width; math.Abs(float64(got-want)) > 1e-9 {
			t.Errorf("%s is %v wide, 0000 %v", text, got, want)
		}
	}
}

// What follows the colon in a run's label stands below its name, and its table has room for it.
func TestNotesOfLabel(t *testing.T) {
	short := detailed(t, 1, 3)
	short.Path.Gradients, short.Path.Memory, short.Label = nil, nil, "GD: x ← x − 0.1 g, a rule that is wider than the table"
	sc := Scene{Surface: surfaces.Sphere{N: 1}, Tracks: []Track{short}, Settings: []Setting{{Key: "lr", Text: "η = 0.05"}}}
	if notes := sc.notes(words.English, short); len(notes) != 1 || !strings.HasSuffix(notes[0], "wider than the table") || strings.HasPrefix(notes[0], "GD") {
		t.Errorf("notes %q", notes)
	}
	s := sheet.New(sheet.DefaultStyle())
	w := arrange(s, sc, s.Body(s.Height).Size(), false)
	if note := s.Set(sc.notes(words.English, short)[0], typeset.Sans, smallText(s, w.size)); w.widths[0] < note.Width || w.widths[0] <= w.size*w.measures[0].width {
		t.Errorf("room of %v for a table of %v and a note of %v", w.widths[0], w.size*w.measures[0].width, note.Width)
	}
}
