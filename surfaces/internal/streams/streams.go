// Package streams is where all random numbers of surfaces come from: a stream of
// a seed for each purpose.
//
// A run of package optimizers with the seed s draws from PCG(s, r) in replicate r,
// and its rule from PCG(s, 1<<63|r): see optimizers.Draws. Whoever runs a network of the seed 1 with the
// seed 1 expects its batches to have nothing to do with its examples: so purposes
// begin at 1<<32, above any replicate, and end below 1<<63.
package streams

import "math/rand/v2"

// New draws from the stream of a seed.
func New(seed uint64, s Stream) *rand.Rand { return rand.New(rand.NewPCG(seed, uint64(s))) }
