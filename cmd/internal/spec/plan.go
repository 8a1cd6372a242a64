package spec

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/surfaces"
)

// Plan is a Spec resolved: the runs that it asks for.
type Plan struct {
	Surface surfaces.Surface
	Meta    surfaces.Meta
	Window  [][2]float64
	Steps   int
	Runs    []Run
	Noise   string   // what was random, in words
	Notes   []string // what a user should know: what was picked, what has no effect
}

// Run is one run of a Plan and what it is called.
type Run struct {
	optimizers.Run
	Name      string // the optimizer's catalogue name
	Rule      string // the optimizer as it was asked for: adam:lr=0.1
	Rate      string // the schedule as it was asked for: cosine:warmup=20
	RateTitle string // the schedule as in a figure: warm-up + cosine
}

// What the numbers of a Spec may be.
var (
	rates   = mustInterval("(0,inf)")
	lengths = mustInterval("[0,10000000]")
	noises  = mustInterval("[0,inf)")
)

// Plan resolves the Spec. It computes no run, and finds all that is wrong
// with the flags of what is computed.
func (s Spec) Plan() (Plan, error) {
	surface, err := ParseSurface(s.Surface)
	if err != nil {
		return Plan{}, err
	}
	p := Plan{Surface: surface, Meta: surface.Meta(), Steps: s.Steps}
	if err := s.checkNumbers(); err != nil {
		return Plan{}, err
	}
	starts, err := s.starts(p.Meta)
	if err != nil {
		return Plan{}, err
	}
	if p.Window, err = s.window(p.Meta); err != nil {
		return Plan{}, err
	}
	rules, err := s.rules(&p, starts)
	if err != nil {
		return Plan{}, err
	}
	scheds, err := s.schedules()
	if err != nil {
		return Plan{}, err
	}
	return p, s.product(&p, rules, scheds, starts)
}

// checkNumbers checks the numbers that stand for themselves.
func (s Spec) checkNumbers() error {
	if s.LR != nil {
		if err := rates.check(*s.LR); err != nil {
			return blame("--lr", formatNumber(*s.LR), err)
		}
	}
	if err := lengths.check(float64(s.Steps)); err != nil {
		return blame("--steps", strconv.Itoa(s.Steps), err)
	}
	return blame("--noise", formatNumber(s.Noise), noises.check(s.Noise))
}

// starts are where the runs start.
func (s Spec) starts(m surfaces.Meta) ([][]float64, error) {
	if len(s.Starts) == 0 {
		return [][]float64{m.Start}, nil
	}
	for i, x := range s.Starts {
		if err := checkDimension(x, m); err != nil {
			return nil, blame("--start", joinNumbers(x), err)
		}
		if slices.ContainsFunc(s.Starts[:i], func(y []float64) bool { return slices.Equal(x, y) }) {
			return nil, blame("--start", joinNumbers(x), errors.New("is given twice"))
		}
	}
	return s.Starts, nil
}

// checkDimension refuses a point that is not one of the surface.
func checkDimension(x []float64, m surfaces.Meta) error {
	if len(x) == m.Dim {
		return nil
	}
	return fmt.Errorf("%s, but %s has %d", coordinates(len(x)), m.Name, m.Dim)
}

// ParsePoint reads the value of a flag that is a point of a surface: x,y.
func ParsePoint(flag, text string, m surfaces.Meta) ([]float64, error) {
	x, err := parseNumbers(text)
	if err == nil {
		err = checkDimension(x, m)
	}
	return x, blame(flag, text, err)
}

// window is what is drawn.
func (s Spec) window(m surfaces.Meta) ([][2]float64, error) {
	if len(s.Window) == 0 {
		return m.Window, nil
	}
	text := joinNumbers(s.Window)
	if len(s.Window) != 2*m.Dim {
		return nil, blame("--window", text, fmt.Errorf("%s has %s: give a low and a high end of each", m.Name, coordinates(m.Dim)))
	}
	var w [][2]float64
	for ends := range slices.Chunk(s.Window, 2) {
		if err := checkSide(ends[0], ends[1]); err != nil {
			return nil, blame("--window", text, err)
		}
		w = append(w, [2]float64{ends[0], ends[1]})
	}
	return w, nil
}

// checkSide refuses a side of a window that is empty, whose width is no number,
// or in which neighbouring pixels would have the same coordinate.
func checkSide(low, high float64) error {
	what := ""
	switch width := high - low; {
	case !(low < high):
		what = "must be below"
	case math.IsInf(width, 0):
		what = "is too far from"
	case width < 1e-9*max(math.Abs(low), math.Abs(high)):
		what = "is too close to"
	default:
		return nil
	}
	return fmt.Errorf("%s %s %s", formatNumber(low), what, formatNumber(high))
}

// rules resolves --optimizer, or picks the classics and notes which.
func (s Spec) rules(p *Plan, starts [][]float64) ([]rule, error) {
	texts := s.Optimizers
	if len(texts) == 0 {
		texts = classics(p.Surface, p.Window, starts, s.LR == nil)
		note := "no --optimizer: running"
		for _, t := range texts {
			note += " --optimizer " + t
		}
		p.Notes = append(p.Notes, note)
	}
	var rules []rule
	for _, t := range texts {
		r, err := parseRule(t)
		if err != nil {
			return nil, blame("--optimizer", t, err)
		}
		if s.LR != nil && !r.ownLR {
			r.setLR(*s.LR)
		}
		rules = append(rules, r)
	}
	return rules, nil
}

// schedules resolves --schedule.
func (s Spec) schedules() ([]schedule, error) {
	if len(s.Schedules) == 0 {
		return []schedule{constant}, nil
	}
	var scheds []schedule
	for _, t := range s.Schedules {
		sch, err := parseSchedule(t)
		if err != nil {
			return nil, blame("--schedule", t, err)
		}
		scheds = append(scheds, sch)
	}
	return scheds, nil
}

// product makes the runs: each rule with each schedule from each start. A rule
// with a schedule of its own has only that.
func (s Spec) product(p *Plan, rules []rule, scheds []schedule, starts [][]float64) error {
	var objective optimizers.Objective = p.Surface
	if s.Noise > 0 {
		objective = optimizers.Noisy{F: p.Surface, Sigma: s.Noise}
		p.Noise = fmt.Sprintf("noise %s, seed %d", formatNumber(s.Noise), s.Seed)
	}
	var known []optimizers.Point
	for _, pt := range p.Meta.Points {
		name := pt.Kind.String()
		if pt.Kind == surfaces.Degenerate {
			name += " point"
		}
		known = append(known, optimizers.Point{X: pt.X, Name: name})
	}
	var names []name
	for _, r := range rules {
		of := scheds
		if r.schedule != nil {
			of = []schedule{*r.schedule}
		}
		if err := r.try(objective, starts[0], s.Steps); err != nil {
			return blame("--optimizer", r.text, err)
		}
		if note := r.ignores(of); note != "" {
			p.Notes = append(p.Notes, note)
		}
		for _, sch := range of {
			for _, x := range starts {
				names = append(names, name{r, sch, x})
				p.Runs = append(p.Runs, Run{
					Run: optimizers.Run{
						F:         objective,
						Optimizer: r.value,
						LR:        r.lr,
						Schedule:  sch.value,
						Start:     x,
						Steps:     s.Steps,
						Seed:      s.Seed,
						Window:    p.Window,
						Known:     known,
					},
					Name:      r.entry.Name,
					Rule:      r.text,
					Rate:      sch.text,
					RateTitle: sch.title,
				})
			}
		}
	}
	labels, err := label(names)
	for i, l := range labels {
		p.Runs[i].Label = l
	}
	return err
}

// try starts the rule once: it refuses a loss that it cannot use.
func (r rule) try(f optimizers.Objective, start []float64, steps int) error {
	rng := rand.New(rand.NewPCG(0, 0))
	if random, ok := f.(optimizers.Random); ok {
		f = random.Sample(rng)(0)
	}
	_, err := r.value.Start(optimizers.Problem{F: f, X: slices.Clone(start), Steps: steps, Rng: rng})
	return err
}

// ignores notes where a schedule cannot do what it says: rprop's learning rate
// sets its first step only.
func (r rule) ignores(scheds []schedule) string {
	if r.entry.Name != "rprop" {
		return ""
	}
	for _, sch := range scheds {
		if sch.text != constant.text {
			return fmt.Sprintf("rprop adapts its own steps: lr sets only the first, so the schedule %s has next to no effect", sch.text)
		}
	}
	return ""
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
func (p Plan) Scene(title string, paths []optimizers.Trajectory) render.Scene {
	scene := render.Scene{Title: title, Note: p.Noise, Surface: p.Surface, Steps: p.Steps}
	copy(scene.Window[:], p.Window)
	for i, r := range p.Runs {
		scene.Tracks = append(scene.Tracks, render.Track{
			Optimizer: r.Name, Label: r.Label, Schedule: r.RateTitle, Path: paths[i],
		})
	}
	return scene
}

// joinNumbers writes numbers as a flag takes them.
func joinNumbers(vs []float64) string {
	texts := make([]string, len(vs))
	for i, v := range vs {
		texts[i] = formatNumber(v)
	}
	return strings.Join(texts, ",")
}

// coordinates counts them in words.
func coordinates(n int) string {
	if n == 1 {
		return "1 coordinate"
	}
	return fmt.Sprintf("%d coordinates", n)
}

// parseSeed reads a seed.
func parseSeed(s string) (uint64, error) {
	v, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		return 0, errors.New("must be a whole number from 0 to 18446744073709551615")
	}
	return v, nil
}
