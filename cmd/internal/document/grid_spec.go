package document

import (
	"strings"

	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/catalog"
)

// DefaultBasins returns the basin map of a command line without flags.
func DefaultBasins() GridSpec {
	return GridSpec{Spec: Default(), Kind: "basins", Grid: "201", Tol: 1e-6, Within: 1e-3}
}

// BasinFlags declares the flags of a basin map beside those of the runs.
func (m *GridSpec) BasinFlags(fs *pflag.FlagSet) {
	fs.StringVar(&m.Grid, "grid", m.Grid, "`N` starts along each side of the window, from end to end, or NXxNY")
	NumberVar(fs, &m.Tol, "tol", "TOL", "norm of the gradient at which a run has arrived; where steps are random, a run takes all its steps")
	NumberVar(fs, &m.Within, "within", "D", "how near a critical point a run has to end, in widths of the window; where steps are random, descent without noise from its end")
}

// GridSpec describes a sweep or a basin map: many runs that differ in the keys of the
// axes. In a basin map, the axes are the coordinates of the start.
type GridSpec struct {
	Spec    `yaml:",inline"`
	Kind    string `yaml:"kind"` // sweep or basins
	Version string `yaml:"-"`    // version of the program, on which results may depend

	Arithmetic string `yaml:"-"` // arithmetic of the processor, on which the last digits of results may depend

	X      string `yaml:"x"`      // axis of a sweep: KEY=LO:HI[:log|lin][:N] or KEY=v1/v2/v3
	Y      string `yaml:"y"`      // second axis; "": the sweep is drawn as a curve
	Metric string `yaml:"metric"` // final, best, tail:N, steps:TOL, val or rate

	Grid   string  `yaml:"grid" takes:"numbers"` // starts along each side of a basin map, 201 or 201x101
	Tol    float64 `yaml:"tol"`                  // norm of the gradient at which a run has arrived
	Within float64 `yaml:"within"`               // largest distance to the critical point that a run has reached, in widths of the window
}

// Metrics lists the values of --metric, as a user types them.
var Metrics = []string{"final", "best", "tail:N", "steps:TOL", "beyond:x1=C", "val", "error", "train-error", "rate"}

// Overs lists the values of --over in a sweep: the statistic that stands for the seeds of
// a cell.
var Overs = []string{"mean", "median", Expected}

// Expected is the value of --over that stands for the exact expectation over all seeds.
const Expected = "expected"

// DefaultSweep returns the sweep of a command line without flags.
func DefaultSweep() GridSpec {
	m := GridSpec{Spec: Default(), Kind: "sweep", Metric: "final"}
	m.Over = Overs[0]
	return m
}

// SweepFlags declares the flags of a sweep beside those of the runs. The axes have a short
// form, since cobra completes names of one letter only in that form.
func (m *GridSpec) SweepFlags(fs *pflag.FlagSet) {
	axis := func(dst *string) *value {
		return newValue("KEY=LO:HI[:log|lin][:N]", "", func(t string) error {
			*dst = t
			_, err := catalog.ParseAxis(t)
			return err
		})
	}
	fs.VarP(axis(&m.X), "x", "x", "what changes along x: lr, a key of the rule, of the schedule or of SURFACE, noise, batch, clip, l1, l2, x1, x2, ...; LO:HI:1-2-5 has round values, KEY=v1/v2/v3 those; lr={2/(1+kappa)} in --optimizer follows an axis kappa. A range has 64, of lr on a log axis, unless it says otherwise")
	fs.VarP(axis(&m.Y), "y", "y", "what changes along y; without, the map is a curve")
	fs.StringVar(&m.Metric, "metric", m.Metric, "`WHAT` is shown: "+strings.Join(Metrics, ", ")+"; a TOL of 1e-6*f0 is a part of the loss at the start; beyond:x1=C counts the steps until |x1| is above C; val is the loss of the examples held out, error the share of them that goes wrong; rate is that of convergence at the minimum, per step, of sgd, momentum and nesterov, without runs")
	fs.StringVar(&m.Over, "over", m.Over, "`WHAT` stands for the --seeds of a cell: "+strings.Join(Overs, ", ")+"; expected is the metric of the expected loss, exactly and without runs: of sgd, momentum and nesterov under --noise on quadratics")
	m.redrawFlag(fs)
	m.tuneFlag(fs)
}

// UsualSwept is the optimizer of a sweep that names none.
const UsualSwept = "adam"

// UsualX is the axis of a sweep that states none.
const UsualX = "lr=1e-4:1:log"
