package main

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/models"
)

// checkTolerance checks --tol.
func (o plotOptions) checkTolerance(cmd *cobra.Command) error {
	why := ""
	switch {
	case !(o.tol >= 0):
		why = "must be in [0,inf)"
	case cmd.Flags().Changed("tol") && !o.summary:
		why = "goes with --summary"
	default:
		return nil
	}
	return &catalog.Error{Flag: "--tol", Value: fmt.Sprint(o.tol), Err: errors.New(why)}
}

// kept adds to a text of the iterate to keep which that is, of a run that stopped early.
func kept(l words.Language, p optimizers.Trajectory, text string) string {
	if row := p.Kept(); row < p.Len()-1 {
		return l.BestAtStep(text, p.Step(row))
	}
	return text
}

// paragraph is a heading of the summary and, below it, a table of cells.
type paragraph struct {
	head string
	rows [][]string
}

// row adds a row to the table.
func (p *paragraph) row(cells ...string) { p.rows = append(p.rows, cells) }

// String writes the paragraph after an empty line.
func (p paragraph) String() string {
	var w strings.Builder
	fmt.Fprintf(&w, "\n%s\n", p.head)
	t := tabwriter.NewWriter(&w, 0, 0, 2, ' ', 0)
	for _, cells := range p.rows {
		fmt.Fprintln(t, strings.Join(cells, "\t"))
	}
	t.Flush()
	return w.String()
}

// summarize says, in a language, how the runs ended and what it took them to come within
// tol of the floor, where it is known.
func summarize(l words.Language, plan runs.Plan, paths []optimizers.Trajectory, ensembles []optimizers.Ensemble, tol float64) string {
	all := []paragraph{endings(l, plan, paths, tol)}
	if model, ok := objective.As[surfaces.Fitted](plan.Surface); ok && model.Data().Classes > 0 {
		all = append(all, accuracies(l, plan, model, paths))
	}
	if plan.Exact {
		all = append(all, expectedLosses(l, plan, ensembles))
	}
	if plan.Seeds > 1 {
		all = append(all, spreadOut(l, plan, ensembles))
	}
	text := ""
	for _, p := range all {
		text += p.String()
	}
	return text
}

// title returns what the summary calls a run.
func title(l words.Language, plan runs.Plan, run int) string { return l.Decimals(plan.Runs[run].Title) }

// endings returns a table of how the runs ended and what this took.
func endings(l words.Language, plan runs.Plan, paths []optimizers.Trajectory, tol float64) paragraph {
	costs := kindsOfCost(l, paths)
	var heads []string
	for _, c := range costs {
		heads = append(heads, c.name)
	}
	p := paragraph{head: goal(l, plan.Meta, tol, heads)}
	p.row(append([]string{l.Run(), l.VerdictHead(), l.FinalLoss()}, heads...)...)
	for i, path := range paths {
		final := "-" // of a run that diverged at its start
		if row := path.Kept(); row >= 0 {
			final = kept(l, path, l.Decimals(strconv.FormatFloat(path.Loss[row], 'g', 6, 64)))
		}
		p.row(append([]string{title(l, plan, i), l.Verdict(path.Verdict), final}, spent(l, path, plan.Meta.Floor(), tol, costs)...)...)
	}
	return p
}

// accuracies returns a table of the share of examples that a classifier gets right at the
// end of each run, or at the iterate that an early stop goes back to.
func accuracies(l words.Language, plan runs.Plan, model surfaces.Fitted, paths []optimizers.Trajectory) paragraph {
	p := paragraph{head: l.ShareClassified()}
	held, validated := objective.As[surfaces.Fitted](plan.Validation)
	heads := []string{l.Run(), l.Training()}
	if validated {
		heads = append(heads, l.Validation())
	}
	p.row(heads...)
	for i, path := range paths {
		at := path.Kept()
		if at < 0 {
			continue
		}
		cells := []string{kept(l, path, title(l, plan, i)), l.Decimals(fmt.Sprintf("%.4g", models.Accuracy(model, path.At(at), model.Data())))}
		if validated {
			cells = append(cells, l.Decimals(fmt.Sprintf("%.4g", models.Accuracy(held, path.At(at), held.Data()))))
		}
		p.row(cells...)
	}
	return p
}

// expectedLosses returns a table of the expected loss of each run after its last step.
func expectedLosses(l words.Language, plan runs.Plan, ensembles []optimizers.Ensemble) paragraph {
	p := paragraph{head: l.ExpectedAtEnd()}
	for i, e := range ensembles {
		p.row(title(l, plan, i), l.Decimals(fmt.Sprintf("%.6g", e.Loss.Expected[len(e.Loss.Expected)-1])))
	}
	return p
}

// spreadOut returns a table of the quantiles of the last losses of each run's replicates.
func spreadOut(l words.Language, plan runs.Plan, ensembles []optimizers.Ensemble) paragraph {
	p := paragraph{head: l.FinalOfSeeds(plan.Seeds)}
	p.row(l.Run(), "10 %", l.Median(), "90 %", l.Mean(), l.Diverged())
	for i, e := range ensembles {
		last := len(e.Loss.Mean) - 1
		diverged := 0
		for _, end := range e.Ends {
			if end.Verdict.Outcome == optimizers.Diverged {
				diverged++
			}
		}
		cells := []string{title(l, plan, i)}
		for _, v := range []float64{e.Loss.Low[last], e.Loss.Median[last], e.Loss.High[last], e.Loss.Mean[last]} {
			cells = append(cells, l.Decimals(fmt.Sprintf("%.6g", v)))
		}
		p.row(append(cells, strconv.Itoa(diverged))...)
	}
	return p
}

// cost is one thing that a run spends, up to iterate k.
type cost struct {
	name string
	upTo func(p optimizers.Trajectory, k int) int
}

// kindsOfCost returns what a run may cost: steps, gradients and Hessians, and values of
// the loss where a rule asks for them.
func kindsOfCost(l words.Language, paths []optimizers.Trajectory) []cost {
	costs := []cost{{l.StepCost(), func(_ optimizers.Trajectory, k int) int { return k }}}
	if slices.ContainsFunc(paths, func(p optimizers.Trajectory) bool { return p.Len() > 0 && p.Funcs[p.Len()-1] > 0 }) {
		costs = append(costs, cost{l.ValueCost(), func(p optimizers.Trajectory, k int) int { return p.Funcs[k] }})
	}
	return append(costs,
		cost{l.GradientCost(), func(p optimizers.Trajectory, k int) int { return p.Grads[k] }},
		cost{l.HessianCost(), func(p optimizers.Trajectory, k int) int { return p.Hessians[k] }})
}

// goal returns the sentence that explains the columns of costs, or why they are empty.
func goal(l words.Language, m surfaces.Meta, tol float64, costs []string) string {
	floor := m.Floor()
	what := l.Enumerate(costs)
	switch {
	case math.IsInf(floor, -1):
		return l.Unbounded()
	case math.IsNaN(floor):
		return l.NoMinimum()
	case math.IsNaN(m.Infimum):
		return l.UntilMinimum(what, tol, floor)
	}
	return l.UntilInfimum(what, tol, floor)
}

// spent returns the columns of what a run took to come within tol of the floor.
func spent(l words.Language, p optimizers.Trajectory, floor, tol float64, costs []cost) []string {
	k := -1
	word := l.Never()
	if math.IsNaN(floor) || math.IsInf(floor, -1) {
		word = "-"
	} else {
		k = slices.IndexFunc(p.Loss, func(loss float64) bool { return loss-floor <= tol })
	}
	var columns []string
	for _, c := range costs {
		if k >= 0 {
			word = strconv.Itoa(c.upTo(p, k))
		}
		columns = append(columns, word)
	}
	return columns
}
