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
	"github.com/optviz/optviz/render/sheet"
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

// kept returns the row of the iterate that a run is judged by. Where the run stopped early
// that is the best iterate, and which says so.
func kept(p optimizers.Trajectory) (row int, which string) {
	row = p.Kept()
	if row >= 0 && row < p.Len()-1 {
		which = fmt.Sprintf(" (best at %d)", p.Step(row))
	}
	return row, which
}

// paragraph is a heading of the summary and, below it, a table of cells.
type paragraph struct {
	head string
	rows [][]string
}

// row adds a row to the table.
func (p *paragraph) row(cells ...string) { p.rows = append(p.rows, cells) }

// in writes the paragraph in a language, after an empty line.
func (p paragraph) in(lang string) string {
	var w strings.Builder
	fmt.Fprintf(&w, "\n%s\n", sheet.Phrase(lang, p.head))
	t := tabwriter.NewWriter(&w, 0, 0, 2, ' ', 0)
	for _, cells := range p.rows {
		said := make([]string, len(cells))
		for i, cell := range cells {
			said[i] = sheet.Phrase(lang, cell)
		}
		fmt.Fprintln(t, strings.Join(said, "\t"))
	}
	t.Flush()
	return w.String()
}

// summarize says, in a language, how the runs ended and what it took them to come within
// tol of the floor, where it is known.
func summarize(lang string, plan runs.Plan, paths []optimizers.Trajectory, ensembles []optimizers.Ensemble, tol float64) string {
	all := []paragraph{endings(plan, paths, tol)}
	if model, ok := objective.As[surfaces.Fitted](plan.Surface); ok && model.Data().Classes > 0 {
		all = append(all, accuracies(plan, model, paths))
	}
	if plan.Exact {
		all = append(all, expectedLosses(plan, ensembles))
	}
	if plan.Seeds > 1 {
		all = append(all, spreadOut(plan, ensembles))
	}
	text := ""
	for _, p := range all {
		text += p.in(lang)
	}
	return text
}

// endings returns a table of how the runs ended and what this took.
func endings(plan runs.Plan, paths []optimizers.Trajectory, tol float64) paragraph {
	costs := kindsOfCost(paths)
	var heads []string
	for _, c := range costs {
		heads = append(heads, c.name)
	}
	p := paragraph{head: goal(plan.Meta, tol, heads)}
	p.row(append([]string{"run", "verdict", "final loss"}, heads...)...)
	for i, path := range paths {
		final := "-" // of a run that diverged at its start
		if row, which := kept(path); row >= 0 {
			final = strconv.FormatFloat(path.Loss[row], 'g', 6, 64) + which
		}
		p.row(append([]string{plan.Runs[i].Label, path.Verdict.String(), final}, spent(path, plan.Meta.Floor(), tol, costs)...)...)
	}
	return p
}

// accuracies returns a table of the share of examples that a classifier gets right at the
// end of each run, or at the iterate that an early stop goes back to.
func accuracies(plan runs.Plan, model surfaces.Fitted, paths []optimizers.Trajectory) paragraph {
	p := paragraph{head: "share of the examples that are classified rightly"}
	held, validated := objective.As[surfaces.Fitted](plan.Validation)
	heads := []string{"run", "training"}
	if validated {
		heads = append(heads, "validation")
	}
	p.row(heads...)
	for i, path := range paths {
		at, which := kept(path)
		if at < 0 {
			continue
		}
		cells := []string{plan.Runs[i].Label + which, fmt.Sprintf("%.4g", models.Accuracy(model, path.At(at), model.Data()))}
		if validated {
			cells = append(cells, fmt.Sprintf("%.4g", models.Accuracy(held, path.At(at), held.Data())))
		}
		p.row(cells...)
	}
	return p
}

// expectedLosses returns a table of the expected loss of each run after its last step.
func expectedLosses(plan runs.Plan, ensembles []optimizers.Ensemble) paragraph {
	p := paragraph{head: "expected losses at the end, exactly"}
	for i, e := range ensembles {
		p.row(plan.Runs[i].Label, fmt.Sprintf("%.6g", e.Loss.Expected[len(e.Loss.Expected)-1]))
	}
	return p
}

// spreadOut returns a table of the quantiles of the last losses of each run's replicates.
func spreadOut(plan runs.Plan, ensembles []optimizers.Ensemble) paragraph {
	p := paragraph{head: fmt.Sprintf("final losses of %d seeds, the first of them above", plan.Seeds)}
	p.row("run", "10 %", "median", "90 %", "mean", "diverged")
	for i, e := range ensembles {
		last := len(e.Loss.Mean) - 1
		diverged := 0
		for _, end := range e.Ends {
			if end.Verdict.Outcome == optimizers.Diverged {
				diverged++
			}
		}
		cells := []string{plan.Runs[i].Label}
		for _, v := range []float64{e.Loss.Low[last], e.Loss.Median[last], e.Loss.High[last], e.Loss.Mean[last]} {
			cells = append(cells, fmt.Sprintf("%.6g", v))
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
func kindsOfCost(paths []optimizers.Trajectory) []cost {
	costs := []cost{{"steps", func(_ optimizers.Trajectory, k int) int { return k }}}
	if slices.ContainsFunc(paths, func(p optimizers.Trajectory) bool { return p.Len() > 0 && p.Funcs[p.Len()-1] > 0 }) {
		costs = append(costs, cost{"values", func(p optimizers.Trajectory, k int) int { return p.Funcs[k] }})
	}
	return append(costs,
		cost{"gradients", func(p optimizers.Trajectory, k int) int { return p.Grads[k] }},
		cost{"Hessians", func(p optimizers.Trajectory, k int) int { return p.Hessians[k] }})
}

// goal returns the sentence that explains the columns of costs, or why they are empty.
func goal(m surfaces.Meta, tol float64, costs []string) string {
	floor := m.Floor()
	last := len(costs) - 1
	what := strings.Join(costs[:last], ", ") + " and " + costs[last]
	switch {
	case math.IsInf(floor, -1):
		return "nothing to count until: the loss is unbounded below"
	case math.IsNaN(floor):
		return "nothing to count until: no minimum is known"
	case math.IsNaN(m.Infimum):
		return fmt.Sprintf("%s until first f - fmin <= %g, fmin = %g, the lowest known minimum", what, tol, floor)
	}
	return fmt.Sprintf("%s until first f - f* <= %g, f* = %g", what, tol, floor)
}

// spent returns the columns of what a run took to come within tol of the floor.
func spent(p optimizers.Trajectory, floor, tol float64, costs []cost) []string {
	k := -1
	word := "never"
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
