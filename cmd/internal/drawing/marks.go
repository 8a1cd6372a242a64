package drawing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render"
)

// findMarkedRuns finds the runs of marks, and refuses those that the figure does not have. A run may
// have its name in any language, as a figure may be drawn again in another. The index is -1 for a
// mark of a place, and for names that are measured, which are not known yet.
func (g *Drawing) findMarkedRuns(ctx context.Context) ([]int, error) {
	var found []int
	measured := slices.ContainsFunc(g.Plan.Runs, func(r runs.Run) bool { return strings.Contains(r.Title, "{{") })
	for i, m := range g.Document.Marks {
		run := -1
		if m.Run != "" {
			var err error
			if run, err = g.findRun(ctx, m.Run); err != nil && !measured {
				return nil, g.Document.BlameMark(i, err)
			} else if err != nil {
				run = -1
			}
		}
		found = append(found, run)
	}
	return found, nil
}

// findRun returns the index of the run with a name in some language.
func (g *Drawing) findRun(ctx context.Context, name string) (int, error) {
	run, unknown := g.Plan.Find(g.Document.Spec, name)
	if unknown == nil {
		return run, nil
	}
	for _, lang := range document.Languages {
		d := g.Document.Restyled(document.Appearance{Lang: lang})
		plan, err := runs.PlanOf(ctx, d.Untuned())
		if err != nil {
			return 0, err
		}
		if run, err := plan.Find(d.Spec, name); err == nil {
			return run, nil
		}
	}
	return 0, unknown
}

// runMarks returns the marks of a figure of runs as they are drawn.
func (g *Drawing) runMarks(marked []int, paths []optimizers.Trajectory) ([]render.Mark, error) {
	var marks []render.Mark
	for i, m := range g.Document.Marks {
		k, err := g.runMark(m, marked[i], paths)
		if err != nil {
			return nil, g.Document.BlameMark(i, err)
		}
		marks = append(marks, k)
	}
	return marks, nil
}

// runMark returns a mark of a figure of runs, of the run with an index if that is known already.
func (g *Drawing) runMark(m document.MarkSpec, run int, paths []optimizers.Trajectory) (render.Mark, error) {
	if m.Run == "" {
		k, err := g.mark(m)
		return render.Mark{Label: k.Label, X: k.X, Y: k.Y}, err
	}
	label, err := g.words(m.Label)
	if err != nil {
		return render.Mark{}, err
	}
	if run < 0 {
		if run, err = g.Plan.Find(g.Document.Spec, m.Run); err != nil {
			return render.Mark{}, err
		}
	}
	at, err := g.quantity(m.Step)
	step := int(at)
	if err == nil && (float64(step) != at || step < 0) {
		err = catalog.Blame("step", m.Step, errors.New("is not 0 or a whole number above"))
	}
	if err != nil {
		return render.Mark{}, err
	}
	name := g.Document.Speaker().Decimals(g.Plan.Runs[run].Title)
	if t := paths[run]; step > t.Step(t.Len()-1) {
		return render.Mark{}, fmt.Errorf("step %d: %s ends at step %d", step, name, t.Step(t.Len()-1))
	} else if t.Every > 1 && step%t.Every != 0 && step != t.Last {
		return render.Mark{}, fmt.Errorf("step %d: %s is shown at every %d-th step", step, name, t.Every)
	}
	return render.Mark{Label: label, Run: run + 1, Step: step}, nil
}
