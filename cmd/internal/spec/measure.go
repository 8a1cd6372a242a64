package spec

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"text/template"

	"github.com/optviz/optviz/optimizers"
)

// Measure fills a template with what a computed drawing shows, in a language:
// {{.Steps 1 1e-6}} is the number of steps of run 1, and {{n (.Loss 2) 3}} a loss
// with three digits, with the language's decimal sign. The methods of Drawing are
// what can be measured; runs, parts and panels count from 1.
func (g *Drawing) Measure(text, lang string) (string, error) {
	t, err := template.New("caption").Option("missingkey=error").Funcs(template.FuncMap{
		"n": func(v any, digits ...int) (string, error) { return worded(v, lang, digits...) },
	}).Parse(text)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	if err := t.Execute(&b, g); err != nil {
		return "", err
	}
	return b.String(), nil
}

// worded writes a number for people, with so many significant digits, 4 unasked.
func worded(v any, lang string, digits ...int) (string, error) {
	var f float64
	switch v := v.(type) {
	case int:
		f = float64(v)
	case float64:
		f = v
	default:
		return "", fmt.Errorf("%v is no number", v)
	}
	most := 4
	if len(digits) > 0 {
		most = digits[0]
	}
	text := strconv.FormatFloat(f, 'g', most, 64)
	if _, whole := v.(int); whole {
		text = strconv.Itoa(v.(int))
	}
	if mantissa, exponent, ok := strings.Cut(text, "e"); ok {
		power, _ := strconv.Atoi(exponent)
		text = fmt.Sprintf("%s·10^%d", mantissa, power)
	}
	text = strings.ReplaceAll(text, "-", "−")
	if lang == "de" {
		text = strings.ReplaceAll(text, ".", ",")
	}
	return text, nil
}

// Part is a figure of a page.
func (g *Drawing) Part(i int) (*Drawing, error) {
	if i < 1 || i > len(g.Parts) {
		return nil, fmt.Errorf("no part %d of %d", i, len(g.Parts))
	}
	return g.Parts[i-1], nil
}

// path is that of a run.
func (g *Drawing) path(run int) (optimizers.Trajectory, error) {
	if run < 1 || run > len(g.Paths) {
		return optimizers.Trajectory{}, fmt.Errorf("no run %d of %d", run, len(g.Paths))
	}
	return g.Paths[run-1], nil
}

// at is the row of a run's step k; below 0 it counts from the last, -1.
func (g *Drawing) at(run, k int) (optimizers.Trajectory, int, error) {
	t, err := g.path(run)
	if err != nil {
		return t, 0, err
	}
	if k < 0 {
		k += t.Len()
	} else {
		k /= max(t.Every, 1)
	}
	if k < 0 || k >= t.Len() {
		return t, 0, fmt.Errorf("no step %d of run %d", k, run)
	}
	return t, k, nil
}

// Loss is a run's last loss.
func (g *Drawing) Loss(run int) (float64, error) { return g.LossAt(run, -1) }

// LossAt is a run's loss at step k; -1 is the last.
func (g *Drawing) LossAt(run, k int) (float64, error) {
	t, i, err := g.at(run, k)
	if err != nil {
		return 0, err
	}
	return t.Loss[i], nil
}

// Excess is a run's last loss above the infimum.
func (g *Drawing) Excess(run int) (float64, error) {
	v, err := g.Loss(run)
	return v - g.Plan.Meta.Floor(), err
}

// ExcessAt is a run's loss above the infimum at step k.
func (g *Drawing) ExcessAt(run, k int) (float64, error) {
	v, err := g.LossAt(run, k)
	return v - g.Plan.Meta.Floor(), err
}

// ValidationAt is a run's validation loss at step k.
func (g *Drawing) ValidationAt(run, k int) (float64, error) {
	t, i, err := g.at(run, k)
	if err != nil || t.Validation == nil {
		return math.NaN(), err
	}
	return t.Validation[i], nil
}

// X is coordinate i, from 1, of where a run ends.
func (g *Drawing) X(run, i int) (float64, error) { return g.XAt(run, -1, i) }

// XAt is coordinate i, from 1, of a run's iterate k.
func (g *Drawing) XAt(run, k, i int) (float64, error) {
	t, row, err := g.at(run, k)
	if err != nil || i < 1 || i > t.Dim {
		return math.NaN(), err
	}
	return t.At(row)[i-1], nil
}

// Steps is the first step at which a run's loss is at most tol above the infimum,
// or -1.
func (g *Drawing) Steps(run int, tol float64) (int, error) {
	return g.StepsBelow(run, g.Plan.Meta.Floor()+tol)
}

// StepsBelow is the first step at which a run's loss is at most a level, or -1.
func (g *Drawing) StepsBelow(run int, level float64) (int, error) {
	t, err := g.path(run)
	for i, v := range t.Loss {
		if v <= level {
			return t.Step(i), err
		}
	}
	return -1, err
}

// Best is the step with a run's lowest validation loss, or -1.
func (g *Drawing) Best(run int) (int, error) {
	t, err := g.path(run)
	return t.Verdict.Best, err
}

// Ended is the step that a run's verdict is about: the last, or where it diverged.
func (g *Drawing) Ended(run int) (int, error) {
	t, err := g.path(run)
	return t.Verdict.Step, err
}

// Verdict is how a run ended.
func (g *Drawing) Verdict(run int) (string, error) {
	t, err := g.path(run)
	return t.Verdict.String(), err
}

// Mean is the mean of the last losses of a run's seeds.
func (g *Drawing) Mean(run int) (float64, error) { return g.MeanAt(run, -1) }

// MeanAt is the mean loss of a run's seeds at step k.
func (g *Drawing) MeanAt(run, k int) (float64, error) {
	if run < 1 || run > len(g.Ensembles) {
		return 0, fmt.Errorf("no seeds of run %d", run)
	}
	mean := g.Ensembles[run-1].Loss.Mean
	if k < 0 {
		k += len(mean)
	}
	if k < 0 || k >= len(mean) {
		return 0, fmt.Errorf("no step %d of run %d", k, run)
	}
	return mean[k], nil
}

// Share is the part in per cent of a basin map's starts that reach a critical
// point, counted from 1, of a panel.
func (g *Drawing) Share(panel, point int) (float64, error) {
	if g.Map == nil || panel < 1 || panel > len(g.Map.Panels) {
		return 0, fmt.Errorf("no panel %d of a basin map", panel)
	}
	shares := g.Map.Shares(panel - 1)
	if point < 1 || point > len(shares) {
		return 0, fmt.Errorf("no point %d of %d", point, len(shares))
	}
	return 100 * shares[point-1], nil
}
