package explore

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/explore/live"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// SetupOf returns what a page computes at first: the setup of a figure of runs with what the figure's plan
// chose, which are the rules with their rates, the starts and the steps, and the window of its map.
func SetupOf(d document.Spec, p runs.Plan, window surfaces.Window) setup.Setup {
	s := d.Setup
	s.Optimizers, s.Schedules = rulesOf(p), nil
	s.Steps, s.Epochs, s.Examples, s.Every = &p.Steps, 0, 0, 0
	if p.Meta.Dim <= 2 { // a model's usual start has as many numbers as parameters
		s.Starts = p.Starts
	}
	if p.Meta.Dim == 2 {
		s.Window = window.Ends()
	}
	return s
}

// Resolve returns what a page computes of a figure of runs, with what plot chooses of what the figure leaves
// out. It refuses what no page can compute.
func Resolve(ctx context.Context, d document.Spec) (setup.Setup, error) {
	if err := CheckSetup(d.Setup); err != nil {
		return setup.Setup{}, err
	}
	plan, err := runs.PlanOf(ctx, d)
	if err != nil {
		return setup.Setup{}, err
	}
	s := SetupOf(d, plan, plan.Window)
	return s, Check(ctx, s)
}

// Check refuses a setup that a page cannot compute.
func Check(ctx context.Context, s setup.Setup) error {
	_, _, err := new(live.Lab).Runs(ctx, s, words.English)
	return err
}

// rulesOf returns the rules of a plan as a user types them, each with its schedule.
func rulesOf(p runs.Plan) []string {
	var rules []string
	for _, r := range p.Runs {
		text := cmp.Or(r.Typed, r.Rule)
		if r.Rate != catalog.ConstantSchedule.Text {
			text += " " + r.Rate
		}
		if !slices.Contains(rules, text) {
			rules = append(rules, text)
		}
	}
	return rules
}

// Limits of a page.
const (
	mostSeed  = 1<<53 - 1 // the highest whole number of JavaScript
	mostItems = 100       // of a list, as the page's module reads it
)

// CheckSetup refuses what a page cannot compute.
func CheckSetup(s setup.Setup) error {
	switch {
	case s.Points != "":
		return catalog.Blame("--points", s.Points, errors.New("cannot be live: a page reads no files; optviz plot draws the fit"))
	case s.Tune != "":
		return catalog.Blame("--tune", s.Tune, errors.New("cannot be live: give the rates that optviz plot --tune finds, and turn them on the page"))
	case s.Seeds > 1:
		return catalog.Blame("--seeds", strconv.Itoa(s.Seeds), errors.New("cannot be live: a page shows one run of each rule, and has a field for --seed; optviz plot draws replicates"))
	case s.Over != "":
		return catalog.Blame("--over", s.Over, errors.New("cannot be live: a page shows one run of each rule; optviz plot draws what is expected of them"))
	case s.Seed > mostSeed:
		return catalog.Blame("--seed", strconv.FormatUint(s.Seed, 10), fmt.Errorf("cannot be live: a page has seeds up to %d", mostSeed))
	case slices.ContainsFunc(s.Starts, func(x []float64) bool { return len(x) > mostItems }):
		return catalog.Usage("a --start of more than %d coordinates cannot be live: leave it out for the usual one", mostItems)
	case s.Patience > 0:
		return catalog.Blame("--patience", strconv.Itoa(s.Patience), errors.New("cannot be live: a page runs all steps; give fewer --steps"))
	case len(s.Batches) > 1 && s.Epochs+s.Examples > 0:
		flag, n := "--epochs", s.Epochs
		if n == 0 {
			flag, n = "--examples", s.Examples
		}
		return catalog.Blame(flag, strconv.Itoa(n), fmt.Errorf("cannot be live with %d sizes of batches: all runs of a page have as many steps; give --steps", len(s.Batches)))
	}
	return nil
}

// Fragment returns the end of an address that opens a page with a setup.
func Fragment(s setup.Setup, lang string) (string, error) {
	state := keysOf(s)
	state["lang"] = lang
	text, err := json.Marshal(state)
	return "#" + url.PathEscape(string(text)), err
}

// keysOf returns the state of a page as its scripts have it: a setup by the keys of a document.
func keysOf(s setup.Setup) map[string]any {
	state := map[string]any{}
	put := func(key string, v any, given bool) {
		if given {
			state[key] = v
		}
	}
	put("surface", s.SurfaceName(), s.Formula == "")
	put("formula", s.Formula, s.Formula != "")
	put("param", s.Params, len(s.Params) > 0)
	put("l1", s.L1, s.L1 != 0)
	put("l2", s.L2, s.L2 != 0)
	put("window", s.Window, len(s.Window) > 0)
	put("optimizer", append([]string{}, s.Optimizers...), true)
	put("schedule", s.Schedules, len(s.Schedules) > 0)
	put("lr", s.LR, s.LR != nil)
	put("steps", s.Steps, s.Steps != nil)
	put("start", s.Starts, len(s.Starts) > 0)
	put("batch", s.Batches, len(s.Batches) > 0)
	put("order", s.Order, s.Order != "")
	put("noise", s.Noise, s.Noise != 0)
	put("clip", s.Clip, s.Clip != 0)
	put("seed", s.Seed, s.Seed != 0)
	return state
}
