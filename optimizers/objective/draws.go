package objective

import "math/rand/v2"

// Draws hands out the random numbers of a run, which depend on the seed and the
// replicate only. Each purpose draws from a generator of its own: noise, batches or
// clipping that are added to a loss change no draws of the others.
type Draws struct{ Seed, Replicate uint64 }

// Purpose is what random numbers are drawn for.
type Purpose int

// The purposes. Noise draws from PCG(Seed, Replicate), and the rule from
// PCG(Seed, 1<<63|Replicate). The first numbers of PCG(Seed, Replicate) seed the
// generators of the other purposes, two numbers each, in this order.
const (
	ForNoise    Purpose = iota // what is added to gradients
	ForRule                    // a rule that draws, such as Langevin
	ForBatches                 // the order of the examples
	ForTraining                // what training sees of its examples at random: RandomSum
	ForMasks                   // which coordinates a step sees: MaskEnsemble
)

// For returns a new generator for a purpose, at its beginning. Two wrappers of the
// same purpose around one loss would draw the same numbers.
func (d Draws) For(p Purpose) *rand.Rand {
	switch p {
	case ForNoise:
		return rand.New(rand.NewPCG(d.Seed, d.Replicate))
	case ForRule:
		return rand.New(rand.NewPCG(d.Seed, 1<<63|d.Replicate))
	}
	seeds := rand.NewPCG(d.Seed, d.Replicate)
	for range p - ForBatches {
		seeds.Uint64()
		seeds.Uint64()
	}
	return rand.New(rand.NewPCG(seeds.Uint64(), seeds.Uint64()))
}
