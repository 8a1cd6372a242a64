package runs

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/words"
)

// Tune sets the learning rate of each run of the plan to the rate of a grid with the lowest
// final loss, on average over the plan's seeds. Each rate has the same budget, as many
// gradients as the plan has steps; Hessians and values of the loss do not count. A rule that
// chooses the lengths of its steps itself has no rate to tune; it gets fewer steps where it
// takes several gradients a step.
//
// Without a grid, Tune returns nil and changes no rate.
func (p *Plan) Tune(ctx context.Context, grid string) (*render.Tuning, error) {
	if grid == "" {
		return nil, nil
	}
	tried, err := document.ParseTuning(grid)
	if err != nil {
		return nil, catalog.Blame("--tune", grid, err)
	}
	t := &render.Tuning{}
	floor := p.knownInfimum()
	for i := range p.Runs {
		r := &p.Runs[i]
		c := render.Tuned{Rates: tried}
		if optimizers.TraitsOf(r.Optimizer).SelfPaced {
			c.Rates = []float64{r.LR}
			if err := r.cutToBudget(ctx); err != nil {
				return nil, fmt.Errorf("%s: %w", r.Label, err)
			}
		}
		if err := p.tune(ctx, r, &c); err != nil {
			return nil, fmt.Errorf("%s: %w", r.Label, err)
		}
		for j := range c.Values {
			c.Values[j] -= floor
		}
		if c.Chosen >= 0 {
			r.LR = c.Rates[c.Chosen]
			r.Rule, _ = catalog.SetRuleKey(r.Rule, "lr", catalog.FormatNumber(r.LR))
		} else {
			p.Notes = append(p.Notes, r.Label+" diverges at every rate: it runs at "+catalog.FormatNumber(r.LR))
		}
		t.Curves = append(t.Curves, c)
	}
	return t, nil
}

// IdleRates notes the learning rates of optimizers in whose place --tune chooses others.
func IdleRates(s document.Spec) []string {
	if s.Tune == "" {
		return nil
	}
	var notes []string
	for _, text := range s.Optimizers {
		rule, err := catalog.ParseRule(text)
		if err == nil && rule.OwnLR && !optimizers.TraitsOf(rule.Value).SelfPaced {
			notes = append(notes, fmt.Sprintf("the lr of %s has no effect: --tune chooses the learning rates", rule.Text))
		}
	}
	return notes
}

// knownInfimum returns the infimum of the loss; 0 where the infimum is not known.
func (p *Plan) knownInfimum() float64 {
	if f := p.Meta.Infimum; !math.IsNaN(f) && !math.IsInf(f, 0) {
		return f
	}
	return 0
}

// TuningWords returns a tuning over a grid with texts that describe it in a language.
func (p *Plan) TuningWords(t *render.Tuning, grid string, l words.Language) *render.Tuning {
	tried, err := document.ParseTuning(grid)
	if t == nil || err != nil {
		return nil
	}
	tuning := render.Tuning{What: l.FinalLoss(), Protocol: p.protocol(tried, grid, l), Curves: t.Curves}
	if p.knownInfimum() != 0 {
		tuning.What = l.AboveInfimum(tuning.What)
	}
	return &tuning
}

// tune computes the final loss of a run at each rate and chooses the rate with the lowest.
func (p *Plan) tune(ctx context.Context, r *Run, c *render.Tuned) error {
	var variants []optimizers.Variant
	for _, lr := range c.Rates {
		for seed := range p.Seeds {
			variants = append(variants, optimizers.Variant{LR: lr, Start: r.Start, Replicate: uint64(seed)})
		}
	}
	results, err := r.SideBySide(p.Meta.Dim).Variants(ctx, variants, optimizers.Metric{}, 0)
	if err != nil {
		return err
	}
	c.Chosen = -1
	for i := range c.Rates {
		sum := 0.0
		for _, result := range results[i*p.Seeds : (i+1)*p.Seeds] {
			sum += result.Value
		}
		v := sum / float64(p.Seeds)
		if math.IsNaN(v) {
			v = math.Inf(1)
		}
		c.Values = append(c.Values, v)
		if !math.IsInf(v, 0) && (c.Chosen < 0 || v < c.Values[c.Chosen]) {
			c.Chosen = i
		}
	}
	return nil
}

// errSpent ends a run that has spent its budget.
var errSpent = errors.New("the budget is spent")

// cutToBudget cuts a run to the steps that take as many gradients as the run had steps.
func (r *Run) cutToBudget(ctx context.Context) error {
	budget, afforded, each := r.Steps, 0, r.Run
	each.Every, each.Patience, each.Validation = 1, 0, nil // every step counts, whatever is shown
	_, err := each.Each(ctx, func(s optimizers.State) error {
		if s.Grads > budget {
			return errSpent
		}
		afforded = s.K
		return nil
	})
	if err != nil && !errors.Is(err, errSpent) {
		return err
	}
	if err != nil { // the budget is spent before the last step
		r.Steps = afforded
	}
	return nil
}

// protocol describes in words how the rates were chosen.
func (p *Plan) protocol(tried []float64, grid string, l words.Language) string {
	series := ""
	if strings.HasSuffix(grid, ":1-2-5") {
		series = l.InSteps125()
	}
	text := l.ByFinalLoss(l.BestRate(len(tried), catalog.FormatNumber(tried[0]), catalog.FormatNumber(tried[len(tried)-1]), series), p.Steps)
	if p.Seeds > 1 {
		text += l.MeanOfSeeds(p.Seeds)
	}
	for _, r := range p.Runs {
		if t := optimizers.TraitsOf(r.Optimizer); t.NeedsHessian && !t.SelfPaced {
			return text + l.HessiansNotCounted()
		}
	}
	return text
}
