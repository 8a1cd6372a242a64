package data

import "fmt"

// maxClasses bounds what counts as labels: beyond, whole numbers are taken for
// numbers to fit.
const maxClasses = 100

// Labelled is the set as one with classes: itself if it has them, otherwise with
// its Y taken for labels, which must be whole numbers from 0 to at most 99. There
// are as many classes as the greatest label says, and at least two.
func (s *Set) Labelled() (*Set, error) {
	if s.Classes > 0 {
		return s, nil
	}
	classes := 2
	for i, y := range s.Y {
		if y != float64(int(y)) || y < 0 || y >= maxClasses {
			return nil, fmt.Errorf("%s: the label of example %d is no class 0, 1, ... %d", s.Name, i+1, maxClasses-1)
		}
		classes = max(classes, int(y)+1)
	}
	c := *s
	c.Classes = classes
	return &c, nil
}
