package render

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/typeset"
)

// curve is a quantity of one run against the step.
type curve struct {
	values []float64 // at k = 0, 1, ...
	look   look
	label  endLabel
}

// steps is the scale of the step axis.
func (sc Scene) steps() scale.Scale {
	return scale.Whole{Linear: scale.Linear{Lo: 0, Hi: math.Max(float64(sc.Steps), 1)}}
}

// drawCurves draws curves in a panel, whose y scale holds what is beyond it at
// its edges, and labels their right ends.
func (s *sheet) drawCurves(p panel, curves []curve) {
	s.gridY(p)
	s.spines(p)
	pixel := vg.Inch / vg.Length(s.DPI)
	for _, c := range curves {
		if len(c.values) > 0 {
			s.run(polyline.Simplify(columns(p.curve(c.values), pixel), pixel/10), c.look, runWidth)
		}
	}
	for _, c := range curves {
		if len(c.values) > 0 {
			s.mark(c.look.marker, p.end(c), 2.6, c.look.color, paper)
		}
	}
	s.endLabels(p, labelled(p, curves))
}

// end is where a curve ends; one without values is lost at the top.
func (p panel) end(c curve) vg.Point {
	if len(c.values) == 0 {
		return vg.Point{X: p.Min.X, Y: p.Max.Y}
	}
	last := len(c.values) - 1
	return p.curve(c.values[last:])[0].Add(vg.Point{X: p.atX(float64(last)) - p.Min.X})
}

// labelled gives each curve its label. Curves of one text that end at one
// place share it, without a colour of their own.
func labelled(p panel, curves []curve) []endLabel {
	var labels []endLabel
	for _, c := range curves {
		l := c.label
		l.from, l.color = p.end(c), c.look.color
		same := slices.IndexFunc(labels, func(o endLabel) bool { return o.from == l.from && slices.Equal(o.lines, l.lines) })
		if same >= 0 {
			labels[same].color = soft
			continue
		}
		labels = append(labels, l)
	}
	return labels
}

// curve maps values to a panel, no further out than its edges.
func (p panel) curve(values []float64) []vg.Point {
	line := make([]vg.Point, len(values))
	for k, v := range values {
		q := p.at(float64(k), v)
		line[k] = vg.Point{X: q.X, Y: min(max(q.Y, p.Min.Y), p.Max.Y)}
	}
	return line
}

// columns keeps, of the points within one column of pixels, the first, lowest,
// highest and last: what can be seen of a long run.
func columns(line []vg.Point, width vg.Length) []vg.Point {
	var out []vg.Point
	for i := 0; i < len(line); {
		j, lo, hi := i, i, i
		for ; j < len(line) && line[j].X < line[i].X+width; j++ {
			if line[j].Y < line[lo].Y {
				lo = j
			}
			if line[j].Y > line[hi].Y {
				hi = j
			}
		}
		last := -1
		for _, k := range [4]int{i, min(lo, hi), max(lo, hi), j - 1} {
			if k > last {
				out = append(out, line[k])
				last = k
			}
		}
		i = j
	}
	return out
}

// lossAxis is how losses are drawn: in which scale, and above what.
type lossAxis struct {
	scale  scale.Scale
	name   string
	offset float64 // subtracted from every loss
}

// Losses closer to the infimum than this are at rounding level. Unless every
// run comes closer than the first they are drawn at it, so that the others can
// be told apart.
const (
	usualFloor = 1e-10
	leastFloor = 1e-16
)

// losses chooses the loss axis: logarithmic above the infimum where that is
// known, else in the loss itself, in both directions from 0 if it has both signs.
func (sc Scene) losses() lossAxis {
	infimum := sc.Surface.Meta().Infimum
	a := lossAxis{name: "loss $f(x_k)$"}
	if !math.IsNaN(infimum) && !math.IsInf(infimum, 0) {
		a.offset = infimum
		if infimum != 0 {
			a.name = "loss $f(x_k) - f^*$"
		}
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	worst := 0.0 // the highest of the lowest losses
	for _, t := range sc.Tracks {
		least, limit := math.Inf(1), sc.limit(t)
		for _, v := range t.Path.Loss {
			v = min(max(v, -limit), limit) - a.offset
			least, hi = min(least, v), max(hi, v)
		}
		lo = min(lo, least)
		if !math.IsInf(least, 1) {
			worst = max(worst, least)
		}
	}
	switch {
	case lo > hi: // nothing was recorded
		a.scale = scale.Linear{Lo: 0, Hi: 1}
	case lo >= 0 || a.offset != 0 || infimum == 0:
		floor := usualFloor
		if worst < usualFloor {
			floor = leastFloor
		}
		lo = min(max(lo, floor), max(hi, floor))
		a.scale = logRange(lo, math.Max(hi, floor), lo == floor)
	default:
		a.scale = bothSigns(lo, hi)
	}
	return a
}

// limit bounds the absolute losses that are drawn of a run that leaves or
// diverges: what follows is not worth the room it would take from the others.
func (sc Scene) limit(t Track) float64 {
	if o := t.Path.Verdict.Outcome; o != optimizers.Diverged && o != optimizers.LeftWindow {
		return math.Inf(1)
	}
	most := 1.0
	for _, other := range sc.Tracks {
		if other.Path.Len() > 0 {
			most = max(most, math.Abs(other.Path.Loss[0]))
		}
	}
	return 1e3 * most
}

// seen is how many values there are up to the first of those that are all
// beyond a limit.
func seen(values []float64, limit float64) int {
	n := len(values)
	for n > 1 && math.Abs(values[n-2]) > limit {
		n--
	}
	return n
}

// logRange is a logarithmic scale that ends at or just beyond lo and hi. A
// floor goes to a power of ten, where its tick can say what it stands for.
func logRange(lo, hi float64, floor bool) scale.Log {
	if hi < 10*lo {
		hi, lo = math.Max(hi, lo)*3, lo/3
	}
	if floor || hi > 1e3*lo {
		lo = math.Pow(10, math.Floor(math.Log10(lo)+1e-9))
	}
	return scale.Log{Lo: lo, Hi: hi * math.Pow(hi/lo, 0.03), Floor: floor}
}

// bothSigns is even over a modest range and logarithmic in both directions
// over a wide one.
func bothSigns(lo, hi float64) scale.Scale {
	most := math.Max(math.Abs(lo), math.Abs(hi))
	if most <= 100 || math.Abs(hi-lo) < 0.9*most {
		if hi-lo <= 1e-12*most { // constant but for rounding
			pad := math.Max(1, 1e-3*most)
			hi, lo = hi+pad, lo-pad
		}
		pad := (hi/2 - lo/2) * 0.06
		return scale.Linear{Lo: lo - pad, Hi: hi + pad}
	}
	return scale.SymLog{Lo: lo, Hi: hi, Unit: 1}
}

// lossCurves are the runs' losses, labelled with their names and, for a run
// that ended early, why.
func (sc Scene) lossCurves(a lossAxis, looks []look) []curve {
	var curves []curve
	for i, t := range sc.Tracks {
		c := curve{look: looks[i], label: runLabel(t), values: make([]float64, t.Path.Len())}
		for k, v := range t.Path.Loss {
			c.values[k] = v - a.offset
		}
		c.values = c.values[:seen(t.Path.Loss, sc.limit(t))]
		switch v := t.Path.Verdict; v.Outcome {
		case optimizers.Diverged:
			c.label.lines = append(c.label.lines, fmt.Sprintf("diverges at $k = %d$", v.Step))
		case optimizers.Failed:
			c.label.lines = append(c.label.lines, fmt.Sprintf("stops at $k = %d$", v.Step))
		}
		curves = append(curves, c)
	}
	return curves
}

// runLabel is a run's name.
func runLabel(t Track) endLabel {
	return endLabel{lines: []string{typeset.Escape(t.Label)}, face: typeset.Bold, size: runSize}
}

// drawLosses draws the loss panel but for its x axis.
func (s *sheet) drawLosses(p panel, sc Scene, a lossAxis, looks []look) {
	s.axisY(p, a.name)
	s.drawCurves(p, sc.lossCurves(a, looks))
}

// rates chooses the learning-rate axis: even, unless the runs' highest rates
// differ by more than a factor of ten; then logarithmic, down to a thousandth of
// the gentlest run's highest, since many schedules end at 0, which has no logarithm.
func (sc Scene) rates() scale.Scale {
	least, lo, hi := math.Inf(1), math.Inf(1), 0.0
	for _, t := range sc.Tracks {
		if rates := t.rates(); len(rates) > 0 {
			highest := slices.Max(rates)
			least, lo, hi = min(least, slices.Min(rates)), min(lo, highest), max(hi, highest)
		}
	}
	switch {
	case hi == 0:
		return scale.Linear{Lo: 0, Hi: 1}
	case hi <= 10*lo:
		return scale.Linear{Lo: 0, Hi: 1.1 * hi}
	}
	floor := max(lo/1000, hi*1e-12)
	return logRange(max(least, floor), hi, least < floor)
}

// rates are the learning rates of a track's steps: its last iterate has none.
func (t Track) rates() []float64 { return t.Path.LR[:max(0, len(t.Path.LR)-1)] }

// rateCurves are the runs' learning rates, labelled with their schedules.
func (sc Scene) rateCurves(looks []look) []curve {
	var curves []curve
	for i, t := range sc.Tracks {
		curves = append(curves, curve{
			look:   looks[i],
			label:  endLabel{lines: []string{typeset.Escape(t.Schedule)}, size: tickSize},
			values: t.rates(),
		})
	}
	return curves
}

// drawRates draws the learning-rate panel but for its x axis.
func (s *sheet) drawRates(p panel, sc Scene, looks []look) {
	s.axisY(p, "rate $η_k$")
	s.drawCurves(p, sc.rateCurves(looks))
}
