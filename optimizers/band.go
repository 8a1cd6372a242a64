package optimizers

import (
	"context"
	"slices"

	"github.com/optviz/optviz/optimizers/parallel"
)

// Band holds, for each row, how the losses of replicates are distributed. A replicate
// that has diverged counts as +Inf, and one that has ended otherwise keeps the loss at
// its end.
type Band struct {
	Low, Median, High []float64 // quantiles: 10, 50 and 90 % of the replicates are lower
	Mean              []float64
	Expected          []float64 // expectation over all possible replicates; nil where it is not known
}

// spread computes the Band of rows of n values, and sorts each row.
func spread(ctx context.Context, values []float64, n int) (Band, error) {
	rows := len(values) / n
	b := Band{Low: make([]float64, rows), Median: make([]float64, rows), High: make([]float64, rows), Mean: make([]float64, rows)}
	const chunk = 256 // fewer rows are not worth another processor
	err := parallel.Do(ctx, (rows+chunk-1)/chunk, func(_ context.Context, c int) error {
		for i := c * chunk; i < min(rows, (c+1)*chunk); i++ {
			row := values[i*n : (i+1)*n]
			sum := 0.0
			for _, v := range row {
				sum += v
			}
			b.Mean[i] = sum / float64(n)
			slices.Sort(row)
			b.Low[i], b.Median[i], b.High[i] = Quantile(row, 0.1), Quantile(row, 0.5), Quantile(row, 0.9)
		}
		return nil
	})
	return b, err
}

// Quantile returns the p-quantile of sorted values, linear between neighbours as numpy
// computes it.
func Quantile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) || sorted[i] == sorted[i+1] {
		return sorted[i]
	}
	t := at - float64(i)
	if t == 0 { // 0 times +Inf would be NaN
		return sorted[i]
	}
	return (1-t)*sorted[i] + t*sorted[i+1]
}
