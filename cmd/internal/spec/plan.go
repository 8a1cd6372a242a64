package spec

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/surfaces"
)

// Plan is a Spec resolved: the runs that it asks for.
type Plan struct {
	Landscape
	Line  [2][]float64 // of the slice view
	Steps int
	Runs  []Run
	Noise string // what was random, in words
}

// Run is one run of a Plan and what it is called.
type Run struct {
	optimizers.Run
	Name      string // the optimizer's catalogue name
	Rule      string // the optimizer as it was asked for: adam:lr=0.1
	Rate      string // the schedule as it was asked for: cosine:warmup=20
	RateTitle string // the schedule as in a figure: warm-up + cosine
}

// Plan resolves the Spec. It computes no run, and finds all that is wrong
// with the flags of what is computed; ctx ends a long search for critical points.
func (s Spec) Plan(ctx context.Context) (Plan, error) {
	land, err := s.Landscape()
	if err != nil {
		return Plan{}, err
	}
	if err := s.checkNumbers(); err != nil {
		return Plan{}, err
	}
	p := Plan{Landscape: land, Steps: s.Steps}
	if p.Line, err = s.line(p.Meta); err != nil {
		return Plan{}, err
	}
	if err := p.chart(ctx); err != nil {
		return Plan{}, err
	}
	texts := s.Optimizers
	if len(texts) == 0 {
		texts = classics(p.Landscape, s.Steps, s.LR == nil)
		p.Notes = append(p.Notes, "no --optimizer: running --optimizer "+strings.Join(texts, " --optimizer "))
	}
	rules, err := parseRules(texts, s.LR)
	if err != nil {
		return Plan{}, err
	}
	scheds, err := parseSchedules(s.Schedules)
	if err != nil {
		return Plan{}, err
	}
	return p, p.fill(s, product(rules, scheds, p.Starts))
}

// fill makes the runs.
func (p *Plan) fill(s Spec, picks []pick) error {
	var objective optimizers.Objective = p.Surface
	if s.Noise > 0 {
		objective = optimizers.Noisy{F: p.Surface, Sigma: s.Noise}
		p.Noise = fmt.Sprintf("noise %s, seed %d", formatNumber(s.Noise), s.Seed)
	}
	if s.LR != nil && !slices.ContainsFunc(picks, func(c pick) bool { return !c.rule.ownLR }) {
		p.Notes = append(p.Notes, "--lr has no effect: every --optimizer has an lr of its own")
	}
	known := known(p.Meta)
	view, _ := findView(s.View) // Figure refuses it, and no other command has one
	labels, err := label(picks)
	if err != nil {
		return err
	}
	for i, c := range picks {
		if err := c.rule.try(objective, c.start, s.Steps); err != nil {
			return blame("--optimizer", c.rule.text, err)
		}
		for _, note := range c.notes(s.Steps) {
			if !slices.Contains(p.Notes, note) {
				p.Notes = append(p.Notes, note)
			}
		}
		p.Runs = append(p.Runs, Run{
			Run: optimizers.Run{
				Label:     labels[i],
				F:         objective,
				Optimizer: c.rule.value,
				LR:        c.rule.lr,
				Schedule:  c.schedule.value,
				Start:     c.start,
				Steps:     s.Steps,
				Seed:      s.Seed,
				Window:    p.Window,
				Known:     known,
				Detailed:  view.Detailed,
			},
			Name:      c.rule.entry.Name,
			Rule:      c.rule.text,
			Rate:      c.schedule.text,
			RateTitle: c.schedule.title,
		})
	}
	return nil
}

// known are the surface's critical points, for the verdicts.
func known(m surfaces.Meta) []optimizers.Point {
	var points []optimizers.Point
	for _, p := range m.Points {
		name := p.Kind.String()
		if p.Kind == surfaces.Degenerate {
			name += " point"
		}
		points = append(points, optimizers.Point{X: p.X, Name: name})
	}
	return points
}

// Trace makes the runs, in parallel; the order of the result is the plan's.
func (p Plan) Trace(ctx context.Context) ([]optimizers.Trajectory, error) {
	paths := make([]optimizers.Trajectory, len(p.Runs))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, r := range p.Runs {
		g.Go(func() (err error) {
			if paths[i], err = r.Trace(ctx); err != nil {
				return fmt.Errorf("%s: %w", r.Label, err)
			}
			return nil
		})
	}
	return paths, g.Wait()
}

// Scene is the plan with its trajectories, ready to be drawn.
func (p Plan) Scene(s Spec, paths []optimizers.Trajectory) render.Scene {
	scene := render.Scene{Title: s.Title, Panels: p.groups(s.Panels), Note: p.Noise, Surface: p.charted(), Steps: p.Steps, Line: p.Line}
	copy(scene.Window[:], p.Window)
	for i, r := range p.Runs {
		track := render.Track{Optimizer: r.Name, Label: r.Label, Schedule: r.RateTitle, Path: paths[i]}
		if s.Arrows == "step" && !slices.ContainsFunc(p.Runs[:i], r.likewise) {
			track.First = r.FirstStep
		}
		scene.Tracks = append(scene.Tracks, track)
	}
	return scene
}

// likewise says whether another run differs in its start at most.
func (r Run) likewise(other Run) bool { return r.Rule == other.Rule && r.Rate == other.Rate }
