package number

import "testing"

func TestRound125(t *testing.T) {
	for v, want := range map[float64]float64{
		1: 1, 1.99: 1, 2: 2, 4.99: 2, 5: 5, 9.99: 5, 10: 10, 4.8e-4: 2e-4, 1e-3: 1e-3, 5e-05: 5e-05, 3e200: 2e200, 5e-324: 5e-324,
	} {
		if got := Round125(v, 1e-12); got != want {
			t.Errorf("Round125(%g) = %g, want %g", v, got, want)
		}
	}
}
