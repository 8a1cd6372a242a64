package optimizers

import (
	"slices"

	"github.com/optviz/optviz/optimizers/schedules"
)

// rates are the learning rates of lanes.
type rates struct {
	c     *convoy
	each  []func(k int, last func() float64) float64 // of each lane
	last  []func() float64
	fixed bool // they never change
	same  bool // all lanes have the first one's, which has not asked for its loss yet
}

func newRates(r Run, c *convoy, lanes []Lane) *rates {
	schedule := r.Schedule
	if schedule == nil {
		schedule = schedules.Constant{}
	}
	s := &rates{c: c}
	_, s.fixed = schedule.(schedules.Constant)
	s.same = !slices.ContainsFunc(lanes, func(other Lane) bool { return other.LR != lanes[0].LR })
	for j, lane := range lanes {
		s.each = append(s.each, schedule.Start(lane.LR, r.Steps))
		s.last = append(s.last, func() float64 {
			s.same = false
			return c.Vectorized.Func(c.lane(j))
		})
	}
	return s
}

// set sets the rates of step k.
func (s *rates) set(k int) error {
	if s.fixed && k > 0 {
		return nil
	}
	l := s.c.l
	row := s.c.lr[:l]
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
	for i := 1; i < s.c.n; i++ {
		copy(s.c.lr[i*l:(i+1)*l], row)
	}
	return nil
}
