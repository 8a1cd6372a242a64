package drawing

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/cmd/internal/tabular"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render"
)

// Runs is the content of runs on a landscape, in one of the views.
type Runs struct {
	Paths     []optimizers.Trajectory
	Ensembles []optimizers.Ensemble // of several seeds

	tuning *render.Tuning
	view   render.View
	marked []int      // the runs that the document's marks are of; -1 where that is not known or none
	beside []*Drawing // figures of the page that may share the axis of losses
	alike  alike      // what a map has in common with other maps of its page
}

func (r *Runs) resolve(ctx context.Context, g *Drawing) (err error) {
	d := g.Document.WithUsualSize()
	if g.Plan, err = runs.PlanOf(ctx, d.Untuned()); err != nil {
		return err
	}
	if err = g.Plan.CheckSeeds(); err != nil {
		return err
	}
	if r.view, g.Style, err = runs.ViewOf(d.Spec, g.Plan); err != nil {
		return err
	}
	if err := g.checkLined(d, r.view); err != nil {
		return err
	}
	if err := cmp.Or(d.CheckNotes(r.view), d.CheckInset(r.view)); err != nil {
		return err
	}
	if r.marked, err = g.findMarkedRuns(ctx); err != nil {
		return err
	}
	if d.SharedStyle && !r.view.SharesStyle {
		return catalog.Blame("alike", "true", fmt.Errorf("goes with view: %s, not %s", document.ViewList(func(v render.View) bool { return v.SharesStyle }), r.view.Name))
	}
	if err := cmp.Or(runs.CheckCentre(d.GridSpec.Spec, r.view), g.Plan.CheckExact()); err != nil {
		return catalog.Blame("--over", d.Over, err)
	}
	g.Plan.LimitRecording()
	g.Plan.Principal = r.view.Planar && runs.PlaneName(d.Spec) == document.Planes[0]
	if err := g.Plan.CheckMemory(); err != nil {
		return err
	}
	if n := len(g.Plan.Runs); g.Style.Theme.RepeatsColours(g.Plan.Subjects()) {
		g.Plan.Notes = append(g.Plan.Notes, fmt.Sprintf("%d runs are more than there are colours: runs of one colour differ in dash and marker", n))
	}
	g.Notes = slices.Concat(g.Plan.Notes, runs.NotesOnView(d.Spec, g.Plan), notesOnAxes(d, r.view), runs.IdleOfFigure(d.GridSpec.Spec, g.Plan, r.view))
	return nil
}

func (r *Runs) compute(ctx context.Context, g *Drawing, _ func(cells []int) error) (err error) {
	if r.tuning, err = g.Plan.Tune(ctx, g.Document.Tune); err != nil {
		return err
	}
	if r.Paths, err = g.Plan.Trace(ctx); err != nil {
		return err
	}
	r.Ensembles, err = g.Plan.Ensembles(ctx)
	return err
}

func (r *Runs) takeResults(_ context.Context, g, from *Drawing) error {
	computed := from.Content.(*Runs)
	r.tuning, r.Paths, r.Ensembles = computed.tuning, computed.Paths, computed.Ensembles
	for i := range g.Plan.Runs { // tuning gave them their rates
		g.Plan.Runs[i].LR, g.Plan.Runs[i].Rule = from.Plan.Runs[i].LR, from.Plan.Runs[i].Rule
	}
	return nil
}

func (r *Runs) texts() []namedText { return nil }

func (r *Runs) draw(g *Drawing) (render.Figure, error) {
	if g.Document.Until != nil {
		return r.until(g)
	}
	scene, err := r.scene(g)
	if err != nil {
		return render.Figure{}, err
	}
	f, err := r.view.Draw(scene, g.Style)
	return f, g.undrawable("the "+r.view.Name+" view", err)
}

func (r *Runs) table(g *Drawing) (tabular.Table, error) {
	t := runTable{g, r}
	switch {
	case len(r.Paths) == 0:
		return tabular.Table{}, ErrNoData
	case r.view.Line:
		return t.slice()
	}
	return t.table(), nil
}

func (r *Runs) bytes(g *Drawing) float64 {
	bytes := g.Plan.Bytes()
	if r.view.Relief {
		bytes += bytesOfPixel * g.Style.Width * g.Style.Height
	}
	return bytes
}

// bytesOfPixel is the memory that each pixel of a figure takes which holds a picture: a relief
// is one, and fills the figure.
const bytesOfPixel = 4

// scene returns what there is to draw of runs.
func (r *Runs) scene(g *Drawing) (render.Scene, error) {
	scene, err := g.Plan.Scene(g.Document.Spec, r.Paths, r.Ensembles)
	if err != nil {
		return scene, err
	}
	scene.Tuning, scene.SharedStyle = g.Plan.TuningWords(r.tuning, g.Document.Tune, g.Document.Speaker()), g.Document.SharedStyle
	if scene.Lines, err = g.lines(); err != nil {
		return scene, err
	}
	if in := g.Document.Inset; in != nil {
		if scene.Inset, err = in.Drawn(); err != nil {
			return scene, err
		}
	}
	if scene.Marks, err = g.runMarks(r.marked, r.Paths); err != nil {
		return scene, err
	}
	if scene.XAxis, scene.YAxis, err = g.axes("", ""); err != nil {
		return scene, err
	}
	for _, other := range r.beside {
		o := other.Content.(*Runs)
		also, err := other.Plan.Scene(other.Document.Spec, o.Paths, o.Ensembles)
		if err != nil {
			return scene, err
		}
		scene.Beside = append(scene.Beside, also.Tracks...)
	}
	scene.BesideMaps, scene.BarBeside = r.alike.Beside, r.alike.barBeside
	return scene, nil
}
