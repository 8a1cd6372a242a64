package surfaces

// Catalog lists every surface with its default parameters. A surface that is
// not listed here does not exist for the command line, the tables of the
// tests or the benchmarks.
func Catalog() []Surface {
	return []Surface{
		Sphere{N: 2},
		Ravine{Kappa: 20, Angle: 30},
		Rosenbrock{N: 2, B: 100},
		Himmelblau{},
		Beale{},
		Booth{},
		Matyas{},
		HyperbolicParaboloid{},
		MonkeySaddle{},
		DoubleWell{},
		TiltedDoubleWell{Tilt: 0.1},
		Rastrigin{N: 2},
		Ackley{N: 2},
		StyblinskiTang{N: 2},
		ThreeHumpCamel{},
		SixHumpCamel{},
		GoldsteinPrice{},
		McCormick{},
		Levy13{},
		Easom{},
		Griewank{N: 2},
	}
}
