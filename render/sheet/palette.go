package sheet

import (
	"cmp"
	"fmt"
	"image/color"
	"maps"
	"math"
	"reflect"
	"slices"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/colour"
)

// Palette holds the line styles of all subjects of a page. A rule has one colour: the colour
// of its line in the catalogue. If the lines of a rule in a figure differ in a number alone,
// their colours are an even ramp in the order of the number. If they differ in more, the first
// has the rule's colour, and others have colours that stand for nothing else on the page. A
// schedule of the rate has the same colour on all pages. In a theme that lists colours of runs the
// lines have these by their order on the page instead, and no ramps.
type Palette struct {
	families map[reflect.Type]*family
	taken    map[int]bool   // numbers of styles that a rule or a subject has
	reserved map[int]bool   // numbers of styles of schedules on the page
	forms    map[string]int // of subjects
	hues     []Hue          // colours that lines have by their order on the page; nil: those of their rules
	lines    []Subject      // of the page in their order, in a theme with hues
}

// family holds the styles of the subjects of one rule.
type family struct {
	style   int                  // number of the rule's style; -1: the subjects have no rule
	key     string               // number that orders the first ordered figure; "": none is ordered
	values  map[string][]float64 // that subjects have, ascending, by the number's key
	singles []Subject            // unordered subjects that are alone in a figure
	mixed   []Subject            // unordered subjects that are not
	own     []ownStyle           // of unordered subjects
}

// ownStyle is the number of the style of a subject without an order.
type ownStyle struct {
	of    Subject
	style int
}

// NewPalette returns the palette of a page in a theme, with the subjects of each of its figures.
func NewPalette(theme Theme, figures ...[]Subject) *Palette {
	p := theme.palette()
	for range 2 { // a single line joins the ramp of a later figure
		for _, f := range figures {
			p.include(f)
		}
	}
	for range 2 { // a single line takes after a figure that sets it apart
		for _, f := range figures {
			p.assign(f)
		}
	}
	return p
}

// Styles returns the line styles of the subjects of a figure of the page. A nil palette
// returns the styles of a figure by itself.
func (p *Palette) Styles(subjects []Subject) []LineStyle {
	own := p.clone()
	own.include(subjects)
	return own.assign(subjects)
}

// RepeatsColours reports whether subjects of one figure share a colour in the theme.
func (t Theme) RepeatsColours(subjects []Subject) bool {
	return slices.ContainsFunc(t.palette().Styles(subjects), func(l LineStyle) bool { return l.Dash != nil })
}

// palette returns the palette of a page without figures.
func (t Theme) palette() *Palette {
	p := (*Palette)(nil).clone()
	if len(t.Runs) > 0 {
		p.hues = t.hues()
	}
	return p
}

// clone returns a copy of the palette, an empty palette for nil.
func (p *Palette) clone() *Palette {
	out := &Palette{families: map[reflect.Type]*family{}, taken: map[int]bool{}, reserved: map[int]bool{}, forms: map[string]int{}}
	if p == nil {
		return out
	}
	out.taken, out.reserved, out.forms = maps.Clone(p.taken), maps.Clone(p.reserved), maps.Clone(p.forms)
	out.hues, out.lines = p.hues, slices.Clone(p.lines)
	for t, f := range p.families {
		own := family{f.style, f.key, map[string][]float64{}, slices.Clone(f.singles), slices.Clone(f.mixed), slices.Clone(f.own)}
		for key, values := range f.values {
			own.values[key] = slices.Clone(values)
		}
		out.families[t] = &own
	}
	return out
}

// include adds the rules of a figure and the values that order its lines.
func (p *Palette) include(figure []Subject) {
	figure = withoutWrappers(figure)
	types, places := byRule(figure)
	for _, t := range types {
		of := at(figure, places[t])
		f := p.families[t]
		if f == nil {
			f = &family{style: -1, values: map[string][]float64{}}
			p.families[t] = f
			if e, ok := optimizers.EntryOf(of[0].Rule); ok {
				f.style = e.Style
				p.taken[f.style] = true
			}
		}
		key := f.orderOf(of, len(types) == 1)
		switch {
		case key == "" && len(of) == 1:
			f.singles = append(f.singles, of...)
			continue
		case key == "":
			f.mixed = append(f.mixed, of...)
			p.reserve(of)
			continue
		}
		f.key = cmp.Or(f.key, key)
		for _, s := range of {
			v, _ := s.number(key)
			if i, found := slices.BinarySearch(f.values[key], v); !found {
				f.values[key] = slices.Insert(f.values[key], i, v)
			}
		}
	}
}

// orderOf returns the key of the number that orders the lines of a rule in a figure, "" for
// none. A single line takes its place in the order of other figures if it is the only line of
// its figure, or one of theirs.
func (f *family) orderOf(of []Subject, onlyRule bool) string {
	if len(of) > 1 {
		return orderKey(of)
	}
	v, ok := of[0].number(f.key)
	if _, found := slices.BinarySearch(f.values[f.key], v); ok && (onlyRule || found) {
		return f.key
	}
	return ""
}

// assign returns the styles of the lines of a figure.
func (p *Palette) assign(figure []Subject) []LineStyle {
	figure = withoutWrappers(figure)
	out := make([]LineStyle, len(figure))
	types, places := byRule(figure)
	for _, t := range types {
		f, of := p.families[t], at(figure, places[t])
		key, used := f.orderOf(of, len(types) == 1), map[int]bool{}
		for i, s := range of {
			style := &out[places[t][i]]
			if key != "" && p.hues == nil {
				v, _ := s.number(key)
				*style = p.ordered(f, t, key, v)
				continue
			}
			if len(figure) == 1 && f.coversOrder(s) {
				*style = neutralStyle()
				continue
			}
			n := 0
			if p.hues == nil {
				n = p.unordered(f, s, used, len(of) == 1)
			} else {
				n = p.placeOf(f, s, used, len(of) == 1)
			}
			used[n] = true
			*style = p.styleAt(n).withForm(p.form(fmt.Sprint(n), n))
		}
	}
	return out
}

// coversOrder reports whether a subject stands for all values of the number that orders the lines
// of its rule on the page, as a curve over that number does. No colour of the ramp is right for
// such a curve.
func (f *family) coversOrder(s Subject) bool {
	_, has := s.number(f.key)
	return len(f.values[f.key]) > 0 && !has
}

// unordered returns the number of the style of a subject of a rule, other than those used in the
// figure. A subject without some of the numbers of an earlier one, such as a rate that varies
// along the axis, has the style of the earlier one. Others have the rule's style where they are
// alone in their figures; so has the first of several, unless one that is alone has it.
// Schedules have styles of their own, and the rest have styles that stand for nothing else on
// the page.
func (p *Palette) unordered(f *family, s Subject, used map[int]bool, alone bool) int {
	for _, sameNumbers := range []bool{true, false} {
		for _, o := range f.own {
			if !used[o.style] && s.isPartOf(o.of) && (!sameNumbers || len(s.Numbers) == len(o.of.Numbers)) {
				return o.style
			}
		}
	}
	if alone && f.style >= 0 {
		return f.style
	}
	n, ok := scheduleStyles[s.Schedule]
	if !ok || p.taken[n] {
		n = f.style
		if n < 0 || f.owns(n) || f.hasOther() {
			n = p.free()
		}
	}
	p.taken[n] = true
	f.own = append(f.own, ownStyle{s, n})
	return n
}

// scheduleStyles holds the numbers of the styles of the schedules that stand beside others of
// their rule. A constant rate has the rule's style.
var scheduleStyles = map[string]int{
	"step": 1, "multistep": 1, "exponential": 8, "linear": 3, "polynomial": 7, "inverse-time": 4, "inverse-sqrt": 12,
	"cosine": 5, "cosine-restarts": 16, "cyclic": 13, "one-cycle": 20, "wsd": 22,
}

// reserve keeps the styles of the schedules of subjects for these schedules.
func (p *Palette) reserve(of []Subject) {
	for _, s := range of {
		if n, ok := scheduleStyles[s.Schedule]; ok {
			p.reserved[n] = true
		}
	}
}

// free returns the number of the first style that stands for nothing on the page.
func (p *Palette) free() (n int) {
	for p.taken[n] || p.reserved[n] {
		n++
	}
	return n
}

// owns reports whether a subject of the rule has a style.
func (f *family) owns(style int) bool {
	return slices.ContainsFunc(f.own, func(o ownStyle) bool { return o.style == style })
}

// hasOther reports whether a line that is alone in its figure is of another variant than all
// those beside others.
func (f *family) hasOther() bool {
	return slices.ContainsFunc(f.singles, func(s Subject) bool {
		return !slices.ContainsFunc(f.mixed, func(o Subject) bool { return o.Variant == s.Variant })
	})
}

// ordered returns the style of the line of a rule with a value of the number of a key.
func (p *Palette) ordered(f *family, t reflect.Type, key string, v float64) LineStyle {
	values := f.values[key]
	i, _ := slices.BinarySearch(values, v)
	base := max(f.style, 0)
	rule := LineStyleAt(base)
	l := rampStyle(rule, i, len(values), p.turnOf(f, base))
	want := i
	if i == 0 {
		want = base
	}
	return l.withForm(p.form(fmt.Sprint(t, key, v), want))
}

// styleAt returns style n: its colour is that of the table, which stands for the theme's.
func (p *Palette) styleAt(n int) LineStyle {
	l := LineStyleAt(n)
	if p.hues != nil {
		l.Bright = p.hues[n%len(p.hues)].OnMap
	}
	return l
}

// turnOf returns by how many degrees the hue of a rule's ramp turns: not as far as the hues of
// other styles of the page, and hardly at all where another rule has a ramp, too.
func (p *Palette) turnOf(f *family, base int) float64 {
	_, from := chromaAndHue(LineStyleAt(base).Color)
	most := math.Abs(turnToLast(from))
	for _, other := range p.families {
		if other != f && other.key != "" {
			most = min(most, leastTurn)
		}
	}
	for n := range p.taken {
		chroma, hue := chromaAndHue(LineStyleAt(n).Color)
		if n == base || chroma < leastVisibleChroma {
			continue
		}
		gap := math.Mod(math.Copysign(1, turnToLast(from))*(hue-from)+720, 360)
		most = min(most, max(gap-hueGap, leastTurn))
	}
	return math.Copysign(most, turnToLast(from))
}

// form returns the number of the form of a subject: the one that it wants or, if another has
// that, the first that is free.
func (p *Palette) form(name string, want int) int {
	want %= len(forms)
	if n, ok := p.forms[name]; ok {
		return n
	}
	used := slices.Collect(maps.Values(p.forms))
	n := want
	for k := 0; slices.Contains(used, n) && k < len(forms); k++ {
		n = k
	}
	if slices.Contains(used, n) {
		n = want
	}
	p.forms[name] = n
	return n
}

// Styles returns the line styles of the subjects of the figure, in colours that the theme
// adapts.
func (s *Sheet) Styles(subjects []Subject) []LineStyle {
	styles := s.palette.Styles(subjects)
	own, paper := map[color.RGBA]color.RGBA{}, s.Theme.Background
	for i, l := range styles {
		if l.text == l.Color && len(s.Theme.Runs) > 0 { // the text may need another colour than the line
			l.text.R ^= 1
			styles[i] = l
		}
		line := s.Theme.lineColour(l)
		own[l.text] = s.Theme.textColour(l)
		for part := 99; part >= 0; part-- {
			own[Pale(l.Color, float64(part)/100)] = colour.Mix(line, paper, float64(part)/100)
		}
	}
	s.adapt(own)
	return styles
}
