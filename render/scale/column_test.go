package scale

import (
	"math"
	"slices"
	"testing"
)

func TestColumn(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name   string
		values []float64
		digits int
		want   []string
	}{
		{"exact decimals", []float64{1, 0.9, 0.9 * 0.9, 0.22679999999999997, -0.02916000000000002}, 8, []string{"1", "0.9", "0.81", "0.2268", "−0.02916"}},
		{"not exact", []float64{1, 1 - 1e-10, 2. / 3, 0.1234567801}, 8, []string{"1", "1.00000000", "0.66666667", "0.12345678"}},
		{"fewer digits", []float64{1. / 3, 0.25}, 4, []string{"0.3333", "0.25"}},
		{"a digit less for each before the point", []float64{1234.5678912, 1. / 3}, 8, []string{"1234.56789", "0.33333"}},
		{"faint ones", []float64{1, 1.23456789e-9, -4e-17, 1e-8, 2.5e-10, 0}, 8, []string{"1", "1.2346e−9", "−4e−17", "0.00000001", "2.5e−10", "0"}},
		{"not faint in few digits", []float64{1, 0.008021, 0.00031234, 0.00001}, 5, []string{"1", "0.00802", "0.00031", "0.00001"}},
		{"huge ones", []float64{-1.5, 2.0067e27, 1e100}, 8, []string{"−1.5", "2.0067e27", "1e100"}},
		{"small ones", []float64{9.9997258e-4, 1e-4 / 3}, 8, []string{"0.0009999726", "0.0000333333"}},
		{"tiny ones", []float64{5e-324, 1e-300}, 8, []string{"4.9407e−324", "1e−300"}},
		{"beyond all", []float64{math.Inf(1), 0.5, math.Inf(-1)}, 8, []string{"∞", "0.5", "−∞"}},
		{"none", []float64{nan, 0, math.Copysign(0, -1)}, 8, []string{"", "0", "0"}},
		{"nothing", nil, 8, nil},
	} {
		var got []string
		for _, cell := range Column(c.values, c.digits) {
			got = append(got, cell.String())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if c := Column([]float64{1e30 / 3}, 8)[0]; c.Whole != "3" || c.Rest() != ".3333·$10^{29}$" {
		t.Errorf("%q%q", c.Whole, c.Rest())
	}
}
