package lecture

import "fmt"

// claimsQ01 are the claims of questions 1 to 3: the neuron, the training loop and
// backpropagation.
func claimsQ01() []claim {
	const newton = `((.Part 1).Also "newton" 5 0 0).XAt 1 `
	const around = `((.Part 1).Around 1 7 0.0033333333333333335)`
	const clipped = `((.Part 2).Around 1 7 0.0033333333333333335)`
	return []claim{
		d("1.1", "(.Part 1).PointX 1 1", "1.6521553976"), s("1.1", "(.Part 1).PointX 1 2", 0, 1e-10), d("1.1", "(.Part 1).PointLoss 1", "0.3702793705"),
		d("1.1", "(.Part 1).At 0 0", "0.69314718056"), d("1.1", "(.Part 1).LossAt 1 0", "4.711199"),
		d("1.1", "(.Part 2).Steps 1 1e-3", "235"), d("1.1", "(.Part 2).Steps 2 1e-3", "23"), d("1.1", "(.Part 2).Steps 3 1e-3", "7"),
		d("1.1", newton+"1 1", "1.066667"), d("1.1", newton+"2 1", "1.496285"), d("1.1", newton+"3 1", "1.638937"), d("1.1", newton+"4 1", "1.652055"), d("1.1", newton+"5 1", "1.652155"),

		d("1.2", "(.Part 2).PointX 1 1", "1.23796"), s("1.2", "(.Part 2).PointX 1 2", 0, 1e-10), d("1.2", "(.Part 2).PointLoss 1", "0.0621589"),
		d("1.2", "(.Part 2).GradNorm 1 0", "5.90e-6"), d("1.2", "(.Part 2).X 1 1", "-9.994"), d("1.2", "(.Part 3).Loss 1", "0.37028"),
		s("1.2", "(.Part 4).GradNorm 1 0", 0, 0), s("1.2", "(.Part 4).Moved 1", 0, 0), s("1.2", "(.Part 4).X 2 1", 1, 1e-5), s("1.2", "(.Part 4).X 2 2", 0, 1e-5),

		e("2.1", ".PointX 1 1", "1.99"), e("2.1", ".PointX 1 2", "1.00"), e("2.1", ".PointLoss 1", "0.0099"),
		e("2.1", ".PointCurvature 1 1", "1"), e("2.1", ".PointCurvature 1 2", "2"),
		e("2.1", ".XAt 1 1 1", "1.99"), e("2.1", ".XAt 1 2 1", "1.99"), e("2.1", ".XAt 1 3 1", "1.99"),
		e("2.1", ".XAt 1 1 2", "0.5"), e("2.1", ".XAt 1 2 2", "0.75"), e("2.1", ".XAt 1 3 2", "0.875"),
		e("2.1", ".LossAt 1 0", "4.47"), e("2.1", ".LossAt 1 1", "0.1349"), d("2.1", ".LossAt 1 2", "0.04115"), d("2.1", ".LossAt 1 3", "0.0177125"), d("2.1", ".LossAt 1 4", "0.011853125"),
		d("2.2", ".XAt 1 50 1", "1.989972"), d("2.2", ".XAt 1 50 2", "0.994846"),
		// ln 2, and what NumPy's loop over the same points comes to: the lecture has no numbers.
		d("2.3", "(.Part 1).LossAt 1 0", "0.6931471806"), d("2.3", "(.Part 1).LossAt 1 1", "0.6107252229"), d("2.3", "(.Part 1).LossAt 1 5", "0.4624542071"), d("2.3", "(.Part 1).LossAt 1 50", "0.3163519734"),
		e("2.3", "(.Part 1).Accuracy 1 1", "0.815"), e("2.3", "(.Part 1).Accuracy 1 5", "0.82"), e("2.3", "(.Part 1).Accuracy 1 50", "0.855"),

		s("3.1", "(.Part 2).Moved 1", 0, 0), e("3.1", "(.Part 2).Loss 2", "0.5"), s("3.1", "(.Part 2).X 2 1", 0, 1e-6), s("3.1", "(.Part 2).X 2 2", 0, 1e-6),
		d("3.1", "(.Part 1).Steps 1 1e-6", "78"), d("3.1", `((.Part 1).Also "sgd:lr=0.1" 150 0.1 0.1).Steps 1 1e-6`, "54"), e("3.1", "(.Part 1).X 1 1", "1"), e("3.1", "(.Part 1).X 1 2", "1"),

		s("3.4", clipped+`.Over "max" "Longest"`, 0.05, 1e-12), s("3.4", clipped+`.Over "max" "Loss"`, 0, 1e-3),
		within("3.4", around+`.Over "median" "Longest"`, 2.3, .1), within("3.4", around+`.Over "min" "Longest"`, .37, .1), within("3.4", around+`.Over "max" "Longest"`, 18.7, .1),
	}
}

// claimsQ04 are the claims of questions 4 to 6: minibatches, hyperparameters and
// the landscape.
func claimsQ04() []claim {
	all := []claim{
		d("4.1", ".PointX 1 1", "1.50180038"), d("4.1", ".PointX 1 2", "-0.50071517"), d("4.1", ".PointLoss 1", "0.1223920278"), d("4.1", ".LossAt 1 0", "1.754363"),
		d("4.1", ".PerEpoch 1", "1"), d("4.1", ".PerEpoch 2", "10"), d("4.1", ".PerEpoch 3", "100"), d("4.1", ".PerEpoch 4", "1000"),
		d("4.1", ".ExcessAt 1 1", "1.42519"), d("4.1", ".ExcessAt 2 10", "0.423002"), d("4.1", ".ExcessAt 3 100", "6.22e-7"), d("4.1", ".ExcessAt 4 1000", "5.32e-5"),
		d("4.2", "(.Part 2).Excess 1", "0.829711"), d("4.2", "(.Part 2).Excess 2", "0.00225068"), d("4.2", "(.Part 2).Excess 3", "2.966e-6"), d("4.2", "(.Part 2).Excess 4", "5.321e-5"),
		d("4.2", "(.Part 1).PerEpoch 2", "10"), d("4.2", "(.Part 2).Ended 2", "50"),
		d("4.4", "mul 2 (.Expected 1)", "0.052632"), d("4.4", "mul 2 (.Expected 2)", "0.513514"), d("4.4", "mul 2 (.Expected 3)", "19"),
		// The stationary variance is twice the mean loss, 3 % of it.
		s("4.4", ".MeanOver 1 500", 0.052632/2, 0.03*0.052632/2), s("4.4", ".MeanOver 2 500", 0.513514/2, 0.03*0.513514/2), s("4.4", ".MeanOver 3 500", 19./2, 0.03*19/2),

		d("5.1", ".Steps 1 1e-6", "1983"), d("5.1", `(.Also "sgd:lr=0.02" 2000 -4 1).Steps 1 1e-6`, "394"), d("5.1", ".Steps 2 1e-6", "195"), d("5.1", `(.Also "sgd:lr=0.06" 2000 -4 1).Steps 1 1e-6`, "129"),
		d("5.1", ".Steps 3 1e-6", "101"), d("5.1", ".Steps 4 1e-6", "813"), d("5.1", ".Steps 5 1e-6", "-1"), e("5.1", ".Loss 5", "12.5"), d("5.1", ".LossAt 6 100", "2.4e9"),
		rel("5.2", "(.Part 1).LeastCellX 1 0", 4./36), rel("5.2", "(.Part 1).LeastCellY 1", 16./36), rel("5.2", "(.Part 1).LeastCell 1 0", 2./3), rel("5.2", "(.Part 1).LeastCell 1 1", 24./26),
		rel("5.2", "(.Part 2).LeastCellX 1 0", 4./121), rel("5.2", "(.Part 2).LeastCellY 1", 81./121), rel("5.2", "(.Part 2).LeastCell 1 0", 9./11),

		d("6.1", `.Points "minimum"`, "6"), d("6.1", `.Points "saddle"`, "7"), d("6.1", `.Points "maximum"`, "2"),
		d("6.2", `.Points "minimum"`, "4"), d("6.2", `.Points "saddle"`, "4"), d("6.2", `.Points "maximum"`, "1"),
		s("6.2", ".Share 1 1", 24.3, 0.5), s("6.2", ".Share 1 2", 25.8, 0.5), s("6.2", ".Share 1 3", 24.9, 0.5), s("6.2", ".Share 1 4", 24.9, 0.5),
		d("6.2", ".PointX 1 1", "-3.7793"), d("6.2", ".PointX 2 1", "-2.8051"), d("6.2", ".PointX 3 1", "3.0000"), d("6.2", ".PointX 4 1", "3.5844"),
		d("6.3", "(.Part 1).Along 0.5", "71.0805"), d("6.3", "(.Part 1).PointLoss 6", "67.7192"),

		d("6.4", "(.Part 2).PerDecade 6 10 1", "24.2"), s("6.4", `((.Part 2).Also "sgd:lr=0.1" 2000 0 1).X 1 1`, 0, 0), s("6.4", `((.Part 2).Also "sgd:lr=0.1" 2000 0 1).X 1 2`, 0, 1e-9),
		s("6.5", ".MeanBeyond 1 1 0.5", 41, 4), s("6.5", ".MeanBeyond 2 1 0.5", 66, 4), s("6.5", ".MeanBeyond 3 1 0.5", 91, 4), s("6.5", ".MeanBeyond 4 1 0.5", 115, 4),
		d("6.6", "(.Part 2).GradNorm 1 0", "2.377e-8"), d("6.6", "(.Part 2).Moved 1", "2.4e-5"), d("6.6", "(.Part 2).X 2 1", "1.30499545"), d("6.6", "(.Part 2).X 2 2", "1.30499545"), d("6.6", "(.Part 2).Loss 2", "-8.11e-5"),
		d("6.7", "(.Part 1).Sharpness 1", "9.166"), d("6.7", "(.Part 1).Sharpness 2", "6.084"), d("6.7", "(.Part 1).Sharpness 3", "2.707"),
		e("6.7", "(.Part 1).LossAt 2 0", "0.245"), d("6.7", "(.Part 1).LossAt 2 1", "0.392"), d("6.7", "(.Part 1).LossAt 2 2", "0.633"), d("6.7", "(.Part 1).LossAt 2 3", "0.716"), d("6.7", "(.Part 1).MostLoss 2 0", "0.770"),
	}
	for rule, steps := range [][6]string{ // from 0.1 to 1e-12, the axis the other way
		{"19", "43", "91", "139", "188", "284"}, // gradient descent
		{"8", "16", "33", "50", "67", "100"},    // momentum
		{"5", "6", "6", "6", "7", "8"},          // Adam
		{"1", "1", "1", "1", "2", "2"},          // RMSprop
	} {
		for at, k := range steps {
			all = append(all, d("6.4", fmt.Sprintf(`(.Part 1).Cell %d "steps" %d`, rule+1, len(steps)-at), k))
		}
	}
	for run, k := range []string{"19", "43", "91", "139", "188", "284"} {
		all = append(all, d("6.4", fmt.Sprintf("(.Part 2).Beyond %d 1 0.5", run+1), k))
	}
	for part := range 4 { // half go right: within four standard errors of 500 seeds
		all = append(all, s("6.5", fmt.Sprintf(".ShareBelowX %d 1 0", part+1), 0.5, 0.09))
	}
	for run := 1; run <= 3; run++ { // fits better, then overfits; the lecture has no numbers
		all = append(all,
			holds("4.5", fmt.Sprintf("gt (.ValidationAt %d -1) (.ValidationAt %d (.Best %d))", run, run, run)),
			holds("4.5", fmt.Sprintf("lt (.Loss %d) (.LossAt %d (.Best %d))", run, run, run)))
	}
	return append(all, holds("4.5", "lt (.BestEpoch 1) (.BestEpoch 2)"), holds("4.5", "lt (.BestEpoch 2) (.BestEpoch 3)"))
}
