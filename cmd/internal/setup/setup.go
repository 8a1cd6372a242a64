package setup

// Setup is the part of a figure that says what is computed.
type Setup struct {
	Surface string             `yaml:"surface"` // name[:key=value,...]; "": the Formula or, without, rosenbrock
	Formula string             `yaml:"formula"` // (1-x)^2 + 100*(y-x^2)^2
	Params  map[string]float64 `yaml:"param"`   // constants in the Formula, and its dimension n
	Points  string             `yaml:"points"`  // file of the examples that the surface is fitted to; "": the surface's own
	Labels  string             `yaml:"labels"`  // file of the labels of Points; "": beside Points
	L1      float64            `yaml:"l1"`      // penalty L1 Σ|x_i| on the loss
	L2      float64            `yaml:"l2"`      // penalty L2/2 Σ x_i^2 on the loss
	Window  []float64          `yaml:"window"`  // x0,x1,y0,y1; none: the surface's customary window

	Optimizers []string    `yaml:"optimizer"`            // name[:key=value,...] [schedule]; none: the four classics
	Schedules  []string    `yaml:"schedule"`             // name[:key=value,...]; the runs are their product with the optimizers
	Tune       string      `yaml:"tune" takes:"numbers"` // learning rates to choose each run's from, as LO:HI:1-2-5; "": rates are given
	LR         *float64    `yaml:"lr"`                   // rate of the optimizers without an lr of their own; nil: each one's default, or in a figure without any rate one that suits the surface
	Steps      *int        `yaml:"steps"`                // steps of every run; nil: Epochs or Examples decide or, without them, 500
	Epochs     int         `yaml:"epochs"`               // passes through the examples; 0: Steps decide
	Examples   int         `yaml:"examples"`             // examples that a run sees, Examples/B steps in batches of B; 0: Steps decide
	Starts     [][]float64 `yaml:"start"`                // none: the surface's customary start
	Batches    []int       `yaml:"batch"`                // examples that a step sees; none: all. The runs are their product with the rest
	Order      string      `yaml:"order"`                // order of the examples in the batches: shuffled or given; "": shuffled
	Noise      float64     `yaml:"noise"`                // standard deviation of the noise on each gradient coordinate
	Clip       float64     `yaml:"clip"`                 // Euclidean norm that gradients are cut to; 0: none
	Seed       uint64      `yaml:"seed"`                 // seed of all random numbers
	Seeds      int         `yaml:"seeds"`                // replicates of each run, with different random numbers
	Redraw     bool        `yaml:"redraw"`               // each replicate has a surface of its own
	Over       string      `yaml:"over"`                 // statistic that stands for the seeds: median, mean or expected; "": median in a figure, mean in a sweep
	Patience   int         `yaml:"patience"`             // stop after as many shown iterates without a lower validation loss; 0: never
	Every      int         `yaml:"every"`                // show every n-th iterate; 0: all, or fewer where the loss is expensive
}

// UsualSteps is the default number of steps: enough for the shape of a run, and few enough
// for its single steps to be visible.
const UsualSteps = 500
