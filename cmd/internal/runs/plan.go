package runs

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/gonum/floats"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/optimizers/parallel"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/critical"
	"github.com/optviz/optviz/surfaces/models"
)

// Plan is a resolved Spec: the landscape and the runs.
type Plan struct {
	setup.Landscape
	Line  [2][]float64 // ends of the slice view's line
	Steps int          // number of steps of the longest run
	Runs  []Run
	Seeds int    // replicates of each run
	Exact bool   // the expected loss of each run is needed
	Noise string // batches, noise and clipping of the gradients, in words

	Principal bool // the figure shows a plane of principal components, which needs all coordinates

	shortened bool                                                             // the plan chose the number of steps
	picked    bool                                                             // the plan chose all learning rates
	Seeded    bool                                                             // --seed changes a run
	random    bool                                                             // replicates differ
	replicate func(ctx context.Context, run, seed int) (optimizers.Run, error) // returns a run on the surface of another seed; nil: all replicates share one surface
}

// Run is one run of a Plan with its names.
type Run struct {
	optimizers.Run
	Batches    setup.Batches
	Name       string     // the optimizer's catalogue name
	Rule       string     // the optimizer as a user types it: adam:lr=0.1
	Rate       string     // the schedule as a user types it: cosine:warmup=20
	Title      string     // the label in the figure's language and notation
	ShortTitle string     // the same, in short where there is a short form
	RateTitle  words.Text // the schedule in a figure: warm-up + cosine

	settings   []setting // besides the rate
	keys       []string  // of all parameters of the rule
	ruleTitle  string    // the rule in a figure, without what tells its runs apart
	wholeSteps bool      // the rate is 1, as usual for the rule: it says nothing

	numbers []sheet.Number // besides the rate, that may order the runs of a rule
	variant string         // what else sets the run apart from others of its rule

	Typed string           // in a sweep: the rule with its formulas; "" without formulas
	Model surfaces.Surface // in a sweep: the surface of the cell
}

// PlanOf resolves a Spec without computing its runs, and reports all errors in the flags
// that affect the runs. A cancelled ctx ends a long search for critical points.
func PlanOf(ctx context.Context, s document.Spec) (Plan, error) { return PlanTyped(ctx, s, nil) }

// PlanTyped does what PlanOf does for a Spec in which the caller has replaced formulas in
// the optimizers by numbers. typed holds the optimizers with their formulas, which name the
// runs.
func PlanTyped(ctx context.Context, s document.Spec, typed []string) (Plan, error) {
	land, err := LandscapeOf(ctx, s)
	if err != nil {
		return Plan{}, err
	}
	p := Plan{Landscape: land, Seeds: s.Seeds, Exact: s.Over == document.Expected}
	sizes, err := p.ground(ctx, s)
	if err != nil || needsNoRuns(s, p.Meta) {
		return p, err
	}
	if land.Unlisted {
		land = p.Landscape
	}
	p.picked = typed == nil && picksRates(s)
	at := setup.Places(sizes, p.Starts)
	c, err := p.choose(ctx, s, land, typed, at)
	if err = cmp.Or(err, ctx.Err()); err != nil {
		return p, err
	}
	if err := p.redraw(s); err != nil {
		return p, err
	}
	scheds, err := catalog.ParseSchedules(s.Schedules)
	if err != nil {
		return p, err
	}
	if err := p.fill(s, setup.Product(c.rules, scheds, at)); err != nil {
		return p, err
	}
	if p.picked {
		if err := p.fitHorizon(ctx, s); err != nil {
			return p, err
		}
	}
	if c.missing == "" && p.shortened {
		c.missing = "no --steps" // rules without a rate
	}
	if c.missing != "" {
		p.Notes = slices.Insert(p.Notes, len(land.Notes), p.chosen(c.missing, c.texts))
	}
	return p, nil
}

// ground resolves what all runs share: their batches, which ground returns, the number of
// steps, the line of slices and the critical points.
func (p *Plan) ground(ctx context.Context, s document.Spec) ([]setup.Batches, error) {
	if err := s.CheckNumbers(); err != nil {
		return nil, err
	}
	sizes, err := setup.BatchesOf(s.Setup, p.Landscape)
	if err != nil {
		return nil, err
	}
	if err := checkAxis(s, p.Landscape); err != nil {
		return nil, err
	}
	for _, b := range sizes {
		p.Steps = max(p.Steps, b.Steps)
	}
	if p.Line, err = s.LineOn(p.Meta); err != nil {
		return nil, err
	}
	if err := p.FindCritical(ctx); err != nil {
		return nil, err
	}
	if s.Every > max(p.Steps, 1) {
		return nil, catalog.Blame("--every", strconv.Itoa(s.Every), fmt.Errorf("is above %d, the number of steps", p.Steps))
	}
	return sizes, nil
}

// choice holds the rules that a plan runs.
type choice struct {
	texts   []string         // as a user types them
	rules   [][]catalog.Rule // of each place, one for each text
	missing string           // the flag in whose absence the plan chose texts or rates; "" if it chose neither
}

// choose returns the rules of a Spec. Without optimizers these are the classics, and where no
// rate is stated their rates suit land, which has no points that were found in this window
// alone.
func (p *Plan) choose(ctx context.Context, s document.Spec, land setup.Landscape, typed []string, at []setup.Place) (c choice, err error) {
	c.texts = s.Optimizers
	if len(c.texts) == 0 {
		c.texts, c.missing = setup.Classics(ctx, land, p.Steps, s.LR == nil), "no --optimizer"
	}
	if c.rules, err = setup.Rules(s.Setup, c.texts, typed, at, p.Landscape); err != nil {
		return c, err
	}
	if rated := p.rated(ctx, land, c.texts); !slices.Equal(rated, c.texts) {
		c.texts, c.missing = rated, "no rate"
		c.rules, err = setup.Rules(s.Setup, c.texts, typed, at, p.Landscape)
	}
	return c, err
}

// redraw prepares surfaces of other seeds where a Spec asks for them.
func (p *Plan) redraw(s document.Spec) error {
	if !s.Redraw {
		return nil
	}
	if err := checkRedrawn(s, p.Meta); err != nil {
		return RedrawError(err)
	}
	p.replicate = func(ctx context.Context, run, seed int) (optimizers.Run, error) {
		return redrawn(ctx, s, run, seed)
	}
	return nil
}

// chosen returns the note on what the plan chose, as flags that give the same runs.
func (p Plan) chosen(why string, texts []string) string {
	note := why + ": running"
	for _, t := range texts {
		if strings.ContainsAny(t, " (") {
			t = "'" + t + "'"
		}
		note += " --optimizer " + t
	}
	if p.shortened {
		note += fmt.Sprintf(" --steps %d", p.Steps)
	}
	return note
}

// rated returns the texts of optimizers with rates that suit the landscape where the plan picks
// rates, and otherwise, and where they state rates, as they are.
func (p Plan) rated(ctx context.Context, land setup.Landscape, texts []string) []string {
	stated := func(text string) bool { return catalog.HasFormula(text) || strings.Contains(text, "lr=") }
	if !p.picked || slices.ContainsFunc(texts, stated) {
		return texts
	}
	return setup.WithRates(ctx, land, texts, p.Steps)
}

// picksRates reports whether a Spec leaves all learning rates to the plan.
func picksRates(s document.Spec) bool {
	stated := func(text string) bool {
		rule, err := catalog.ParseRule(text)
		return err != nil || rule.OwnLR // an error is reported elsewhere
	}
	return s.LR == nil && s.Tune == "" && !slices.ContainsFunc(s.Optimizers, stated)
}

// needsNoRuns reports whether a Spec names no run and its figure needs none.
func needsNoRuns(s document.Spec, m surfaces.Meta) bool {
	view, _ := s.ViewFor(m)
	return view.Curved && m.Dim == 2 && len(s.Optimizers)+len(s.Schedules) == 0 && s.LR == nil
}

// idleSchedule is the note that --schedule changes no run.
const idleSchedule = "--schedule has no effect: every --optimizer has a schedule of its own"

// IdleLR is the note that --lr changes no run.
const IdleLR = "--lr has no effect: every --optimizer has an lr of its own"

// fill adds the runs of combinations, with their names and notes, to the plan.
func (p *Plan) fill(s document.Spec, combinations []setup.Combination) error {
	p.Noise = NoiseSeen(s, p.Landscape)
	if s.LR != nil && !slices.ContainsFunc(combinations, func(c setup.Combination) bool { return !c.Rule.OwnLR }) {
		p.Notes = append(p.Notes, IdleLR)
	}
	if len(s.Schedules) > 0 && !slices.ContainsFunc(combinations, func(c setup.Combination) bool { return c.Rule.Schedule == nil }) {
		p.Notes = append(p.Notes, idleSchedule)
	}
	if s.Patience > 0 && p.Validation == nil {
		return catalog.Blame("--patience", strconv.Itoa(s.Patience), fmt.Errorf("%s has no validation loss to wait for", p.Meta.Name))
	}
	p.Seeded = setup.SeesAtRandom(s.Setup, p.Landscape) || (s.Seed != 0 || s.Seeds > 1) && slices.ContainsFunc(combinations, func(c setup.Combination) bool { return optimizers.TraitsOf(c.Rule.Value).Random })
	p.random = s.Redraw || p.Seeded
	labels, err := names(s, combinations, setup.Typed())
	if err != nil {
		return err
	}
	descent := words.FullDescent
	if setup.DrawsSamples(s.Setup, p.Landscape) {
		descent = words.Catalogued
	}
	titles, err := names(s, combinations, setup.Drawn(s.Speaker(), descent))
	if err != nil {
		return err
	}
	short, err := names(s, combinations, setup.Drawn(s.Speaker(), descent.Shortened()))
	if err != nil {
		return err
	}
	known, drawn := p.Landscape.KnownPoints(), setup.Drawn(s.Speaker(), descent.Shortened())
	for i, c := range combinations {
		for _, note := range append(c.Notes(), setup.NotesOnComparing(s.Setup, c)...) {
			if !slices.Contains(p.Notes, note) {
				p.Notes = append(p.Notes, note)
			}
		}
		run, err := p.run(s, c, known)
		if err != nil {
			return err
		}
		run.Label, run.Title, run.ShortTitle = labels[i], titles[i], short[i]
		for _, param := range c.Rule.Params {
			run.keys = append(run.keys, param.Key)
		}
		run.settings, run.ruleTitle, run.wholeSteps = settingsOf(c), drawn.Rule(c.Rule, ""), c.Rule.HasWholeSteps()
		p.Runs = append(p.Runs, run)
	}
	return nil
}

// run returns the run of a combination, without its names. It refuses a rule that cannot
// step on the loss.
func (p *Plan) run(s document.Spec, c setup.Combination, known []optimizers.Point) (Run, error) {
	computed, err := p.Landscape.Run(s.Setup, c, known)
	if err != nil {
		return Run{}, err
	}
	view, _ := s.ViewFor(p.Meta) // ViewOf reports the error; other commands have no view
	run := Run{
		Run:       computed,
		Batches:   c.Batches,
		Name:      c.Rule.Entry.Name,
		Rule:      c.Rule.Text,
		Typed:     c.Rule.Typed,
		Rate:      c.Schedule.Text,
		RateTitle: c.Schedule.Title,
	}
	run.Detailed, run.Scores = view.Detailed, p.scores(view)
	run.numbers, run.variant = numbersOf(c), variantOf(c)
	if p.Validation != nil && (!view.Classes || s.Patience > 0) { // a nil Validation must stay a nil interface
		run.Validation = p.Validation
	}
	return run, nil
}

// redrawn returns a run of the Spec after adding seed to the seed of the surface.
func redrawn(ctx context.Context, s document.Spec, run, seed int) (optimizers.Run, error) {
	s.Setup = s.WithSurfaceSeed(seed)
	s.Redraw = false
	p, err := PlanTyped(ctx, s, nil)
	if err != nil {
		return optimizers.Run{}, err
	}
	r := p.Runs[run].Run
	r.Replicate = uint64(seed)
	return r, nil
}

// scores returns the functions whose values a view shows beside the loss: the sharpness or,
// for a classifier, the accuracy on its examples and on held-out examples, if any.
func (p Plan) scores(view render.View) []optimizers.Score {
	switch {
	case view.Sharp:
		return []optimizers.Score{func(x []float64) float64 { return critical.LargestCurvature(p.Surface, x) }}
	case view.Gradient && p.Seeds > 1:
		return []optimizers.Score{func(x []float64) float64 {
			g := make([]float64, len(x))
			p.Surface.Grad(g, x)
			return floats.Norm(g, 2)
		}}
	case !view.Classes:
		return nil
	}
	var scores []optimizers.Score
	for _, f := range []surfaces.Surface{p.Surface, p.Validation} {
		if model, ok := objective.As[surfaces.Fitted](f); ok {
			scores = append(scores, func(x []float64) float64 { return models.Accuracy(model, x, model.Data()) })
		}
	}
	return scores
}

// mostWork is the largest product of examples, coordinates and shown iterates of a run,
// some seconds of work.
const mostWork = 2e9

// LimitRecording shows fewer iterates of the runs whose loss is expensive: those at the
// ends of epochs, or fewer. It changes no run with --every, and none with --patience,
// which counts shown iterates: such a run must stop at the same step in all commands.
func (p *Plan) LimitRecording() {
	for i := range p.Runs {
		r := &p.Runs[i]
		work := float64(r.Steps) * float64(p.Meta.Dim) * float64(max(r.Batches.Examples, 1)) * float64(p.Seeds)
		if r.Every > 0 || r.Patience > 0 || work <= mostWork {
			continue
		}
		r.Every = max(1, r.Batches.PerEpoch(), int(math.Ceil(work/mostWork)))
		if note := fmt.Sprintf("the loss costs much: it is shown every %d steps; --every 1 shows it at each", r.Every); !slices.Contains(p.Notes, note) {
			p.Notes = append(p.Notes, note)
		}
	}
}

// Trace computes the runs in parallel and returns their trajectories in the plan's order.
func (p Plan) Trace(ctx context.Context) ([]optimizers.Trajectory, error) {
	paths := make([]optimizers.Trajectory, len(p.Runs))
	err := parallel.Do(ctx, len(p.Runs), func(ctx context.Context, i int) (err error) {
		if paths[i], err = p.Runs[i].Trace(ctx); err != nil {
			return fmt.Errorf("%s: %w", p.Runs[i].Label, err)
		}
		return nil
	})
	return paths, err
}

// Ensembles computes the replicates of each run and its expected loss; it returns nil
// where the Spec asks for neither.
func (p Plan) Ensembles(ctx context.Context) ([]optimizers.Ensemble, error) {
	if p.Seeds == 1 && !p.Exact {
		return nil, nil
	}
	all := make([]optimizers.Ensemble, len(p.Runs))
	for i, r := range p.Runs { // each is parallel itself
		var err error
		if all[i], err = p.ensemble(ctx, i, r); err != nil {
			return nil, fmt.Errorf("%s: %w", r.Label, err)
		}
	}
	return all, nil
}

// ensemble computes the replicates and the expected loss of a run.
func (p Plan) ensemble(ctx context.Context, i int, r Run) (e optimizers.Ensemble, err error) {
	e.Every, e.Last = max(r.Every, 1), r.Steps
	switch {
	case p.Seeds > 1 && p.replicate != nil:
		e, err = r.EnsembleOf(ctx, p.Seeds, func(seed int) (optimizers.Run, error) { return p.Seed(ctx, i, seed) })
	case p.Seeds > 1:
		e, err = r.Ensemble(ctx, p.Seeds)
	}
	if err != nil {
		return e, err
	}
	if p.Exact {
		e.Loss.Expected, err = r.ExpectedLoss()
	}
	return e, err
}

// Seed returns the replicate of a run for a seed.
func (p Plan) Seed(ctx context.Context, i, seed int) (optimizers.Run, error) {
	if p.replicate == nil {
		return p.Runs[i].Replica(seed), nil
	}
	run, err := p.replicate(ctx, i, seed)
	run.Every, run.LR = p.Runs[i].Every, p.Runs[i].LR // LimitRecording may have raised Every, and each surface has its own rate
	return run, err
}

// CheckExact refuses a plan that needs the expected loss of runs for which it is not
// known.
func (p Plan) CheckExact() error {
	if !p.Exact {
		return nil
	}
	if p.Validation != nil {
		return fmt.Errorf("is known of the loss alone, %s has a validation loss, too", p.Meta.Name)
	}
	for _, r := range p.Runs {
		if err := r.CheckExpected(); err != nil {
			return fmt.Errorf("%s: %w", r.Label, err)
		}
	}
	return nil
}

// Scene returns the plan with its trajectories and, for several seeds, its ensembles,
// ready to be drawn.
func (p Plan) Scene(s document.Spec, paths []optimizers.Trajectory, ensembles []optimizers.Ensemble) (render.Scene, error) {
	if len(p.Runs) == 0 {
		p.Meta.Start = p.Starts[0]
	}
	scene := render.Scene{Title: s.Title, NoFormula: s.FormulaText == document.None, Panels: p.groups(s), Settings: p.settings(s), Solved: !slices.ContainsFunc(p.Runs, func(r Run) bool { return !r.Solves() }), Note: note(s, p), Noise: GradientNoise(s, p.Landscape), Surface: p.Surface, Meta: &p.Meta,
		Mean: s.Over == "mean", Steps: p.Steps, Epochs: s.Epochs, Seen: s.Examples, Line: p.Line, Moments: s.Moments, Axis: XAxisOf(s), Window: p.shown(s, paths), Tracks: p.Tracks(s, paths, ensembles)}
	scene.ArrowsAlong = s.HasArrowsAlong()
	var err error
	if scene.Coordinate, scene.AllCoordinates, err = coordinateOf(s, p.Meta.Dim); err != nil {
		return scene, err
	}
	if s.Levels != nil {
		scene.Levels.Count, scene.Levels.At = s.Levels.Count, s.Levels.At
	}
	if s.Azimuth != nil || s.Elevation != nil {
		from := render.UsualViewpoint
		from.Azimuth, from.Elevation = *cmp.Or(s.Azimuth, &from.Azimuth), *cmp.Or(s.Elevation, &from.Elevation)
		scene.Viewpoint = &from
	}
	if p.Validation != nil && p.Meta.Dim == 2 {
		scene.Validation = p.Validation
	}
	if view, _ := s.ViewFor(p.Meta); view.Planar && p.Meta.Dim > 2 {
		return p.onPlane(s, scene)
	}
	return scene, nil
}

// XAxisOf returns the quantity that curves are drawn against.
func XAxisOf(s document.Spec) render.Axis {
	return render.Axis(max(0, slices.Index(document.Axes(), s.Axis)))
}

// Tracks returns the plan's runs, ready to be drawn.
func (p Plan) Tracks(s document.Spec, paths []optimizers.Trajectory, ensembles []optimizers.Ensemble) []render.Track {
	l := s.Speaker()
	var tracks []render.Track
	for i, r := range p.Runs {
		of := r.Subject()
		track := render.Track{Optimizer: of.Rule, Numbers: of.Numbers, Variant: of.Variant, ScheduleKey: of.Schedule, Label: l.Decimals(r.Title), Named: len(s.Names) > 0, Short: l.Decimals(r.ShortTitle), Path: paths[i]}
		if _, constant := r.Schedule.(schedules.Constant); !constant {
			track.Schedule = r.RateTitle.In(l)
		}
		track.Batch = float64(r.Batches.Size)
		if XAxisOf(s) == render.ByRate {
			track.Rates = r.rates()
		}
		if n := r.Batches.PerEpoch(); n > 0 {
			track.PerEpoch = float64(n)
			track.Share = 1 / track.PerEpoch
		}
		if ensembles != nil {
			track.Ensemble = &ensembles[i]
		}
		if s.Arrows == "step" && !slices.ContainsFunc(p.Runs[:i], r.sameRule) {
			track.First = r.FirstStep
		}
		tracks = append(tracks, track)
	}
	return tracks
}

// rates returns the learning rates of a run's steps. The schedule must not ask for the
// loss.
func (r Run) rates() []float64 {
	rate := r.Schedule.Start(r.LR, r.Steps)
	rates := make([]float64, r.Steps)
	for k := range rates {
		rates[k] = rate(k, func() float64 { return 0 })
	}
	return rates
}

// settings returns what a figure states of the rules of its runs.
func (p Plan) settings(s document.Spec) []render.Setting {
	var axes []string
	if s.Tune != "" || XAxisOf(s) == render.ByRate {
		axes = []string{"lr"}
	}
	return Settings(s.Speaker(), p.Runs, axes, s.Title)
}

// note returns the line of a figure about the batches, the noise and the seeds of its runs.
func note(s document.Spec, p Plan) string {
	note := p.Noise
	if p.Seeds > 1 || p.Exact { // a seed says nothing of an expectation
		note = Sees(s, p.Landscape)
	}
	if s.Redraw {
		note = joinNotes(note, s.Speaker().NewExamples())
	}
	if s.Every > 1 && p.Seeds == 1 { // a curve of many seeds is as smooth as one of all their steps
		note = joinNotes(note, s.Speaker().RecordedEvery(s.Every))
	}
	return note
}

// CheckSeeds refuses replicates that would all be the same. PlanOf does not call it, since
// a sweep may have cells without noise beside cells with noise.
func (p Plan) CheckSeeds() error {
	if p.Seeds == 1 || p.random || len(p.Runs) == 0 {
		return nil
	}
	return catalog.Blame("--seeds", strconv.Itoa(p.Seeds), errors.New("all would be the same, as nothing is random: --noise and, on examples, --batch are"))
}

// sameRule reports whether two runs have the same rule and schedule.
func (r Run) sameRule(other Run) bool { return r.Rule == other.Rule && r.Rate == other.Rate }
