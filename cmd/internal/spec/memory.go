package spec

import (
	"fmt"
	"strconv"
)

// maxNumbers bounds what a figure's iterates hold between them: those of 20
// million in the plane, which take 2 to 4 GB.
const maxNumbers = 20_000_000 * (2 + numbersBesideX)

// numbersBesideX are those that an iterate has beside its coordinates.
const numbersBesideX = 6

// detailVectors are those of its dimension that a detailed record has besides:
// the gradient, and the memory of the rule that has most.
const detailVectors = 4

// checkMemory refuses more iterates than can be held. It is no part of the
// plan, as a trace holds none.
func (p Plan) checkMemory() error {
	runs, vectors := len(p.Runs), 1
	if runs == 0 {
		return nil
	}
	if p.Runs[0].Detailed {
		vectors += detailVectors
	}
	most, rows := maxNumbers/(vectors*p.Meta.Dim+numbersBesideX+p.Seeds-1)/runs, 0
	for _, r := range p.Runs {
		rows = max(rows, r.Steps/max(r.Every, 1))
	}
	if rows <= most {
		return nil
	}
	return &Error{Flag: "--steps", Value: strconv.Itoa(p.Steps), Err: fmt.Errorf(
		"is above %d, the most that a figure keeps in memory of each run (runs: %d); --every %d keeps fewer, `optviz trace` none",
		most, runs, (p.Steps+most-1)/max(most, 1))}
}
