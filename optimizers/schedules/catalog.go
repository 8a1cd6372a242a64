package schedules

// Catalog lists every schedule once, in the order in which people look for them. It
// leaves out the combinators Warmup, Sequential and Chained, for which the command line
// has a syntax.
func Catalog() []Entry {
	return []Entry{
		{"constant", "Constant", Constant{}, "the same rate throughout"},
		{"step", "Step", Step{Gamma: 0.1}, "a drop by gamma every step_size steps"},
		{"multistep", "Multistep", MultiStep{Gamma: 0.1}, "a drop by gamma at each milestone"},
		{"exponential", "Exponential", Exponential{}, "gamma^t"},
		{"linear", "Linear", Linear{StartFactor: 1}, "a straight line from start_factor to end_factor"},
		{"polynomial", "Polynomial", Polynomial{Power: 1}, "(1 - t/total_iters)^power"},
		{"inverse-time", "Inverse time", InverseTime{}, "1/(1 + t/tau)"},
		{"inverse-sqrt", "Inverse square root", InverseSqrt{}, "1/sqrt(1 + t/tau)"},
		{"cosine", "Cosine", Cosine{}, "half a cosine down to eta_min"},
		{"cosine-restarts", "Cosine with restarts", CosineRestarts{TMult: 1}, "half cosines, each starting again from the top (SGDR)"},
		{"cyclic", "Cyclic", Cyclic{Mode: "triangular", Gamma: 1}, "up and down between base_lr and max_lr"},
		{"one-cycle", "One cycle", OneCycle{PctStart: 0.3, DivFactor: 25, FinalDivFactor: 1e4, AnnealStrategy: "cos"}, "once up to max_lr and far down again"},
		{"noam", "Noam", Noam{DModel: 512}, "the Transformer's warm-up and inverse square root"},
		{"wsd", "Warm-up, stable, decay", WSD{Shape: "linear"}, "constant with a warm-up before and a decay after"},
		{"range-test", "Range test", RangeTest{}, "an exponential sweep through the rates, to find usable ones"},
		{"plateau", "Plateau", Plateau{Factor: 0.1, Patience: 10, Threshold: 1e-4, Eps: 1e-8}, "a drop by factor whenever the loss stops falling"},
	}
}
