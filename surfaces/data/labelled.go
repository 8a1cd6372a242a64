package data

import "fmt"

// maxClasses bounds the classes of a set: whole numbers from there on are numbers to fit.
const maxClasses = 100

// Labelled returns the set itself if it has classes, otherwise a copy whose Y count as
// labels. They must be whole numbers from 0 to at most 99. The greatest label gives the
// number of classes, at least two.
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
