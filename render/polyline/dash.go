package polyline

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// Dash cuts the lines of a path into dashes: lengths on and off in turn, starting anew
// with every subpath. The path must have neither curves nor closings.
func Dash(path vg.Path, lengths []vg.Length) vg.Path {
	var out vg.Path
	var at vg.Point
	var phase int
	var left vg.Length
	for _, c := range path {
		if c.Type == vg.MoveComp {
			at, phase, left = c.Pos, 0, lengths[0]
			out.Move(at)
			continue
		}
		step := vg.Length(math.Hypot(float64(c.Pos.X-at.X), float64(c.Pos.Y-at.Y)))
		for done := vg.Length(0); ; {
			n := min(left, step-done)
			done, left = done+n, left-n
			p := c.Pos
			if done < step {
				f := done / step
				p = vg.Point{X: at.X + f*(c.Pos.X-at.X), Y: at.Y + f*(c.Pos.Y-at.Y)}
			}
			if phase%2 == 0 {
				out.Line(p)
			} else {
				out.Move(p)
			}
			if left > 0 {
				break
			}
			phase = (phase + 1) % len(lengths)
			left = lengths[phase]
		}
		at = c.Pos
	}
	return out
}
