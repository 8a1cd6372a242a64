package runs

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/memory"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/models"
)

// maxNumbers bounds what a figure's iterates hold between them: those of 20
// million in the plane.
const maxNumbers = 20_000_000 * (2 + numbersBesideX)

// numbersBesideX are those that an iterate has beside its coordinates.
const numbersBesideX = 6

// detailVectors are those of its dimension that a detailed record has besides:
// the gradient, and the memory of the rule that has most.
const detailVectors = 4

// Bytes that are taken for each number that a figure keeps, measured: what is drawn of it
// and the garbage in between count, too.
const (
	bytesOfIterate = 32 // 20 to 48 for curves alone, beside a map, and with --data
	bytesOfStored  = 10 // a coordinate that is kept, but not drawn
	bytesOfSeed    = 12 // a loss of one replicate, and its share of the sorting
	bytesOfCell    = 24 // a value of a map, which takes more in its table
	bytesBeside    = 120
)

// BytesOfACell is what a map takes for each of its cells.
func BytesOfACell(columns int) float64 { return bytesBeside + bytesOfCell*float64(columns) }

// Bytes is what the runs take that a figure keeps.
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

// numbers are how many are kept of an iterate.
func (p Plan) numbers(r Run) int {
	vectors := 1
	if r.Detailed {
		vectors += detailVectors
	}
	return vectors*p.Meta.Dim + numbersBesideX
}

// CheckMemory refuses more iterates than can be held. It is no part of the
// plan, as a trace holds none.
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
	return within(p.Bytes(), "--every 10 keeps fewer iterates, `optviz trace` none", "--steps", strconv.Itoa(p.Steps))
}

// CheckCells refuses a map that there is no memory for.
func CheckCells(cells, columns int) error {
	return within(float64(cells)*BytesOfACell(columns), "fewer cells need less", "", "")
}

// checkMatrices refuses a rule whose matrices there is no memory for.
func checkMatrices(r catalog.Rule, dim int) error {
	bytes := 8 * float64(optimizers.TraitsOf(r.Value).Matrices) * float64(dim) * float64(dim)
	return within(bytes, fmt.Sprintf("it keeps matrices of %d x %d numbers", dim, dim), "--optimizer", r.Text)
}

// checkFeatures refuses a model whose features there is no memory for.
func checkFeatures(name string, f surfaces.Surface) error {
	l, ok := f.(*models.Linear)
	if !ok {
		return nil
	}
	return within(l.Bytes(), "fewer examples or features need less", "SURFACE", name)
}

// within refuses work for which there is no memory, in the name of a flag's value, if there
// is one. That is no wrong usage: another machine may do it.
func within(bytes float64, hint, flag, value string) error {
	err := memory.Check(bytes, hint)
	switch {
	case err == nil:
		return nil
	case flag == "":
		return errors.New("the map " + err.Error())
	}
	return fmt.Errorf("%s %s %w", flag, printing.Quote(value), err)
}
