package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"math"
	"strconv"

	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/optimizers"
)

// appendNumber appends v so that it reads back as v: %.17g.
func appendNumber(b []byte, v float64) []byte { return strconv.AppendFloat(b, v, 'g', 17, 64) }

// appendFinite appends v to JSON, which has finite numbers only: null for others.
func appendFinite(b []byte, v float64) []byte {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return append(b, "null"...)
	}
	return appendNumber(b, v)
}

// columns states which optional columns a table has.
type columns struct {
	coordinates int // x1, x2, ... to print
	batch       bool
	replicate   bool
	validation  bool
}

// csvTable writes runs as CSV.
type csvTable struct {
	w    io.Writer
	has  columns
	run  []byte // the fields that all rows of a run begin with
	line []byte
}

func (t *csvTable) begin(number int, r runs.Run) error {
	if t.run == nil {
		if err := t.header(); err != nil {
			return err
		}
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	fields := []string{strconv.Itoa(number), r.Rule, r.Rate}
	if t.has.batch {
		fields = append(fields, strconv.Itoa(r.Batches.Size))
	}
	if t.has.replicate {
		fields = append(fields, strconv.FormatUint(r.Replicate, 10))
	}
	w.Write(fields)
	w.Flush()
	t.run = bytes.TrimSuffix(b.Bytes(), []byte("\n"))
	return nil
}

func (t *csvTable) header() error {
	line := []byte("run,optimizer,schedule")
	if t.has.batch {
		line = append(line, ",batch"...)
	}
	if t.has.replicate {
		line = append(line, ",replicate"...)
	}
	line = append(line, ",step,lr,loss,grad_norm"...)
	if t.has.validation {
		line = append(line, ",val_loss"...)
	}
	for i := range t.has.coordinates {
		line = strconv.AppendInt(append(line, ",x"...), int64(i+1), 10)
	}
	_, err := t.w.Write(append(line, '\n'))
	return err
}

func (t *csvTable) row(s optimizers.State) error {
	b := append(append(t.line[:0], t.run...), ',')
	b = append(strconv.AppendInt(b, int64(s.K), 10), ',')
	if !math.IsNaN(s.LR) {
		b = appendNumber(b, s.LR)
	}
	b = appendNumber(append(b, ','), s.Loss)
	b = appendNumber(append(b, ','), s.GradNorm)
	if t.has.validation {
		b = appendNumber(append(b, ','), s.Validation)
	}
	for _, x := range s.X[:t.has.coordinates] {
		b = appendNumber(append(b, ','), x)
	}
	t.line = append(b, '\n')
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
	runs    int    // begun so far
	between string // what goes before the next row
	line    []byte
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
	b := append(t.line[:0], t.between...)
	t.between = ",\n  "
	b = strconv.AppendInt(append(b, `{"step":`...), int64(s.K), 10)
	b = append(b, `,"lr":`...)
	b = appendFinite(b, s.LR)
	b = appendNumber(append(b, `,"loss":`...), s.Loss)
	b = appendNumber(append(b, `,"grad_norm":`...), s.GradNorm)
	if t.has.validation {
		b = append(b, `,"val_loss":`...)
		b = appendFinite(b, s.Validation)
	}
	for i, x := range s.X[:t.has.coordinates] {
		b = strconv.AppendInt(append(b, `,"x`...), int64(i+1), 10)
		b = appendNumber(append(b, `":`...), x)
	}
	t.line = append(b, '}')
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
