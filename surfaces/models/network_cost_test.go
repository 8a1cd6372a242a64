package models

import (
	"testing"

	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/penalty"
	"github.com/optviz/optviz/surfaces/plane"
)

// TestNetworkCost: a network costs its parameters for each example or, where these are few,
// its loss; a penalty and a plane cost what the network below them costs.
func TestNetworkCost(t *testing.T) {
	for _, test := range []struct {
		hidden []int
		data   string
		want   int
	}{
		{[]int{64, 32}, "digits", 100 * (65*64 + 65*32 + 33*10)},
		{[]int{1}, "digits", 100 * 250 * 10},
		{[]int{1, 1}, "moons", 100 * 250},
	} {
		r := NewNetwork()
		r.Hidden, r.Data, r.N = test.hidden, test.data, 100
		f, err := r.Build(nil)
		if err != nil {
			t.Fatal(err)
		}
		penalised := penalty.Add(f, 0, 0.1)
		plane, err := plane.Random(penalised, f.Meta().Start, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range []surfaces.Surface{f, penalised, plane} {
			if got := surfaces.CostOf(g); got != test.want {
				t.Errorf("%v on %s, %T: %d, want %d", test.hidden, test.data, g, got, test.want)
			}
		}
	}
}
