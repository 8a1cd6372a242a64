package surfaces

// Catalog lists every surface with its default parameters. The command line, the tables
// of the tests and the benchmarks take their surfaces from this list.
func Catalog() []Surface {
	return []Surface{
		// Bowls and ravines
		Sphere{N: 2},
		Ravine{Kappa: 20, Angle: 30},
		Booth{},
		Matyas{},
		Trid{N: 2},
		Zakharov{N: 2},
		Rosenbrock{N: 2, B: 100},
		Beale{},
		DixonPrice{N: 2},
		FreudensteinRoth{},
		PowellBadlyScaled{},
		BrownBadlyScaled{},
		// Saddles, wells and the shapes of network losses
		HyperbolicParaboloid{},
		MonkeySaddle{},
		DoubleWell{},
		TiltedDoubleWell{Tilt: 0.1},
		SharpFlat{},
		Product{},
		EdgeOfStability{},
		Cliff{},
		Overfit{Th1: 1, Th2: 2.5, V1: 1, V2: 1},
		Dropout{Keep: 0.5},
		// A few minima
		Himmelblau{},
		ThreeHumpCamel{},
		SixHumpCamel{},
		StyblinskiTang{N: 2},
		GoldsteinPrice{},
		McCormick{},
		Branin{},
		Peaks{},
		MullerBrown{},
		GaussianBump{},
		Hosaki{},
		Franke{},
		// Many minima
		Rastrigin{N: 2},
		Ackley{N: 2},
		Griewank{N: 2},
		Levy13{},
		Bohachevsky1{},
		Washboard{},
		Schwefel{N: 2},
		Eggholder{},
		DropWave{},
		// Plateaus and kinks
		Easom{},
		Michalewicz{N: 2},
		CrossInTray{},
		HolderTable{},
		Absolute{N: 2},
	}
}
