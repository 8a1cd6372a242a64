package figure

import (
	"slices"
	"testing"
)

// Flat colours stay exact, and a gradient gets colours from end to end though its dark end
// is rare.
func TestCommonest(t *testing.T) {
	counts := map[[3]uint8]int{{255, 255, 255}: 1_000_000, {33, 37, 41}: 5000, {255, 140, 86}: 300}
	for i := range 200 {
		counts[[3]uint8{0, uint8(i), 60}] = 1 + i*i // from rare and dark to common and light
	}
	colours := commonest(counts, 60)
	if len(colours) != 60 {
		t.Fatalf("%d colours", len(colours))
	}
	for _, c := range [][3]uint8{{255, 255, 255}, {33, 37, 41}, {255, 140, 86}} {
		if !slices.Contains(colours, c) {
			t.Errorf("%v is not among the colours", c)
		}
	}
	var greens []int
	for _, c := range colours {
		if c[2] == 60 {
			greens = append(greens, int(c[1]))
		}
	}
	slices.Sort(greens)
	for i := 1; i < len(greens); i++ {
		if greens[i]-greens[i-1] > 20 {
			t.Errorf("no colour between %d and %d of the gradient", greens[i-1], greens[i])
		}
	}
	if greens[0] > 20 || greens[len(greens)-1] < 180 {
		t.Errorf("the gradient goes from %d to %d", greens[0], greens[len(greens)-1])
	}
	if few := commonest(map[[3]uint8]int{{1, 2, 3}: 5, {4, 5, 6}: 1}, 60); len(few) != 2 {
		t.Errorf("two colours become %v", few)
	}
}
