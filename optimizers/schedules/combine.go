package schedules

// Warmup raises the rate in a straight line, a (t+1)/w for t < w = Steps, and then runs
// Then as if the run began there: from Then's step 0, over the remaining steps. (optax's
// decay_steps include the warm-up, Keras's do not.) A nil schedule is constant, here and
// below.
type Warmup struct {
	Steps int
	Then  Schedule
}

func (s Warmup) Start(base float64, steps int) func(int, func() float64) float64 {
	w := checked("Steps", s.Steps)
	then := start(s.Then, base, steps-w)
	return func(k int, last func() float64) float64 {
		if k < w {
			return base * float64(k+1) / float64(w)
		}
		return then(k-w, last)
	}
}

func (s Warmup) FollowsLoss(steps int) bool { return FollowsLoss(s.Then, steps-s.Steps) }

// Sequential runs First for the first At steps and then Then, from Then's step 0 over the
// remaining steps.
type Sequential struct {
	First Schedule
	At    int
	Then  Schedule
}

func (s Sequential) Start(base float64, steps int) func(int, func() float64) float64 {
	at := checked("At", s.At)
	first, then := start(s.First, base, at), start(s.Then, base, steps-at)
	return func(k int, last func() float64) float64 {
		if k < at {
			return first(k, last)
		}
		return then(k-at, last)
	}
}

func (s Sequential) FollowsLoss(steps int) bool {
	return FollowsLoss(s.First, min(s.At, steps)) || FollowsLoss(s.Then, steps-s.At)
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

func (s Chained) FollowsLoss(steps int) bool {
	return FollowsLoss(s.A, steps) || FollowsLoss(s.B, steps)
}
