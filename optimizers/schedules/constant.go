package schedules

// Constant keeps the base rate throughout.
type Constant struct{}

func (Constant) Start(base float64, steps int) func(int, func() float64) float64 {
	return func(int, func() float64) float64 { return base }
}
