package sheet

import (
	"fmt"
	"image/color"
	"maps"
	"math"
	"reflect"
	"slices"

	"github.com/optviz/optviz/optimizers"
)

// Subject tells what a line stands for. Lines of one subject look alike in all figures of a
// page.
type Subject struct {
	Rule    optimizers.Optimizer // gives the colour by its type; nil: the line is of no rule
	Numbers []Number             // numbers that may order the lines of a rule, the one that orders best last
	Variant string               // what else sets the subject apart from others of its rule
}

// Number is a number that a run was given, such as its learning rate.
type Number struct {
	Key   string
	Value float64
}

// number returns the subject's number of a key; ok is false where there is none.
func (s Subject) number(key string) (value float64, ok bool) {
	for _, n := range s.Numbers {
		if n.Key == key {
			return n.Value, true
		}
	}
	return 0, false
}

// Palette holds the line styles of all subjects of a page. A rule has one colour: the colour
// of its line in the catalogue. If the lines of a rule in a figure differ in a number alone,
// their colours are an even ramp in the order of the number. Otherwise the first has the
// rule's colour, and others have colours of no rule on the page.
type Palette struct {
	families map[reflect.Type]*family
	taken    map[int]bool   // numbers of styles that a rule or a subject has
	forms    map[string]int // of subjects
}

// family holds the styles of the subjects of one rule.
type family struct {
	style  int                  // number of the rule's style; -1: the subjects have no rule
	key    string               // number that orders the first ordered figure; "": none is ordered
	values map[string][]float64 // that subjects have, ascending, by the number's key
	slots  map[string]int       // places in extra of unordered subjects; place 0 is the rule's own style
	extra  []int                // numbers of styles
}

// NewPalette returns the palette of a page with the subjects of each of its figures.
func NewPalette(figures ...[]Subject) *Palette {
	p := (*Palette)(nil).clone()
	for range 2 { // a single line joins the ramp of a later figure
		for _, f := range figures {
			p.include(f)
		}
	}
	for _, several := range []bool{true, false} { // a single line takes after the figure that sets it apart
		for _, f := range figures {
			p.assign(f, several)
		}
	}
	return p
}

// Styles returns the line styles of the subjects of a figure of the page. A nil palette
// returns the styles of a figure by itself.
func (p *Palette) Styles(subjects []Subject) []LineStyle {
	own := p.clone()
	own.include(subjects)
	styles := own.assign(subjects, true)
	for i, l := range own.assign(subjects, false) {
		if styles[i].Marker == nil {
			styles[i] = l
		}
	}
	return styles
}

// RepeatsColours reports whether subjects of one figure share a colour.
func RepeatsColours(subjects []Subject) bool {
	return slices.ContainsFunc((*Palette)(nil).Styles(subjects), func(l LineStyle) bool { return l.Dash != nil })
}

// clone returns a copy of the palette, an empty palette for nil.
func (p *Palette) clone() *Palette {
	out := &Palette{map[reflect.Type]*family{}, map[int]bool{}, map[string]int{}}
	if p == nil {
		return out
	}
	out.taken, out.forms = maps.Clone(p.taken), maps.Clone(p.forms)
	for t, f := range p.families {
		own := family{f.style, f.key, map[string][]float64{}, maps.Clone(f.slots), slices.Clone(f.extra)}
		for key, values := range f.values {
			own.values[key] = slices.Clone(values)
		}
		out.families[t] = &own
	}
	return out
}

// byRule groups the places of subjects by the type of their rule, in the order of the
// subjects.
func byRule(subjects []Subject) (types []reflect.Type, places map[reflect.Type][]int) {
	places = map[reflect.Type][]int{}
	for i, s := range subjects {
		t := reflect.TypeOf(s.Rule)
		if places[t] == nil {
			types = append(types, t)
		}
		places[t] = append(places[t], i)
	}
	return types, places
}

// withoutWrappers returns the subjects with the rules inside where the same wrapper around
// different rules tells nothing apart, as in projected(adam) beside projected(amsgrad).
func withoutWrappers(subjects []Subject) []Subject {
	inside := make([]Subject, len(subjects))
	differ := false
	for i, s := range subjects {
		inner, ok := optimizers.Inner(s.Rule)
		if !ok || reflect.TypeOf(s.Rule) != reflect.TypeOf(subjects[0].Rule) {
			return subjects
		}
		inside[i] = s
		inside[i].Rule = inner
		differ = differ || reflect.TypeOf(inner) != reflect.TypeOf(inside[0].Rule)
	}
	if !differ {
		return subjects
	}
	return inside
}

// at returns the subjects at some places.
func at(subjects []Subject, places []int) []Subject {
	out := make([]Subject, len(places))
	for i, k := range places {
		out[i] = subjects[k]
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
			f = &family{style: -1, values: map[string][]float64{}, slots: map[string]int{}}
			p.families[t] = f
			if e, ok := optimizers.EntryOf(of[0].Rule); ok {
				f.style, p.taken[e.Style] = e.Style, true
			}
		}
		key := f.orderOf(of, len(types) == 1)
		if key == "" {
			continue
		}
		if f.key == "" {
			f.key = key
		}
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

// orderKey returns the key of the number in which subjects differ, "" if they are not in one
// order. Where several numbers differ, all must go up or down together in three subjects at
// least.
func orderKey(of []Subject) string {
	var differing []string
	for _, n := range of[0].Numbers {
		if slices.ContainsFunc(of, func(s Subject) bool { v, ok := s.number(n.Key); return !ok || v != n.Value }) {
			differing = append(differing, n.Key)
		}
	}
	if slices.ContainsFunc(of, func(s Subject) bool {
		return s.Variant != of[0].Variant || len(s.Numbers) != len(of[0].Numbers)
	}) {
		return ""
	}
	if len(differing) > 1 && len(of) < 3 {
		return ""
	}
	for _, key := range slices.Backward(differing) {
		if orders(key, differing, of) {
			return key
		}
	}
	return ""
}

// orders reports whether the number of a key differs in all subjects, and along it no other
// number goes up and down.
func orders(key string, differing []string, of []Subject) bool {
	sorted := slices.SortedFunc(slices.Values(of), func(a, b Subject) int {
		return compareNumber(key, a, b)
	})
	for _, other := range differing {
		up, down := false, false
		for i, s := range sorted[1:] {
			c := compareNumber(other, sorted[i], s)
			if c == 0 && other == key {
				return false
			}
			up, down = up || c < 0, down || c > 0
		}
		if up && down {
			return false
		}
	}
	return true
}

// compareNumber compares the numbers of a key of two subjects.
func compareNumber(key string, a, b Subject) int {
	v, _ := a.number(key)
	w, _ := b.number(key)
	switch {
	case v < w:
		return -1
	case v > w:
		return 1
	}
	return 0
}

// assign returns the styles of those lines of a figure that have others of their rule beside
// them or, if several is false, of those that have none. The styles of the others are empty.
func (p *Palette) assign(figure []Subject, several bool) []LineStyle {
	figure = withoutWrappers(figure)
	out := make([]LineStyle, len(figure))
	types, places := byRule(figure)
	for _, t := range types {
		f, of := p.families[t], at(figure, places[t])
		if (len(of) > 1) != several {
			continue
		}
		key := f.orderOf(of, len(types) == 1)
		slots := p.slotsOf(f, of, key)
		for i, s := range of {
			if key != "" {
				v, _ := s.number(key)
				out[places[t][i]] = p.ordered(f, t, key, v)
				continue
			}
			n := f.extra[slots[i]]
			out[places[t][i]] = LineStyleAt(n).withForm(p.form(fmt.Sprint(n), n))
		}
	}
	return out
}

// slotsOf returns the slots of unordered subjects of a rule in a figure: their own, or the
// first that no other of the figure has.
func (p *Palette) slotsOf(f *family, of []Subject, key string) []int {
	slots, used := make([]int, len(of)), map[int]bool{}
	if key != "" {
		return nil
	}
	name := func(s Subject) string { return fmt.Sprint(s.Variant, s.Numbers) }
	for i, s := range of {
		slot, known := f.slots[name(s)]
		if slots[i] = slot; !known || used[slot] {
			slots[i] = -1
			continue
		}
		used[slot] = true
	}
	free := 0
	for i, s := range of {
		if slots[i] >= 0 {
			continue
		}
		for used[free] {
			free++
		}
		slots[i], used[free] = free, true
		if _, known := f.slots[name(s)]; !known {
			f.slots[name(s)] = free
		}
	}
	for range slices.Max(slots) + 1 - len(f.extra) {
		n := f.style
		if len(f.extra) > 0 || n < 0 {
			for n = 0; p.taken[n]; {
				n++
			}
			p.taken[n] = true
		}
		f.extra = append(f.extra, n)
	}
	return slots
}

// ordered returns the style of the line of a rule with a value of the number of a key.
func (p *Palette) ordered(f *family, t reflect.Type, key string, v float64) LineStyle {
	values := f.values[key]
	i, _ := slices.BinarySearch(values, v)
	base := max(f.style, 0)
	l := rampStyle(LineStyleAt(base), i, len(values), p.turnOf(f, base))
	want := i
	if i == 0 {
		want = base
	}
	return l.withForm(p.form(fmt.Sprint(t, key, v), want))
}

// turnOf returns by how many degrees the hue of a rule's ramp turns: not as far as the hues of
// other styles of the page, and hardly at all where another rule has a ramp, too.
func (p *Palette) turnOf(f *family, base int) float64 {
	_, from := chromaAndHue(lineHues[base].OnPaper)
	most := math.Abs(turnToLast(from))
	for _, other := range p.families {
		if other != f && other.key != "" {
			most = min(most, leastTurn)
		}
	}
	for n := range p.taken {
		chroma, hue := chromaAndHue(lineHues[n%len(lineHues)].OnPaper)
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
	own := map[color.RGBA]color.RGBA{}
	for _, l := range styles {
		own[l.Color] = s.Theme.lineColour(l)
		own[ValidationStyle(l).Color] = Mix(own[l.Color], s.Theme.Recolour(Paper), validationPale)
	}
	recolour := s.Theme.Recolour
	s.Theme.Recolour = func(c color.RGBA) color.RGBA {
		if adapted, ok := own[c]; ok {
			return adapted
		}
		return recolour(c)
	}
	return styles
}
