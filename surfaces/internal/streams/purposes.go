package streams

// Stream tells the purposes apart that one seed serves.
type Stream uint64

// Those of package models: what a network starts from, and which examples of a
// file it holds out.
const (
	Weights Stream = 1<<32 + iota
	Split
)

// Those of package data: of examples, of the labels that are replaced, and of
// what training and held-out examples share.
const (
	Train Stream = 2<<32 + iota
	HeldOut
	Corrupt
	Rule
)

// Those of planes: both directions of a random one, the second of one through two
// solutions, and that of a path on a line.
const (
	Directions Stream = 3<<32 + iota
	Across
	Straight
)

// Features are those of the model of random features.
const Features Stream = 4 << 32

// Lanczos gives the first vector of Lanczos's method.
const Lanczos Stream = 5 << 32
