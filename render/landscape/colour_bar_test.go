package landscape

import (
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// The head of a colour bar stands above a number at the bar's top that it would touch; a narrow
// head, which ends left of the numbers, stays where it is.
func TestHeadIsAboveNumbers(t *testing.T) {
	s := sheet.New(sheet.DefaultStyle())
	bar := sheet.Panel{Rectangle: vg.Rectangle{Max: vg.Point{X: BarWidth * s.Unit, Y: 100 * s.Unit}}}
	wide := s.Set("$f - f_{min}$", typeset.Sans, sheet.AxisSize)
	if base := aboveNumber(s, bar, wide, bar.Max.Y); base-wide.Descent <= bar.Max.Y+s.DigitHeight()/2 {
		t.Errorf("the head reaches down to %v, the number at the top up to %v", base-wide.Descent, bar.Max.Y+s.DigitHeight()/2)
	}
	if base := aboveNumber(s, bar, wide, bar.Max.Y-40*s.Unit); base > bar.Max.Y {
		t.Errorf("a number far below the top lifts the head to %v", base)
	}
	if base := aboveNumber(s, bar, s.Set("$f$", typeset.Sans, sheet.AxisSize), bar.Max.Y); base > bar.Max.Y {
		t.Errorf("a number beside a narrow head lifts the head to %v", base)
	}
}
