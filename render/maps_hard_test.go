package render_test

import (
	"bytes"
	"io"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// plot is a map of either kind.
type plot interface {
	Draw(sheet.Style) (render.Figure, error)
}

// filled are n equal values.
func filled(n int, v float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = v
	}
	return out
}

// hardMaps are maps that a careless drawing fails on.
func hardMaps(tb testing.TB) map[string]plot {
	inf, nan := math.Inf(1), math.NaN()
	heat := func(nx, ny int, panels ...[]float64) chart.HeatMap {
		m := chart.HeatMap{What: "loss", X: chart.MapAxis{Name: "lr", Values: spaced(1, 2, max(nx, 2), false)[:nx]}}
		if ny > 0 {
			m.Y = chart.MapAxis{Name: "beta1", Values: spaced(-5, 5, max(ny, 2), false)[:ny]}
		}
		for _, p := range panels {
			m.Panels = append(m.Panels, chart.HeatPanel{Title: "A rule of some length", Values: p, Lines: []chart.MapLine{
				{Label: "edge", X: []float64{1.5, 1e300}, Y: []float64{-1e300, 1e300}}, {Label: "far", X: []float64{9, 9}, Y: []float64{0, nan}},
			}})
		}
		return m
	}
	many := heat(4, 3)
	for range 17 {
		many.Panels = append(many.Panels, chart.HeatPanel{Title: "A rule", Values: filled(12, 1)})
	}
	points := []surfaces.Point{{X: []float64{0, 0}}, {X: []float64{99, 99}, Kind: surfaces.Saddle}}
	basin := func(panels ...chart.BasinPanel) chart.BasinMap {
		return chart.BasinMap{NX: 2, NY: 2, Window: surfaces.Window{{-1, 1}, {-1, 1}}, Points: points, Panels: panels}
	}
	rastrigin := surfaces.Rastrigin{N: 2}
	crowded := chart.BasinMap{NX: 11, NY: 11, Window: surfaces.Window{{-5, 5}, {-5, 5}}, Points: rastrigin.Meta().Points, Surface: rastrigin}
	crowded.Panels = []chart.BasinPanel{{Title: "All of them"}}
	for i := range 121 {
		crowded.Panels[0].Point = append(crowded.Panels[0].Point, i%len(crowded.Points))
	}
	oblong := basin(chart.BasinPanel{Point: []int{0, 1, 0, 1}})
	oblong.Window[0] = [2]float64{-100, 100}
	return map[string]plot{
		"one cell":             heat(1, 1, []float64{3}),
		"one diverged cell":    heat(1, 1, []float64{inf}),
		"one never reached":    heat(1, 1, []float64{nan}),
		"a row":                heat(9, 1, filled(9, 0)),
		"a column":             heat(1, 9, []float64{1, 2, 3, 1e-300, 1e300, inf, -inf, nan, 0}),
		"both signs":           heat(2, 2, []float64{-1e9, 1e9, 0, 5}),
		"as far as they go":    heat(2, 2, []float64{-math.MaxFloat64, math.MaxFloat64, 5e-324, 0}),
		"17 panels":            many,
		"three kinds":          heat(2, 2, filled(4, inf), filled(4, nan), filled(4, 7)),
		"a curve":              heat(5, 0, []float64{1, 0.1, nan, 3, inf}),
		"curves without value": heat(3, 0, filled(3, inf), filled(3, nan)),
		"a curve of one":       heat(1, 0, []float64{2}),
		"curves of either end": heat(5, 0, []float64{inf, 1, inf, 1e300, 2}, []float64{-1e300, -1, 0, 1, 1e300}),
		"nowhere":              basin(chart.BasinPanel{Point: []int{-1, -1, -2, -2}, Steps: filled(4, nan)}),
		"in no time":           basin(chart.BasinPanel{Point: []int{0, 1, 0, 1}, Steps: filled(4, 0)}),
		"no probability":       basin(chart.BasinPanel{Point: []int{0, 0, 0, 0}, Share: filled(4, 0)}),
		"seven panels":         basin(make7(chart.BasinPanel{Title: "Some rule", Point: []int{0, 1, -1, -2}, Steps: []float64{1, 9, 2, 4}})...),
		"crowded":              crowded,
		"tuned":                scored{tuned(tb)},
		"tuned in vain":        scored{untuned(tb)},
		"oblong":               oblong,
	}
}

// scored is a scene that is drawn as its sensitivity.
type scored struct{ render.Scene }

func (s scored) Draw(style sheet.Style) (render.Figure, error) {
	return render.Sensitivity(s.Scene, style)
}

// untuned is a scene where no rate is any good.
func untuned(tb testing.TB) render.Scene {
	sc := scene(tb, "ravine", 5, run{"sgd", 0.05, nil}, run{"adam", 1, nil})
	sc.Tuning = &render.Tuning{What: "final loss", Curves: []render.Tuned{
		{Rates: []float64{1}, Values: []float64{math.Inf(1)}, Chosen: -1},
		{Rates: []float64{1e-300, 1e300}, Values: []float64{math.NaN(), math.Inf(1)}, Chosen: -1},
	}}
	return sc
}

func make7(p chart.BasinPanel) []chart.BasinPanel {
	out := make([]chart.BasinPanel, 7)
	for i := range out {
		out[i] = p
	}
	return out
}

// Every hard map in every size is drawn: without an error, on the page, the same
// marks and bytes every time.
func TestHardMaps(t *testing.T) {
	for name, m := range hardMaps(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for i, size := range sizes {
				style := sheet.Style{Width: size[0], Height: size[1], DPI: 144}
				f, err := m.Draw(style)
				if err != nil {
					t.Fatal(err)
				}
				onPage(t, f)
				tilesOnPage(t, f)
				if f.Title == "" || f.Desc == "" {
					t.Errorf("title %q, description %q", f.Title, f.Desc)
				}
				if i > 0 {
					continue
				}
				again, err := m.Draw(style)
				if err != nil || !reflect.DeepEqual(f, again) {
					t.Error("other marks the second time")
				}
				for _, format := range []string{"png", "svg", "pdf", "eps"} {
					var a, b bytes.Buffer
					if err := f.Encode(&a, format); err != nil {
						t.Error(err)
					}
					if err := again.Encode(&b, format); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
						t.Errorf("%s: other bytes the second time, %v", format, err)
					}
				}
				wellFormed(t, f)
			}
		})
	}
}

// tilesOnPage fails if tiles are not within the page, in order and of colours
// of their palette.
func tilesOnPage(t *testing.T, f render.Figure) {
	t.Helper()
	for _, m := range f.Marks {
		if m.Tiles == nil {
			continue
		}
		x, y := m.Tiles.X, m.Tiles.Y
		if x[0] < 0 || y[0] < 0 || x[len(x)-1] > f.Width || y[len(y)-1] > f.Height || !(x[0] < x[len(x)-1]) || !(y[0] < y[len(y)-1]) {
			t.Errorf("%.0f x %.0f: tiles from (%v, %v) to (%v, %v)", f.Width, f.Height, x[0], y[0], x[len(x)-1], y[len(y)-1])
		}
		if len(m.Tiles.Index) != (len(x)-1)*(len(y)-1) {
			t.Errorf("%d tiles of %d x %d", len(m.Tiles.Index), len(x)-1, len(y)-1)
		}
		for _, i := range m.Tiles.Index {
			if int(i) >= len(m.Tiles.Palette) {
				t.Fatalf("colour %d of %d", i, len(m.Tiles.Palette))
			}
		}
	}
}

// What is no map is an error that says where.
func TestRefusedMaps(t *testing.T) {
	good := func() chart.HeatMap { return listMap(t) }
	basin := func() chart.BasinMap {
		return chart.BasinMap{NX: 2, NY: 2, Window: surfaces.Window{{0, 1}, {0, 1}}, Points: []surfaces.Point{{X: []float64{0, 0}}}, Panels: []chart.BasinPanel{{Title: "SGD", Point: []int{0, 0, 0, 0}}}}
	}
	heat := func(change func(*chart.HeatMap)) plot {
		m := good()
		change(&m)
		return m
	}
	wrong := func(change func(*chart.BasinMap)) plot {
		m := basin()
		change(&m)
		return m
	}
	for _, c := range []struct {
		want string
		plot plot
	}{
		{"horizontal axis of the map has no values", heat(func(m *chart.HeatMap) { m.X.Values = nil })},
		{"do not ascend: 1 after 2", heat(func(m *chart.HeatMap) { m.X.Values = []float64{2, 1} })},
		{"value 1 of the map's vertical axis is NaN", heat(func(m *chart.HeatMap) { m.Y.Values = []float64{2, math.NaN()} })},
		{"no panels", heat(func(m *chart.HeatMap) { m.Panels = nil })},
		{`panel "Adam + L2, step" has 3 values, its axes make 100`, heat(func(m *chart.HeatMap) { m.Panels[1].Values = filled(3, 1) })},
		{`line "edge"`, heat(func(m *chart.HeatMap) { m.Panels[0].Lines = []chart.MapLine{{Label: "edge", X: []float64{1}}} })},
		{"from 1 to 1 has no width", wrong(func(m *chart.BasinMap) { m.Window[1][0] = 1 })},
		{"a grid of 1 x 2", wrong(func(m *chart.BasinMap) { m.NX = 1 })},
		{"no panels", wrong(func(m *chart.BasinMap) { m.Panels = nil })},
		{`panel "SGD" has 3 values, a grid of 2 x 2 makes 4`, wrong(func(m *chart.BasinMap) { m.Panels[0].Steps = filled(3, 1) })},
		{"start 0 reaches point 0 of 0", wrong(func(m *chart.BasinMap) { m.Points = nil })},
		{"start 0 has probability 1.5", wrong(func(m *chart.BasinMap) { m.Panels[0].Share = filled(4, 1.5) })},
		{"critical point of 3 dimensions", wrong(func(m *chart.BasinMap) { m.Points[0].X = filled(3, 0) })},
	} {
		_, err := c.plot.Draw(sheet.DefaultStyle())
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one with %q", err, c.want)
		}
	}
	for _, p := range []plot{good(), basin()} {
		if _, err := p.Draw(sheet.Style{}); err == nil {
			t.Error("a style without a size is drawn")
		}
	}
	for want, change := range map[string]func(*render.Scene){
		"rates were tuned":                 func(sc *render.Scene) { sc.Tuning = nil },
		"5 curves of tuning for 6 runs":    func(sc *render.Scene) { sc.Tuning.Curves = sc.Tuning.Curves[1:] },
		"SGD: 10 values of 1 rates from 1": func(sc *render.Scene) { sc.Tuning.Curves[0].Rates = []float64{1} },
	} {
		sc := tuned(t)
		change(&sc)
		if _, err := render.Sensitivity(sc, sheet.DefaultStyle()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
		if _, err := render.Compare(sc, sheet.DefaultStyle()); (err == nil) != (sc.Tuning == nil) {
			t.Errorf("compare, %s: %v", want, err)
		}
	}
}

// What the maps show is said in words, too, with the lecture's numbers (6.2, 8.3).
func TestMapsInWords(t *testing.T) {
	f, err := basins(t, 201, 3000).Draw(sheet.DefaultStyle())
	if err != nil {
		t.Fatal(err)
	}
	want := "Which critical point 201 x 201 starts reach. " +
		"SGD, lr 0.001: (3, 2) 25.0 %; (3.58, −1.85) 24.9 %; (−3.78, −3.28) 24.3 %; (−2.81, 3.13) 25.8 %. " +
		"Newton: (3, 2) 18.1 %; (3.58, −1.85) 16.7 %; (−3.78, −3.28) 13.5 %; (−2.81, 3.13) 16.1 %; saddles 31.4 %; maximum 4.2 %."
	if f.Desc != want {
		t.Errorf("description\n%s, want\n%s", f.Desc, want)
	}
	f, err = rateMap(160).Draw(sheet.DefaultStyle())
	if want := "best 0.6708 at learning rate η 0.1093, momentum β 0.4499"; err != nil || !strings.Contains(f.Desc, want) {
		t.Errorf("description %q, %v, want %q in it", f.Desc, err, want)
	}
}

// Maps as large as the are drawn and written in a moment, small enough
// for a page.
func TestMapsAreSmall(t *testing.T) {
	for name, m := range largeMaps(t) {
		f, err := m.Draw(sheet.DefaultStyle())
		if err != nil {
			t.Fatal(err)
		}
		for _, format := range []string{"png", "svg", "pdf"} {
			var b bytes.Buffer
			if err := f.Encode(&b, format); err != nil {
				t.Fatal(err)
			}
			if b.Len() > 350_000 {
				t.Errorf("%s.%s: %d kB", name, format, b.Len()/1000)
			}
		}
	}
}

func largeMaps(tb testing.TB) map[string]plot {
	one := heatMap(tb, 128, 500)
	one.Panels = one.Panels[1:]
	return map[string]plot{"heat 128x128": one, "heat 2 x 128x128": heatMap(tb, 128, 500), "basins 2 x 201x201": basins(tb, 201, 3000)}
}

func BenchmarkMaps(b *testing.B) {
	for name, m := range largeMaps(b) {
		for _, format := range []string{"draw", "png", "svg", "pdf"} {
			b.Run(name+"/"+format, func(b *testing.B) {
				for b.Loop() {
					f, err := m.Draw(sheet.DefaultStyle())
					if err != nil {
						b.Fatal(err)
					}
					if format == "draw" {
						continue
					}
					if err := f.Encode(io.Discard, format); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
