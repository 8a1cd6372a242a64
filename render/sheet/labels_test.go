package sheet

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"

	"github.com/optviz/optviz/render/typeset"
)

// Labels keep their order, do not overlap, stay within bounds if they fit, and
// stay where they want to be if nothing is in the way.
func TestSpread(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "n")
		want, height := make([]vg.Length, n), make([]vg.Length, n)
		var total vg.Length
		for i := range n {
			want[i] = vg.Length(rapid.Float64Range(-20, 120).Draw(t, "want"))
			height[i] = vg.Length(rapid.Float64Range(0.5, 20).Draw(t, "height"))
			total += height[i]
		}
		slices.Sort(want)
		const lo, hi, slack = 0, 100, 1e-9
		got := spreadLabels(want, height, lo, hi)
		free := true // nobody wants a place that is taken or out of bounds
		for i, w := range want {
			free = free && w-height[i]/2 >= lo && w+height[i]/2 <= hi
			if i > 0 {
				free = free && want[i-1]+height[i-1]/2 <= w-height[i]/2
				if got[i-1]+height[i-1]/2 > got[i]-height[i]/2+slack {
					t.Fatalf("label %d at %v reaches into label %d at %v", i-1, got[i-1], i, got[i])
				}
			}
		}
		if total <= hi && (got[0]-height[0]/2 < lo-slack || got[n-1]+height[n-1]/2 > hi+slack) {
			t.Fatalf("%v with heights %v is beyond the bounds though it would fit", got, height)
		}
		for i := range want {
			if free && math.Abs(float64(got[i]-want[i])) > slack {
				t.Fatalf("label %d moved from %v to %v for no reason", i, want[i], got[i])
			}
		}
	})
	// Two that want the same place share it evenly.
	if got := spreadLabels([]vg.Length{50, 50}, []vg.Length{10, 10}, 0, 100); got[0] != 45 || got[1] != 55 {
		t.Errorf("two labels at 50 go to %v, want 45 and 55", got)
	}
}

// A legend that would take most of a panel's height stands beside the panel, even where its
// names are small there.
func TestLegendLeavesHeight(t *testing.T) {
	style := DefaultStyle()
	style.Theme = MustTheme("slides")
	s := New(style)
	names := make([]LegendEntry, 7)
	for i := range names {
		names[i] = LegendEntry{EndLabel: EndLabel{Lines: []string{"a rather long name of a run"}, Size: RunSize}}
	}
	room := vg.Rectangle{Max: vg.Point{X: s.Width, Y: 0.9 * s.LegendHeight(s.LegendBelow(names, 0))}}
	if l, left := s.PlaceLegend(names, 0.4*s.Width, room, WholeRoom); l.Below || left.Max.X != 0.6*s.Width || left.Size().Y != room.Size().Y {
		t.Errorf("the legend leaves %v of %v", left, room)
	}
}

// A map stands at the top of its room below the heading of a page, but not on slides.
func TestMapsBelowHeadings(t *testing.T) {
	for _, c := range []struct {
		style Style
		want  bool
	}{
		{Style{PageHeight: 900}, true}, {Style{}, false}, {Style{PageHeight: 900, Theme: MustTheme("slides")}, false}, {Style{PageHeight: 900, Theme: MustTheme("paper")}, true}, {Style{PageHeight: 900, Theme: MustTheme("print")}, true},
	} {
		c.style.Width, c.style.Height, c.style.DPI = 800, 600, 144
		if got := New(c.style).MapsBelowHeadings(); got != c.want {
			t.Errorf("%+v: %v, want %v", c.style, got, c.want)
		}
	}
}

// The names beside a panel are as large as the widest of them, unless it needs much less room.
func TestNamesEquallyLarge(t *testing.T) {
	s := New(DefaultStyle())
	wide := "a name"
	for s.Set(wide, typeset.Bold, RunSize).Width <= 1.05*s.maxLabelWidth() {
		wide += "m"
	}
	named := func(text string) EndLabel {
		return EndLabel{Lines: []string{text}, Face: typeset.Bold, Size: RunSize}
	}
	note := EndLabel{Lines: []string{"note"}, Size: TickSize}
	for text, want := range map[string]float64{wide: s.shrinks(wide, typeset.Bold, RunSize, s.maxLabelWidth()), wide + wide: smaller, "short": 1} {
		got := s.equallyLarge([]EndLabel{named(text), named("other"), note})
		if part := float64(got[1].Size / RunSize); math.Abs(part-want) > 1e-9 || got[0].Size != got[1].Size || got[2].Size != TickSize {
			t.Errorf("beside %q another name has %v of its size, want %v", text, part, want)
		}
	}
}

// A piece of a line shows all of its line's dashes.
func TestWholeDashes(t *testing.T) {
	for _, c := range []struct {
		dashes []vg.Length
		piece  vg.Length
		want   []vg.Length
	}{
		{[]vg.Length{12, 4, 2, 2}, 10, []vg.Length{6, 2, 1, 1}},
		{[]vg.Length{3, 2}, 10, []vg.Length{3, 2}},
		{nil, 10, nil},
	} {
		if got := wholeDashes(c.dashes, c.piece); !slices.Equal(got, c.want) {
			t.Errorf("%v in %v: %v, want %v", c.dashes, c.piece, got, c.want)
		}
	}
}

// The notes in a legend stand as near to their names as usual, but a superscript of a note does not
// touch the name.
func TestLegendNotesClear(t *testing.T) {
	style := DefaultStyle()
	style.Theme = MustTheme("paper")
	s := New(style)
	legend := func(note string) Legend {
		e := LegendEntry{EndLabel: EndLabel{Lines: []string{"early stopping", note}, Face: typeset.Bold, Size: RunSize}}
		return Legend{entries: []LegendEntry{e}, columns: 1, most: s.Width}
	}
	if got := s.notePitch(legend("so")); got != legendNote {
		t.Errorf("a plain note has the pitch %v, want %v", got, legendNote)
	}
	high := legend("$1 - (1 - 0.02 λ)^t$")
	lines := high.entries[0].Typeset(s, 1, high.most)
	if gap := s.notePitch(high)*s.Unit - lines[0].Descent - lines[1].Ascent; gap < 0.99*leastNoteGap*s.Unit {
		t.Errorf("a superscript stands %v below the name", gap)
	}
}

// A leader ties a label with a key to an end at the side of the panel where the label stands elsewhere.
func TestLeaderOfKeyedLabel(t *testing.T) {
	s := New(DefaultStyle())
	p := Panel{Rectangle: vg.Rectangle{Max: vg.Point{X: 300, Y: 300}}}
	keyed := EndLabel{From: vg.Point{X: 300, Y: 100}, Marker: LineStyleAt(0).Marker}
	within, bare, adrift := keyed, keyed, keyed
	within.From.X, bare.Marker, adrift.Marker, adrift.Adrift = 150, nil, nil, true
	for _, c := range []struct {
		label EndLabel
		y     vg.Length
		want  bool
	}{{keyed, 100, false}, {keyed, 104, false}, {keyed, 106, true}, {keyed, 94, true}, {within, 130, false}, {bare, 100, true}, {adrift, 130, false}} {
		if got := c.label.hasLeader(s, p, c.y, 10); got != c.want {
			t.Errorf("label %+v at %v: leader is %v", c.label.From, c.y, got)
		}
	}
}
