package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"math"
	"strconv"

	"github.com/optviz/optviz/cmd/internal/spec"
	"github.com/optviz/optviz/optimizers"
)

// appendNumber appends v so that it reads back as v: %.17g.
func appendNumber(b []byte, v float64) []byte { return strconv.AppendFloat(b, v, 'g', 17, 64) }

// csvTable writes runs as CSV.
type csvTable struct {
	w       io.Writer
	columns int    // coordinates to print
	run     []byte // the fields that all rows of a run begin with
	line    []byte
}

func (t *csvTable) begin(number int, r spec.Run) error {
	if number == 1 {
		if err := t.header(); err != nil {
			return err
		}
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Write([]string{strconv.Itoa(number), r.Rule, r.Rate})
	w.Flush()
	t.run = bytes.TrimSuffix(b.Bytes(), []byte("\n"))
	return nil
}

func (t *csvTable) header() error {
	line := []byte("run,optimizer,schedule,step,lr,loss,grad_norm")
	for i := range t.columns {
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
	for _, x := range s.X[:t.columns] {
		b = appendNumber(append(b, ','), x)
	}
	t.line = append(b, '\n')
	_, err := t.w.Write(t.line)
	return err
}

func (t *csvTable) end(optimizers.Verdict) error { return nil }
func (t *csvTable) close() error                 { return nil }

// jsonTable writes runs as a JSON array.
type jsonTable struct {
	w       io.Writer
	columns int
	between string // what goes before the next row
	line    []byte
}

func (t *jsonTable) begin(number int, r spec.Run) error {
	head, err := json.Marshal(struct {
		Run       int       `json:"run"`
		Label     string    `json:"label"`
		Optimizer string    `json:"optimizer"`
		Schedule  string    `json:"schedule"`
		LR        float64   `json:"lr"`
		Start     []float64 `json:"start"`
		Steps     int       `json:"steps"`
		Seed      uint64    `json:"seed"`
	}{number, r.Label, r.Rule, r.Rate, r.LR, r.Start, r.Steps, r.Seed})
	if err != nil {
		return err
	}
	before := "[\n"
	if number > 1 {
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
	if math.IsNaN(s.LR) {
		b = append(b, "null"...)
	} else {
		b = appendNumber(b, s.LR)
	}
	b = appendNumber(append(b, `,"loss":`...), s.Loss)
	b = appendNumber(append(b, `,"grad_norm":`...), s.GradNorm)
	for i, x := range s.X[:t.columns] {
		b = strconv.AppendInt(append(b, `,"x`...), int64(i+1), 10)
		b = appendNumber(append(b, `":`...), x)
	}
	t.line = append(b, '}')
	_, err := t.w.Write(t.line)
	return err
}

func (t *jsonTable) end(v optimizers.Verdict) error {
	verdict, err := json.Marshal(struct {
		Outcome string    `json:"outcome"`
		Step    int       `json:"step"`
		Point   []float64 `json:"point"`
		Text    string    `json:"text"`
	}{v.Outcome.String(), v.Step, v.At, v.String()})
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
