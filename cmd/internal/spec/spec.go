// Package spec turns what a user wrote into the values of the library. Names
// become values only here: one Spec holds the flags, with their defaults, and
// resolves them into a Plan of runs and into the look of a figure. Everything
// is checked before anything is computed.
package spec

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/pflag"
)

// Spec is what a figure or a table of runs is made from, as a user writes it.
type Spec struct {
	Surface    string             // name[:key=value,...]; "": the Formula or, without, rosenbrock
	Formula    string             // (1-x)^2 + 100*(y-x^2)^2
	Params     map[string]float64 // constants in the Formula, and its dimension n
	Optimizers []string           // name[:key=value,...] [schedule]; none: the four classics
	Schedules  []string           // name[:key=value,...]; the runs are their product with the optimizers
	LR         *float64           // rate of the optimizers without an lr of their own; nil: each one's default
	Steps      int                // of every run
	Starts     [][]float64        // none: the surface's customary start
	Seed       uint64             // of all that is random
	Noise      float64            // standard deviation of the noise on each gradient coordinate
	Window     []float64          // x0,x1,y0,y1; none: the surface's customary window

	Line []float64 // the slice view's line, from and to one after the other; none: one of its own choice

	Panels string // what the panels view gives a panel each: run, schedule or lr; "": run
	Arrows string // what the arrows of the field view show: gradient or step; "": gradient

	View  string // name of a figure kind; "": the first
	Title string // "": one made of the surface and the runs
	Size  string // in pixels, 1600x900, or in a unit of length, 16cmx9cm
	DPI   float64
}

// Default is the Spec of a command line without flags. 500 steps are enough
// for the shape of a run and few enough for its single steps to be seen.
func Default() Spec {
	return Spec{Steps: 500, Size: "1600x900", DPI: 144}
}

// LandscapeFlags declares the flags of the surface and where it is looked at.
func (s *Spec) LandscapeFlags(fs *pflag.FlagSet) {
	fs.VarP(newValue("FORMULA", "", func(t string) error {
		s.Formula = t
		if strings.TrimSpace(t) == "" {
			return errors.New("is empty")
		}
		return nil
	}), "formula", "f", "surface in place of SURFACE, in x and y or x1, x2, ...: '(1-x)^2 + 100*(y-x^2)^2'")
	fs.Var(newValue("NAME=VALUE", "", s.setParam), "param", "constant in the formula, repeatable; n is its dimension")
	fs.Var(newValue("X0,X1,Y0,Y1", "", func(t string) (err error) {
		s.Window, err = parseNumbers(t)
		return err
	}), "window", "what is looked at, and what a run can leave (default: the surface's own)")
}

// setParam reads a constant of the formula.
func (s *Spec) setParam(t string) error {
	name, text, ok := strings.Cut(t, "=")
	name = strings.TrimSpace(name)
	if !ok {
		return errors.New("is not like a=1")
	}
	if _, given := s.Params[name]; given {
		return fmt.Errorf("%s is given twice", name)
	}
	v, err := parseNumber(strings.TrimSpace(text))
	if err != nil {
		return err
	}
	if s.Params == nil {
		s.Params = map[string]float64{}
	}
	s.Params[name] = v
	return nil
}

// RunFlags declares the flags of what is computed.
func (s *Spec) RunFlags(fs *pflag.FlagSet) {
	s.LandscapeFlags(fs)
	fs.StringArrayVar(&s.Optimizers, "optimizer", nil, "`RULE` to run, name[:key=value,...], repeatable; a schedule after a space is its own and leaves --schedule to the others")
	fs.StringArrayVar(&s.Schedules, "schedule", nil, "`SCHEDULE` of the learning rate, name[:key=value,...], repeatable; A@30+B is A, and B from step 30; A*B is their product and binds tighter")
	fs.Var(newValue("LR", "", func(t string) (err error) {
		lr, err := parseNumber(t)
		s.LR = &lr
		return err
	}), "lr", "learning rate of optimizers without lr=... of their own")
	fs.Var(newValue("N", formatNumber(float64(s.Steps)), func(t string) (err error) {
		s.Steps, err = parseWhole(t)
		return err
	}), "steps", "number of steps of each run")
	fs.Var(newValue("X,Y", "", func(t string) error {
		x, err := parseNumbers(t)
		s.Starts = append(s.Starts, x)
		return err
	}), "start", "where the runs start, repeatable (default: the surface's own)")
	NumberVar(fs, &s.Noise, "noise", "S", "add N(0, S^2) to each coordinate of every gradient; all runs share the draws")
	fs.Var(newValue("N", "", func(t string) (err error) {
		s.Seed, err = parseSeed(t)
		return err
	}), "seed", "seed of the random numbers (default 0)")
}

// FigureFlags declares the flags of how it is drawn.
func (s *Spec) FigureFlags(fs *pflag.FlagSet) {
	fs.StringVar(&s.View, "view", s.View, "`NAME` of the figure kind; optviz list views has them")
	fs.StringVar(&s.Panels, "panels", "", "small multiples, a panel for each `WHAT`: "+strings.Join(PanelKinds, ", ")+"; the same as --view panels")
	fs.StringVar(&s.Arrows, "arrows", "", "`WHAT` the arrows of --view field show, which this chooses: "+strings.Join(ArrowKinds, ", ")+" (the first of each rule)")
	fs.Var(newValue("X0,Y0,X1,Y1", "", func(t string) (err error) {
		s.Line, err = parseNumbers(t)
		return err
	}), "line", "line of --view slice, from and to (default: from the first start to the best known minimum)")
	fs.StringVar(&s.Title, "title", s.Title, "`TEXT` above the figure (default: made of the surface)")
	fs.StringVar(&s.Size, "size", s.Size, "size `WxH` in pixels, or with a unit: 16cmx9cm, mm, in, pt")
	NumberVar(fs, &s.DPI, "dpi", "N", "pixels per inch: what lengths such as 16cm are in pixels, and what the file says")
}

// NumberVar declares a flag that is a finite number.
func NumberVar(fs *pflag.FlagSet, v *float64, name, placeholder, usage string) {
	def := ""
	if *v != 0 {
		def = formatNumber(*v)
	}
	fs.Var(newValue(placeholder, def, func(t string) (err error) {
		*v, err = parseNumber(t)
		return err
	}), name, usage)
}

// value is a flag that a function reads.
type value struct {
	kind string // placeholder in the help
	text string
	set  func(string) error
}

func newValue(kind, text string, set func(string) error) *value { return &value{kind, text, set} }

func (v *value) String() string { return v.text }
func (v *value) Type() string   { return v.kind }

func (v *value) Set(s string) error {
	v.text = s
	return v.set(s)
}
