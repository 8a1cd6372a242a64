package surfaces

import (
	"math"
	"testing"
)

// A chart has what is found and what is listed, each once.
func TestChart(t *testing.T) {
	for _, test := range []struct {
		f      Curved
		window [][2]float64
		counts [4]int
		sets   int
	}{
		{Himmelblau{}, cube(2, -6, 6), [4]int{4, 4, 1, 0}, 0},
		{Himmelblau{}, cube(2, 0, 5), [4]int{1, 2, 0, 0}, 0},
		{Ackley{N: 2}, cube(2, -0.3, 0.3), [4]int{1, 0, 0, 0}, 0}, // the tip is listed, not found
		{Ackley{N: 2}, cube(2, 0.1, 0.3), [4]int{}, 0},
		{Product{}, cube(2, -2, 2), [4]int{2, 1, 0, 0}, 2}, // two minima of the curves are listed
	} {
		c, err := Chart(t.Context(), test.f, test.window)
		if err != nil {
			t.Fatal(err)
		}
		if got := kinds(c.Points); got != test.counts || len(c.Sets) != test.sets {
			t.Errorf("%T in %v: %v and %d sets, want %v and %d", test.f, test.window, got, len(c.Sets), test.counts, test.sets)
		}
	}
	if _, err := Chart(t.Context(), Himmelblau{}, cube(1, 0, 1)); err == nil {
		t.Error("no error for a window of one side")
	}
}

func TestFloor(t *testing.T) {
	nan := math.NaN()
	points := []Point{{Value: 3, Kind: Minimum}, {Value: -2, Kind: Minimum}, {Value: -5, Kind: Saddle}}
	for _, test := range []struct {
		m    Meta
		want float64
	}{
		{Meta{Infimum: -7, Points: points}, -7},
		{Meta{Infimum: math.Inf(-1), Points: points}, math.Inf(-1)},
		{Meta{Infimum: nan, Points: points}, -2},
		{Meta{Infimum: nan, Points: points[2:]}, nan},
	} {
		if got := test.m.Floor(); got != test.want && !(math.IsNaN(got) && math.IsNaN(test.want)) {
			t.Errorf("%v: %v", test.m, got)
		}
	}
}
