package scale

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A scale over some values shows them all, and hardly more.
func TestKindOver(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom(Kinds()).Draw(t, "kind")
		values := rapid.SliceOfN(rapid.Float64Range(-1e200, 1e200), 1, 5).Draw(t, "values")
		if kind == AsLog {
			for i, v := range values {
				values[i] = max(math.Abs(v), 1e-200)
			}
		}
		s, err := kind.Over(NewExtent(values...))
		if err != nil {
			t.Fatal(err)
		}
		if KindOf(s) != kind {
			t.Fatalf("%v: %+v", kind, s)
		}
		log, _ := s.(Log)
		for _, v := range values {
			if at := s.At(v); !(at >= 0 && at <= 1) && !(log.Floor && at < 0) {
				t.Fatalf("%+v: %v is at %v", s, v, at)
			}
		}
	})
}

// A logarithmic scale takes zeros at its floor, and no values below.
func TestLogOver(t *testing.T) {
	s, err := AsLog.Over(NewExtent(0, 1e-3, 10))
	if log, ok := s.(Log); err != nil || !ok || !log.Floor || log.Lo != 1e-3 {
		t.Errorf("%+v, %v", s, err)
	}
	for _, values := range [][]float64{{-1, 1}, {0, 0}, {-2, -1}} {
		if _, err := AsLog.Over(NewExtent(values...)); err == nil || !strings.Contains(err.Error(), "a logarithmic axis has no values of 0 and below") {
			t.Errorf("%v: %v", values, err)
		}
	}
	if e := NewExtent(math.NaN(), math.Inf(1), math.Inf(-1)); !e.IsEmpty() {
		t.Errorf("%+v of no finite values", e)
	}
	for _, k := range Kinds() {
		if s, err := k.Over(NewExtent()); err != nil || KindOf(s) != k {
			t.Errorf("%v of no values: %v", k, err)
		}
	}
}

// Ticks that are given are labelled in full, and do not change the scale.
func TestTicked(t *testing.T) {
	base := Log{Lo: 1e-7, Hi: 1e7}
	s := Ticked{base, []float64{2.5e-7, 0.001, 0.125, 12345, 5e6}}
	if got, want := labels(s.Ticks(2)), "2.5·$10^{-7}$ 0.001 0.125 12\u2009345 5·$10^{6}$"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if WithoutTicks(s) != Scale(base) || KindOf(s) != AsLog || s.At(1) != base.At(1) {
		t.Errorf("%+v", s)
	}
	if lo, hi := Ends(s); lo != base.Lo || hi != base.Hi {
		t.Errorf("ends %v and %v", lo, hi)
	}
}

// ValueAt is the inverse of At.
func TestValueAt(t *testing.T) {
	for _, s := range []Scale{Linear{Lo: -3, Hi: 5}, Whole{Linear{Lo: 0, Hi: 9}}, Log{Lo: 1e-8, Hi: 1e3}, SymLog{Lo: -1e6, Hi: 10, Unit: 0.01}, Ticked{Log{Lo: 1, Hi: 10}, []float64{2}}} {
		for _, at := range []float64{0, 0.1, 0.5, 0.99, 1} {
			if got := s.At(ValueAt(s, at)); math.Abs(got-at) > 1e-12 {
				t.Errorf("%+v: %v comes back as %v", s, at, got)
			}
		}
	}
}
