package document

import (
	"github.com/optviz/optviz/cmd/internal/catalog"
)

// UsualTuning is the grid of rates of a comparison that states none.
const UsualTuning = "1e-4:10:1-2-5"

// ParseTuning reads the grid of --tune: LO:HI:1-2-5, LO:HI[:log][:N] or v1/v2/v3.
func ParseTuning(text string) ([]float64, error) {
	a, err := catalog.ParseAxis("lr=" + text)
	if err == nil {
		err = catalog.CheckAll(a.Values, catalog.Rates)
	}
	return a.Values, err
}

// IsTuning says whether a text is a grid of rates.
func IsTuning(text string) bool {
	_, err := ParseTuning(text)
	return err == nil
}

// Untuned is the Spec without the rates that tuning is to find, if it is to.
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
