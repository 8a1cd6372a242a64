package sweep

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/models"
)

// metrics are the metrics by their names, and whether a text follows them after a colon. The
// texts that a user types are listed in document.Metrics.
var metrics = map[string]struct {
	hasText bool
	set     func(s *Sweep, text string) error
}{
	"final":       {false, func(s *Sweep, _ string) error { return nil }},
	"best":        {false, func(s *Sweep, _ string) error { s.Metric.Kind = optimizers.BestLoss; return nil }},
	"tail":        {true, (*Sweep).setTail},
	"steps":       {true, (*Sweep).setSteps},
	"beyond":      {true, (*Sweep).setBeyond},
	"val":         {false, (*Sweep).setValidation},
	"error":       {false, func(s *Sweep, _ string) error { return s.setMisclassified("error") }},
	"train-error": {false, func(s *Sweep, _ string) error { return s.setMisclassified("train-error") }},
	"rate":        {false, (*Sweep).setRate},
}

// setMetric reads --metric.
func (s *Sweep) setMetric() error {
	name, text, hasText := strings.Cut(strings.ToLower(s.Spec.Metric), ":")
	m, ok := metrics[name]
	if !ok || m.hasText != hasText {
		return catalog.Unknown("metric", s.Spec.Metric, document.Metrics)
	}
	return m.set(s, text)
}

// setTail reads over how many of the last iterates the mean loss is taken.
func (s *Sweep) setTail(text string) error {
	n, err := catalog.ParseWhole(text)
	if err == nil && n < 1 {
		err = errors.New("must be at least 1")
	}
	if most := s.Steps + 1; err == nil && n > most {
		err = fmt.Errorf("%d is above %d, the iterates of %d steps", n, most, s.Steps)
	}
	s.Metric = optimizers.Metric{Kind: optimizers.TailLoss, Last: n}
	return err
}

// setSteps reads to which loss above the infimum steps are counted.
func (s *Sweep) setSteps(text string) error {
	text, s.relative = strings.CutSuffix(text, "*f0")
	tol, err := catalog.ParseNumber(text)
	if err != nil {
		return err
	}
	floor := s.Meta.Floor()
	s.Metric = optimizers.Metric{Kind: optimizers.StepsTo, Tol: tol, Floor: floor}
	switch {
	case tol < 0:
		return errors.New("must be in [0,inf)")
	case math.IsNaN(floor) || math.IsInf(floor, 0):
		return fmt.Errorf("%s has no known minimum to measure from", s.Meta.Name)
	case s.VariesPenalty():
		return errors.New("each penalty has a minimum of its own: there is none to measure from")
	case s.relative && slices.ContainsFunc(s.AxisParams(), func(k AxisParam) bool { return k.Kind == StartKey }):
		return errors.New("each start has an f0 of its own")
	case s.Spec.Redraw || s.VariesSurface() && !s.sameMinimum(floor):
		return errors.New("each surface has a minimum of its own: there is none to measure from")
	}
	return nil
}

// sameMinimum reports whether the surfaces of all cells have the same minimum.
func (s *Sweep) sameMinimum(floor float64) bool {
	for i := range s.X.Values {
		for j := range max(1, len(s.Y.Values)) {
			if r, err := s.run(s.Panels[0], i, j); err != nil || r.Model.Meta().Floor() != floor {
				return false
			}
		}
	}
	return true
}

// setValidation asks for the loss of the examples held out.
func (s *Sweep) setValidation(string) error {
	if s.Validation == nil {
		return fmt.Errorf("%s has no validation loss", s.Meta.Name)
	}
	s.Metric.Kind = optimizers.ValidationLoss
	return nil
}

// setMisclassified asks for a share of examples: of a model that tells classes.
func (s *Sweep) setMisclassified(of string) error {
	s.Misclassified = of
	f := s.Surface
	if of == "error" {
		s.addColumn(TrainError)
		f = s.Validation
	}
	model, ok := objective.As[surfaces.Fitted](f)
	switch {
	case !ok && of == "error":
		return fmt.Errorf("%s holds no examples out", s.Meta.Name)
	case !ok:
		return fmt.Errorf("%s is no model on examples", s.Meta.Name)
	case model.Data().Classes < 2:
		return fmt.Errorf("the examples of %s have no classes", model.Data().Name)
	}
	return nil
}

// setRate asks for the rate of convergence at the minimum.
func (s *Sweep) setRate(string) error {
	switch {
	case s.VariesSurface() || s.Spec.Redraw:
		return errors.New("is of one surface")
	case s.TriedRates != nil:
		return errors.New("is without runs to tune")
	}
	s.WithoutRuns = true
	return s.checkRate()
}

// setBeyond reads which coordinate is to go beyond what.
func (s *Sweep) setBeyond(text string) error {
	key, limit, given := strings.Cut(text, "=")
	coord, ok := coordinate(key)
	if !given {
		return errors.New("is not like beyond:x1=0.5, which is until |x1| is above 0.5")
	}
	if !ok || coord < 0 || coord >= s.Meta.Dim {
		return fmt.Errorf("%s is no coordinate of %s; beyond:x1=0.5 is until |x1| is above 0.5, and there are x1 to x%d", printing.Quote(key), s.Meta.Name, s.Meta.Dim)
	}
	c, err := catalog.ParseNumber(limit)
	if err == nil && c < 0 {
		err = errors.New("must be in [0,inf)")
	}
	s.Metric = optimizers.Metric{Kind: optimizers.StepsBeyond, Coord: coord, Limit: c}
	return err
}

// setRow fills the row of a cell: what its metric is over the seeds, how many of
// them diverged, and after how many steps they ended or, where that is the
// metric, arrived. What is no number is an empty field.
func (s *Sweep) setRow(row []float64, r runs.Run, results []runResult) {
	loss, steps, train := make([]float64, len(results)), make([]float64, len(results)), make([]float64, len(results))
	diverged := 0
	for i, v := range results {
		loss[i], steps[i], train[i] = v.Value, float64(v.Steps), v.train
		if v.Diverged {
			diverged++
			loss[i] = math.Inf(1)
		} else if s.Metric.Counts() && v.X == nil { // expected
			loss[i] = math.NaN()
		} else if s.Metric.Counts() {
			loss[i] = r.F.Func(v.X)
		}
		if s.Metric.Counts() {
			if steps[i] = v.Value; math.IsNaN(v.Value) {
				steps[i] = math.Inf(1)
			}
		}
	}
	row[0], row[1], row[2] = s.overSeeds(loss), float64(diverged), s.overSeeds(steps)
	if at := slices.Index(s.Columns, TrainError); at >= 0 {
		row[at] = s.overSeeds(train)
	}
}

// overSeeds returns the mean or median of the seeds, NaN where it is not finite.
func (s *Sweep) overSeeds(values []float64) float64 {
	var v float64
	if s.Spec.Over == "median" {
		slices.Sort(values)
		v = optimizers.Quantile(values, 0.5)
	} else {
		for _, t := range values {
			v += t
		}
		v /= float64(len(values))
	}
	if math.IsInf(v, 0) {
		return math.NaN()
	}
	return v
}

// TrainError is the column of the error on training examples beside the metric error.
const TrainError = "train_error"

// wrongShare returns the share of the examples, held out or for training, that a model with
// parameters x puts into the wrong class.
func (s *Sweep) wrongShare(r runs.Run, x []float64, of string) float64 {
	f := r.Validation
	if of == "train-error" {
		if f = r.Model; r.Model == nil {
			f = s.Surface
		}
	}
	model, _ := objective.As[surfaces.Fitted](f)
	return 1 - models.Accuracy(model, x, model.Data())
}
