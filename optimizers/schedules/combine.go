package schedules

// Warmup rises in a straight line, a (t+1)/w for t < w = Steps, and then runs
// Then as if the run began there: from its own step 0, over the steps that are
// left. (optax's decay_steps include the warm-up, Keras's do not.) A nil
// schedule is constant, here and below.
type Warmup struct {
	Steps int
	Then  Schedule
}

func (s Warmup) Start(base float64, steps int) func(int, func() float64) float64 {
	then := start(s.Then, base, steps-s.Steps)
	return func(k int, last func() float64) float64 {
		if k < s.Steps {
			return base * float64(k+1) / float64(s.Steps)
		}
		return then(k-s.Steps, last)
	}
}

// Sequential runs First for the first At steps and then Then, from its own
// step 0 over the steps that are left.
type Sequential struct {
	First Schedule
	At    int
	Then  Schedule
}

func (s Sequential) Start(base float64, steps int) func(int, func() float64) float64 {
	first, then := start(s.First, base, s.At), start(s.Then, base, steps-s.At)
	return func(k int, last func() float64) float64 {
		if k < s.At {
			return first(k, last)
		}
		return then(k-s.At, last)
	}
}

// Chained multiplies the factors of two schedules: a (A/a) (B/a).
type Chained struct {
	A, B Schedule
}

func (s Chained) Start(base float64, steps int) func(int, func() float64) float64 {
	a, b := start(s.A, base, steps), start(s.B, base, steps)
	return func(k int, last func() float64) float64 {
		return finite(finite(a(k, last)/base) * b(k, last))
	}
}
