package setup

import (
	"reflect"
	"testing"

	"github.com/optviz/optviz/surfaces"
)

// A window grows where a start lies on its side or beyond, and not where the start is inside.
func TestWindowHoldsStarts(t *testing.T) {
	m := surfaces.Meta{Dim: 2, Window: surfaces.Window{{-2, 2}, {-1, 1}}}
	for _, c := range []struct {
		start []float64
		want  [][2]float64
	}{
		{[]float64{1.9, 0}, [][2]float64{{-2, 2}, {-1, 1}}},
		{[]float64{2, 0}, [][2]float64{{-2, 2.2}, {-1, 1}}},
		{[]float64{3, -1}, [][2]float64{{-2, 3.2}, {-1.1, 1}}},
	} {
		if got, err := (Setup{}).WindowOn(m, [][]float64{c.start}); err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("from %v: %v %v, want %v", c.start, got, err, c.want)
		}
	}
}

// A window that would have to be so wide that its places overflow is refused.
func TestWindowTooWide(t *testing.T) {
	m := surfaces.Meta{Dim: 2, Window: surfaces.Window{{-2, 2}, {-1, 1}}}
	for start, ok := range map[float64]bool{1e300: true, 1e305: false, -1e308: false} {
		if _, err := (Setup{}).WindowOn(m, [][]float64{{start, 0}}); (err == nil) != ok {
			t.Errorf("from %g: %v", start, err)
		}
	}
	if _, err := (Setup{Window: []float64{-1e304, 1e304, -1, 1}}).WindowOn(m, nil); err == nil {
		t.Error("a window of 2e304 is drawn")
	}
}
