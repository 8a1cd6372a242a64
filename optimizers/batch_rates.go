package optimizers

import (
	"slices"

	"github.com/optviz/optviz/optimizers/schedules"
)

// batchRates sets the learning rates of the runs of a batch.
type batchRates struct {
	b     *batch
	each  []func(k int, last func() float64) float64 // the schedule of each run
	last  []func() float64
	fixed bool // the rates never change
	same  bool // all runs have the first run's rate, and its schedule has not asked for the loss yet
}

func newBatchRates(r Run, b *batch, variants []Variant) *batchRates {
	schedule := r.Schedule
	if schedule == nil {
		schedule = schedules.Constant{}
	}
	s := &batchRates{b: b}
	_, s.fixed = schedule.(schedules.Constant)
	s.same = !slices.ContainsFunc(variants, func(other Variant) bool { return other.LR != variants[0].LR })
	for j, variant := range variants {
		s.each = append(s.each, schedule.Start(variant.LR, r.Steps))
		s.last = append(s.last, func() float64 {
			s.same = false
			return b.Vectorized.Func(b.iterate(j))
		})
	}
	return s
}

// set writes the rates of step k into the batch.
func (s *batchRates) set(k int) error {
	if s.fixed && k > 0 {
		return nil
	}
	l := s.b.l
	row := s.b.lr[:l]
	for j := range row {
		if j > 0 && s.same {
			row[j] = row[0]
			continue
		}
		row[j] = s.each[j](k, s.last[j])
		if err := checkRate(row[j], k); err != nil {
			return err
		}
	}
	for i := 1; i < s.b.n; i++ {
		copy(s.b.lr[i*l:(i+1)*l], row)
	}
	return nil
}
