package sheet

import (
	"math"
	"testing"

	"github.com/optviz/optviz/render/scale"
)

// The number at the right end of an axis stays half a margin from the side of the figure: the
// panel ends where half of the number has room.
func TestLastNumberInsideMargin(t *testing.T) {
	s := New(Style{Width: 482, Height: 624, DPI: 144, Theme: MustTheme("paper")})
	for _, hi := range []float64{1, 20000} {
		p := s.WithinAxes(Panel{Rectangle: s.Body(s.Height), X: scale.Linear{Lo: 0, Hi: hi}, Y: scale.Linear{Lo: 0, Hi: 1}})
		ticks := p.X.Ticks(s.MostX(p))
		right := p.Max.X + s.Numeral(ticks[len(ticks)-1].Label).Width/2
		if most := s.Width - usualMargin/2*s.Unit; right > most+0.001 {
			t.Errorf("the number %s ends at %v, beyond %v", ticks[len(ticks)-1].Label, right, most)
		}
		if narrow := p.Max.X < s.Width-usualMargin*s.Unit-0.001; narrow != (hi == 20000) {
			t.Errorf("up to %v the panel ends at %v, the margin begins at %v", hi, p.Max.X, s.Width-usualMargin*s.Unit)
		}
	}
}

// On paper the numbers of a map's y axis take the room of the widest of them, in other themes the
// room that lines maps up with plots.
func TestMapAxisRoom(t *testing.T) {
	for theme, usual := range map[string]bool{"light": true, "paper": false} {
		s := New(Style{Width: 482, Height: 624, DPI: 144, Theme: MustTheme(theme)})
		p := Panel{Rectangle: s.Body(s.Height), X: scale.Linear{Lo: 0, Hi: 1}, Y: scale.Linear{Lo: -2, Hi: 2}}
		want := s.AxisRoom(p.Y)
		if !usual {
			want = s.Numeral("−1.5").Width + (TickLength+TickGap)*s.Unit + s.AxisNameRoom()
		}
		if got := s.WithinMapAxes(p).Min.X - p.Min.X; math.Abs(float64(got-want)) > 0.01 {
			t.Errorf("%s: the axis takes %v, want %v", theme, got, want)
		}
	}
}
