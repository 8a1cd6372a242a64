package sheet

import (
	"fmt"
	"image/color"

	"github.com/optviz/optviz/render/colour"
	"github.com/optviz/optviz/render/figure"
)

// Contrasts to the background below which ink cannot be read, and lines can hardly be seen.
const (
	readableInk = 3
	visibleLine = 1.5
)

// alike is the distance in Ottosson's space up to which two colours of runs look alike.
const alike = 0.05

// Remarks says what of the theme's colours cannot be read or told apart.
func (t Theme) Remarks() []string {
	t = t.orLight()
	var out []string
	remark := func(format string, args ...any) { out = append(out, "theme: "+fmt.Sprintf(format, args...)) }
	for _, c := range []struct {
		name string
		c    color.RGBA
	}{{"ink", t.Ink}, {"soft", t.Soft}} {
		if got := colour.Contrast(c.c, t.Background); got < readableInk {
			remark("%s %s on %s has a contrast of %.1f: hard to read", c.name, figure.Hex(c.c), figure.Hex(t.Background), got)
		}
	}
	for i, a := range t.Runs {
		if got := colour.Contrast(a.OnPaper, t.Background); got < visibleLine {
			remark("colour %d of the runs, %s, hardly shows on %s", i+1, figure.Hex(a.OnPaper), figure.Hex(t.Background))
		}
		for j, b := range t.Runs[:i] {
			if distance(a.OnPaper, b.OnPaper) < alike {
				remark("colours %d and %d of the runs, %s and %s, look alike", j+1, i+1, figure.Hex(b.OnPaper), figure.Hex(a.OnPaper))
			}
		}
	}
	return out
}
