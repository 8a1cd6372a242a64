package lecture

import (
	"fmt"
	"math"
	"testing"

	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/measure"
)

// holds is a claim that is true or false.
func holds(figure, condition string) claim { return claim{figure, condition, 1, 0} }

// within is a statistical claim with its margin as a part of what is wanted.
func within(figure, measure string, want, part float64) claim {
	return s(figure, measure, want, part*want)
}

// claimsQ13 are the numbers of questions 13 to 21.
func claimsQ13() []claim {
	all := []claim{
		e("13.1", ".Rate 1 499", "0.04"), e("13.1", ".Rate 2 249", "0.04"), e("13.1", ".Rate 2 250", "0.004"),
		e("13.1", ".Rate 3 250", "0.004"), e("13.1", ".Rate 4 250", "0.02"), e("13.1", ".Rate 5 250", "0.02"),
		e("13.1", ".Rate 6 50", "0.02"), e("13.1", ".Rate 7 30", "0.02"), e("13.1", ".Rate 8 250", "0.01"),
		e("13.1", ".Rate 9 125", "0.04"), e("13.1", ".Rate 10 450", "0.02"), e("13.1", ".Rate 11 50", "0.04"),
		e("13.1", ".Rate 12 24", "0.02"),

		d("13.2", "((.Part 2).Part 2).LeastCell 1 0", ".0056534"), d("13.2", "((.Part 2).Part 2).LeastCellX 1 0", ".0095"),
		d("13.2", "((.Part 2).Part 2).LeastCell 2 0", ".00191560"), d("13.2", "((.Part 2).Part 2).LeastCellX 2 0", ".02325"),

		// f overflows at step 6, which ends the run; x would at 7.
		d("13.3", ".Ended 1", "6"), d("13.3", ".Loss 2", "3.68e-5"), d("13.3", ".Loss 3", "2.43e-4"),

		within("13.4", ".Mean 1", .030, .10), within("13.4", ".Mean 2", .0018841, .10),

		d("14.1", ".Steps 1 1e-12", "268"), holds("14.1", "gt (.MostLoss 1 300) 1e-3"),
		holds("14.1", "le (.MostLoss 2 300) 1.2e-12"), holds("14.1", "le (.MostLoss 3 300) 1.2e-12"), holds("14.1", "le (.MostLoss 4 300) 1.2e-12"),
		holds("14.1", "lt (.Loss 2) 1e-43"), holds("14.1", "lt (.Loss 3) 1e-43"), holds("14.1", "lt (.Loss 4) 1e-43"),

		// When the bursts come swings with the rounding.
		holds("14.4", "lt (.MostLossIn 1 3000 6000) 1e-12"), holds("14.4", "lt (.MostLossIn 2 3000 6000) 1e-12"), within("14.4", ".StepsAbove 1 3000 1e-6", 7000, .15), within("14.4", ".StepsAbove 2 3000 1e-6", 7000, .15),
		holds("14.4", "gt (.MostLoss 1 3000) 1e-3"), holds("14.4", "gt (.MostLoss 2 3000) 1e-3"), holds("14.4", "lt (.MostLoss 3 3000) 1e-12"), holds("14.4", "lt (.MostLoss 3 7000) 1e-300"),

		within("14.2", ".LeastCell 1 3", .0069, .30), within("14.2", ".LeastCell 2 3", .0032, .30), within("14.2", ".LeastCell 3 3", .0027, .30),
		e("14.2", ".LeastCellX 1 3", "0.03125"), e("14.2", ".LeastCellX 3 3", "0.0625"),
		d("14.2", ".CellsBelow 1 3 0.01", "1"), d("14.2", ".CellsBelow 2 3 0.01", "6"), d("14.2", ".CellsBelow 3 3 0.01", "6"),

		holds("14.3", "lt (.LeastCell 4 0) (.LeastCell 1 0)"), holds("14.3", "lt (.LeastCell 5 0) (.LeastCell 2 0)"), holds("14.3", "lt (.LeastCell 6 0) (.LeastCell 3 0)"),
		within("14.3", ".LeastCell 4 0", .005, .30), within("14.3", ".LeastCell 5 0", .014, .30), within("14.3", ".LeastCell 6 0", .0115, .30),
		within("14.3", ".LeastCell 1 0", .048, .30), within("14.3", ".LeastCell 2 0", .08, .30), within("14.3", ".LeastCell 3 0", .062, .30),
		within("14.3", ".LeastCellIn 1 10 3 10", .143, .35), within("14.3", ".MostCell 1 10 3 10", 1.036, .35),
		within("14.3", ".LeastCellIn 3 10 3 10", .138, .30), within("14.3", ".MostCell 3 10 3 10", .144, .30),

		d("15.1", ".X 1 1", ".9347"), d("15.1", ".Loss 1", ".27457"), d("15.1", ".StepsBelowX 1 1 0.3", "-1"),
		d("15.1", `(.Also "sgd:lr=0.05" 320 1.3 0.3).X 1 1`, ".9347"), d("15.1", `(.Also "sgd:lr=0.05" 320 1.3 0.3).Loss 1`, ".27457"),
		d("15.1", `(.Also "sgd:lr=0.05" 320 1.3 0.3).StepsBelowX 1 1 0.3`, "-1"),
		d("15.1", ".StepsBelowX 2 1 0.3", "5"), d("15.1", ".StepsBelowX 3 1 0.3", "41"), e("15.1", ".X 2 1", "-1"), e("15.1", ".X 3 1", "-1"),
		s("15.1", ".X 2 2", 0, 1e-6), s("15.1", ".X 3 2", 0, 1e-6),

		e("15.3", ".X 1 1", ".92"), d("15.3", ".XAt 1 2000 2", ".121315"), d("15.3", ".XAt 1 1999 2", "-.121315"), holds("15.3", "gt (.LeastX 1 1) 0.59203648934"),

		within("15.2", ".Mean 1", 1.760, .15), within("15.2", ".Mean 2", .392, .15), within("15.2", ".Mean 4", .068, .15),
		within("15.2", ".MeanAt 3 100", .439, .15), within("15.2", ".MeanAt 3 200", .180, .15), within("15.2", ".MeanAt 3 300", .125, .15),
		within("15.2", ".MeanAt 3 400", .113, .15), within("15.2", ".MeanAt 3 500", .110, .15), within("15.2", ".MeanAt 3 600", .110, .15),
		within("15.2", ".MeanAt 3 700", .111, .15), within("15.2", ".Mean 3", .110, .15), within("15.2", ".MeanAt 3 410", .373, .15),

		s("16.1", ".ShareBelowX 1 1 0.3", .99, .05), s("16.1", ".ShareBelowX 2 1 0.3", 1, .05), s("16.1", ".ShareBelowX 3 1 0.3", .76, .05),
		s("16.1", ".ShareBelowX 4 1 0.3", .01, .05), s("16.1", ".ShareBelowX 5 1 0.3", 0, .05), s("16.1", ".ShareBelowX 6 1 0.3", 0, .05),

		within("16.3", "div ((.Part 1).ExpectedAt 1 1000) ((.Part 1).ExpectedAt 3 250)", 1, .01), within("16.3", "div ((.Part 1).ExpectedAt 2 500) ((.Part 1).ExpectedAt 3 250)", 1, .01),
		within("16.3", "div ((.Part 1).ExpectedAt 4 125) ((.Part 1).ExpectedAt 3 250)", 1, .01), within("16.3", "div ((.Part 1).ExpectedAt 5 62) ((.Part 1).ExpectedAt 3 250)", 1, .01),
		holds("16.3", "lt ((.Part 1).ExpectedAt 4 125) ((.Part 1).ExpectedAt 3 250)"),
		d("16.3", "(.Part 1).ExpectedAt 4 125", ".0682"), d("16.3", "(.Part 1).ExpectedAt 5 62", ".0689"), holds("16.3", "lt ((.Part 1).ExpectedAt 1 1000) ((.Part 1).ExpectedAt 5 62)"),
		d("16.3", "(.Part 1).Expected 3", ".00122145"), d("16.3", "(.Part 1).Expected 6", ".0031551"), d("16.3", "div ((.Part 1).Expected 6) ((.Part 1).Expected 3)", "2.6"),
		d("16.3", "(.Part 2).Expected 3", ".1837"), d("16.3", "(.Part 2).Expected 1", ".00122"), holds("16.3", "gt ((.Part 1).Expected 7) 1e40"),

		// The lecture's mean steps are 226 and 1836, here 238 and 1082: they swing with the
		// seed, and what holds is more than 3 times as many. Each seed gets all right.
		holds("17.1", "gt ((.Part 1).StepsAccurate 1) 0.0"), holds("17.1", "gt (div ((.Part 2).StepsAccurate 1) ((.Part 1).StepsAccurate 1)) 3.0"),
		holds("17.1", "gt ((.Part 1).AccurateValidation 1) 0.87"), s("17.1", "(.Part 2).AccurateValidation 1", .50, .04),

		d("17.1", "(.Part 1).Examples", "200"), d("17.1", "(.Part 1).HeldOut", "1000"), d("18.3", "(.Part 1).Examples", "300"), d("18.3", "(.Part 1).HeldOut", "1000"),
		s("17.2", `.Cell 1 "loss" 1`, .216, .03), s("17.2", `.Cell 1 "loss" 2`, .286, .03), s("17.2", `.Cell 1 "loss" 3`, .381, .03),
		s("17.2", `.Cell 1 "loss" 4`, .452, .03), s("17.2", `.Cell 1 "loss" 5`, .501, .03),
		s("17.2", `.Cell 1 "train_error" 1`, 0, 0), s("17.2", `.Cell 1 "train_error" 2`, 0, 0), s("17.2", `.Cell 1 "train_error" 3`, 0, 0),
		s("17.2", `.Cell 1 "train_error" 4`, 0, 0), s("17.2", `.Cell 1 "train_error" 5`, 0, 0),

		s("17.3", `.Cell 1 "train_error" 1`, 0, 0), s("17.3", `.Cell 1 "train_error" 2`, 0, 0),
		s("17.3", `sub 1 (.Cell 1 "train_error" 3)`, .98, .02), s("17.3", `sub 1 (.Cell 1 "train_error" 4)`, .79, .02),
		// Coins cannot be learnt: the test error of single draws has the standard deviation 0.06, so
		// the mean of 20 draws is within two standard errors, 0.03, of guessing.
		s("17.3", `.MostCell 1 1 1 5`, .5, .03), s("17.3", `.LeastCell 1 0`, .5, .03),

		holds("18.3", "lt ((.Part 1).Loss 1) ((.Part 2).Loss 1)"), holds("18.3", "gt ((.Part 1).ValidationAt 1 -1) ((.Part 2).ValidationAt 1 -1)"),
		holds("18.3", "gt ((.Part 2).ValidationAccuracy 1 -1) ((.Part 1).ValidationAccuracy 1 -1)"),

		holds("18.1", "lt ((.Part 1).RMS 1) 1e-12"), d("18.1", "(.Part 1).ValidationRMS 1", ".371"), d("18.1", "(.Part 1).Norm 1", "203"),
		d("18.1", "(.Part 2).RMS 1", ".205"), d("18.1", "(.Part 2).ValidationRMS 1", ".137"), d("18.1", "(.Part 2).Norm 1", "5.4"),
		d("18.1", "(.Part 3).RMS 1", ".677"), d("18.1", "(.Part 3).ValidationRMS 1", ".611"), d("18.1", "(.Part 4).ValidationRMS 1", ".1545"),

		d("19.1", "(.Part 1).Best 1", "51"), d("19.1", "(.Part 1).Best 2", "25"), d("19.1", "(.Part 1).Best 3", "13"),
		s("19.1", "(.Part 1).XAt 2 25 1", 1-math.Pow(2, -25), 1e-12), d("19.1", "(.Part 1).XAt 2 25 2", ".991338"), d("19.1", "(.Part 1).ValidationAt 2 25", "3.75e-5"),
		d("19.1", "(.Part 1).LossAt 2 25", "1.138"), d("19.1", "(.Part 1).ValidationAt 2 -1", "0.9512"),
		d("19.1", "(.Part 2).Ended 1", "35"), d("19.1", "(.Part 2).Best 1", "25"),

		d("19.2", "((.Part 2).Part 1).ValleyX 1", "1.2878"), d("19.2", "((.Part 2).Part 1).LeastCell 1 0", ".0343"), e("19.2", "div 1 (mul (((.Part 2).Part 2).Rate 1 0) (((.Part 2).Part 2).Best 1))", "2.0"),
		// The filters that are drawn: at the curvatures 1 and 25 of the problem.
		s("19.2", "(.Part 1).Value 2 25", 1-math.Pow(.5, 25), 1e-12), s("19.2", "(.Part 1).Value 2 1", 1-math.Pow(.98, 25), 1e-12), // The penalty that they are of is the measured one, as the step is.
		s("19.2", "sub ((.Part 1).Value 1 1) (div 1 (add 1 (((.Part 2).Part 1).ValleyX 1)))", 0, 2e-5), s("19.2", "((.Part 2).Part 2).Best 1", 25, 0),

		e("20.1", ".X 1 1", "1.2"), s("20.1", ".X 1 2", 2.5*(1-math.Pow(.98, 1000)), 1e-12), d("20.1", ".X 2 1", "1.153846"), e("20.1", ".X 2 2", "1.25"),
		e("20.1", ".X 3 1", "1"), d("20.1", ".X 3 2", ".416667"), e("20.1", ".X 4 1", "1.1"), s("20.1", ".X 4 2", 0, 0),

		// With an L2 penalty all end in one place; a decay without momentum leads there, too, on the same path.
		d("20.2", "(.Part 1).X 1 1", "1.176471"), d("20.2", "(.Part 1).X 1 2", "1.666667"), d("20.2", "(.Part 1).X 2 1", "1.176471"), d("20.2", "(.Part 1).X 2 2", "1.666667"),
		d("20.2", "(.Part 1).X 3 1", "1.176471"), d("20.2", "(.Part 1).X 3 2", "1.666667"),
		holds("20.2", `lt (((.Part 2).Also "sgd:lr=0.02,weight_decay=0.5" 20000 0 0).Apart 1 ((.Part 2).Also "sgdw:lr=0.02,momentum=0,weight_decay=0.5" 20000 0 0) 1) 1e-14`),
		d("20.2", `((.Part 2).Also "sgdw:lr=0.0001,momentum=0,weight_decay=0.5" 100000 0 0).X 1 1`, "1.176471"), d("20.2", `((.Part 2).Also "sgdw:lr=0.0001,momentum=0,weight_decay=0.5" 100000 0 0).X 1 2`, "1.666667"),
		// The effective decay of SGDW with momentum is w(1-b).
		d("20.2", "(.Part 2).X 2 1", "1.197605"), d("20.2", "(.Part 2).X 2 2", "2.380952"),
		d("20.2", `((.Part 2).Also "sgd:lr=0.02,weight_decay=0.05" 20000 0 0).X 1 1`, "1.197605"), d("20.2", `((.Part 2).Also "sgd:lr=0.02,weight_decay=0.05" 20000 0 0).X 1 2`, "2.380952"),
		s("20.2", "(.Part 2).X 3 1", 1.1997, .02), s("20.2", "(.Part 2).X 3 2", 1.990, .02), s("20.2", `((.Part 2).Also "adamw:lr=0.0005,weight_decay=1" 20000 0 0).X 1 1`, .994, .02), s("20.2", `((.Part 2).Also "adamw:lr=0.0005,weight_decay=1" 20000 0 0).X 1 2`, 1, .02),

		e("21.1", "(.Part 1).At 0.3 0.7", ".392"), e("21.1", "(.Part 2).At 0.3 0.7", ".98"), e("21.1", "(.Part 3).At 0.3 0.7", ".74"),
		e("21.1", "(.Part 4).At 0.3 0.7", "2.0"), e("21.1", "(.Part 5).At 0.3 0.7", "1.028"),
		e("21.1", "div (add (add ((.Part 1).At 0.3 0.7) ((.Part 2).At 0.3 0.7)) (add ((.Part 3).At 0.3 0.7) ((.Part 4).At 0.3 0.7))) 4", "1.028"),

		e("21.2", "(.Part 1).X 1 1", "2"), s("21.2", "(.Part 1).X 1 2", 0, 1e-6), d("21.2", "(.Part 1).X 2 1", "1.584718"), d("21.2", "(.Part 1).X 2 2", ".299003"),
		d("21.2", "(.Part 1).X 3 1", "1.322493"), d("21.2", "(.Part 1).X 3 2", ".433604"), d("21.2", "(.Part 1).X 4 1", ".809524"), d("21.2", "(.Part 1).X 4 2", ".476190"),
		d("21.2", "(.Part 1).X 5 1", ".357964"), d("21.2", "(.Part 1).X 5 2", ".262726"),
		// The ends have the standard deviations 0.03 and 0.05: three standard errors of the mean of 500.
		s("21.2", "(.Part 2).MeanX 1 1", .809524, .004), s("21.2", "(.Part 2).MeanX 1 2", .476190, .007),
	}
	for run, printed := range []string{".003713045", ".002288721", ".002666480", ".005145585"} { // the recursion
		all = append(all, d("13.2", fmt.Sprintf("((.Part 2).Part 1).Expected %d", run+1), printed))
	}
	all = append(all, d("13.2", "(.Part 1).ExpectedAt 1 500", ".030204082"), d("13.2", "(.Part 1).ExpectedAt 3 500", ".147390906"),
		holds("13.2", "lt ((.Part 1).Expected 2) ((.Part 1).Expected 1)"), holds("13.2", "lt ((.Part 1).Expected 3) ((.Part 1).Expected 2)"))
	for rate := 1; rate <= 6; rate++ { // at and below 2^-5 the constant rate wins
		all = append(all, holds("14.2", fmt.Sprintf(`lt (.Cell 1 "loss" %d 3) (.Cell 3 "loss" %d 3)`, rate, rate)))
	}
	for _, c := range [][2]int{{10, 8}, {10, 9}, {9, 9}, {10, 10}, {9, 10}, {8, 10}} { // a w >= 2
		cell := fmt.Sprintf("%d %d", c[0], c[1])
		all = append(all, holds("14.3", fmt.Sprintf(`or (eq (.Cell 4 "diverged" %s) 100.0) (gt (.Cell 4 "loss" %s) 100.0)`, cell, cell)))
		for panel := 5; panel <= 6; panel++ { // it is never the best
			all = append(all, holds("14.3", fmt.Sprintf(`or (gt (.Cell %d "diverged" %s) 0.0) (gt (.Cell %d "loss" %s) (mul 100.0 (.LeastCell %d 0)))`, panel, cell, panel, cell, panel)))
		}
	}
	return all
}

// The mean of 21.1's four masks is, everywhere, the loss of both weights plus the
// penalty 1/2 (1-p)/p Σ S_jj t_j^2, and what the fifth figure draws.
func TestDropoutIsAPenalty(t *testing.T) {
	const p, s = 0.5, 0.8 // S is 1 on the diagonal and s beside it
	f := measured(t, "21.1")
	for _, x := range [][]float64{{0, 0}, {0.3, 0.7}, {2, 0}, {-1, 1.5}, {3, -1.25}} {
		mean := 0.0
		for mask := range 4 {
			v, err := partOf(t, f, mask+1).At(x...)
			if err != nil {
				t.Fatal(err)
			}
			mean += v / 4
		}
		a, b := x[0]-2, x[1]
		want := (a*a+2*s*a*b+b*b)/2 + (1-p)/p*(x[0]*x[0]+x[1]*x[1])/2
		drawn, err := partOf(t, f, 5).At(x...)
		if err != nil || math.Abs(mean-want) > 1e-12*want || math.Abs(drawn-want) > 1e-12*want {
			t.Errorf("at %v the mean is %v and %v is drawn, want %v; %v", x, mean, drawn, want, err)
		}
	}
}

// noiseFloors are twelve schedules of 500 steps from the rate 0.04, some of which 13.2 draws, and
// the expected losses at their ends by the recursion.
var noiseFloors = []struct {
	rule     string
	expected float64
}{
	{"sgd:lr=0.04", .030204082},
	{"sgd:lr=0.004", .147390906},
	{"sgd:lr=0.04 multistep", .003713045},
	{"sgd:lr=0.04 wsd:decay=100", .005367872},
	{"sgd:lr=0.04 exponential", .002696136},
	{"sgd:lr=0.04 cosine", .002288721},
	{"sgd:lr=0.04 linear", .002391685},
	{"sgd:lr=0.04 polynomial:power=2", .001809916},
	{"sgd:lr=0.04 inverse-time:tau=50", .002666480},
	{"sgd:lr=0.04 inverse-sqrt:tau=10", .003461654},
	{"sgd:lr=0.04 cosine-restarts:T_0=125", .005145585},
	{"sgd:lr=0.04 cyclic:base_lr=0.0008,step_size_up=50", .007062357},
}

// The seeds of 13.2, which the figure does not draw, have means within 5 % of the expected
// losses.
func TestNoiseFloorOfSeeds(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	all, err := Figures()
	if err != nil {
		t.Fatal(err)
	}
	chosen, err := Select(all, []string{"13.2"})
	if err != nil {
		t.Fatal(err)
	}
	d := chosen[0].Document.Figures[1].Figures[0]
	d.Seeds, d.Every, d.Names, d.Optimizers = 20000, 500, nil, nil
	for _, n := range noiseFloors {
		d.Optimizers = append(d.Optimizers, n.rule)
	}
	g, err := drawing.Resolve(t.Context(), d, measure.Texts{})
	if err == nil {
		err = g.Compute(t.Context(), nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	f := measure.FigureOf(t.Context(), g)
	for i, n := range noiseFloors {
		mean, err := f.Mean(i + 1)
		expected, err2 := f.Expected(i + 1)
		if err != nil || err2 != nil || !(math.Abs(expected-n.expected) <= 5e-9) || !(math.Abs(mean/expected-1) < 0.05) {
			t.Errorf("%s: the seeds have the mean %v, expected is %v, want %v; %v, %v", n.rule, mean, expected, n.expected, err, err2)
		}
	}
}
