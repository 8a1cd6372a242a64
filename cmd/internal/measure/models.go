package measure

import (
	"errors"
	"fmt"
	"math"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/models"
)

// Accuracy returns the share of the examples that the model of a run's iterate k, -1 for
// the last, puts into their class.
func (f *Figure) Accuracy(run, k int) (float64, error) {
	model, ok := objective.As[surfaces.Fitted](f.Plan.Surface)
	if !ok {
		return math.NaN(), fmt.Errorf("%s is no model", f.Plan.Meta.Name)
	}
	return f.accuracy(model, run, k)
}

// ValidationAccuracy returns the share of the examples held out that the model of a run's
// iterate k puts into their class.
func (f *Figure) ValidationAccuracy(run, k int) (float64, error) {
	model, ok := objective.As[surfaces.Fitted](f.Plan.Validation)
	if !ok {
		return math.NaN(), fmt.Errorf("%s holds no examples out", f.Plan.Meta.Name)
	}
	return f.accuracy(model, run, k)
}

// Examples returns the number of examples that the surface is fitted to.
func (f *Figure) Examples() (int, error) {
	model, ok := objective.As[surfaces.Fitted](f.Plan.Surface)
	if !ok {
		return 0, fmt.Errorf("%s is no model", f.Plan.Meta.Name)
	}
	return model.Data().Len(), nil
}

// HeldOut returns the number of examples that training does not see.
func (f *Figure) HeldOut() (int, error) {
	model, ok := objective.As[surfaces.Fitted](f.Plan.Validation)
	if !ok {
		return 0, fmt.Errorf("%s holds no examples out", f.Plan.Meta.Name)
	}
	return model.Data().Len(), nil
}

func (f *Figure) accuracy(model surfaces.Fitted, run, k int) (float64, error) {
	t, row, err := f.at(run, k)
	if err != nil {
		return math.NaN(), err
	}
	return models.Accuracy(model, t.At(row), model.Data()), nil
}

// StepsAccurate returns the first shown step at which a run has all its examples in their
// classes, on average over its seeds, of the accuracy view; -1 where one never has.
func (f *Figure) StepsAccurate(run int) (float64, error) {
	return f.whereAccurate(run, func(e optimizers.Ensemble, row, _ int) (float64, error) { return float64(e.Step(row)), nil })
}

// AccurateValidation returns the accuracy at StepsAccurate on the examples held out, on average over the
// seeds.
func (f *Figure) AccurateValidation(run int) (float64, error) {
	return f.whereAccurate(run, func(e optimizers.Ensemble, row, seed int) (float64, error) {
		if len(e.Scores) < 2 {
			return 0, fmt.Errorf("%s holds no examples out", f.Plan.Meta.Name)
		}
		return e.Scores[1][row*len(e.Ends)+seed], nil
	})
}

// whereAccurate returns the mean over a run's seeds of what is read in the first row at which
// each has all its examples in their classes; -1 where one never has.
func (f *Figure) whereAccurate(run int, read func(e optimizers.Ensemble, row, seed int) (float64, error)) (float64, error) {
	e, _, err := f.replicated(run, -1)
	if err == nil && len(e.Scores) == 0 {
		err = errors.New("accuracies are those of view: accuracy")
	}
	if err != nil {
		return 0, err
	}
	sum, n := 0.0, len(e.Ends)
	for seed := range n {
		row := 0
		for row < e.Rows() && e.Scores[0][row*n+seed] < 1 {
			row++
		}
		if row == e.Rows() {
			return -1, nil
		}
		v, err := read(e, row, seed)
		if err != nil {
			return 0, err
		}
		sum += v / float64(n)
	}
	return sum, nil
}

// RMS returns the root mean square of the errors of a model's last outputs on its
// examples, whose half mean square is the loss: without a penalty.
func (f *Figure) RMS(run int) (float64, error) {
	t, row, err := f.at(run, -1)
	if err != nil {
		return 0, err
	}
	return rms(f.Plan.Surface, t.At(row))
}

// ValidationRMS returns what RMS does on the examples held out.
func (f *Figure) ValidationRMS(run int) (float64, error) {
	t, row, err := f.at(run, -1)
	if err != nil {
		return 0, err
	}
	if f.Plan.Validation == nil {
		return 0, fmt.Errorf("%s holds no examples out", f.Plan.Meta.Name)
	}
	return rms(f.Plan.Validation, t.At(row))
}

func rms(f surfaces.Surface, x []float64) (float64, error) {
	model, ok := objective.As[surfaces.Fitted](f)
	if !ok || model.Outputs() != 1 {
		return math.NaN(), fmt.Errorf("%s is no model of one output", f.Meta().Name)
	}
	set, out, sum := model.Data(), make([]float64, 1), 0.0
	for i, y := range set.Y {
		model.Predict(out, x, set.X.RawRowView(i))
		sum += (out[0] - y) * (out[0] - y)
	}
	return math.Sqrt(sum / float64(set.Len())), nil
}
