package lecture

import (
	"fmt"
	"math"
)

// claimsQ07 are those of questions 7 to 12.
func claimsQ07() []claim {
	long := func(momentum string) string { // the last stride of a longer run than is drawn
		return `(.Also "momentum:lr=0.01,momentum=` + momentum + `" 1500 0).Stride 1 1400`
	}
	const fromSix = `((.Part 3).Also "newton" 30 0.6 1)`
	all := []claim{
		d("7.2", "(.Part 1).Angle 1 2 0", "54.90"), d("7.2", "(.Part 2).Angle 1 2 0", "78.58"), d("7.2", "(.Part 3).Angle 1 2 0", "86.38"),

		d("7.3", "div ((.Part 1).LossAt 1 1) ((.Part 1).LossAt 1 0)", "0.669421"), d("7.3", "(.Part 1).StepsOf 1 1e-6", "35"),

		e("7.4", "((.Part 2).Part 1).LossAt 1 0", "24.2"), d("7.4", "((.Part 2).Part 1).LossAt 1 1", "4.731884"), d("7.4", "((.Part 2).Part 1).LossAt 1 2", "1411.845"),
		d("7.4", "((.Part 2).Part 1).LossAt 1 3", "0.0559655"), d("7.4", "((.Part 2).Part 1).LossAt 1 4", "0.3131891"), d("7.4", "((.Part 2).Part 1).LossAt 1 5", "1.85e-11"),
		s("7.4", "((.Part 2).Part 1).LossAt 1 6", 0, 1e-18), // at rounding level
		d("7.4", `(((.Part 2).Part 2).Also "sgd:lr=0.0005" 31000 -1.2 1).Steps 1 1e-6`, "30147"), d("7.4", `(((.Part 2).Part 2).Also "sgd:lr=0.001" 31000 -1.2 1).Steps 1 1e-6`, "15068"), d("7.4", `(((.Part 2).Part 2).Also "sgd:lr=0.0015" 31000 -1.2 1).Steps 1 1e-6`, "10036"),
		d("7.4", "((.Part 2).Part 2).Steps 3 1e-6", "7532"), d("7.4", "((.Part 2).Part 2).Steps 4 1e-6", "1386"), d("7.4", `(((.Part 2).Part 2).Also "momentum:lr=0.0015" 31000 -1.2 1).Steps 1 1e-6`, "877"),
		e("7.4", "((.Part 2).Part 1).XAt 2 1 1", "1"), e("7.4", "((.Part 2).Part 1).XAt 2 1 2", "-3.84"), e("7.4", "((.Part 2).Part 1).LossAt 2 1", "2342.56"),
		s("7.4", "((.Part 2).Part 1).LossAt 2 2", 0, 1e-20),

		d("7.5", ".LossAt 1 1", "4.731884"), d("7.5", `(.Also "newton" 2 -1.2 1).LossAt 1 2`, "1411.845"),

		d("8.2", "(.Part 1).StepsGradient 1 1e-10", "4"), d("8.2", "(.Part 1).StepsGradient 1 1e-6", "3"),
		s("8.2", "(.Part 1).X 1 1", 0, 1e-9), s("8.2", "(.Part 1).X 1 2", 0, 1e-9),
		d("8.2", "(.Part 1).StepsGradient 2 1e-6", "7"), d("8.2", "(.Part 1).StepsGradient 2 1e-10", "8"), rel("8.2", "(.Part 1).X 2 1", 1),
		d("8.2", "(.Part 1).StepsGradient 3 1e-6", "132"), rel("8.2", "(.Part 1).X 3 1", 1),
		rel("8.2", "(.Part 3).XAt 1 1 1", -0.4472135955), s("8.2", "(.Part 3).XAt 2 1 1", -1, 1e-9),
		d("8.2", fromSix+".StepsGradient 1 1e-10", "10"), d("8.2", fromSix+".StepsGradient 1 1e-6", "9"), rel("8.2", fromSix+".X 1 1", 1),
		d("8.2", "(.Part 3).StepsGradient 4 1e-10", "4"), d("8.2", "(.Part 3).StepsGradient 4 1e-6", "3"), rel("8.2", "(.Part 3).X 4 1", 1),

		s("8.3", `(.Part 1).ShareOf 1 "minimum"`, 64.4, .5), s("8.3", `(.Part 1).ShareOf 1 "saddle"`, 31.4, .5), s("8.3", `(.Part 1).ShareOf 1 "maximum"`, 4.2, .5),
		d("8.3", "(.Part 2).X 1 1", "-0.270845"), d("8.3", "(.Part 2).X 1 2", "-0.923039"),
		rel("8.3", "(.Part 2).X 2 1", 3), rel("8.3", "(.Part 2).X 2 2", 2), rel("8.3", "(.Part 2).X 3 1", 3), rel("8.3", "(.Part 2).X 3 2", 2),
		d("8.3", "(.Part 2).StepsGradient 2 1e-10", "9"), d("8.3", "(.Part 2).StepsGradient 2 1e-6", "8"), d("8.3", "(.Part 2).StepsGradient 3 1e-6", "62"),

		s("8.4", "(.Part 1).XAt 1 1 1", 0, 1e-12), s("8.4", "(.Part 1).XAt 1 1 2", 0, 1e-12), s("8.4", "(.Part 1).XAt 2 1 1", 0, 1e-12), s("8.4", "(.Part 1).XAt 2 1 2", 1.6, 1e-12),
		e("8.4", "(.Part 2).LossAt 2 0", "-0.010"), d("8.4", "(.Part 2).LossAt 2 1", "-0.290"), d("8.4", "(.Part 2).LossAt 2 2", "-0.984"), d("8.4", "(.Part 2).LossAt 2 3", "-3.32"),

		d("9.1", "(.Part 1).Steps 1 1e-6", "101"), d("9.1", "(.Part 1).Flips 1 2 1 30", "29"), d("9.1", "(.Part 1).Flips 1 2 0 30", "30"), d("9.1", `((.Part 1).Also "sgd:lr=0.04" 200 -4 1).Steps 1 1e-6`, "195"),
		d("9.1", "(.Part 1).Steps 2 1e-6", "30"), d("9.1", "(.Part 2).Steps 2 1e-6", "30"), d("9.1", "(.Part 1).Steps 3 1e-6", "75"), d("9.1", "(.Part 1).Steps 4 1e-6", "135"), d("9.1", "(.Part 1).Settles 4 1e-6", "161"), d("9.1", "(.Part 1).MostX 4 1", "1.746"),
		// The same two rules in a Python loop.
		d("9.5", "(.Part 1).Steps 1 1e-6", "135"), d("9.5", "(.Part 1).Settles 1 1e-6", "161"), d("9.5", "(.Part 1).MostX 1 1", "1.746"),
		d("9.5", "(.Part 1).Steps 2 1e-6", "57"), d("9.5", "(.Part 1).Settles 2 1e-6", "102"), d("9.5", "(.Part 1).MostX 2 1", "1.283"),

		d("9.3", `((.Part 1).Also "momentum:lr=0.01,momentum=0.5" 500 1).SettlesX 1 1 1e-3`, "336"), d("9.3", "(.Part 1).SettlesX 2 1 1e-3", "88"),
		d("9.3", `((.Part 1).Also "momentum:lr=0.01,momentum=0.95" 500 1).SettlesX 1 1 1e-3`, "265"),
		d("9.3", "(.Part 1).LeastX 3 1", "-0.4397"),

		e("9.3", `(.Part 2).Cell 1 "loss" 325`, "0.9"), s("9.3", `(.Part 2).Cell 1 "loss" 381`, math.Sqrt(.95), 1e-6), s("9.3", `(.Part 2).Cell 1 "loss" 393`, math.Sqrt(.98), 1e-6),

		e("9.4", "div ("+long("0.5")+") 0.01", "2"), e("9.4", "div ("+long("0.9")+") 0.01", "10"), s("9.4", "div ("+long("0.99")+") 0.01", 100*(1-math.Pow(.99, 1401)), 1e-9),
		d("9.4", ".StepsStride 1 0.019", "5"), d("9.4", ".StepsStride 2 0.095", "29"), d("9.4", ".StepsStride 3 0.95", "299"),

		d("11.1", ".Value 2 1e-4", "0.09999"), s("11.1", ".Value 2 1e4", .1, 1e-12), d("11.1", "div (.Value 3 1e4) 0.1", "3.1623"),

		s("11.2", "(.Part 1).Apart 1 (.Part 3) 1", 0, 1e-15), s("11.2", "(.Part 1).Apart 1 (.Part 4) 1", 0, 1e-15),

		s("11.2", `((.Part 2).Also "sgd:lr=0.019801980198019802" 200 -4 1).Ended 1`, 120, 0), // gradient descent overflows
		// y becomes -9 times itself in each step, so that the loss exceeds the largest number when 9^(2k) is about 10^307.
		s("11.2", "(.Part 2).Ended 2", 161, 0), s("11.2", "(.Part 1).XAt 2 1 2", 0, 1e-15), holds("11.2", "gt ((.Part 3).Ended 2) 1"), holds("11.2", "gt ((.Part 4).Ended 2) 1"),

		// When the burst comes swings with the rounding; when v has faded does not.
		d("11.5", "(.Part 1).Steps 1 1e-12", "268"), holds("11.5", "gt ((.Part 1).MostLoss 1 300) 1e-3"), holds("11.5", "lt ((.Part 1).MostLoss 1 950) 0.02"),
		s("11.5", `(.Part 2).StepsMemory 1 "v" 2 (mul (div 2.5 38) (div 2.5 38))`, 888, 5), holds("11.5", "lt ((.Part 1).LossAt 1 888) 1e-30"),

		d("11.4", "(.Longer 3000).TailX 1 1 300", "0.9958"), d("11.4", "(.Longer 3000).TailX 2 1 300", "-0.9967"),
		d("11.6", "(.Part 1).Loss 1", "1.5e-10"), d("11.6", "(.Part 1).X 2 1", "-6.805"), d("11.6", "(.Part 1).X 2 2", "1.130"), d("11.6", "(.Part 1).Loss 2", "0.6635"),
		d("11.6", "(.Part 2).Ended 1", "4"), d("11.6", `((.Part 2).Also "sgd:lr=0.001" 10 4 3).Ended 1`, "4"), d("11.6", "(.Part 2).Loss 2", "0.0069"),

		d("12.1", "(.Part 1).Steps 1 1e-6", "1983"), d("12.1", "(.Part 1).Steps 2 1e-6", "101"), d("12.1", "(.Part 1).Steps 3 1e-6", "-1"),
		// The regimes between, as 5.1 draws them, on the surface of this figure.
		d("12.1", `((.Part 2).Also "sgd:lr=0.02" 2000 -4 1).Steps 1 1e-6`, "394"), d("12.1", `((.Part 2).Also "sgd:lr=0.04" 2000 -4 1).Steps 1 1e-6`, "195"),
		d("12.1", `((.Part 2).Also "sgd:lr=0.06" 2000 -4 1).Steps 1 1e-6`, "129"), d("12.1", `((.Part 2).Also "sgd:lr=0.0796" 2000 -4 1).Steps 1 1e-6`, "813"),
		e("12.1", "(.Part 1).Loss 3", "12.5"), d("12.1", "(.Part 1).LossAt 4 100", "2.4e9"),

		d("12.2", "(.Part 1).SettlesX 1 1 1e-6", "132"), d("12.2", "(.Part 2).SettlesX 1 1 1e-6", "20"), d("12.2", "(.Part 3).SettlesX 1 1 1e-6", "1"),
		d("12.2", "(.Part 2).SettlesX 2 1 1e-6", "20"), d("12.2", "(.Part 1).SettlesX 2 1 1e-6", "132"), d("12.2", "(.Part 4).SettlesX 1 1 1e-6", "-1"),

		d("12.8", "div 2 ((.Part 1).Sharpness 1)", "0.0019968038"), rel("12.8", "(.Part 1).X 1 1", 1), rel("12.8", "(.Part 1).X 1 2", 1), d("12.8", "(.Part 1).Steps 2 1e-6", "7493"),
		d("12.8", `((.Part 1).Also "sgd:lr=0.002" 100000 -1.2 1).XAt 1 99999 1`, "0.997584"), d("12.8", `((.Part 1).Also "sgd:lr=0.002" 100000 -1.2 1).XAt 1 99999 2`, "0.998709"),
		d("12.8", `((.Part 1).Also "sgd:lr=0.002" 100000 -1.2 1).XAt 1 100000 1`, "1.000415"), d("12.8", `((.Part 1).Also "sgd:lr=0.002" 100000 -1.2 1).XAt 1 100000 2`, "0.997295"),
		d("12.8", `((.Part 1).Also "sgd:lr=0.002" 100000 -1.2 1).LossAt 1 100000`, "1.24955e-3"), d("12.8", `((.Part 1).Also "sgd:lr=0.002" 100000 -1.2 1).LossAt 1 99999`, "1.25521e-3"),
		d("12.5", "(.Part 1).Sharpness 1", "32.1625"), d("12.5", `((.Part 2).Also "sgd:lr=0.1" 6000 4 0.2).Sharpness 1`, "19.9539"),

		d("12.6", "(.Part 1).Rate 1 ((.Part 1).Lowest 1)", "0.409"),
		e("12.6", "div 2 ((.Part 2).PointCurvature 1 2)", "0.08"), d("12.6", "div ((.Part 1).Rate 1 ((.Part 1).Lowest 1)) (div 2 ((.Part 1).PointCurvature 1 2))", "5"),
		// The lecture's margin is 20 %, but the recursion is exact.
		d("12.6", "(.Part 2).Rate 1 ((.Part 2).LowestExpected 1)", ".06857"),
		d("12.6", "(.Part 2).Rate 1 ((.Part 2).ExpectedAbove 1 ((.Part 2).LowestExpected 1) (mul 4 ((.Part 2).ExpectedAt 1 ((.Part 2).LowestExpected 1))))", ".0905"),
		d("12.6", "(.Part 2).Rate 1 ((.Part 2).ExpectedAbove 1 ((.Part 2).LowestExpected 1) ((.Part 2).ExpectedAt 1 0))", ".1055"),

		d("12.7", `.Cell 1 "steps" 6`, "1983"), d("12.7", `.Cell 1 "steps" 46`, "394"), d("12.7", `.Cell 1 "steps" 96`, "195"),
		d("12.7", `.Cell 1 "steps" 146`, "129"), d("12.7", `.Cell 1 "steps" 186`, "101"), d("12.7", `.Cell 1 "steps" 195`, "813"),
	}
	for k := range 35 { // successive gradients are orthogonal, and the ratio is the same in every step
		all = append(all, s("7.3", fmt.Sprint("(.Part 1).Turn 1 ", k), 90, 1e-6),
			s("7.3", fmt.Sprintf("div ((.Part 1).LossAt 1 %d) ((.Part 1).LossAt 1 %d)", k+1, k), 81./121, 1e-12))
	}
	all = append(all, s("8.2", "(.Part 1).X 2 2", 0, 1e-6), s("8.2", "(.Part 1).X 3 2", 0, 1e-6))
	for mu, x := range map[string]float64{"0.5": -1, "1": 1, "1.5": 1, "2": 1, "5": 1} {
		damped := fmt.Sprintf(`((.Part 2).Also "damped-newton:mu=%s" 100 0.3 1)`, mu)
		all = append(all, s("8.2", damped+".X 1 2", 0, 1e-6), rel("8.2", damped+".X 1 1", x))
	}
	for k := range 3 { // Newton halves the distance exactly
		for i, x := range []float64{.5, .3} {
			all = append(all, s("8.4", fmt.Sprintf("(.Part 2).XAt 1 %d %d", k+1, i+1), x/float64(int(2)<<k), 1e-15))
		}
	}
	const shallow, deep = .9456492739, -1.0466805318
	for i, x := range []float64{shallow, shallow, shallow, deep, deep, shallow} {
		all = append(all, rel("9.2", fmt.Sprintf(".X %d 1", i+1), x), s("9.2", fmt.Sprintf(".X %d 2", i+1), 0, 1e-6))
	}
	all = append(all, d("9.2", ".Flips 6 1 0 1000", "2"), s("12.3", ".Ended 6", 6, 0)) // crosses twice; diverges
	for i, x := range []float64{shallow, shallow, shallow, deep, deep} {
		all = append(all, rel("12.3", fmt.Sprintf(".X %d 1", i+1), x), s("12.3", fmt.Sprintf(".X %d 2", i+1), 0, 1e-6))
	}
	for run, row := range [][]string{ // momentum, gradient descent, Nesterov
		{"1", ".9", ".72", ".486", ".2268", "-.02916", "-.256608", "-.4356504"},
		{"1", ".9", ".81", ".729", ".6561", ".59049", ".531441", ".4782969"},
		{"1", ".81", ".5751", ".327321", ".09388791", "-.1045816839", "-.254883886569", "-.35114028207399"},
	} {
		for k, x := range row {
			all = append(all, e("10.1", fmt.Sprintf("(.Part 1).XAt %d %d 1", run+1, k), x))
		}
	}
	for k, x := range [][2]string{{"3.6", "0"}, {"2.88", "-.9"}, {"1.944", "-.81"}, {".9072", ".081"}, {"-.11664", ".8019"}} {
		want, _ := rounded(x[0])
		all = append(all, s("10.2", fmt.Sprintf("(.Part 1).XAt 1 %d 1", k+1), want, 1e-12))
		want, _ = rounded(x[1])
		all = append(all, s("10.2", fmt.Sprintf("(.Part 1).XAt 1 %d 2", k+1), want, 1e-12))
	}
	for run, steps := range [][4]string{{"173", "173", "173", "173"}, {"39", "39", "39", "39"}, {"49", "165", "249", "280"}, {"14", "84", "159", "194"}} {
		for angle, n := range steps {
			all = append(all, d("11.3", fmt.Sprintf(`(.Part 1).Cell %d "steps" %d`, run+1, angle+1), n))
		}
	}
	all = append(all, d("11.3", "(.Part 2).StepsOf 1 1e-3", "49"), d("11.3", "(.Part 3).StepsOf 1 1e-3", "280")) // Adam's paths, at 0° and 45°
	all = append(all, d("8.5", "add 1 ((.Part 4).Calm 1 1e-14 200)", "321"), d("8.5", "(.Part 4).Values 1 ((.Part 4).Calm 1 1e-14 200)", "896"))
	// Iterations, of which gonum counts the start, and values of the loss, until
	// gonum's norm of the gradient, its largest coordinate, is 1e-6.
	for _, c := range []struct{ part, run, iterations, values int }{
		{1, 1, 39, 57}, {1, 2, 35, 45}, {1, 3, 22, 70}, {1, 4, 21, 26}, {2, 1, 9, 12}, {2, 2, 8, 11}, {2, 3, 3, 3}, {2, 4, 2, 2},
	} {
		part := fmt.Sprintf("(.Part %d)", c.part)
		at := fmt.Sprintf("(%s.StepsGradientMax %d 1e-6)", part, c.run)
		all = append(all, d("8.5", "add 1 "+at, fmt.Sprint(c.iterations)), d("8.5", fmt.Sprintf("%s.Values %d %s", part, c.run, at), fmt.Sprint(c.values)))
	}
	all = append(all, d("8.5", `((.Part 2).Also "cg:exact=true" 20 -4 1).StepsGradientMax 1 1e-6`, "2"), d("8.5", `((.Part 2).Also "cg:exact=true" 20 -4 1).StepsGradient 1 1e-6`, "2")) // exact conjugate gradients
	return all
}
