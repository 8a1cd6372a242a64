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

// setMetric reads --metric.
func (g *Grid) setMetric() error {
	name, text, more := strings.Cut(strings.ToLower(g.Spec.Metric), ":")
	switch {
	case name == "final" && !more:
	case name == "best" && !more:
		g.Metric.Kind = optimizers.BestLoss
	case name == "tail" && more:
		n, err := catalog.ParseWhole(text)
		if err == nil && n < 1 {
			err = errors.New("must be at least 1")
		}
		if most := g.Steps + 1; err == nil && n > most {
			err = fmt.Errorf("%d is above %d, the iterates of %d steps", n, most, g.Steps)
		}
		g.Metric = optimizers.Metric{Kind: optimizers.TailLoss, Last: n}
		return err
	case name == "steps" && more:
		text, g.relative = strings.CutSuffix(text, "*f0")
		tol, err := catalog.ParseNumber(text)
		floor := g.Meta.Floor()
		switch {
		case err != nil:
		case tol < 0:
			err = errors.New("must be in [0,inf)")
		case math.IsNaN(floor) || math.IsInf(floor, 0):
			err = fmt.Errorf("%s has no known minimum to measure from", g.Meta.Name)
		case g.VariesPenalty():
			err = errors.New("each penalty has a minimum of its own: there is none to measure from")
		case g.relative && slices.ContainsFunc(g.AxisParams(), func(k AxisParam) bool { return k.Kind == StartKey }):
			err = errors.New("each start has an f0 of its own")
		case g.Spec.Redraw || g.VariesSurface() && !g.level(floor):
			err = errors.New("each surface has a minimum of its own: there is none to measure from")
		}
		g.Metric = optimizers.Metric{Kind: optimizers.StepsTo, Tol: tol, Floor: floor}
		return err
	case name == "beyond" && more:
		return g.setBeyond(text)
	case name == "val" && !more:
		if g.Validation == nil {
			return fmt.Errorf("%s has no validation loss", g.Meta.Name)
		}
		g.Metric.Kind = optimizers.ValidationLoss
	case name == "error" && !more, name == "train-error" && !more:
		g.Misclassified = name
		if name == "error" {
			g.add(TrainError)
		}
		return g.checkWrong()
	case name == "rate" && !more && (g.VariesSurface() || g.Spec.Redraw):
		return errors.New("is of one surface")
	case name == "rate" && !more && g.TriedRates != nil:
		return errors.New("is without runs to tune")
	case name == "rate" && !more:
		g.WithoutRuns = true
		return g.checkRate()
	default:
		return catalog.Unknown("metric", g.Spec.Metric, document.Metrics)
	}
	return nil
}

// setBeyond reads which coordinate is to go beyond what.
func (g *Grid) setBeyond(text string) error {
	key, limit, given := strings.Cut(text, "=")
	coord, ok := coordinate(key)
	if !given {
		return errors.New("is not like beyond:x1=0.5, which is until |x1| is above 0.5")
	}
	if !ok || coord < 0 || coord >= g.Meta.Dim {
		return fmt.Errorf("%s is no coordinate of %s; beyond:x1=0.5 is until |x1| is above 0.5, and there are x1 to x%d", printing.Quote(key), g.Meta.Name, g.Meta.Dim)
	}
	c, err := catalog.ParseNumber(limit)
	if err == nil && c < 0 {
		err = errors.New("must be in [0,inf)")
	}
	g.Metric = optimizers.Metric{Kind: optimizers.StepsBeyond, Coord: coord, Limit: c}
	return err
}

// reading is the row of a cell: what its metric is over the seeds, how many of
// them diverged, and after how many steps they ended or, where that is the
// metric, arrived. What is no number is an empty field.
func (g *Grid) reading(row []float64, r runs.Run, readings []laneReading) {
	loss, steps, train := make([]float64, len(readings)), make([]float64, len(readings)), make([]float64, len(readings))
	diverged := 0
	for i, v := range readings {
		loss[i], steps[i], train[i] = v.Value, float64(v.Steps), v.train
		if v.Diverged {
			diverged++
			loss[i] = math.Inf(1)
		} else if g.Metric.Counts() && v.X == nil { // expected
			loss[i] = math.NaN()
		} else if g.Metric.Counts() {
			loss[i] = r.F.Func(v.X)
		}
		if g.Metric.Counts() {
			if steps[i] = v.Value; math.IsNaN(v.Value) {
				steps[i] = math.Inf(1)
			}
		}
	}
	row[0], row[1], row[2] = g.over(loss), float64(diverged), g.over(steps)
	if at := slices.Index(g.Columns, TrainError); at >= 0 {
		row[at] = g.over(train)
	}
}

// over is the mean or median of the seeds, NaN where it is not finite.
func (g *Grid) over(values []float64) float64 {
	var v float64
	if g.Spec.Over == "median" {
		slices.Sort(values)
		n := len(values)
		v = values[n/2]
		if low := values[(n-1)/2]; low != v {
			v = low/2 + v/2
		}
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

// checkWrong says whether the metric is known: of models that tell classes.
func (g *Grid) checkWrong() error {
	f := g.Surface
	if g.Misclassified == "error" {
		f = g.Validation
	}
	model, ok := objective.As[surfaces.Fitted](f)
	switch {
	case !ok && g.Misclassified == "error":
		return fmt.Errorf("%s holds no examples out", g.Meta.Name)
	case !ok:
		return fmt.Errorf("%s is no model on examples", g.Meta.Name)
	case model.Data().Classes < 2:
		return fmt.Errorf("the examples of %s have no classes", model.Data().Name)
	}
	return nil
}

// TrainError is the column of the error on training examples beside the metric error.
const TrainError = "train_error"

// share is that of the examples, held out or for training, that a model with parameters x
// puts into the wrong class.
func (g *Grid) share(r runs.Run, x []float64, of string) float64 {
	f := r.Validation
	if of == "train-error" {
		if f = r.Model; r.Model == nil {
			f = g.Surface
		}
	}
	model, _ := objective.As[surfaces.Fitted](f)
	return 1 - models.Accuracy(model, x, model.Data())
}

// level says whether all surfaces of a map have the same minimum.
func (g *Grid) level(floor float64) bool {
	for i := range g.X.Values {
		for j := range max(1, len(g.Y.Values)) {
			if r, err := g.run(g.Panels[0], i, j); err != nil || r.Model.Meta().Floor() != floor {
				return false
			}
		}
	}
	return true
}
