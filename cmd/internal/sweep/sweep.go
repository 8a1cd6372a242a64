package sweep

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
)

// Sweep is a Grid whose cells hold what a metric says of runs.
type Sweep struct {
	*Grid
	Metric        optimizers.Metric
	WithoutRuns   bool      // the metric is the rate of convergence, which no run computes
	Misclassified string    // error or train-error: the metric is a share of examples
	TriedRates    []float64 // rates of which each cell has its best; nil: they are given

	relative bool      // the metric's tolerance is in parts of the loss at the start
	curved   []float64 // eigenvalues of the Hessian at the lowest minimum, where they are needed and known
}

// SweepOf resolves a sweep. It computes no run, and finds all that is wrong with the flags.
func SweepOf(ctx context.Context, spec document.GridSpec) (*Sweep, error) {
	s := &Sweep{}
	s.Grid = &Grid{Spec: spec, Columns: []string{"loss", "diverged", "steps"}, kind: s}
	notes, err := s.setUsual()
	if err != nil {
		return nil, err
	}
	if err := s.setAxes(ctx); err != nil {
		return nil, err
	}
	if !slices.Contains(document.Overs, spec.Over) {
		return nil, catalog.Blame("--over", spec.Over, catalog.Unknown("way to sum up seeds", spec.Over, document.Overs))
	}
	if err := s.fill(ctx); err != nil {
		return nil, err
	}
	if err := s.checkRateMatters(); err != nil {
		return nil, err
	}
	if err := s.setTuning(); err != nil {
		return nil, catalog.Blame("--tune", spec.Tune, err)
	}
	if err := s.checkRedraw(); err != nil {
		return nil, runs.RedrawError(err)
	}
	s.Notes = slices.Concat(notes, s.Notes)
	s.Notes = append(s.Notes, s.overridden()...)
	if err := s.setMetric(); err != nil {
		return nil, catalog.Blame("--metric", spec.Metric, err)
	}
	if err := s.checkExpected(); err != nil {
		return nil, catalog.Blame("--over", spec.Over, err)
	}
	s.Notes = append(s.Notes, s.usualRates()...)
	s.Notes = append(s.Notes, s.idle()...)
	return s, s.setCurvatures()
}

// setUsual gives a sweep that lacks an axis or a rule the usual one, and notes it.
func (s *Sweep) setUsual() (notes []string, err error) {
	if s.Spec.X == "" {
		if key, _, _ := strings.Cut(s.Spec.Y, "="); strings.EqualFold(strings.TrimSpace(key), "lr") {
			return nil, catalog.Blame("--y", s.Spec.Y, errors.New("needs an --x beside it"))
		}
		s.Spec.X = document.UsualX
		notes = append(notes, "no --x: sweeping --x "+document.UsualX)
	}
	if len(s.Spec.Optimizers) == 0 {
		s.Spec.Optimizers = []string{document.UsualSwept}
		notes = append(notes, "no --optimizer: running --optimizer "+document.UsualSwept)
	}
	return notes, nil
}

// setAxes reads the axes and finds out what they vary.
func (s *Sweep) setAxes(ctx context.Context) error {
	land, err := runs.LandscapeOf(ctx, s.Spec.Spec)
	if err != nil {
		return err
	}
	if err := runs.CheckNoPlane(s.Spec.Spec, land.Meta); err != nil {
		return err
	}
	read := func(flag, text string, k *AxisParam) error {
		if text == "" {
			return nil
		}
		a, err := catalog.ParseAxis(text)
		if err == nil {
			*k, err = newAxisParam(s.Spec.Spec, a, land.Meta.Dim, s.Spec.Optimizers)
		}
		return catalog.Blame(flag, text, err)
	}
	if err := read("--x", s.Spec.X, &s.X); err != nil {
		return err
	}
	if err := read("--y", s.Spec.Y, &s.Y); err != nil {
		return err
	}
	if strings.EqualFold(s.X.Key, s.Y.Key) {
		return catalog.Blame("--y", s.Spec.Y, fmt.Errorf("%s is the x axis already", s.Y.Key))
	}
	for _, t := range s.Spec.Optimizers {
		if _, err := catalog.FillFormulas(t, s.settings(0, 0)); err != nil {
			return catalog.Blame("--optimizer", t, err)
		}
	}
	return nil
}

// checkRateMatters rejects a sweep over the learning rate of a rule that ignores it.
func (s *Sweep) checkRateMatters() error {
	for i, k := range s.AxisParams() {
		if k.Kind != RateKey && k.Kind != ScheduleKey {
			continue
		}
		for _, r := range s.Runs {
			if optimizers.TraitsOf(r.Optimizer).SelfPaced {
				flag, text := s.axisFlag(i)
				return catalog.Blame(flag, text, fmt.Errorf("%s finds the lengths of its steps itself, %s has no effect on it: sweep another key, as in --x x1=-2:2", r.Name, k.Key))
			}
		}
	}
	return nil
}

// overridden notes which keys have a value of their own that no cell has.
func (s *Sweep) overridden() []string {
	var notes []string
	if at := slices.Index(s.Notes, runs.IdleLR); at >= 0 && slices.ContainsFunc(s.AxisParams(), func(k AxisParam) bool { return k.Kind == RateKey }) {
		s.Notes[at] = "--lr has no effect: the map is over lr" // which stands in for each lr
	}
	for _, t := range s.Spec.Optimizers {
		r, err := catalog.ParseRule(t)
		if err != nil {
			continue
		}
		for _, k := range s.AxisParams() {
			if without, ok := k.rule(r.Text, ""); ok && without != r.Text {
				notes = append(notes, fmt.Sprintf("the %s of %s has no effect: the map is over %s", k.Key, r.Text, k.Key))
			}
		}
	}
	return notes
}

// addColumn adds a column to the rows, which are not known yet.
func (s *Sweep) addColumn(column string) {
	s.Columns = append(s.Columns, column)
	s.values = make([]float64, len(s.known)*len(s.Columns))
}
