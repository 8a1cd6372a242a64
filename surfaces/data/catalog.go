package data

import (
	"math/rand/v2"

	"github.com/optviz/optviz/surfaces/internal/streams"
)

// Entry is a line of the catalogue: a set, or a family of sets that differ in size, seed
// and noise. The same arguments make the same set. A set of fixed points ignores all
// three.
type Entry struct {
	Name  string
	Doc   string  // one line
	N     int     // customary number of examples
	Noise float64 // customary noise, in the unit that Doc gives; 0 where there is none
	// Make makes a set of n examples.
	Make func(n int, seed uint64, noise float64) *Set
	// HeldOut makes examples of the same kind, independent of those that Make returns
	// for the same seed. HeldOut is nil if the set has no such examples.
	HeldOut func(n int, seed uint64, noise float64) *Set
}

// Catalog lists every set that needs no file.
func Catalog() []Entry {
	return []Entry{
		fixed("line4", "4 points on the line y = x, all with x > 0", line4, nil),
		fixed("line5", "5 points near the line y = 2x + 1", line5, nil),
		fixed("line1000", "1000 points about the line y = 1.5x - 0.5", line1000, nil),
		fixed("neuron", "8 points of two classes that overlap", neuron, nil),
		fixed("sine10", "10 points near sin 2πx, held out: the sine itself", sine10, sineItself),
		generated("sine", "sin 2πx at random x in [0, 1]; noise in y", 30, 0.25, sine),
		generated("blobs", "two round clouds of points about (-1, -1) and (1, 1); noise is their radius", 200, 0.8, blobs),
		generated("moons", "two half circles around each other's ends; noise in both inputs", 200, 0.2, moons),
		generated("spirals", "two arms of a spiral, one turn and a half; noise in both inputs", 400, 0.05, spirals),
		halfspace("halfspace", "two classes on either side of a random plane, in 20 dimensions", 200),
		generated("digits", "8 x 8 pictures of the digits 0 to 9; noise in every pixel", 1000, 0.1, digits),
	}
}

// generated returns an entry whose examples are independent draws: the held-out examples
// come from the same generator with another stream.
func generated(name, doc string, n int, noise float64, draw func(n int, noise float64, rng *rand.Rand) *Set) Entry {
	from := func(which streams.Stream) func(int, uint64, float64) *Set {
		return func(n int, seed uint64, noise float64) *Set {
			s := draw(n, noise, streams.New(seed, which))
			s.Name = name
			return s
		}
	}
	return Entry{Name: name, Doc: doc, N: n, Noise: noise, Make: from(streams.Train), HeldOut: from(streams.HeldOut)}
}

// fixed returns an entry without random numbers.
func fixed(name, doc string, make, heldOut func() *Set) Entry {
	constant := func(f func() *Set) func(int, uint64, float64) *Set {
		if f == nil {
			return nil
		}
		return func(int, uint64, float64) *Set {
			s := f()
			s.Name = name
			return s
		}
	}
	return Entry{Name: name, Doc: doc, N: make().Len(), Make: constant(make), HeldOut: constant(heldOut)}
}
