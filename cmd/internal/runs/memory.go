package runs

import (
	"fmt"
	"strconv"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/setup"
)

// maxNumbers is the largest number of numbers in all iterates that a figure keeps, as many
// as 20 million iterates in the plane have.
const maxNumbers = 20_000_000 * (2 + numbersBesideX)

// numbersBesideX is the number of values that an iterate has beside its coordinates.
const numbersBesideX = 6

// detailVectors is the number of further vectors in a detailed record: the gradient and
// the optimizer state, for the rule with the largest state.
const detailVectors = 4

// Bytes of memory for each number that a figure keeps, measured with the shapes that are drawn
// from the number and the garbage in between.
const (
	bytesOfIterate = 32  // a number of an iterate; 20 to 48 were measured
	bytesOfStored  = 10  // a coordinate that is kept, but not drawn
	bytesOfSeed    = 12  // a loss of one replicate, with its share of the sorting
	bytesOfCell    = 24  // a value of a sweep's cell, with its table
	bytesBeside    = 120 // a sweep's cell, beside its values
)

// BytesOfACell returns the memory that a sweep takes for each of its cells.
func BytesOfACell(columns int) float64 { return bytesBeside + bytesOfCell*float64(columns) }

// Bytes returns the memory that the runs of a figure take.
func (p Plan) Bytes() float64 {
	bytes := 0.0
	for _, r := range p.Runs {
		rows := float64(r.Steps/max(r.Every, 1) + 1)
		drawn, stored := p.numbers(r), 0
		if p.Meta.Dim > 2 && !p.Principal && !r.Detailed {
			stored = p.Meta.Dim - 2
			drawn -= stored
		}
		bytes += rows * float64(drawn*bytesOfIterate+stored*bytesOfStored)
		if p.Seeds > 1 {
			bytes += rows * float64(p.Seeds) * float64(1+len(r.Scores)) * bytesOfSeed
		}
	}
	return bytes
}

// numbers returns how many numbers a figure keeps of an iterate.
func (p Plan) numbers(r Run) int {
	vectors := 1
	if r.Detailed {
		vectors += detailVectors
	}
	return vectors*p.Meta.Dim + numbersBesideX
}

// CheckMemory refuses more iterates than memory can hold. PlanOf does not call it, since
// `optviz trace` holds no iterates.
func (p Plan) CheckMemory() error {
	runs := len(p.Runs)
	if runs == 0 {
		return nil
	}
	most, rows := maxNumbers/(p.numbers(p.Runs[0])+p.Seeds-1)/runs, 0
	for _, r := range p.Runs {
		rows = max(rows, r.Steps/max(r.Every, 1))
	}
	if rows > most {
		return &catalog.Error{Flag: "--steps", Value: strconv.Itoa(p.Steps), Err: fmt.Errorf(
			"is above %d, the most that a figure keeps in memory of each run (runs: %d); --every %d keeps fewer, `optviz trace` none",
			most, runs, (p.Steps+most-1)/max(most, 1))}
	}
	return setup.CheckMemory(p.Bytes(), "--every 10 keeps fewer iterates, `optviz trace` none", "--steps", strconv.Itoa(p.Steps))
}

// CheckCells refuses a sweep or basin map for which there is not enough memory.
func CheckCells(cells, columns int) error {
	return setup.CheckMemory(float64(cells)*BytesOfACell(columns), "fewer cells need less", "", "")
}
