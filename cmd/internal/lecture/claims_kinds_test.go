package lecture

import (
	"fmt"
	"math"
	"testing"

	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/measure"
)

// claimsKinds are those of the figures of formulas, diagrams, clouds, gradient
// checks and orbits.
func claimsKinds() []claim {
	return []claim{
		s("1.3", "(.Part 6).Gap 2 1", 0, 0), d("1.3", "(.Part 4).Parameters", "7"), d("1.3", "(.Part 3).Value 4 0", "0.2500000"),
		// The best errors are where rounding happens to cancel, so an order of
		// magnitude is all that is said of them: 3e-8 and 1e-10 at these steps.
		s("3.2", ".LeastGradError 1", 3e-8, 2.7e-8), s("3.2", ".BestH 1", 1e-8, 0.9e-8), s("3.2", ".LeastGradError 2", 1e-10, 9e-11), s("3.2", ".BestH 2", 1e-6, 9e-6), s("3.2", ".GradError 1 1e-8", 3e-8, 2.7e-8), s("3.2", ".GradError 2 1e-6", 1e-10, 9e-11),
		s("3.2", ".GradError 1 1e-3", 2.9e-3, 0.05e-3), s("3.2", ".GradError 2 1e-3", 2.1e-6, 0.05e-6), holds("3.2", "gt (.GradError 1 1e-15) 0.05"), holds("3.2", "lt (.LeastGradError 1) 1e-8"), holds("3.2", "lt (.LeastGradError 2) 1e-10"),
		d("3.3", ".Value 3 5", "9.77e-4"), d("3.3", ".Value 3 10", "9.54e-7"), d("3.3", ".Value 3 20", "9.09e-13"),
		// tanh'(1) = 0.4199743 and sigmoid'(1) = 0.1966119, to the power 20.
		d("3.3", ".Value 2 20", "2.91e-8"), d("3.3", ".Value 4 20", "7.45e-15"),
		s("4.3", ".Bias 3", 0, 1e-14),
		// tr Σ/B (N-B)/(N-1) with tr Σ = 7.153278888442441, by NumPy.
		s("4.3", ".Spread 1", 7.153278888442441, 0.03*7.153278888442441), s("4.3", ".Spread 2", 0.7088834934492508, 0.03*0.7088834934492508),
		s("4.3", ".Spread 3", 0.0644439539499319, 0.03*0.0644439539499319), d("4.3", ".SpreadByLaw 3", "0.0644439539499319"),
		d("7.1", `.Cell 1 "steps" 1`, "35"), d("7.1", `.Cell 1 "steps" 2`, "70"), d("7.1", `.Cell 1 "steps" 3`, "173"), d("7.1", `.Cell 1 "steps" 4`, "346"),
		d("7.1", `.Cell 1 "steps" 5`, "691"), d("7.1", `.Cell 1 "steps" 6`, "1727"), d("7.1", `.Cell 1 "steps" 7`, "3454"),
		d("7.1", `.Cell 2 "steps" 1`, "16"), d("7.1", `.Cell 2 "steps" 2`, "24"), d("7.1", `.Cell 2 "steps" 3`, "40"), d("7.1", `.Cell 2 "steps" 4`, "58"),
		d("7.1", `.Cell 2 "steps" 5`, "85"), d("7.1", `.Cell 2 "steps" 6`, "140"), d("7.1", `.Cell 2 "steps" 7`, "204"),
		d("7.1", `.Cell 3 "steps" 1`, "1"), d("7.1", `.Cell 3 "steps" 2`, "1"), d("7.1", `.Cell 3 "steps" 3`, "1"), d("7.1", `.Cell 3 "steps" 4`, "1"), d("7.1", `.Cell 3 "steps" 5`, "1"), d("7.1", `.Cell 3 "steps" 6`, "1"), d("7.1", `.Cell 3 "steps" 7`, "1"),
		d("7.1", ".CellSlope 1 4 7", "1.0"), d("7.1", ".CellSlope 2 4 7", "0.5"), s("7.1", ".MostCell 3 1 1 7", 1, 0),
		d("8.1", ".Value 1 1e3", "4.000000e6"), d("8.1", ".Value 1 1e6", "4.000000e12"), d("8.1", ".Value 1 1.1e8", "4.840000e16"), d("8.1", ".Exponent 1 1e6", "2.000000"),
		// (99/101)^2 for the flattest and the steepest, (81/101)^2 between.
		d("9.6", "(.Part 2).Value 1 1", "0.960788"), d("9.6", "(.Part 2).Value 3 1", "0.960788"), d("9.6", "(.Part 2).Value 2 1", "0.643172"),
		d("9.6", "(.Part 1).Value 3 0", "1.000000"),
		d("12.4", ".Cycle 0.95 1", "1.000000"), d("12.4", ".Cycle 1.05 1", "0.872872"), d("12.4", ".Cycle 1.05 2", "1.091089"),
		d("12.4", ".Cycle 1.2 1", "0.731290"), d("12.4", ".Cycle 1.2 2", "1.139538"), d("12.4", ".Period 1.25", "4"), d("12.4", ".Period 2.1", "0"),
		d("16.2", `.Cell 1 "steps" 1`, "256"), d("16.2", `.Cell 1 "steps" 2`, "147"), d("16.2", `.Cell 1 "steps" 3`, "94"), d("16.2", `.Cell 1 "steps" 4`, "69"), d("16.2", `.Cell 1 "steps" 5`, "56"),
		d("16.2", `.Cell 1 "steps" 6`, "49"), d("16.2", `.Cell 1 "steps" 7`, "45"), d("16.2", `.Cell 1 "steps" 8`, "42"), d("16.2", `.Cell 1 "steps" 9`, "41"), d("16.2", `.Cell 1 "steps" 10`, "40"),
		d("16.2", ".LeastCell 1 1", "40"), e("16.2", `div (.Cell 1 "steps" 1) (.LeastCell 1 1)`, "6.4"),
		// The values swing with the seeds; the order holds, and how far the peak is above.
		holds("18.2", `lt (.Cell 1 "loss" 4) (.Cell 1 "loss" 15)`), holds("18.2", `lt (.Cell 1 "loss" 15) (.Cell 1 "loss" 12)`),
		holds("18.2", `gt (.Cell 1 "loss" 8) (mul 20.0 (.Cell 1 "loss" 12))`), holds("18.2", `eq (.MostCell 1 1 1 15) (.Cell 1 "loss" 8)`),
		// The same rules in a Python loop over the same curve.
		d("19.3", ".LowestBefore 2 120", "52"), d("19.3", ".GL 2 2", "29"), d("19.3", ".UP 2 5 2", "60"), d("19.3", ".PQ 1 2 5 0.5", "85"),
		d("19.3", ".Patience 2 10", "48"), d("19.3", ".Patience 2 11", "49"), d("19.3", ".LowestBefore 2 (.Patience 2 10)", "38"),
	}
}

// The steps of 16.2 are those of the recursion E[x_i^2] <- (1-a l_i)^2 E + a^2 s^2/B,
// with the best of 2000 rates, and near the law.
func TestStepsAgainstBatch(t *testing.T) {
	f := measured(t, "16.2")
	const target, least, crit = 1e-3 * 25.5, 40, 6.4
	for n := range 13 {
		b := math.Pow(2, float64(n))
		best := math.MaxInt
		for i := range 2000 {
			a := 1e-4 * math.Pow(400, float64(i)/1999)
			x, y := 1.0, 1.0
			for k := 1; k < min(best, 301); k++ {
				x = (1-a)*(1-a)*x + a*a*4/b
				y = (1-50*a)*(1-50*a)*y + a*a*4/b
				if 0.5*(x+50*y) <= target {
					best = k
				}
			}
		}
		drawn, err := f.Cell(1, "steps", n+1)
		if err != nil || drawn != float64(best) {
			t.Errorf("batch %v: %v steps are drawn, %d by the recursion; %v", b, drawn, best, err)
		}
		if product := (drawn/least - 1) * (drawn*b/(least*crit) - 1); b >= 2 && b <= 256 && !(product > 0.39 && product < 1.29) {
			t.Errorf("batch %v: the law's product is %v", b, product)
		}
	}
}

// 18.2 with the lecture's 1000 seeds, at the four places that it tells of: the order of
// the medians, and P = 40 above 20 times the others. The figure draws 101.
func TestDoubleDescentOfThousand(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	all, err := Figures()
	if err != nil {
		t.Fatal(err)
	}
	chosen, err := Select(all, []string{"18.2"})
	if err != nil {
		t.Fatal(err)
	}
	d := chosen[0].Document
	d.Seeds, d.X, d.Caption = 1000, "p=20/40/120/400", nil
	g, err := drawing.Resolve(t.Context(), d, measure.Texts{})
	if err == nil {
		err = g.Compute(t.Context(), nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	f := measure.FigureOf(t.Context(), g)
	var loss [4]float64
	for i := range loss {
		if loss[i], err = f.Cell(1, "loss", i+1); err != nil {
			t.Fatal(err)
		}
	}
	if small, peak, wide, wider := loss[0], loss[1], loss[2], loss[3]; !(small < wider && wider < wide && peak > 20*wide) {
		t.Errorf("medians %v", loss)
	}
	t.Logf("medians %v, the lecture's .38, 44, .81, .58", loss)
}

// The curves of 11.1 are the first steps that the rules make on a slope of each size. Lion,
// whose curve is Adam's, moves by the sign itself.
func TestFirstSteps(t *testing.T) {
	f := measured(t, "11.1")
	all, err := Figures()
	if err != nil {
		t.Fatal(err)
	}
	slope, err := Select(all, []string{"9.4"})
	if err != nil {
		t.Fatal(err)
	}
	d, steps := slope[0].Document, 1
	d.Steps, d.Caption, d.Names = &steps, nil, nil
	d.Optimizers = []string{"sgd:lr=0.1", "adam:lr=0.1", "rmsprop:lr=0.01,alpha=0.999", "lion:lr=0.1"}
	for _, gradient := range []float64{1e-4, 1e-2, 1, 1e2, 1e4} {
		d.Formula = fmt.Sprintf("%g*x", gradient)
		g, err := drawing.Resolve(t.Context(), d, measure.Texts{})
		if err == nil {
			err = g.Compute(t.Context(), nil)
		}
		if err != nil {
			t.Fatal(err)
		}
		runs := measure.FigureOf(t.Context(), g)
		for run, curve := range []int{1, 2, 3, 2} {
			made, err := runs.Stride(run+1, 0)
			drawn, err2 := f.Value(curve, gradient)
			tolerance := 1e-7 * drawn
			if run == 3 {
				drawn, tolerance = 0.1, 1e-12
			}
			if err != nil || err2 != nil || !(math.Abs(made-drawn) <= tolerance) {
				t.Errorf("run %d, gradient %g: a step of %v, drawn is %v; %v, %v", run+1, gradient, made, drawn, err, err2)
			}
		}
	}
}
