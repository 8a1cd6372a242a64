package measure

import (
	"errors"
	"fmt"
	"math"
)

// What stops early. The curves are losses at x = 1, 2, ...; where a rule never
// stops, its x is NaN. GL, PQ and UP are those of Prechelt, "Early stopping - but
// when?" (1998).

// GL returns where the generalisation loss of a validation curve, by how many per cent
// it is above its lowest so far, first exceeds alpha.
func (f *Figure) GL(validation int, alpha float64) (float64, error) {
	v, err := f.Curve(validation)
	lowest := math.Inf(1)
	for i, loss := range v.Y {
		if lowest = math.Min(lowest, loss); generalisation(loss, lowest) > alpha {
			return v.X[i], err
		}
	}
	return math.NaN(), err
}

// generalisation returns the generalisation loss in per cent.
func generalisation(loss, lowest float64) float64 { return 100 * (loss/lowest - 1) }

// PQ returns where, at the end of a strip of k values, the generalisation loss over the
// training's progress in the strip first exceeds alpha. Progress is by how many
// per mille the mean of the strip is above its minimum.
func (f *Figure) PQ(training, validation, k int, alpha float64) (float64, error) {
	t, err := f.Curve(training)
	if err != nil {
		return 0, err
	}
	v, err := f.Curve(validation)
	if err != nil {
		return 0, err
	}
	if k < 1 || len(t.Y) != len(v.Y) {
		return 0, fmt.Errorf("strips of %d in curves of %d and %d values", k, len(t.Y), len(v.Y))
	}
	lowest := math.Inf(1)
	for i, loss := range v.Y {
		lowest = math.Min(lowest, loss)
		if (i+1)%k != 0 {
			continue
		}
		sum, least := 0.0, math.Inf(1)
		for _, e := range t.Y[i+1-k : i+1] {
			sum, least = sum+e, math.Min(least, e)
		}
		if progress := 1000 * (sum/(float64(k)*least) - 1); generalisation(loss, lowest)/progress > alpha {
			return v.X[i], nil
		}
	}
	return math.NaN(), nil
}

// UP returns where the validation curve has risen from the end of a strip of k values
// to the next one's for the s-th time in a row.
func (f *Figure) UP(validation, k, s int) (float64, error) {
	v, err := f.Curve(validation)
	if err == nil && (k < 1 || s < 1) {
		err = errors.New("UP needs strips of at least 1 value, and at least 1 of them")
	}
	if err != nil {
		return 0, err
	}
	rises := 0
	for i := 2*k - 1; i < len(v.Y); i += k {
		if v.Y[i] > v.Y[i-k] {
			rises++
		} else {
			rises = 0
		}
		if rises == s {
			return v.X[i], nil
		}
	}
	return math.NaN(), nil
}

// Patience returns where a validation curve has had so many values in a row that are no
// new minimum: where Keras's EarlyStopping stops. PyTorch's ReduceLROnPlateau acts
// one later.
func (f *Figure) Patience(validation, values int) (float64, error) {
	v, err := f.Curve(validation)
	lowest, wait := math.Inf(1), 0
	for i, loss := range v.Y {
		if loss < lowest {
			lowest, wait = loss, 0
		} else if wait++; wait >= values {
			return v.X[i], err
		}
	}
	return math.NaN(), err
}

// LowestBefore returns where a curve has its minimum among the values up to an x: what
// an early stop there restores.
func (f *Figure) LowestBefore(curve int, x float64) (float64, error) {
	c, err := f.Curve(curve)
	at, lowest := math.NaN(), math.Inf(1)
	for i, y := range c.Y {
		if c.X[i] <= x && y < lowest {
			at, lowest = c.X[i], y
		}
	}
	return at, err
}
