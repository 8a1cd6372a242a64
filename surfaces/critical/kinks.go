package critical

// kinkCell is a cell of a grid of the window: a square or, in one dimension, an interval.
// Level l of the grids has 2^l kinkStarts cells a side, and more around the window.
type kinkCell [2]int64

// Bounds of the search on kinks.
const (
	kinkStarts = 64
	split      = 4     // level from which on connected groups of cells are searched separately
	deepest    = 9     // level after which the search gives up cells that form neither a point nor a curve
	last       = 40    // level at which a point is known to rounding
	short      = 48    // a group with fewer cells a side may be a point
	maxCells   = 40000 // on one level
	deep       = 16    // level from which on only rounding makes cells vanish
	nearest    = 1e-9  // the smallest distance at which values show a jump
)

// onKinks adds the critical points on kinks.
func (s *search) onKinks() {
	if s.n <= 2 {
		s.kinks()
	} else {
		s.lowKinks()
	}
	s.full = s.full || s.ends()
}

// kinks searches for critical points on kinks, in one and two dimensions: places near
// which Grad jumps and 0 is a convex combination of its values (Clarke 1983). These are
// all minima and maxima on kinks, and the saddles.
//
// kinks divides those cells of a grid in which this may hold, again and again. It
// extrapolates gradients from places around a cell to the cell's center, by the Hessians,
// so that on a smooth piece all gradients agree. It drops a cell if the gradients agree,
// or if their shortest convex combination is longer than the Hessians can make it change
// in the cell. The other cells shrink to points, or form a curve of minima if the value
// is constant. Level ridges are left out.
func (s *search) kinks() {
	cells := s.kinkGrid()
	for level := 1; len(cells) > 0 && !s.ends(); level++ {
		if len(cells) > maxCells || level > deepest {
			s.full = s.full || s.anyKink(cells, level-1)
			return
		}
		if cells = s.subdivide(cells, level); level < split {
			continue
		}
		var rest []kinkCell
		for _, group := range connectedGroups(cells) {
			if s.surroundsFlatPoint(group, level) {
				continue
			}
			if isShort(group) {
				s.kinkPoint(group, level)
			} else if !s.kinkCurve(group, level) {
				rest = append(rest, group...)
			}
		}
		cells = rest
	}
}

// anyKink reports whether some of the remaining cells lead to a kink.
func (s *search) anyKink(cells []kinkCell, level int) bool {
	const samples = 32
	for k := range min(samples, len(cells)) {
		if y := s.ofCell(cells[k*len(cells)/samples%len(cells)], level); y != nil && s.inside(y) && s.isSharp(y, 0) && s.isContinuous(y, nearest) {
			return true
		}
	}
	return false
}
