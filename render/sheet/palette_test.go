package sheet

import (
	"image/color"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/colour"
	"github.com/optviz/optviz/render/internal/wcag"
)

// Each rule of the catalogue has a colour of its own, and whatever else a figure or its page
// shows, the only run of a rule, or the first of unordered ones, has that colour.
func TestOneColourARule(t *testing.T) {
	seen := map[int]string{}
	var all []Subject
	for _, e := range optimizers.Catalog() {
		if other, taken := seen[e.Style]; taken || e.Style < 0 || e.Style >= len(lineHues) {
			t.Errorf("%s has style %d of %d, as %q has", e.Name, e.Style, len(lineHues), other)
		}
		seen[e.Style] = e.Name
		all = append(all, Subject{Rule: e.Rule, Variant: "a"}, Subject{Rule: e.Rule, Variant: "b"})
	}
	all = append(all, Subject{}, Subject{Variant: "a law"})
	rapid.Check(t, func(t *rapid.T) {
		page := rapid.SliceOfN(rapid.SliceOfN(rapid.SampledFrom(all), 0, 10), 1, 3).Draw(t, "page")
		p := NewPalette(Theme{}, page...)
		for _, figure := range page {
			got := p.Styles(figure)
			types, places := byRule(figure)
			for _, typ := range types {
				e, ok := optimizers.EntryOf(figure[places[typ][0]].Rule)
				own := slices.ContainsFunc(places[typ], func(i int) bool { return got[i].Color == lineHues[e.Style].OnPaper })
				if len(page) == 1 && ok && !own {
					t.Fatalf("no run of %s has its colour", e.Name)
				}
			}
			for i, l := range got {
				e, ok := optimizers.EntryOf(figure[i].Rule)
				for _, other := range optimizers.Catalog() {
					shown := slices.ContainsFunc(figure, func(s Subject) bool { o, _ := optimizers.EntryOf(s.Rule); return o.Name == other.Name })
					if shown && l.Color == lineHues[other.Style].OnPaper && l.Dash == nil && (!ok || e.Name != other.Name) {
						t.Fatalf("line %d has the colour of %s", i, other.Name)
					}
				}
				if j := slices.IndexFunc(got[:i], func(o LineStyle) bool { return o.Color == l.Color && slices.Equal(o.Dash, l.Dash) }); j >= 0 {
					t.Fatalf("lines %d and %d look alike", j, i)
				}
			}
		}
	})
}

// rates returns subjects of a rule with some rates.
func rates(rule optimizers.Optimizer, values ...float64) []Subject {
	var out []Subject
	for _, v := range values {
		out = append(out, Subject{Rule: rule, Numbers: []Number{{"lr", v}, {"batch", 1}}})
	}
	return out
}

// Lines that differ in a number have colours with even steps of lightness, darker and darker
// on paper as on maps, in the order of the number and not of the figure, and of the same hue on
// both. The lines can be seen and their texts read in all themes.
func TestOrderedLinesAreARamp(t *testing.T) {
	for _, e := range optimizers.Catalog() {
		for n := 2; n <= 8; n++ {
			var values []float64
			for i := range n {
				values = append(values, float64((3*i+1)%n)+float64(i)/100) // in any order
			}
			figure := rates(e.Rule, values...)
			for _, others := range [][]Subject{nil, rates(optimizers.SGD{}, 1), rates(optimizers.NewAdam(), 1)} {
				s := New(DefaultStyle())
				got := s.Styles(slices.Concat(figure, others))[:n]
				order := make([]int, n)
				for i := range order {
					order[i] = i
				}
				slices.SortFunc(order, func(a, b int) int { return compareNumber("lr", figure[a], figure[b]) })
				if others != nil && (e.Name == "sgd" || e.Name == "adam") {
					continue // another rate of the ramp
				}
				checkEven(t, e.Name, got, order)
			}
		}
	}
}

// checkEven checks that the lightness of styles falls on paper and on maps in equal steps, that
// their hues are the same on both, and that lines can be seen and texts read.
func checkEven(t *testing.T, name string, styles []LineStyle, order []int) {
	t.Helper()
	lightness := func(of func(LineStyle) color.RGBA, i int) float64 {
		l, _, _ := colour.Oklab(of(styles[order[i]]))
		return l
	}
	paper, bright := func(l LineStyle) color.RGBA { return l.Color }, func(l LineStyle) color.RGBA { return l.Bright }
	n := len(order)
	for _, of := range []func(LineStyle) color.RGBA{paper, bright} {
		whole := lightness(of, n-1) - lightness(of, 0)
		if whole > -0.09 {
			t.Errorf("%s: %d lines go through a lightness of %.2f", name, n, whole)
		}
		for i := range n {
			if want := lightness(of, 0) + whole*float64(i)/float64(n-1); math.Abs(lightness(of, i)-want) > 0.012 {
				t.Errorf("%s: line %d of %d has a lightness of %.3f, want %.3f", name, i, n, lightness(of, i), want)
			}
		}
	}
	for i, l := range styles {
		checkOneHue(t, name, l)
		for _, theme := range Themes() {
			back := theme.recolouring()(Paper)
			if line, text := wcag.Contrast(theme.lineColour(l), back), wcag.Contrast(theme.textColour(l), back); line < 3 || text < 4.5 {
				t.Errorf("%s: line %d of %d has a contrast of %.2f in %s, and its text of %.2f", name, i, n, line, theme.Name, text)
			}
		}
		if got := wcag.Contrast(l.Bright, mapEdge); got < 4.5 {
			t.Errorf("%s: line %d of %d has a contrast of %.2f on a map's edge", name, i, n, got)
		}
	}
}

// checkOneHue checks that a style has one hue on paper and on maps, and a lightness that does
// not differ by more than 0.36.
func checkOneHue(t *testing.T, name string, l LineStyle) {
	t.Helper()
	chroma, paper := chromaAndHue(l.Color)
	brightChroma, bright := chromaAndHue(l.Bright)
	if turn := math.Abs(math.Mod(paper-bright+900, 360) - 180); min(chroma, brightChroma) > leastVisibleChroma && turn > 22 {
		t.Errorf("%s: the hue on maps is turned by %.0f degrees", name, turn)
	}
	dark, _, _ := colour.Oklab(l.Color)
	light, _, _ := colour.Oklab(l.Bright)
	if light < dark || light-dark > 0.36 {
		t.Errorf("%s: the lightness is %.2f on paper and %.2f on maps", name, dark, light)
	}
}

// Runs that differ in several numbers are ordered where all numbers rise or fall together,
// and by the last of them.
func TestOrderKey(t *testing.T) {
	of := func(pairs ...float64) []Subject {
		var out []Subject
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, Subject{Numbers: []Number{{"lr", pairs[i]}, {"batch", pairs[i+1]}}})
		}
		return out
	}
	variants := of(1, 1, 2, 1)
	variants[1].Variant = "cosine"
	for _, c := range []struct {
		of   []Subject
		want string
	}{
		{of(1, 1, 2, 1), "lr"}, {of(1, 1, 1, 2), "batch"}, {of(1, 1, 2, 2), ""}, {of(1, 1, 2, 2, 3, 3), "batch"},
		{of(3, 1, 2, 2, 1, 3), "batch"}, {of(1, 1, 3, 2, 2, 3), ""}, {of(1, 1, 2, 1, 3, 2), "lr"}, {of(1, 1, 1, 1), ""}, {variants, ""},
	} {
		if got := orderKey(c.of); got != c.want {
			t.Errorf("%v are ordered by %q, want %q", c.of, got, c.want)
		}
	}
}

// All figures of a page give the same line the same style: ordered or not, alone or not.
func TestPaletteOfAPage(t *testing.T) {
	variant := func(name string) Subject { return Subject{Rule: optimizers.NewAdam(), Variant: name} }
	page := [][]Subject{
		{variant("cosine")},
		append(rates(optimizers.SGD{}, 0.1, 0.4), variant("constant"), variant("cosine")),
		rates(optimizers.SGD{}, 0.4, 0.2, 0.1),
		append(rates(optimizers.SGD{}, 0.2), Subject{Rule: optimizers.Newton{}}),
		{Subject{Rule: optimizers.Newton{}}, Subject{Rule: optimizers.GaussNewton{}}},
	}
	p := NewPalette(Theme{}, page...)
	type line struct {
		rule, variant string
		rate          float64
	}
	seen := map[line]LineStyle{}
	for i, f := range page {
		for k, l := range p.Styles(f) {
			e, _ := optimizers.EntryOf(f[k].Rule)
			rate, _ := f[k].number("lr")
			of := line{e.Name, f[k].Variant, rate}
			before, known := seen[of]
			if known && (before.Color != l.Color || before.Bright != l.Bright || !slices.Equal(before.Grey, l.Grey)) {
				t.Errorf("%v has two styles, another in figure %d", of, i)
			}
			seen[of] = l
		}
	}
	colours := map[color.RGBA]line{}
	for of, l := range seen {
		if other, taken := colours[l.Color]; taken {
			t.Errorf("%v and %v have one colour", of, other)
		}
		colours[l.Color] = of
	}
}

// The validation curve of every run, ordered or not, is paler than the run, can still be seen,
// and its text can be read.
func TestValidationStyle(t *testing.T) {
	for _, theme := range Themes() {
		for _, e := range optimizers.Catalog() {
			s := New(Style{Width: 800, Height: 450, DPI: 96, Theme: theme})
			for i, l := range s.Styles(append(rates(e.Rule, 1, 2, 3), Subject{})) {
				v := ValidationStyle(l)
				paper := s.Recolour(Paper)
				line, own := wcag.Contrast(s.Recolour(v.Color), paper), wcag.Contrast(s.Recolour(l.Color), paper)
				if line < 3 || line > 0.9*own {
					t.Errorf("%s: line %d of %s has a contrast of %.2f, its validation %.2f", theme.Name, i, e.Name, own, line)
				}
				if text := wcag.Contrast(s.Recolour(v.TextColour()), paper); text < 4.5 {
					t.Errorf("%s: the text of %s has a contrast of %.2f", theme.Name, e.Name, text)
				}
				if len(v.Dash) == 0 {
					t.Errorf("the validation of %s has no dashes", e.Name)
				}
			}
		}
	}
}

// The rules inside give the colours where all lines have the same wrapper, and the wrapper
// where it tells lines apart.
func TestWrappedRules(t *testing.T) {
	around := func(rule optimizers.Optimizer) Subject { return Subject{Rule: optimizers.NewProjected(rule)} }
	style := func(name string) color.RGBA {
		i := slices.IndexFunc(optimizers.Catalog(), func(e optimizers.Entry) bool { return e.Name == name })
		return lineHues[optimizers.Catalog()[i].Style].OnPaper
	}
	for _, c := range []struct {
		figure []Subject
		want   []string
	}{
		{[]Subject{around(optimizers.NewAdam()), around(optimizers.NewAMSGrad())}, []string{"adam", "amsgrad"}},
		{[]Subject{around(optimizers.SGD{}), {Rule: optimizers.SGD{}}}, []string{"projected", "sgd"}},
		{[]Subject{around(nil)}, []string{"projected"}},
	} {
		for i, l := range NewPalette(Theme{}, c.figure).Styles(c.figure) {
			if l.Color != style(c.want[i]) {
				t.Errorf("%v: line %d does not have the colour of %s", c.figure, i, c.want[i])
			}
		}
	}
}

// On a page no colour stands for two unordered lines, whichever panels they are in. A line
// whose rate varies along the axis has the colour of the line with that rate, and the first
// line of a rule has the rule's colour.
func TestOneMeaningAColour(t *testing.T) {
	line := func(variant string, numbers ...Number) Subject {
		return Subject{Rule: optimizers.SGD{}, Variant: variant, Numbers: numbers}
	}
	rate := Number{"lr", 0.04}
	page := [][]Subject{
		{line("constant", rate), line("steps", rate)},
		{line("cosine", rate), line("linear", rate)},
		{line("cosine"), line("constant")},
		{{Variant: "a law"}}, {{Variant: "another law"}, {Rule: optimizers.NewAdam()}},
	}
	p := NewPalette(Theme{}, page...)
	colour := func(figure, i int) color.RGBA { return p.Styles(page[figure])[i].Color }
	if e, _ := optimizers.EntryOf(optimizers.SGD{}); colour(0, 0) != lineHues[e.Style].OnPaper {
		t.Error("the first line of gradient descent has another colour than the rule")
	}
	if e, _ := optimizers.EntryOf(optimizers.NewAdam()); colour(4, 1) != lineHues[e.Style].OnPaper {
		t.Error("Adam has not its own colour")
	}
	if colour(2, 0) != colour(1, 0) || colour(2, 1) != colour(0, 0) {
		t.Error("cosine or constant have two colours")
	}
	seen := map[color.RGBA]bool{}
	for _, c := range []color.RGBA{colour(0, 0), colour(0, 1), colour(1, 0), colour(1, 1), colour(3, 0), colour(4, 0), colour(4, 1)} {
		if seen[c] {
			t.Errorf("%v stands for two lines", c)
		}
		seen[c] = true
	}
}

// The only line of each panel has the colour of its rule, whatever its numbers.
func TestSingleLinesHaveTheRulesColour(t *testing.T) {
	adam := func(rate float64) Subject {
		return Subject{Rule: optimizers.NewAdam(), Numbers: []Number{{"lr", rate}}}
	}
	page := [][]Subject{{adam(1), {Rule: optimizers.SGD{}}}, {adam(2), {Rule: optimizers.SGD{}}}}
	p := NewPalette(Theme{}, page...)
	if a, b := p.Styles(page[0])[0].Color, p.Styles(page[1])[0].Color; a != b {
		t.Errorf("Adam is %v and %v", a, b)
	}
}

// A line that is alone on another surface has the colour of its variant beside others, and of two
// variants the one that is alone has the rule's colour.
func TestAloneAndBesideOthers(t *testing.T) {
	line := func(variant string, start float64) Subject {
		return Subject{Rule: optimizers.CG{}, Variant: variant, Numbers: []Number{{"x1", start}}}
	}
	e, _ := optimizers.EntryOf(optimizers.CG{})
	rule := lineHues[e.Style].OnPaper
	same := [][]Subject{{line("cg", 1)}, {line("cg", 2), line("cg exact", 2)}}
	p := NewPalette(Theme{}, same...)
	if a, b := p.Styles(same[0])[0].Color, p.Styles(same[1])[0].Color; a != rule || b != rule {
		t.Errorf("conjugate gradients are %v and %v, want %v", a, b, rule)
	}
	other := [][]Subject{{line("cg constant", 1)}, {line("cg steps", 1), line("cg cosine", 1)}}
	p = NewPalette(Theme{}, other...)
	if got := p.Styles(other[0])[0].Color; got != rule {
		t.Errorf("the line that is alone is %v, want %v", got, rule)
	}
	for i, l := range p.Styles(other[1]) {
		if l.Color == rule {
			t.Errorf("line %d has the colour of the line that is alone", i)
		}
	}
}

// The pale colour of a line in a theme lies between the line's colour and the paper of the theme.
func TestPale(t *testing.T) {
	if got, want := Pale(RGB(0x000000), 0.5), RGB(0x808080); got != want {
		t.Errorf("half black, half paper is %v, want %v", got, want)
	}
	for _, theme := range Themes() {
		s := New(Style{Width: 800, Height: 450, DPI: 96, Theme: theme})
		for _, l := range s.Styles([]Subject{{Rule: optimizers.SGD{}}, {Rule: optimizers.NewAdam()}}) {
			for _, part := range []float64{0.15, 0.5, 0.85} {
				want := colour.Mix(s.Recolour(l.Color), s.Recolour(Paper), part)
				if got := s.Recolour(Pale(l.Color, part)); got != want {
					t.Errorf("%s: %v with %v of paper is %v, want %v", theme.Name, l.Color, part, got, want)
				}
			}
		}
	}
}

// A curve over the number that orders the lines of another figure has none of their colours;
// beside other rules, or where nothing is ordered, it has its rule's.
func TestCurveOverTheOrder(t *testing.T) {
	over := Subject{Rule: optimizers.Momentum{}}
	ordered := rates(optimizers.Momentum{}, 1, 2, 3)
	p := NewPalette(Theme{}, ordered, []Subject{over})
	if got := p.Styles([]Subject{over})[0]; got.Color != Ink {
		t.Errorf("the curve over all rates is %v", got.Color)
	}
	e, _ := optimizers.EntryOf(optimizers.Momentum{})
	if got := NewPalette(Theme{}, []Subject{over}).Styles([]Subject{over})[0]; got.Color != lineHues[e.Style].OnPaper {
		t.Errorf("the curve by itself is %v", got.Color)
	}
	both := []Subject{over, {Rule: optimizers.NewAdam()}}
	if got := NewPalette(Theme{}, ordered, both).Styles(both)[0]; got.Color == Ink {
		t.Error("the curve beside another rule is neutral")
	}
}

// A schedule of the rate has the same colour beside schedules of any rule and in any order, unless
// a rule of the page has the colour; the constant rate has the colour of its rule.
func TestSchedulesKeepColours(t *testing.T) {
	run := func(rule optimizers.Optimizer, schedule string) Subject {
		return Subject{Rule: rule, Variant: schedule, Schedule: schedule}
	}
	for _, rule := range []optimizers.Optimizer{optimizers.SGD{}, optimizers.NewAdam()} {
		e, _ := optimizers.EntryOf(rule)
		got := Theme{}.palette().Styles([]Subject{run(rule, "cosine"), run(rule, "constant"), run(rule, "multistep")})
		for i, want := range []int{scheduleStyles["cosine"], e.Style, scheduleStyles["multistep"]} {
			if got[i].Color != lineHues[want].OnPaper {
				t.Errorf("%s: line %d has the colour %v, want that of style %d", e.Name, i, got[i].Color, want)
			}
		}
	}
	alone := Theme{}.palette().Styles([]Subject{run(optimizers.SGD{}, "cosine")})
	if alone[0].Color != lineHues[0].OnPaper {
		t.Error("the only run of a rule has another colour than the rule")
	}
	beside := Theme{}.palette().Styles([]Subject{run(optimizers.SGD{}, "constant"), run(optimizers.SGD{}, "cosine"), {Rule: optimizers.NewRMSprop()}})
	if rms := lineHues[scheduleStyles["cosine"]].OnPaper; beside[2].Color != rms || beside[1].Color == rms {
		t.Error("a schedule has the colour of another rule of the page")
	}
}
