package surfaces

import "fmt"

// Slice says how a surface of two coordinates cuts one of many.
type Slice struct {
	Of    Meta // of the surface that it cuts
	Kind  SliceKind
	Share [2]float64 // of the variance along the two directions; of PrincipalComponents only
}

// SliceKind says what the directions of a slice are.
type SliceKind int

// The kinds of slices.
const (
	GivenDirections     SliceKind = iota // by the caller
	RandomDirections                     // drawn at random
	PrincipalComponents                  // of a trajectory
	BetweenSolutions                     // the first from one point to another
	FromStart                            // the same, of a run's start and end
)

// Percent writes a share with three digits, and never rounds a part to all or
// next to nothing.
func Percent(share float64) string {
	switch {
	case share > 0.999 && share < 1:
		return "> 99.9 %"
	case share > 0 && share < 0.001:
		return "< 0.1 %"
	}
	return fmt.Sprintf("%.3g %%", 100*share)
}
