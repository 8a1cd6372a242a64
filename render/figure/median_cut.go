package figure

import (
	"cmp"
	"math"
	"slices"
)

// swatch is a colour with how often it occurs.
type swatch struct {
	colour [3]uint8
	count  int
}

// commonest chooses at most n colours for many by median cut (Heckbert 1982): it divides
// the colours again and again, along the channel in which a group is widest, and takes the
// commonest colour of each group. Wide groups are divided before small ones, so that a
// gradient gets colours from end to end; flat colours, which are common, stay exact.
func commonest(counts map[[3]uint8]int, n int) [][3]uint8 {
	all := make([]swatch, 0, len(counts))
	for c, k := range counts {
		all = append(all, swatch{c, k})
	}
	slices.SortFunc(all, func(a, b swatch) int { return slices.Compare(a.colour[:], b.colour[:]) })
	groups := []group{newGroup(all)}
	for len(groups) < n {
		widest := slices.MaxFunc(groups, func(a, b group) int { return cmp.Compare(a.weight, b.weight) })
		if widest.weight == 0 {
			break
		}
		i := slices.IndexFunc(groups, func(g group) bool { return &g.swatches[0] == &widest.swatches[0] })
		low, high := widest.halves()
		groups[i] = low
		groups = append(groups, high)
	}
	out := make([][3]uint8, 0, len(groups))
	for _, g := range groups {
		if len(g.swatches) > 0 {
			out = append(out, g.commonest())
		}
	}
	return out
}

// group is a number of colours with the channel in which they differ most.
type group struct {
	swatches []swatch
	channel  int
	weight   float64 // how much there is to gain from a division; 0: nothing
}

// newGroup returns the group of some colours.
func newGroup(swatches []swatch) group {
	g := group{swatches: swatches}
	eye := [3]float64{math.Sqrt2, 2, math.Sqrt(3)} // rough weights of the eye, as in index
	count, width := 0, 0.0
	for _, s := range swatches {
		count += s.count
	}
	for k := range 3 {
		lo, hi := uint8(math.MaxUint8), uint8(0)
		for _, s := range swatches {
			lo, hi = min(lo, s.colour[k]), max(hi, s.colour[k])
		}
		if w := eye[k] * float64(int(hi)-int(lo)); len(swatches) > 1 && w > width {
			width, g.channel = w, k
		}
	}
	g.weight = width * width * math.Sqrt(float64(count))
	return g
}

// halves divides a group in the middle of its range.
func (g group) halves() (low, high group) {
	k := g.channel
	slices.SortStableFunc(g.swatches, func(a, b swatch) int { return cmp.Compare(a.colour[k], b.colour[k]) })
	first, last := int(g.swatches[0].colour[k]), int(g.swatches[len(g.swatches)-1].colour[k])
	at := slices.IndexFunc(g.swatches, func(s swatch) bool { return 2*int(s.colour[k]) > first+last })
	return newGroup(g.swatches[:at]), newGroup(g.swatches[at:])
}

// commonest returns the colour of a group that occurs most.
func (g group) commonest() [3]uint8 {
	return slices.MaxFunc(g.swatches, func(a, b swatch) int { return cmp.Compare(a.count, b.count) }).colour
}
