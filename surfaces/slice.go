package surfaces

import "fmt"

// Slice describes how a surface of two coordinates cuts a surface of many.
type Slice struct {
	Of    Meta // of the surface that is cut
	Kind  SliceKind
	Share [2]float64 // share of the variance along each direction; for PrincipalComponents only
}

// SliceKind is the origin of the directions of a slice.
type SliceKind int

// The kinds of slices.
const (
	GivenDirections     SliceKind = iota // given by the caller
	RandomDirections                     // drawn at random
	PrincipalComponents                  // the first two of a trajectory
	BetweenSolutions                     // the first leads from one point to another
	FromStart                            // the first leads from a run's start to its end
)

// Percent formats a share in percent with three digits, and never rounds a part to 100 %
// or to 0 %.
func Percent(share float64) string {
	switch {
	case share > 0.999 && share < 1:
		return "> 99.9 %"
	case share > 0 && share < 0.001:
		return "< 0.1 %"
	}
	return fmt.Sprintf("%.3g %%", 100*share)
}
