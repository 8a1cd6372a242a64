// Package data provides the examples that models are fitted to: sets generated from a
// seed, and readers of the users' files.
// A new set is a line of Catalog, and a new format of files a case in load.go.
package data

import "gonum.org/v1/gonum/mat"

// Set is a set of examples. It must not be changed once it is made.
type Set struct {
	Name    string     // as on the command line, or the file's name
	X       *mat.Dense // one example in each row
	Y       []float64  // the targets: numbers, or classes 0, 1, ...
	Classes int        // number of classes; 0 where Y holds numbers
	Truth   *Truth     // the function behind Y, nil if unknown
	Order   []int      // order of the examples for batches that are not shuffled; nil: as stored
}

// Truth is the function whose values, with noise, are the numbers of a Set.
type Truth struct {
	Formula string // as it is written, in x
	At      func(x []float64) float64
}

// Len returns the number of examples.
func (s *Set) Len() int { return len(s.Y) }

// Dim returns the number of inputs of an example.
func (s *Set) Dim() int {
	_, d := s.X.Dims()
	return d
}
