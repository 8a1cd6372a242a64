// Package data holds examples for losses to be fitted to: sets that are
// generated, the same for the same seed, and readers of the files that users
// bring.
package data

import "gonum.org/v1/gonum/mat"

// Set is a set of examples. It is not changed once it is made.
type Set struct {
	Name    string     // as on the command line, or the file's
	X       *mat.Dense // an example a row
	Y       []float64  // what is wanted of it: a number, or a class 0, 1, ...
	Classes int        // number of classes; 0 where Y holds numbers
	Truth   *Truth     // what they show but for noise; nil: it is not known
	Order   []int      // in which batches go through the examples if they are not shuffled; nil: as they are
}

// Truth is the function that the numbers of a Set are values of, but for noise.
type Truth struct {
	Formula string // as it is written, in x
	At      func(x []float64) float64
}

// Len is the number of examples.
func (s *Set) Len() int { return len(s.Y) }

// Dim is the number of inputs of an example.
func (s *Set) Dim() int {
	_, d := s.X.Dims()
	return d
}
