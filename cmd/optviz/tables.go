package main

import (
	"encoding/json"
	"io"
	"math"
	"slices"
	"strconv"

	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/cmd/internal/tabular"
	"github.com/optviz/optviz/optimizers"
)

// columns states which optional columns a table has.
type columns struct {
	coordinates int // x1, x2, ... to print
	batch       bool
	replicate   bool
	validation  bool
}

// ofRow returns the names of the columns that differ from row to row.
func (c columns) ofRow() []string {
	names := []string{"step", "lr", "loss", "grad_norm"}
	if c.validation {
		names = append(names, "val_loss")
	}
	for i := range c.coordinates {
		names = append(names, "x"+strconv.Itoa(i+1))
	}
	return names
}

// cells holds a row of a table, and what its values point to.
type cells struct {
	state  optimizers.State
	values []any // of the columns that differ from row to row
}

// fill puts a state into the row. The values of all rows of a table point to the same
// numbers.
func (r *cells) fill(c columns, s optimizers.State) []any {
	x := append(r.state.X[:0], s.X[:c.coordinates]...)
	r.state = s
	r.state.X = x
	if r.values == nil {
		r.values = append(r.values, &r.state.K, &r.state.LR, &r.state.Loss, &r.state.GradNorm)
		if c.validation {
			r.values = append(r.values, &r.state.Validation)
		}
		for i := range x {
			r.values = append(r.values, &x[i])
		}
	}
	return r.values
}

// csvTable writes runs as CSV.
type csvTable struct {
	w     io.Writer
	has   columns
	run   []byte // the fields that all rows of a run begin with
	line  []byte
	cells cells
}

func (t *csvTable) begin(number int, r runs.Run) error {
	if t.run == nil {
		if err := t.header(); err != nil {
			return err
		}
	}
	fields := []any{number, r.Rule, r.Rate}
	if t.has.batch {
		fields = append(fields, r.Batches.Size)
	}
	if t.has.replicate {
		fields = append(fields, r.Replicate)
	}
	t.run = append(tabular.AppendCSV(nil, fields), ',')
	return nil
}

func (t *csvTable) header() error {
	names := []string{"run", "optimizer", "schedule"}
	if t.has.batch {
		names = append(names, "batch")
	}
	if t.has.replicate {
		names = append(names, "replicate")
	}
	_, err := t.w.Write(append(tabular.AppendHeader(nil, append(names, t.has.ofRow()...)), '\n'))
	return err
}

func (t *csvTable) row(s optimizers.State) error {
	values := t.cells.fill(t.has, s)
	if t.has.validation && math.IsNaN(s.Validation) {
		values = slices.Clone(values)
		values[4] = "NaN" // an empty field would read as no validation
	}
	t.line = append(tabular.AppendCSV(append(t.line[:0], t.run...), values), '\n')
	_, err := t.w.Write(t.line)
	return err
}

func (t *csvTable) end(optimizers.Verdict) error { return nil }
func (t *csvTable) close() error                 { return nil }

// jsonTable writes runs as a JSON array of objects, one for each run with its rows and its
// verdict.
type jsonTable struct {
	w       io.Writer
	has     columns
	keys    [][]byte
	runs    int    // begun so far
	between string // what goes before the next row
	line    []byte
	cells   cells
}

func (t *jsonTable) begin(number int, r runs.Run) error {
	head, err := json.Marshal(struct {
		Run       int       `json:"run"`
		Label     string    `json:"label"`
		Optimizer string    `json:"optimizer"`
		Schedule  string    `json:"schedule"`
		LR        float64   `json:"lr"`
		Start     []float64 `json:"start"`
		Steps     int       `json:"steps"`
		Seed      uint64    `json:"seed"`
		Replicate uint64    `json:"replicate,omitempty"`
		Batch     int       `json:"batch,omitempty"`
	}{number, r.Label, r.Rule, r.Rate, r.LR, r.Start, r.Steps, r.Seed, r.Replicate, r.Batches.Size})
	if err != nil {
		return err
	}
	before := "[\n"
	if t.runs++; t.runs > 1 {
		before = ",\n"
	}
	t.between = "\n  "
	// The object stays open: its rows follow, and its verdict after them.
	_, err = io.WriteString(t.w, before+string(head[:len(head)-1])+`,"rows":[`)
	return err
}

func (t *jsonTable) row(s optimizers.State) error {
	t.line = tabular.AppendJSON(append(t.line[:0], t.between...), t.keys, t.cells.fill(t.has, s))
	t.between = ",\n  "
	_, err := t.w.Write(t.line)
	return err
}

// end writes the verdict and closes the object of the run.
func (t *jsonTable) end(v optimizers.Verdict) error {
	var best *int
	if v.Best >= 0 {
		best = &v.Best
	}
	verdict, err := json.Marshal(struct {
		Outcome string    `json:"outcome"`
		Step    int       `json:"step"`
		Best    *int      `json:"best,omitempty"` // of the lowest validation loss
		Point   []float64 `json:"point"`
		Text    string    `json:"text"`
	}{v.Outcome.String(), v.Step, best, v.At, v.String()})
	if err != nil {
		return err
	}
	_, err = io.WriteString(t.w, "\n],\"verdict\":"+string(verdict)+"}")
	return err
}

func (t *jsonTable) close() error {
	_, err := io.WriteString(t.w, "\n]\n")
	return err
}
