package scale

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// labels joins the labels of ticks; minor ones are left out.
func labels(ticks []Tick) string {
	var words []string
	for _, t := range ticks {
		if t.Label != "" {
			words = append(words, t.Label)
		}
	}
	return strings.Join(words, " ")
}

// spans are random ranges, easy and hard ones.
func spans() *rapid.Generator[Linear] {
	return rapid.Custom(func(t *rapid.T) Linear {
		signed := func(name string, low, high float64) float64 {
			size := math.Pow(10, rapid.Float64Range(low, high).Draw(t, name))
			if rapid.Bool().Draw(t, "negative") {
				return -size
			}
			return size
		}
		var a, b float64
		switch rapid.IntRange(0, 4).Draw(t, "kind") {
		case 0: // ordinary
			a, b = rapid.Float64Range(-1000, 1000).Draw(t, "a"), rapid.Float64Range(-1000, 1000).Draw(t, "b")
		case 1: // of any size
			a, b = signed("a", -300, 308), signed("b", -300, 308)
		case 2: // near to each other
			a = signed("a", -300, 308)
			b = a + math.Abs(a)*math.Pow(10, rapid.Float64Range(-17, -5).Draw(t, "apart"))
		case 3: // neighbours
			a = signed("a", -320, 307)
			b = math.Nextafter(a, math.Inf(1))
		default: // from 0
			b = signed("b", -320, 308)
		}
		if a == b {
			b = a + math.Max(1, math.Abs(a))
		}
		a, b = max(a, -math.MaxFloat64), min(b, math.MaxFloat64)
		return Linear{Lo: min(a, b), Hi: max(a, b)}
	})
}

// wellFormed checks what holds for the ticks of every scale.
func wellFormed(t *rapid.T, s Scale, ticks []Tick, lo, hi float64) {
	t.Helper()
	for i, tick := range ticks {
		if !(tick.Value >= lo && tick.Value <= hi) {
			t.Fatalf("%+v: tick %v is outside", s, tick)
		}
		if i > 0 && !(tick.Value > ticks[i-1].Value) {
			t.Fatalf("%+v: tick %v after %v", s, tick, ticks[i-1])
		}
		if strings.ContainsAny(tick.Label, "eE-") && !strings.Contains(tick.Label, "$10^{-") {
			t.Fatalf("%+v: label %q", s, tick.Label)
		}
	}
}

func labelled(ticks []Tick) int {
	n := 0
	for _, t := range ticks {
		if t.Label != "" {
			n++
		}
	}
	return n
}

func TestLinearTicks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := spans().Draw(t, "span")
		most := rapid.IntRange(-1, 20).Draw(t, "most")
		ticks := s.Ticks(most)
		wellFormed(t, s, ticks, s.Lo, s.Hi)
		if n := labelled(ticks); n < 2 || n > max(2*most, 5) {
			t.Fatalf("%+v: %d ticks %v, asked for %d", s, n, ticks, most)
		}
	})
}

// Different ticks have different labels.
func TestLabelsDiffer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := spans().Draw(t, "span")
		seen := map[string]bool{}
		for _, tick := range s.Ticks(8) {
			if seen[tick.Label] {
				t.Fatalf("%+v: two ticks are labelled %q", s, tick.Label)
			}
			seen[tick.Label] = true
		}
	})
}

// Ranges that ended the search for ticks never, or with none.
func TestNoHang(t *testing.T) {
	tiny := math.SmallestNonzeroFloat64
	for _, s := range []Linear{
		{1e16, 1e16 + 4},
		{-1e16 - 4, -1e16},
		{1, math.Nextafter(1, 2)},
		{0, tiny},
		{-tiny, tiny},
		{0, 3 * tiny},
		{-math.MaxFloat64, math.MaxFloat64},
		{0, math.MaxFloat64},
		{math.Nextafter(math.MaxFloat64, 0), math.MaxFloat64},
	} {
		for _, most := range []int{0, 1, 2, 5, 50} {
			if n := len(s.Ticks(most)); n < 2 || n > max(2*most, 5) {
				t.Errorf("%v: %d ticks, asked for %d", s, n, most)
			}
		}
		if got := s.At(s.Lo); got != 0 {
			t.Errorf("%v: low end at %v", s, got)
		}
		if got := s.At(s.Hi); got != 1 {
			t.Errorf("%v: high end at %v", s, got)
		}
	}
}

func TestLabels(t *testing.T) {
	const thin = "\u2009"
	for _, c := range []struct {
		scale Scale
		most  int
		want  string
	}{
		{Linear{0, 1}, 5, "0 0.2 0.4 0.6 0.8 1.0"},
		{Linear{-2, 2}, 4, "−2 −1 0 1 2"},
		{Linear{-2, 2}, 8, "−2.0 −1.5 −1.0 −0.5 0 0.5 1.0 1.5 2.0"},
		{Linear{0.03, 0.11}, 4, "0.04 0.06 0.08 0.10"},
		{Linear{0, 5000}, 5, "0 1000 2000 3000 4000 5000"},
		{Linear{0, 50000}, 5, "0 10" + thin + "000 20" + thin + "000 30" + thin + "000 40" + thin + "000 50" + thin + "000"},
		{Linear{0, 4e6}, 4, "0 $10^{6}$ 2·$10^{6}$ 3·$10^{6}$ 4·$10^{6}$"},
		{Linear{-4e6, 0}, 2, "−4·$10^{6}$ −2·$10^{6}$ 0"},
		{Linear{0, 3e-5}, 3, "0 $10^{-5}$ 2·$10^{-5}$ 3·$10^{-5}$"},
		{Linear{1, 1.0000003}, 3, "1.0000000 1.0000001 1.0000002 1.0000003"},
		{Linear{1e16, 1e16 + 4}, 5, "$10^{16}$ 1.0000000000000004·$10^{16}$"},
		{Whole{Linear{0, 1}}, 6, "0 1"},
		{Whole{Linear{0, 3}}, 8, "0 1 2 3"},
		{Whole{Linear{0, 7}}, 5, "0 2 4 6"},
		{Whole{Linear{0, 1000}}, 5, "0 200 400 600 800 1000"},
		{Whole{Linear{0, 20000}}, 4, "0 5000 10" + thin + "000 15" + thin + "000 20" + thin + "000"},
		{Log{Lo: 0.01, Hi: 1e4}, 8, "0.01 0.1 1 10 100 $10^{3}$ $10^{4}$"},
		{Log{Lo: 1e-8, Hi: 1e4}, 6, "$10^{-8}$ $10^{-6}$ $10^{-4}$ 0.01 1 100 $10^{4}$"},
		{Log{Lo: 0.005, Hi: 0.3}, 6, "0.005 0.01 0.02 0.05 0.1 0.2"},
		{Log{Lo: 3, Hi: 30}, 6, "5 10 20"},
		{Log{Lo: 4, Hi: 500}, 8, "5 10 20 50 100 200 500"},
		{Log{Lo: 4, Hi: 500}, 7, "10 100"},
		{Log{Lo: 2, Hi: 6}, 4, "2 3 4 5 6"},
		{Log{Lo: 1e-10, Hi: 100, Floor: true}, 6, "≤ $10^{-10}$ $10^{-8}$ $10^{-6}$ $10^{-4}$ 0.01 1 100"},
		{Log{Lo: 1e-5, Hi: 2, Floor: true}, 3, "≤ $10^{-5}$ $10^{-3}$ 0.1"},
		{SymLog{Lo: -1e4, Hi: 1e4, Unit: 1}, 12, "−$10^{4}$ −$10^{3}$ −100 −10 0 10 100 $10^{3}$ $10^{4}$"},
		{SymLog{Lo: 1e3, Hi: 1e9, Unit: 1}, 7, "$10^{3}$ $10^{4}$ $10^{5}$ $10^{6}$ $10^{7}$ $10^{8}$ $10^{9}$"},
		{SymLog{Lo: -1e9, Hi: -1e3, Unit: 1}, 7, "−$10^{9}$ −$10^{8}$ −$10^{7}$ −$10^{6}$ −$10^{5}$ −$10^{4}$ −$10^{3}$"},
		{SymLog{Lo: -1e6, Hi: 10, Unit: 1}, 7, "−$10^{6}$ −$10^{4}$ −100 0 10"},
	} {
		if got := labels(c.scale.Ticks(c.most)); got != c.want {
			t.Errorf("%T%+v, %d: %s\nwant %s", c.scale, c.scale, c.most, got, c.want)
		}
	}
}

// The floor's tick is the scale's low end, and it alone says that it stands
// for what is below.
func TestFloor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.IntRange(-16, 3).Draw(t, "low")
		s := Log{Lo: math.Pow(10, float64(low)), Floor: true}
		s.Hi = s.Lo * math.Pow(10, rapid.Float64Range(1, 20).Draw(t, "decades"))
		for i, tick := range s.Ticks(rapid.IntRange(2, 12).Draw(t, "most")) {
			if first := strings.HasPrefix(tick.Label, "≤ "); first != (i == 0) {
				t.Fatalf("%+v: tick %d is %v", s, i, tick)
			}
			if i == 0 && s.At(tick.Value) != 0 {
				t.Fatalf("%+v: the floor is at %v", s, s.At(tick.Value))
			}
		}
	})
}

func TestLogTicks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Float64Range(-290, 290).Draw(t, "low")
		s := Log{Lo: math.Pow(10, low), Hi: math.Pow(10, min(low+rapid.Float64Range(0.01, 300).Draw(t, "decades"), 305))}
		most := rapid.IntRange(2, 14).Draw(t, "most")
		ticks := s.Ticks(most)
		wellFormed(t, s, ticks, s.Lo*(1-1e-6), s.Hi*(1+1e-6))
		if n := labelled(ticks); n < 2 || n > max(2*most, 8) {
			t.Fatalf("%+v: %d labels %q, asked for %d", s, n, labels(ticks), most)
		}
	})
}

func TestSymLogTicks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := SymLog{
			Lo:   -math.Pow(10, rapid.Float64Range(0.5, 300).Draw(t, "lo")),
			Hi:   math.Pow(10, rapid.Float64Range(0.5, 300).Draw(t, "hi")),
			Unit: 1,
		}
		most := rapid.IntRange(2, 14).Draw(t, "most")
		ticks := s.Ticks(most)
		wellFormed(t, s, ticks, s.Lo, s.Hi)
		if !slices.ContainsFunc(ticks, func(t Tick) bool { return t.Value == 0 }) {
			t.Fatalf("%+v: 0 is not among %q", s, labels(ticks))
		}
		if n := labelled(ticks); n > 2*most+1 {
			t.Fatalf("%+v: %d labels, asked for %d", s, n, most)
		}
	})
}

func TestWholeTicks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Whole{Linear{0, float64(rapid.IntRange(1, 1e7).Draw(t, "steps"))}}
		most := rapid.IntRange(2, 14).Draw(t, "most")
		ticks := s.Ticks(most)
		wellFormed(t, s, ticks, s.Lo, s.Hi)
		for _, tick := range ticks {
			if tick.Value != math.Round(tick.Value) || strings.Contains(tick.Label, ".") && tick.Value < 1e6 {
				t.Fatalf("%+v: tick %v is not whole", s, tick)
			}
		}
		if n := len(ticks); n < 2 || n > 2*most {
			t.Fatalf("%+v: %d ticks, asked for %d", s, n, most)
		}
	})
}

// At rises with the value and stays near the axis, for any finite number.
func TestAt(t *testing.T) {
	scales := rapid.Custom(func(t *rapid.T) Scale {
		lin := spans().Draw(t, "span")
		low := rapid.Float64Range(-300, 290).Draw(t, "low")
		logarithmic := Log{Lo: math.Pow(10, low), Hi: math.Pow(10, low+rapid.Float64Range(0.1, 15).Draw(t, "decades"))}
		symmetric := SymLog{Lo: min(lin.Lo, -1), Hi: max(lin.Hi, 1), Unit: 1}
		return []Scale{lin, Whole{lin}, logarithmic, symmetric}[rapid.IntRange(0, 3).Draw(t, "kind")]
	})
	rapid.Check(t, func(t *rapid.T) {
		s := scales.Draw(t, "scale")
		value := rapid.Float64Range(-math.MaxFloat64, math.MaxFloat64)
		if rapid.Bool().Draw(t, "near") {
			lin := spans().Draw(t, "values")
			value = rapid.Float64Range(lin.Lo, lin.Hi)
		}
		v, w := value.Draw(t, "v"), value.Draw(t, "w")
		if v > w {
			v, w = w, v
		}
		at, bt := s.At(v), s.At(w)
		if !(at >= -1 && at <= bt && bt <= 2) {
			t.Fatalf("%T%+v: %v at %v, %v at %v", s, s, v, at, w, bt)
		}
	})
}

func TestAtKnown(t *testing.T) {
	for _, c := range []struct {
		scale   Scale
		v, want float64
	}{
		{Linear{-1, 3}, 0, 0.25},
		{Linear{-1, 3}, -2, -0.25},
		{Linear{-1, 3}, 1e300, 2},
		{Linear{-1, 3}, -1e300, -1},
		{Linear{-1e308, 1e308}, 0, 0.5},
		{Linear{-1e308, 1e308}, 1.5e308, 1.25},
		{Log{Lo: 0.01, Hi: 100}, 1, 0.5},
		{Log{Lo: 0.01, Hi: 100}, 1e-3, -0.25},
		{Log{Lo: 0.01, Hi: 100}, 0, -1},
		{Log{Lo: 0.01, Hi: 100}, -5, -1},
		{SymLog{Lo: -50, Hi: 50, Unit: 1}, 0, 0.5},
		{SymLog{Lo: 0, Hi: 99, Unit: 1}, 9, 0.5},
	} {
		if got := c.scale.At(c.v); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%T%+v: %v at %v, want %v", c.scale, c.scale, c.v, got, c.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Power(-3), "$10^{-3}$"}, {Power(-2), "0.01"}, {Power(-1), "0.1"}, {Power(0), "1"}, {Power(1), "10"}, {Power(2), "100"}, {Power(3), "$10^{3}$"},
		{Thousands(0), "0"}, {Thousands(1234), "1234"}, {Thousands(12345), "12\u2009345"}, {Thousands(-1234567), "−1\u2009234\u2009567"},
		{Number(-1.23456), "−1.235"}, {Number(0), "0"}, {Number(2.5e-9), "2.5e−9"}, {Number(30), "30"}, {Number(-8e10), "−8e10"},
		{Exact(-0.25), "−0.25"}, {Exact(1e-6), "10⁻⁶"}, {Exact(-1e-12), "−10⁻¹²"}, {Exact(2.5e21), "2.5·10²¹"}, {Exact(0.30000000000000004), "0.30000000000000004"},
		{Minus("-1-2"), "−1−2"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// Ticks stand at the typed values where all have room, short ones in less than long ones, and
// otherwise at round numbers.
func TestTypedTicks(t *testing.T) {
	short, long := []float64{0, 15, 30, 45}, []float64{0.25, 15.25, 30.25, 45.25}
	for _, c := range []struct {
		values []float64
		most   int
		want   []string
	}{
		{short, 6, []string{"0", "15", "30", "45"}}, {short, 2, []string{"0", "15", "30", "45"}},
		{long, 6, []string{"0.25", "15.25", "30.25", "45.25"}}, {long, 2, []string{"0", "20", "40"}},
		{[]float64{0, 5, 45}, 3, []string{"0", "20", "40"}},
	} {
		var got []string
		for _, tick := range (Typed{Linear{-1, 46}, c.values}).Ticks(c.most) {
			got = append(got, tick.Label)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v in at most %d ticks: %q, want %q", c.values, c.most, got, c.want)
		}
	}
}
