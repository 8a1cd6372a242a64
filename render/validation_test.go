package render

import (
	"math"
	"strings"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// A validation loss that is no number at times, or always, has its lowest point
// marked where there is one.
func TestBestOfNoNumbers(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		values []float64
		want   int
	}{
		{nil, -1}, {[]float64{nan, nan}, -1}, {[]float64{nan, 3, 1, nan, 2}, 2}, {[]float64{math.Inf(1), nan}, 0}, {[]float64{2, 1, 1}, 1},
	} {
		if got := lowestRow(c.values); got != c.want {
			t.Errorf("of %v the lowest is %d, want %d", c.values, got, c.want)
		}
	}
	f := surfaces.Sphere{N: 2}
	path := func(best int, validation ...float64) optimizers.Trajectory {
		p := optimizers.Trajectory{Dim: 2, Validation: validation, Verdict: optimizers.Verdict{Best: best, Point: -1}}
		for i := range validation {
			x := []float64{float64(i) / 4, 0.5}
			p.X, p.Loss, p.LR, p.GradNorm = append(p.X, x...), append(p.Loss, f.Func(x)), append(p.LR, 0.1), append(p.GradNorm, 1)
		}
		return p
	}
	band := func(values ...float64) optimizers.Band {
		return optimizers.Band{Low: values, Median: values, High: values}
	}
	loss := band(4, 3, 2, 1)
	for name, track := range map[string]Track{
		"some":            {Path: path(1, 3, 1, nan, 2)},
		"a rising median": {Path: path(1, 3, 1, nan, 2), Ensemble: &optimizers.Ensemble{Every: 1, Last: 3, Loss: loss, Validation: band(nan, nan, 1, 2)}},
		"none":            {Path: path(-1, nan, nan, nan, nan)},
		"none of a median": {Path: path(1, 3, 1, nan, 2), Ensemble: &optimizers.Ensemble{Every: 1, Last: 3, Loss: loss,
			Validation: band(nan, nan, nan, nan)}},
	} {
		m := f.Meta()
		track.Label = "SGD"
		sc := Scene{Surface: f, Meta: &m, Window: surfaces.Window{{-1, 1}, {-1, 1}}, Steps: 3, Tracks: []Track{track}}
		if _, err := Loss(sc, sheet.DefaultStyle()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The formula of a validation loss stands beside that of the loss if the two differ.
func TestValidationFormula(t *testing.T) {
	loss := surfaces.Overfit{Th1: 1, Th2: 2.5, V1: 1, V2: 1}
	got := ValidationFormula(words.English, loss.Meta(), loss.Validation().Meta())
	if len(got) != 1 || !strings.Contains(got[0], "validation loss") || !strings.Contains(got[0], "(y - 1)^2") {
		t.Errorf("the formulas are %q", got)
	}
	if got := ValidationFormula(words.English, loss.Meta(), loss.Meta()); got != nil {
		t.Errorf("the same loss has %q", got)
	}
}

// The key of a page with curves and a map has different names for a validation curve and for the
// contours of the validation loss.
func TestValidationContoursHaveTheirName(t *testing.T) {
	f := surfaces.Sphere{N: 2}
	for _, l := range []words.Language{words.English, words.German} {
		key := Scene{Surface: f, Validation: f, Window: surfaces.Window{{-1, 1}, {-1, 1}}}.validationKey(l)
		if got := key[0].Name; got != l.ValidationContours() || got == l.Validation() || got == l.ValidationLoss() {
			t.Errorf("the contours have the name %q", got)
		}
	}
}
