package document

import (
	"github.com/optviz/optviz/cmd/internal/catalog"
)

// UsualTuning is the grid of learning rates that --tune alone stands for.
const UsualTuning = "1e-4:10:1-2-5"

// ParseTuning reads the grid of --tune: LO:HI:1-2-5, LO:HI[:log][:N] or v1/v2/v3.
func ParseTuning(text string) ([]float64, error) {
	a, err := catalog.ParseAxis("lr=" + text)
	if err == nil {
		err = catalog.CheckAll(a.Values, catalog.Rates)
	}
	return a.Values, err
}

// IsTuning reports whether a text is a grid of learning rates.
func IsTuning(text string) bool {
	_, err := ParseTuning(text)
	return err == nil
}

// Untuned returns the Spec without the learning rates that tuning will choose; unchanged
// where nothing is tuned.
func (s Spec) Untuned() Spec {
	if s.Tune == "" {
		return s
	}
	s.LR = nil
	texts := make([]string, len(s.Optimizers))
	for i, t := range s.Optimizers {
		texts[i], _ = catalog.SetRuleKey(t, "lr", "")
	}
	s.Optimizers = texts
	return s
}
