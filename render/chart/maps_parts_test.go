package chart

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"

	"github.com/optviz/optviz/render/internal/wcag"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// labelsOf are the labels of an axis over some length, in units.
func labelsOf(a MapAxis, length vg.Length, across bool) []string {
	s := sheet.New(sheet.DefaultStyle())
	var out []string
	for _, t := range a.scale(s, length*s.Unit, across).Ticks(6) {
		if t.Label != "" {
			out = append(out, t.Label)
		}
	}
	return out
}

func TestMapAxisLabels(t *testing.T) {
	powers := func(base float64, from, to int) []float64 {
		var out []float64
		for k := from; k <= to; k++ {
			out = append(out, math.Pow(base, float64(k)))
		}
		return out
	}
	var fine []float64
	for i := range 128 {
		fine = append(fine, 1e-4*math.Pow(10, 4*float64(i)/127))
	}
	var even []float64
	for i := range 100 {
		even = append(even, float64(i)/100)
	}
	for _, c := range []struct {
		name   string
		axis   MapAxis
		length vg.Length
		want   []string
	}{
		{"a log range", MapAxis{Values: fine, Log: true}, 300, []string{"$10^{-4}$", "$10^{-3}$", "0.01", "0.1", "1"}},
		{"an even range", MapAxis{Values: even}, 300, []string{"0", "0.2", "0.4", "0.6", "0.8"}},
		{"an uneven list", MapAxis{Values: []float64{0, 0.5, 0.9, 0.99, 0.999}}, 300, []string{"0", "0.5", "0.9", "0.99", "0.999"}},
		{"1-2-5", MapAxis{Values: []float64{1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01}, Log: true}, 400, []string{"$10^{-4}$", "2·$10^{-4}$", "5·$10^{-4}$", "0.001", "0.002", "0.005", "0.01"}},
		{"powers of two", MapAxis{Values: powers(2, -4, 1), Log: true}, 400, []string{"$2^{-4}$", "$2^{-3}$", "$2^{-2}$", "$2^{-1}$", "1", "2"}},
		{"powers of two and 0", MapAxis{Values: append([]float64{0}, powers(2, -6, -4)...)}, 400, []string{"0", "$2^{-6}$", "$2^{-5}$", "$2^{-4}$"}},
		{"batches", MapAxis{Values: []float64{1, 2, 4, 8}}, 400, []string{"1", "2", "4", "8"}},
		{"no room for all, 1 among them", MapAxis{Values: powers(2, -8, 1), Log: true}, 80, []string{"$2^{-6}$", "$2^{-3}$", "1"}},
		{"one value", MapAxis{Values: []float64{-3}}, 100, []string{"−3"}},
		{"few of a log range that is not round", MapAxis{Values: []float64{1e-3, 1e-3 * math.Cbrt(10), 1e-3 * math.Cbrt(100), 0.01, 0.01 * math.Cbrt(10), 0.01 * math.Cbrt(100), 0.1}}, 300, []string{"$10^{-3}$", "0.01", "0.1"}},
	} {
		if got := labelsOf(c.axis, c.length, true); !slices.Equal(got, c.want) {
			t.Errorf("%s: labels %q, want %q", c.name, got, c.want)
		}
	}
}

// Every value is in the middle of its cell, whatever the values.
func TestMapAxisCells(t *testing.T) {
	s := sheet.New(sheet.DefaultStyle())
	middle := func(t interface{ Fatalf(string, ...any) }, a MapAxis) {
		sc := a.scale(s, 300*s.Unit, true)
		n := float64(len(a.Values))
		last := -1.0
		for i, v := range a.Values {
			at := sc.At(v)
			if want := (float64(i) + 0.5) / n; math.Abs(at-want) > 1.1e-2/n {
				t.Fatalf("value %d of %v is at %v of %T, want %v", i, a.Values, at, sc, want)
			}
			if at <= last {
				t.Fatalf("%v: no order", a.Values)
			}
			last = at
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		set := rapid.SliceOfNDistinct(rapid.Float64Range(-1e3, 1e3), 1, 30, rapid.ID[float64]).Draw(t, "values")
		slices.Sort(set)
		middle(t, MapAxis{Values: set, Log: rapid.Bool().Draw(t, "log")})
	})
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 60).Draw(t, "n")
		lo, ratio := rapid.Float64Range(1e-6, 10).Draw(t, "lo"), rapid.Float64Range(1.01, 3).Draw(t, "ratio")
		var log, even []float64
		for i := range n {
			log = append(log, lo*math.Pow(ratio, float64(i)))
			even = append(even, -lo+ratio*float64(i))
		}
		middle(t, MapAxis{Values: log, Log: true})
		middle(t, MapAxis{Values: even})
	})
	for _, ends := range [][]float64{{2.3360613166634924e-207, 1000}, {5e-324, 1}, {1, 1e300}} { // whose cells begin or end beyond all numbers
		middle(t, MapAxis{Values: ends, Log: true})
	}
	o := MapAxis{Values: []float64{0, 0.9, 0.99}}.scale(s, 300*s.Unit, true)
	for _, c := range [][2]float64{{0.45, 1. / 3}, {-5, -1}, {50, 2}} {
		if got := o.At(c[0]); math.Abs(got-c[1]) > 1e-9 {
			t.Errorf("%v of a list is at %v, want %v", c[0], got, c[1])
		}
	}
}

func TestBrief(t *testing.T) {
	for _, c := range []struct {
		v      float64
		digits int
		want   string
	}{
		{0, 2, "0"}, {0.0316, 2, "0.032"}, {0.8, 2, "0.8"}, {3.14e-9, 2, "3.1·$10^{-9}$"}, {3e-9, 2, "3·$10^{-9}$"}, {1e-10, 2, "$10^{-10}$"},
		{9.99e-11, 2, "$10^{-10}$"}, {-2.5e-7, 2, "−2.5·$10^{-7}$"}, {-1e7, 3, "−$10^{7}$"}, {12345, 2, "12345"}, {1234.5, 2, "1200"}, {1e-3, 3, "0.001"}, {123, 3, "123"}, {-0.5, 2, "−0.5"},
	} {
		if got := Brief(c.v, c.digits); got != c.want {
			t.Errorf("%g in %d digits: %q, want %q", c.v, c.digits, got, c.want)
		}
	}
}

func TestHeat(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	usual := make([]float64, 300)
	for i := range usual {
		usual[i] = 1 + float64(i)/100
	}
	for _, c := range []struct {
		name     string
		values   []float64
		want     scale.Scale
		capped   bool
		min, max float64 // of the colours' range
	}{
		{"nothing", nil, scale.Linear{}, false, 0, 1},
		{"nothing finite", []float64{inf, nan}, scale.Linear{}, false, 0, 1},
		{"losses", []float64{1e-3, inf, nan, 2, 20}, scale.Log{}, false, 1e-3, 20},
		{"less than a decade", []float64{2, 5}, scale.Linear{}, false, 2, 5},
		{"one value", []float64{3}, scale.Linear{}, false, 2, 4},
		{"with 0", []float64{0, 1, 100}, scale.Log{}, false, scale.LeastFloor, 100},
		{"only 0", []float64{0}, scale.Linear{}, false, -1, 1},
		{"both signs", []float64{-2, 3}, scale.Linear{}, false, -2, 3},
		{"both signs, wide", []float64{-1e4, 1e4}, scale.SymLog{}, false, -1e4, 1e4},
		{"some that blow up", append(slices.Clone(usual), 1e300), scale.Linear{}, true, 1, 100},
		{"one that is lucky", append(slices.Clone(usual), 1e-30), scale.Log{}, false, 0.1, 3.99},
	} {
		r := rampFor("", sheet.MustTheme("light").HeatColours(), c.values)
		if got, want := fmt.Sprintf("%T", r.Scale), fmt.Sprintf("%T", c.want); got != want && !c.capped {
			t.Errorf("%s: %s, want %s", c.name, got, want)
		}
		if r.capped != c.capped {
			t.Errorf("%s: capped %v", c.name, r.capped)
		}
		if lo, hi := r.At(c.min), r.At(c.max); math.Abs(lo) > 0.06 || math.Abs(hi-1) > 0.06 {
			t.Errorf("%s: %v is at %v and %v at %v of %+v", c.name, c.min, lo, c.max, hi, r.Scale)
		}
		for _, v := range c.values {
			if math.IsInf(v, 0) || math.IsNaN(v) {
				continue
			}
			if l := r.level(v); l < 0 || l >= len(r.colours) {
				t.Errorf("%s: %v has level %d", c.name, v, l)
			}
		}
		ticks := r.Ticks(6)
		if len(ticks) < 2 {
			t.Errorf("%s: %d ticks", c.name, len(ticks))
		}
		if last := ticks[len(ticks)-1].Label; strings.HasPrefix(last, "≥ ") != c.capped {
			t.Errorf("%s: the highest tick is %q", c.name, last)
		}
	}
}

// The colours get lighter from each to the next, so that they say as much in grey.
func TestColoursInGrey(t *testing.T) {
	last := -1.0
	for i, c := range sheet.MustTheme("light").HeatColours() {
		l := wcag.Luminance(c)
		if l < last-0.001 {
			t.Errorf("colour %d of heat is darker than the one before", i)
		}
		last = l
	}
	for i, a := range minimaColours {
		for j, b := range append(append(slices.Clone(saddleColours), maximaColours...), minimaColours[:i]...) {
			d := math.Abs(float64(a.R)-float64(b.R)) + math.Abs(float64(a.G)-float64(b.G)) + math.Abs(float64(a.B)-float64(b.B))
			if d < 60 {
				t.Errorf("minimum %d and colour %d differ by %v only", i, j, d)
			}
		}
	}
}

// In a theme that lists colours of runs, minima have these, then shades of them.
func TestBasinsOfTheme(t *testing.T) {
	theme := sheet.MustTheme("light")
	theme.Runs = []sheet.Hue{{OnPaper: sheet.RGB(0x000080)}, {OnPaper: sheet.RGB(0x008080)}}
	m := BasinMap{theme: theme, Points: []surfaces.Point{{Kind: surfaces.Minimum}, {Kind: surfaces.Saddle}, {Kind: surfaces.Minimum}, {Kind: surfaces.Minimum}}}
	got := m.colours()
	if got[0] != sheet.RGB(0x000080) || got[1] != saddleColours[0] || got[2] != sheet.RGB(0x008080) || slices.Contains(minimaColours, got[3]) {
		t.Errorf("basins are %v", got)
	}
}

// Hatching covers the cells it is for, and no others.
func TestHatch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nx, ny := rapid.IntRange(1, 9).Draw(t, "nx"), rapid.IntRange(1, 7).Draw(t, "ny")
		in := rapid.SliceOfN(rapid.Bool(), nx*ny, nx*ny).Draw(t, "in")
		s := sheet.New(sheet.DefaultStyle())
		x, y := cellEdges(10, 10+vg.Length(nx)*20, nx), cellEdges(20, 20+vg.Length(ny)*15, ny)
		s.Hatch(x, y, func(i, j int) bool { return in[j*nx+i] })
		length := make([]vg.Length, nx*ny)
		if len(s.Marks) > 0 {
			path := s.Marks[0].Path
			for k := 0; k+1 < len(path); k += 2 {
				from, to := path[k].Pos, path[k+1].Pos
				if d := (to.Y - from.Y) - (to.X - from.X); math.Abs(float64(d)) > 1e-6 || to.X < from.X {
					t.Fatalf("a line from %v to %v", from, to)
				}
				const pieces = 400
				for n := range pieces {
					f := (vg.Length(n) + 0.5) / pieces
					p := vg.Point{X: from.X + f*(to.X-from.X), Y: from.Y + f*(to.Y-from.Y)}
					i, j := int((p.X-10)/20), int((p.Y-20)/15)
					length[j*nx+i] += (to.X - from.X) / pieces
				}
			}
		}
		for k, v := range length {
			if want := 20.0 * 15 / (sheet.HatchPitch * float64(s.Unit)); in[k] && math.Abs(float64(v)-want) > 0.5*want || !in[k] && v > 1 {
				t.Fatalf("cell %d of %d x %d, hatched %v: lines over %v points, about %v are expected", k, nx, ny, in[k], v, want)
			}
		}
	})
}

func TestTiled(t *testing.T) {
	room := vg.Point{X: 700, Y: 350}
	for _, c := range []struct{ n, columns, rows int }{{1, 1, 1}, {2, 2, 1}, {3, 3, 1}, {4, 2, 2}, {6, 3, 2}, {12, 4, 3}} {
		size, columns, rows := tilePanels(room, vg.Point{X: 20, Y: 10}, 25, c.n)
		if columns != c.columns || rows != c.rows {
			t.Errorf("%d panels: %d x %d, want %d x %d", c.n, columns, rows, c.columns, c.rows)
		}
		if vg.Length(columns)*(size.X+20)-20 > room.X+1e-9 || vg.Length(rows)*(size.Y+25+10)-10 > room.Y+1e-9 {
			t.Errorf("%d panels of %v do not fit", c.n, size)
		}
	}
}

// The legend of a basin map is as wide as the line that explains the lightness, whose texts are never
// cut, in every language and theme.
func TestShadingFits(t *testing.T) {
	m := BasinMap{NX: 2, NY: 2, Window: surfaces.Window{{-1, 1}, {-1, 1}}, Points: []surfaces.Point{{X: []float64{0, 0}}, {X: []float64{1, 1}}}}
	m.Panels = []BasinPanel{{Point: []int{0, 1, 1, 0}, Steps: []float64{218, 828, 828, 400}}}
	for _, theme := range []string{"light", "paper", "slides"} {
		for _, lang := range []string{"en", "de"} {
			style := sheet.DefaultStyle()
			style.Audit, style.Lang, style.Theme = &sheet.Audit{}, lang, sheet.MustTheme(theme)
			style.Width, style.Height = style.Width/2, style.Height/2
			if _, err := m.Draw(style); err != nil {
				t.Fatal(err)
			}
			if a := style.Audit; len(a.Cut) > 0 || !slices.ContainsFunc(a.Texts, func(s string) bool { return strings.Contains(s, "828") }) {
				t.Errorf("%s, %s: %q is cut of %q", theme, lang, a.Cut, a.Texts)
			}
		}
	}
}

// Shares are parts of all starts, together all of them.
func TestShares(t *testing.T) {
	at := func(x, y float64, k surfaces.Kind) surfaces.Point { return surfaces.Point{X: []float64{x, y}, Kind: k} }
	m := BasinMap{NX: 5, NY: 2, Window: surfaces.Window{{0, 1}, {0, 1}}, Points: []surfaces.Point{
		at(3, 2, surfaces.Minimum), at(-2.8051, 3.1313, surfaces.Minimum), at(0, 0, surfaces.Saddle), at(1, 0, surfaces.Saddle), at(5, 5, surfaces.Maximum), at(6, 6, surfaces.Degenerate),
	}}
	text := func(p BasinPanel) string {
		var out []string
		for _, sh := range m.shares(words.English, p) {
			out = append(out, sh.name+" "+sh.percent(words.English))
		}
		return strings.Join(out, "; ")
	}
	for _, c := range []struct {
		name  string
		panel BasinPanel
		want  string
	}{
		{"minima only", BasinPanel{Point: []int{0, 0, 0, 0, 0, 0, 0, 1, 1, 1}}, "(3, 2) 70.0 %; (−2.81, 3.13) 30.0 %"},
		{"all kinds", BasinPanel{Point: []int{0, 0, 2, 3, 3, 4, 5, -1, -1, -2}}, "(3, 2) 20.0 %; (−2.81, 3.13) 0.0 %; saddles 30.0 %; maximum 10.0 %; flat point 10.0 %; not converged 20.0 %; diverged 10.0 %"},
		{"a probability", BasinPanel{Point: make([]int, 10), Share: []float64{1, 1, 1, 1, 1, 0, 0, 0, 0, 0.5}}, "(3, 2) 55.0 %; elsewhere 45.0 %"},
	} {
		if got := text(c.panel); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if got := (basinShare{part: 1e-5}).percent(words.English); got != "< 0.1 %" {
		t.Errorf("a tiny share is %q", got)
	}
}

// What goes on below the frame of a basin map is said by colour: points have
// colours of their kind, and the fast are stronger than the slow.
func TestBasinColours(t *testing.T) {
	m := BasinMap{NX: 2, NY: 2, Window: surfaces.Window{{0, 1}, {0, 1}}, Points: surfaces.Himmelblau{}.Meta().Points}
	colours := m.colours()
	for i, c := range colours {
		if slices.Contains(colours[:i], c) {
			t.Errorf("points %d and one before share a colour", i)
		}
	}
	p := BasinPanel{Point: []int{0, 0, Nowhere, Lost}, Steps: []float64{10, 1000, math.NaN(), math.NaN()}}
	speeds, timed := m.speeds(p)
	tiles := m.tiles(p, speeds, timed)
	if fast := tiles.Palette[tiles.Index[0]]; fast != colours[0] {
		t.Errorf("the fastest start has %v, its point %v", fast, colours[0])
	}
	fast, slow := tiles.Palette[tiles.Index[0]], tiles.Palette[tiles.Index[1]]
	if wcag.Luminance(slow) <= wcag.Luminance(fast) {
		t.Error("the slow are not paler than the fast")
	}
	if a, b := tiles.Palette[tiles.Index[2]], tiles.Palette[tiles.Index[3]]; a != sheet.NeverCell || b != sheet.LostCell {
		t.Errorf("nowhere is %v, lost is %v", a, b)
	}
	certain := m.tiles(BasinPanel{Point: []int{0, 0, 1, 1}, Share: []float64{1, 0, 1, 0.5}}, scale.Log{}, false)
	if a, b := certain.Palette[certain.Index[0]], certain.Palette[certain.Index[1]]; a != colours[0] || b != sheet.Paper {
		t.Errorf("certain is %v, impossible is %v", a, b)
	}
}

// Curves go on in a strip of their own where they diverge, and in one where they
// never arrive. Each strip has its name beside it and is filled only where runs are lost.
func TestStrips(t *testing.T) {
	curves := []SensitivityCurve{{X: []float64{1, 2, 3, 4}, Y: []float64{math.NaN(), 5, math.Inf(1), math.Inf(1)}, Chosen: 1}}
	var names []string
	for _, item := range ChosenKey(words.English, curves) {
		names = append(names, item.Name)
	}
	if want := []string{"best"}; !slices.Equal(names, want) {
		t.Errorf("the key has %q, want %q", names, want)
	}
	strips := outcomes(words.English, curves)
	if len(strips) != 2 || strips[0].name != "diverges" || strips[1].name != "never" {
		t.Fatalf("strips %v", strips)
	}
	p := sheet.Panel{Rectangle: vg.Rectangle{Max: vg.Point{X: 300, Y: 100}}, X: scale.Linear{Lo: 1, Hi: 4}}
	also := SensitivityCurve{X: curves[0].X, Y: []float64{math.NaN(), math.NaN(), 1, 1}, Chosen: 2}
	for i, want := range [][][2]vg.Length{{{150, 300}}, {{0, 150}}} {
		if got := lostRanges(p, []SensitivityCurve{curves[0], also}, strips[i].of); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: filled %v, want %v", strips[i].name, got, want)
		}
	}
	curves[0].Y = []float64{1, 2, 3, 4}
	if f := outcomes(words.English, curves); len(f) != 0 {
		t.Errorf("%d strips for values that are all finite", len(f))
	}
}

// A map has its star at the lowest value, or one in each row where rows are given.
func TestStarred(t *testing.T) {
	p := HeatPanel{Values: []float64{3, 2, math.Inf(1), 1, math.NaN(), math.NaN()}}
	for _, c := range []struct {
		m    HeatMap
		want []int
	}{{HeatMap{}, []int{3}}, {HeatMap{ByRow: true}, []int{1, 3}}, {HeatMap{Unranked: true}, nil}, {HeatMap{ByRow: true, Unranked: true}, nil}} {
		c.m.X.Values = []float64{1, 2}
		if got := c.m.starred(p); !slices.Equal(got, c.want) {
			t.Errorf("by row %v, unranked %v: %v, want %v", c.m.ByRow, c.m.Unranked, got, c.want)
		}
	}
}

// The lowest of values that hardly differ has no star.
func TestIsLevel(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   bool
	}{
		{[]float64{0.47, 0.53, math.NaN(), math.Inf(1)}, true}, {[]float64{0.4, 0.53}, false},
		{[]float64{0, 0.1}, false}, {[]float64{-1, -0.9}, false}, {nil, false},
	} {
		if got := isLevel(c.values); got != c.want {
			t.Errorf("%v: %v, want %v", c.values, got, c.want)
		}
	}
}

// A star is as wide as its cell, neither too small to see nor larger than a mark.
func TestStarRadius(t *testing.T) {
	width := func(r vg.Length) (w vg.Length) {
		left, right := vg.Length(0), vg.Length(0)
		for _, c := range shape.Star(vg.Point{}, r) {
			left, right = min(left, c.Pos.X), max(right, c.Pos.X)
		}
		return right - left
	}
	for _, side := range []vg.Length{10, 12, 16} {
		if w := width(starRadius(side)); w > side || w < 0.9*side {
			t.Errorf("the star in a cell of %v is %v wide", side, w)
		}
	}
	if least, most := starRadius(1), starRadius(100); least != 3 || most != 5.2 {
		t.Errorf("the radii are from %v to %v", least, most)
	}
}

// Where the subtitle is short, the key explains the lightness of a map that shows when runs end.
func TestKeyOfLightness(t *testing.T) {
	m := BasinMap{NX: 2, NY: 1, Window: surfaces.Window{{0, 1}, {0, 1}}, Points: []surfaces.Point{{X: []float64{0.5, 0.5}}}}
	timed := []BasinPanel{{Point: []int{0, 0}, Steps: []float64{10, 800}}}
	for _, c := range []struct {
		theme  string
		panels []BasinPanel
		want   int
	}{{"slides", timed, 2}, {"light", timed, 1}, {"slides", []BasinPanel{{Point: []int{0, 0}}}, 1}} {
		style := sheet.DefaultStyle()
		style.Theme = sheet.MustTheme(c.theme)
		m.Panels = c.panels
		if key := m.key(sheet.New(style)); len(key) != c.want || c.want == 2 && key[1].Name != "paler: the run ends later" {
			t.Errorf("%s: %d items %v, want %d", c.theme, len(key), key, c.want)
		}
	}
}

// The name of a heat map's bar stands clear of a number at the top of the bar, and else just above
// the bar.
func TestRampNameIsAboveNumber(t *testing.T) {
	s := sheet.New(sheet.DefaultStyle())
	bar := sheet.Panel{Rectangle: vg.Rectangle{Max: vg.Point{X: 9 * s.Unit, Y: 100 * s.Unit}}, Y: scale.Linear{Lo: 0, Hi: 1}}
	name := s.Set("final validation loss", typeset.Sans, sheet.TickSize)
	top := bar.Max.Y + s.DigitHeight()/2
	if base := rampNameBase(s, bar, name, []scale.Tick{{Value: 1, Label: "≥ 100"}}); base-name.Descent-top < 0.6*sheet.TickSize*s.Unit {
		t.Errorf("the name stands %v above the number", base-name.Descent-top)
	}
	if base := rampNameBase(s, bar, name, []scale.Tick{{Value: 0.5, Label: "10"}, {Value: 1}}); base != bar.Max.Y+7*s.Unit {
		t.Errorf("without a number at the top the name stands %v above the bar", base-bar.Max.Y)
	}
}
