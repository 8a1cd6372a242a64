package scale

import (
	"math"
	"slices"
)

// Log is a logarithmic scale from Lo to Hi, both above 0. If Floor is set, Lo stands for
// all values below it, and the tick there is marked "≤".
type Log struct {
	Lo, Hi float64
	Floor  bool
}

// At implements Scale.
func (s Log) At(v float64) float64 {
	lo, span := s.decades()
	return place(v, lo, span)
}

// decades returns the logarithm of the low end and how many decades there are.
func (s Log) decades() (lo, span float64) {
	lo = math.Log10(s.Lo)
	return lo, math.Log10(s.Hi) - lo
}

// place returns the place of a value on a scale with a logarithm of its low end and a number of
// decades.
func place(v, lo, span float64) float64 {
	if v <= 0 {
		return -1 // below the low end
	}
	return clamp((math.Log10(v) - lo) / span)
}

// Placer returns the function At of a scale, prepared for many values.
func Placer(s Scale) func(v float64) float64 {
	l, ok := WithoutTicks(s).(Log)
	if !ok {
		return s.At
	}
	lo, span := l.decades()
	return func(v float64) float64 { return place(v, lo, span) }
}

// Ticks returns powers of ten, with 2 to 9 times these as minor ticks where there is
// room; over less than two decades, or two and a half where there is much room, 1, 2 and 5 times
// a power carry labels.
func (s Log) Ticks(most int) []Tick {
	lo, hi := math.Log10(s.Lo), math.Log10(s.Hi)
	if hi-lo < 0.7 {
		return Linear{s.Lo, s.Hi}.Ticks(most)
	}
	every := max(1, int(niceStep((hi-lo)/float64(max(most, 1)), 1, 2, 3, 4, 5)))
	first := int(math.Floor(lo + 1e-9))
	if last := math.Floor(hi + 1e-9); !s.Floor && math.Floor(last/float64(every))-math.Ceil((lo-1e-9)/float64(every)) < 1 {
		every = max(1, every/2) // a scale needs two labels
	}
	const manyLabels = 8
	fine := hi-lo < 2 || hi-lo < 2.5 && most >= manyLabels
	var ticks []Tick
	for e := first; e <= int(math.Ceil(hi)); e++ {
		p := math.Pow(10, float64(e))
		labelled, text := e%every == 0, Power(e)
		if fine {
			text = label(p, p) // like the numbers beside it
		}
		if s.Floor {
			labelled = (e-first)%every == 0
			if e == first {
				text = "≤ " + text
			}
		}
		ticks = s.add(ticks, p, labelled, text)
		if every > 1 {
			continue
		}
		for d := 2.0; d < 10; d++ {
			ticks = s.add(ticks, d*p, fine && (d == 2 || d == 5), label(d*p, p))
		}
	}
	return ticks
}

// add appends a tick if it lies on the scale.
func (s Log) add(ticks []Tick, v float64, labelled bool, text string) []Tick {
	if at := s.At(v); at < -1e-9 || at > 1+1e-9 {
		return ticks
	}
	if !labelled {
		text = ""
	}
	return append(ticks, Tick{Value: v, Label: text})
}

// SymLog is logarithmic in both directions from 0 and nearly even within ±Unit: for
// losses of either sign.
type SymLog struct{ Lo, Hi, Unit float64 }

func (s SymLog) warp(v float64) float64 {
	return math.Copysign(math.Log1p(math.Abs(v)/s.Unit), v)
}

// unwarp is the inverse of warp, for what a number can hold.
func (s SymLog) unwarp(w float64) float64 {
	return math.Copysign(math.Min(s.Unit*math.Expm1(math.Abs(w)), math.MaxFloat64), w)
}

// At implements Scale.
func (s SymLog) At(v float64) float64 {
	lo, hi := s.warp(s.Lo), s.warp(s.Hi)
	return clamp((s.warp(v) - lo) / (hi - lo))
}

// Ticks returns 0 and powers of ten of both signs, and labels as many of these as there
// is room for. Powers crowded near 0 are left out. A scale with fewer than two of these has the
// ticks of a logarithmic scale where it lies beyond ±Unit, and even ones elsewhere.
func (s SymLog) Ticks(most int) []Tick {
	ticks := s.powers(most)
	unlabelled := func(t Tick) bool { return t.Label == "" }
	switch labelled := slices.DeleteFunc(slices.Clone(ticks), unlabelled); {
	case len(labelled) >= 2:
		return ticks
	case s.Lo >= s.Unit:
		return Log{Lo: s.Lo, Hi: s.Hi}.Ticks(most)
	case s.Hi <= -s.Unit:
		return negative(Log{Lo: -s.Hi, Hi: -s.Lo}.Ticks(most))
	}
	return Linear{s.Lo, s.Hi}.Ticks(most)
}

// negative returns the ticks of the opposite values, in ascending order.
func negative(ticks []Tick) []Tick {
	out := slices.Clone(ticks)
	slices.Reverse(out)
	for i := range out {
		if out[i].Value = -out[i].Value; out[i].Label != "" {
			out[i].Label = "−" + out[i].Label
		}
	}
	return out
}

// powers returns the ticks at 0 and at powers of ten.
func (s SymLog) powers(most int) []Tick {
	below, above := s.powersIn(-s.Hi, -s.Lo), s.powersIn(s.Lo, s.Hi)
	every := max(1, (below.count()+above.count()+max(most, 1)-1)/max(most, 1))
	var ticks []Tick
	zero, apart := s.At(0), 0.5/float64(max(most, 1))
	add := func(v float64, labelled bool, text string) {
		at := s.At(v)
		if at < 0 || at > 1 || v != 0 && math.Abs(at-zero) < apart {
			return
		}
		if !labelled {
			text = ""
		}
		ticks = append(ticks, Tick{Value: v, Label: text})
	}
	for e := below.last; e >= below.first; e-- {
		add(-math.Pow(10, float64(e)), (below.last-e)%every == 0, "−"+Power(e))
	}
	add(0, true, "0")
	for e := above.first; e <= above.last; e++ {
		add(math.Pow(10, float64(e)), (above.last-e)%every == 0, Power(e))
	}
	return ticks
}

// exponents is a range of whole exponents of ten, empty where first is above last.
type exponents struct{ first, last int }

func (e exponents) count() int { return max(0, e.last-e.first+1) }

// powersIn returns the powers of ten from Unit on that lie in an interval.
func (s SymLog) powersIn(lo, hi float64) exponents {
	e := exponents{first: int(math.Round(math.Log10(s.Unit)))}
	if hi <= 0 {
		return exponents{first: 1}
	}
	if lo > 0 {
		e.first = max(e.first, int(math.Ceil(math.Log10(lo)-1e-9)))
	}
	e.last = int(math.Floor(math.Log10(hi) + 1e-9))
	return e
}
