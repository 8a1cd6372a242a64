package document

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/input"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/render"
)

// Spec describes a figure or a table of runs as a user writes it.
type Spec struct {
	setup.Setup `yaml:",inline"`

	View       string    `yaml:"view"`                       // name of a view; "": the first that suits
	Panels     string    `yaml:"panels"`                     // what the runs of one panel share: run, schedule or lr; "": run
	Arrows     string    `yaml:"arrows"`                     // what the arrows of the field view show: gradient or step; "": gradient
	Axis       string    `yaml:"axis"`                       // what curves are drawn against: step, epoch, evaluations, examples or lr; "": step
	Moments    []int     `yaml:"moments"`                    // steps at which the fit and data views show the model; none: the view's choice
	Coordinate string    `yaml:"coordinate" takes:"numbers"` // what the coordinate view shows: a number from 1, or all; "": the first
	Plane      string    `yaml:"plane"`                      // plane that shows a surface of many dimensions: pca, random or line; "": pca
	Line       []float64 `yaml:"line"`                       // the slice view's line: start point, then end point; none: the view's choice

	Levels *Levels `yaml:"levels"` // contours of the map; nil: the map's choice

	Azimuth   *float64 `yaml:"azimuth"`   // degrees by which the relief is turned; nil: the view's choice
	Elevation *float64 `yaml:"elevation"` // degrees from which the relief is seen; nil: the view's choice

	Names []string `yaml:"-"` // one name a run, in the figure's language; none: made from the differences of the runs

	Appearance `yaml:",inline"`

	From input.Files `yaml:"-" json:"-"` // files that may be read for Points, Labels and curves; the zero value allows all

	Grammar Grammar `yaml:"-" json:"-"` // checks the measures in texts; nil: texts have none
}

// defaultDPI is the default density of figures, in pixels per inch.
const defaultDPI = 144

// Default returns the Spec of a command line without flags.
func Default() Spec {
	return Spec{Setup: setup.Setup{Seeds: 1}, Appearance: Appearance{DPI: defaultDPI}}
}

// LandscapeFlags declares the flags of the surface and of its window.
func (s *Spec) LandscapeFlags(fs *pflag.FlagSet) {
	fs.VarP(newValue("FORMULA", "", func(t string) error { return setOnce(&s.Formula, t) }), "formula", "f", "surface in place of SURFACE, in x and y or x1, x2, ...: '(1-x)^2 + 100*(y-x^2)^2'")
	fs.Var(newValue("NAME=VALUE", "", s.setParam).repeatable(), "param", "constant in the formula, repeatable; n is its dimension")
	fs.Var(newValue("X0,X1,Y0,Y1", "", func(t string) (err error) {
		s.Window, err = catalog.ParseNumbers(t)
		return err
	}), "window", "what is looked at, and what a run can leave (default: the surface's own, of which a map whose rates are picked shows the part around its runs and the lowest minima)")
	fs.StringVar(&s.Points, "points", "", "`FILE` of the examples that the surface is fitted to: CSV, inputs and then what is wanted, or IDX images (default: the surface's own)")
	fs.StringVar(&s.Labels, "labels", "", "`FILE` of the labels of IDX images (default: beside them)")
	NumberVar(fs, &s.L2, "l2", "W", "add W/2 times the sum of squares of the parameters to the loss; a rule's weight_decay leaves the loss as it is")
	NumberVar(fs, &s.L1, "l1", "W", "add W times the sum of the parameters' absolute values to the loss")
}

// setParam reads a constant of the formula, NAME=VALUE.
func (s *Spec) setParam(t string) error {
	name, text, ok := strings.Cut(t, "=")
	name = strings.TrimSpace(name)
	if !ok || name == "" {
		return errors.New("is not like a=1, a name and its value")
	}
	if _, given := s.Params[name]; given {
		return fmt.Errorf("%s is given twice", name)
	}
	v, err := catalog.ParseNumber(strings.TrimSpace(text))
	if err != nil {
		return err
	}
	if s.Params == nil {
		s.Params = map[string]float64{}
	}
	s.Params[name] = v
	return nil
}

// setLR reads the learning rate of optimizers without a rate of their own.
func (s *Spec) setLR(t string) error {
	lr, err := catalog.ParseNumber(t)
	if s.LR != nil && err == nil {
		return cmp.Or(catalog.CheckOneRate(catalog.FormatNumber(*s.LR)+"/"+t), errors.New("is given twice"))
	}
	s.LR = &lr
	if err != nil {
		return cmp.Or(catalog.CheckOneRate(t), err)
	}
	return nil
}

// RunFlags declares the flags that affect what is computed.
func (s *Spec) RunFlags(fs *pflag.FlagSet) {
	s.LandscapeFlags(fs)
	fs.StringArrayVar(&s.Optimizers, "optimizer", nil, "`RULE` to run, name[:key=value,...], repeatable; a schedule after a space is its own and leaves --schedule to the others")
	fs.StringArrayVar(&s.Schedules, "schedule", nil, "`SCHEDULE` of the learning rate, name[:key=value,...], repeatable; A@30+B is A, and B from step 30; A*B is their product and binds tighter")
	fs.Var(newValue("LR", "", s.setLR).repeatable(), "lr", "learning rate of optimizers without lr=... of their own; where no rate is given, runs get rates that suit the surface")
	fs.Var(newValue("N", "", func(t string) error {
		n, err := catalog.ParseWhole(t)
		s.Steps = &n
		return err
	}), "steps", fmt.Sprintf("number of steps of each run (default %d, or as many as --epochs are)", setup.UsualSteps))
	wholeVar(fs, &s.Epochs, "epochs", "N", "length of each run in passes through all examples, in place of --steps")
	wholeVar(fs, &s.Examples, "examples", "N", "length of each run in examples seen, in place of --steps: N/B steps in batches of B, rounded down")
	fs.Var(newValue("X,Y", "", func(t string) error {
		x, err := catalog.ParseNumbers(t)
		s.Starts = append(s.Starts, x)
		return err
	}).repeatable(), "start", "where the runs start, repeatable (default: the surface's own)")
	fs.Var(newValue("B", "", func(t string) error {
		n, err := catalog.ParseWhole(t)
		s.Batches = append(s.Batches, n)
		return err
	}).repeatable(), "batch", "examples that a step sees, drawn without replacement, repeatable (default: all); of a surface without examples, what the --noise of one is divided by the root of")
	fs.StringVar(&s.Order, "order", "", "`ORDER` of the examples in batches: "+strings.Join(setup.Orders, ", ")+" (default shuffled, anew every epoch)")
	NumberVar(fs, &s.Noise, "noise", "S", "add N(0, S^2) to each coordinate of every gradient; all runs share the draws")
	fs.Var(newValue("NORM", "", func(t string) (err error) {
		if s.Clip, err = catalog.ParseNumber(t); err == nil && !(s.Clip > 0) {
			err = errors.New("must be above 0")
		}
		return err
	}), "clip", "cut gradients to this length, after noise and batches; never done unasked")
	fs.Var(newValue("N", "", func(t string) (err error) {
		s.Seed, err = catalog.ParseSeed(t)
		return err
	}), "seed", "seed of the random numbers (default 0)")
	wholeVar(fs, &s.Seeds, "seeds", "N", "replicates of each run, which differ in what is random: figures show median and 10-90 % band")
	wholeVar(fs, &s.Patience, "patience", "N", "stop early: after N shown iterates without a new lowest validation loss")
	wholeVar(fs, &s.Every, "every", "N", "evaluate and show the losses at every N-th step only")
}

// FigureFlags declares the flags that affect how runs are drawn.
func (s *Spec) FigureFlags(fs *pflag.FlagSet) {
	s.tuneFlag(fs)
	fs.StringVar(&s.View, "view", s.View, "`NAME` of the figure kind; optviz list views has them")
	fs.StringVar(&s.Panels, "panels", "", "small multiples, a panel for each `WHAT`: "+strings.Join(PanelKinds, ", ")+"; the same as --view panels")
	fs.StringVar(&s.Arrows, "arrows", "", "`WHAT` arrows show: gradient: steepest descent everywhere; step: the first step of each rule, everywhere (both --view field); path: gradient and step along the runs (--view trajectory); this chooses the view")
	fs.StringVar(&s.Axis, "axis", "", "`WHAT` curves are drawn against: "+strings.Join(Axes(), ", ")+" (default step)")
	fs.Var(newValue("K0,K1,...", "", func(t string) (err error) {
		s.Moments, err = catalog.ParseWholes(t)
		return err
	}), "moments", "steps at which --view fit, which this chooses, or --view data shows the model (default: a few)")
	fs.StringVar(&s.Coordinate, "coordinate", "", "`N` of the coordinate that --view coordinate, which this chooses, shows, or all (default 1)")
	fs.StringVar(&s.Plane, "plane", "", "`WHICH` plane shows a surface of many dimensions: "+strings.Join(Planes, ", ")+" (default pca: of the runs' two main directions)")
	fs.Var(newValue("X0,Y0,X1,Y1", "", func(t string) (err error) {
		s.Line, err = catalog.ParseNumbers(t)
		return err
	}), "line", "line of --view slice, which this chooses, from and to (default: from the first start to the best known minimum); --view trajectory shows where it lies")
	degrees := func(to **float64, least, most float64) pflag.Value {
		return newValue("DEG", "", func(t string) error {
			v, err := catalog.ParseNumber(t)
			if err == nil && !(v >= least && v <= most) {
				err = fmt.Errorf("not from %g to %g", least, most)
			}
			*to = &v
			return err
		})
	}
	fs.Var(degrees(&s.Azimuth, -360, 360), "azimuth", fmt.Sprintf("degrees by which --view surface3d, which this chooses, turns the relief, -360 to 360 (default %g)", render.UsualViewpoint.Azimuth))
	fs.Var(degrees(&s.Elevation, 5, 90), "elevation", fmt.Sprintf("degrees from which --view surface3d, which this chooses, sees the relief, 5 to 90 from above (default %g)", render.UsualViewpoint.Elevation))
	fs.StringVar(&s.Over, "over", s.Over, "`WHAT` the curve of --seeds is: "+strings.Join(Centres, ", ")+" (default median); expected is the expected loss, exactly and with or without seeds: of sgd, momentum and nesterov under --noise on quadratics")
	fs.Var(newValue("N|L1,L2,...", "", func(t string) error {
		l, err := ParseLevels(t)
		s.Levels = &l
		return err
	}), "levels", "contours of the map: so many, or at these values, as the colour bar has them; 5.0 is a single one (default: at round values)")
	s.redrawFlag(fs)
	s.newFigureFlags(fs)
}

// redrawFlag declares --redraw, which gives each seed a surface of its own.
func (s *Spec) redrawFlag(fs *pflag.FlagSet) {
	fs.BoolVar(&s.Redraw, "redraw", s.Redraw, "each of the --seeds has a surface of its own: the key seed of SURFACE goes up by 1 from one to the next")
}

// tuneFlag declares --tune, which chooses the learning rates.
func (s *Spec) tuneFlag(fs *pflag.FlagSet) {
	fs.Var(newValue("GRID", "", func(t string) error {
		s.Tune = t
		_, err := ParseTuning(t)
		return err
	}), "tune", "=LO:HI:1-2-5, LO:HI:log:N or v1/v2/v3: choose the learning rate of each run from this `GRID`, by the final loss, within the same budget of gradients, and show how; in a sweep that of each cell, by the metric; alone: "+UsualTuning)
	fs.Lookup("tune").NoOptDefVal = UsualTuning
}

// GridFlags declares the flags that a sweep or basin map shares with figures of runs,
// without some.
func (s *Spec) GridFlags(fs *pflag.FlagSet, without ...string) {
	runs := pflag.NewFlagSet("", pflag.ContinueOnError)
	runs.SortFlags = false
	s.RunFlags(runs)
	without = append(without, "patience", "every")
	runs.VisitAll(func(f *pflag.Flag) {
		if !slices.Contains(without, f.Name) {
			fs.AddFlag(f)
		}
	})
	s.newFigureFlags(fs)
}

// flagNames returns the names of the flags that a function declares.
func flagNames(declare func(*pflag.FlagSet)) []string {
	var names []string
	fs := pflag.NewFlagSet("", pflag.ContinueOnError)
	declare(fs)
	fs.VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return names
}

// NumberVar declares a flag whose value is a finite number.
func NumberVar(fs *pflag.FlagSet, v *float64, name, placeholder, usage string) {
	def := ""
	if *v != 0 {
		def = catalog.FormatNumber(*v)
	}
	fs.Var(newValue(placeholder, def, func(t string) (err error) {
		*v, err = catalog.ParseNumber(t)
		return err
	}), name, usage)
}

// NumbersVar declares a flag whose value is a list of finite numbers.
func NumbersVar(fs *pflag.FlagSet, v *[]float64, name, placeholder, usage string) {
	fs.Var(newValue(placeholder, "", func(t string) (err error) {
		*v, err = catalog.ParseNumbers(t)
		return err
	}), name, usage)
}

// wholeVar declares a flag whose value is a whole number of at least 1.
func wholeVar(fs *pflag.FlagSet, v *int, name, placeholder, usage string) {
	fs.Var(Whole(v, placeholder), name, usage)
}

// Whole returns the value of a flag that is a whole number of at least 1; 0 stands for a
// flag that is not given.
func Whole(v *int, placeholder string) pflag.Value {
	def := ""
	if *v != 0 {
		def = strconv.Itoa(*v)
	}
	return newValue(placeholder, def, func(t string) (err error) {
		if *v, err = catalog.ParseWhole(t); err == nil && *v < 1 {
			err = errors.New("must be at least 1")
		}
		return err
	})
}

// value is the value of a flag whose text a function parses.
type value struct {
	kind    string // placeholder in the help text
	text    string
	set     func(string) error
	repeats bool
	empty   bool // an empty text has a meaning
}

func newValue(kind, text string, set func(string) error) *value {
	return &value{kind: kind, text: text, set: set}
}

// repeatable lets a command line give the flag several times.
func (v *value) repeatable() *value {
	v.repeats = true
	return v
}

// orEmpty lets a command line give an empty text.
func (v *value) orEmpty() *value {
	v.empty = true
	return v
}

func (v *value) String() string   { return v.text }
func (v *value) Type() string     { return v.kind }
func (v *value) Repeats() bool    { return v.repeats }
func (v *value) TakesEmpty() bool { return v.empty }

func (v *value) Set(s string) error {
	v.text = s
	return v.set(s)
}
