package lecture

import "fmt"

// claimsQ07 are those of questions 7 to 12.
func claimsQ07() []claim {
	all := []claim{
		d("7.2", "(.Part 1).Angle 1 2 0", "54.90"), d("7.2", "(.Part 2).Angle 1 2 0", "78.58"), d("7.2", "(.Part 3).Angle 1 2 0", "86.38"),

		d("7.3", "div (.LossAt 1 1) (.LossAt 1 0)", "0.669421"), d("7.3", ".StepsOf 1 1e-6", "35"),

		d("7.4", "(.Part 2).LossAt 1 0", "24.2"), d("7.4", "(.Part 2).LossAt 1 1", "4.731884"), d("7.4", "(.Part 2).LossAt 1 2", "1411.845"),
		d("7.4", "(.Part 2).LossAt 1 3", "0.0559655"), d("7.4", "(.Part 2).LossAt 1 4", "0.3131891"), d("7.4", "(.Part 2).LossAt 1 5", "1.85e-11"),
		s("7.4", "(.Part 2).LossAt 1 6", 0, 1e-18), // at rounding level
		d("7.4", "(.Part 3).Steps 1 1e-6", "30147"), d("7.4", "(.Part 3).Steps 2 1e-6", "15068"), d("7.4", "(.Part 3).Steps 3 1e-6", "10036"),
		d("7.4", "(.Part 3).Steps 4 1e-6", "7532"), d("7.4", "(.Part 3).Steps 5 1e-6", "1386"), d("7.4", "(.Part 3).Steps 6 1e-6", "877"),
		d("7.4", "(.Part 2).XAt 2 1 1", "1"), d("7.4", "(.Part 2).XAt 2 1 2", "-3.84"), d("7.4", "(.Part 2).LossAt 2 1", "2342.56"),
		s("7.4", "(.Part 2).LossAt 2 2", 0, 1e-20),

		d("7.5", ".LossAt 1 1", "4.731884"), d("7.5", ".LossAt 1 2", "1411.845"),

		d("8.2", "(.Part 1).StepsGradient 1 1e-10", "4"), d("8.2", "(.Part 1).StepsGradient 1 1e-6", "3"),
		s("8.2", "(.Part 1).X 1 1", 0, 1e-9), s("8.2", "(.Part 1).X 1 2", 0, 1e-9),
		d("8.2", "(.Part 1).StepsGradient 2 1e-6", "7"), d("8.2", "(.Part 1).StepsGradient 2 1e-10", "8"), s("8.2", "(.Part 1).X 2 1", 1, 1e-6),
		d("8.2", "(.Part 1).StepsGradient 3 1e-6", "132"), s("8.2", "(.Part 1).X 3 1", 1, 1e-6),
		s("8.2", "(.Part 3).XAt 1 1 1", -0.4472135955, 1e-9), s("8.2", "(.Part 3).XAt 2 1 1", -1, 1e-9),
		d("8.2", "(.Part 3).StepsGradient 3 1e-10", "10"), d("8.2", "(.Part 3).StepsGradient 3 1e-6", "9"), s("8.2", "(.Part 3).X 3 1", 1, 1e-6),
		d("8.2", "(.Part 3).StepsGradient 4 1e-10", "4"), d("8.2", "(.Part 3).StepsGradient 4 1e-6", "3"), s("8.2", "(.Part 3).X 4 1", 1, 1e-6),

		s("8.3", `(.Part 1).ShareOf 1 "minimum"`, 64.4, .5), s("8.3", `(.Part 1).ShareOf 1 "saddle"`, 31.4, .5), s("8.3", `(.Part 1).ShareOf 1 "maximum"`, 4.2, .5),
		d("8.3", "(.Part 2).X 1 1", "-0.270845"), d("8.3", "(.Part 2).X 1 2", "-0.923039"),
		s("8.3", "(.Part 2).X 2 1", 3, 1e-6), s("8.3", "(.Part 2).X 2 2", 2, 1e-6), s("8.3", "(.Part 2).X 3 1", 3, 1e-6), s("8.3", "(.Part 2).X 3 2", 2, 1e-6),
		d("8.3", "(.Part 2).StepsGradient 2 1e-10", "9"), d("8.3", "(.Part 2).StepsGradient 2 1e-6", "8"), d("8.3", "(.Part 2).StepsGradient 3 1e-6", "62"),

		s("8.4", "(.Part 1).XAt 1 1 1", 0, 1e-12), s("8.4", "(.Part 1).XAt 1 1 2", 0, 1e-12), s("8.4", "(.Part 1).XAt 2 1 1", 0, 1e-12), s("8.4", "(.Part 1).XAt 2 1 2", 1.6, 1e-12),
		d("8.4", "(.Part 2).LossAt 2 0", "-0.010"), d("8.4", "(.Part 2).LossAt 2 1", "-0.290"), d("8.4", "(.Part 2).LossAt 2 2", "-0.984"), d("8.4", "(.Part 2).LossAt 2 3", "-3.32"),

		d("12.1", ".Steps 1 1e-6", "1983"), d("12.1", ".Steps 2 1e-6", "101"), d("12.1", ".Steps 3 1e-6", "-1"),
		d("12.1", ".Loss 3", "12.5"), d("12.1", ".LossAt 4 100", "2.4e9"),
	}
	for k := range 35 { // successive gradients are orthogonal
		all = append(all, s("7.3", fmt.Sprint(".Turn 1 ", k), 90, 1e-6))
	}
	for mu, x := range []float64{-1, 1, 1, 1, 1} { // 0.5, 1, 1.5, 2, 5
		all = append(all, s("8.2", fmt.Sprintf("(.Part 2).X %d 1", mu+1), x, 1e-6))
	}
	for k := range 3 { // Newton halves the distance exactly
		for i, x := range []float64{.5, .3} {
			all = append(all, s("8.4", fmt.Sprintf("(.Part 2).XAt 1 %d %d", k+1, i+1), x/float64(int(2)<<k), 1e-15))
		}
	}
	// Iterations, of which gonum counts the start, and values of the loss.
	for _, c := range []struct{ part, run, iterations, values int }{
		{1, 1, 39, 57}, {1, 2, 35, 45}, {1, 3, 22, 70}, {2, 1, 9, 12}, {2, 2, 8, 11}, {2, 3, 3, 3},
	} {
		part := fmt.Sprintf("(.Part %d)", c.part)
		at := fmt.Sprintf("(%s.StepsGradient %d 1e-6)", part, c.run)
		all = append(all, d("8.5", "add 1 "+at, fmt.Sprint(c.iterations)), d("8.5", fmt.Sprintf("%s.Values %d %s", part, c.run, at), fmt.Sprint(c.values)))
	}
	return all
}
