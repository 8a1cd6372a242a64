package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/pattern"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/critical"
)

// inspectOptions holds the flags of inspect.
type inspectOptions struct {
	at   string
	json bool
}

// inspectCommand returns the command optviz inspect.
func inspectCommand() *cobra.Command {
	s := document.Default()
	var o inspectOptions
	cmd := &cobra.Command{
		Use:   "inspect [SURFACE]",
		Short: "Print what is known about a surface",
		Long: `inspect prints a surface's formula, window and customary start, and the critical
points in the window: those that are known and those that a search by Newton's
method from a grid of starts finds, with the eigenvalues of the Hessian and
their condition number, the largest size over the smallest. A curve or an area
of critical points is one line, flat if it is neither of minima nor of maxima.
On a kink, where the gradient jumps, a point has no eigenvalues: in one and two
dimensions minima, saddles and maxima on kinks are searched for, in more minima
alone, and level ridges are not listed. Points are in the order of their kinds,
values and coordinates, by which basins numbers them. With --at it prints also
the value, the gradient, the Hessian and its eigenvalues at a point, in any
dimension.`,
		Example: `  optviz inspect himmelblau
  optviz inspect --at -1.2,1
  optviz inspect -f 'x^4 + y^4 - 4*a*x*y' --param a=1
  optviz inspect rastrigin --window -1.5,1.5,-1.5,1.5
  optviz inspect sphere:n=3 --at 1,2,3 --json`,
		Args:              atMostOneSurface,
		ValidArgsFunction: completeSurface,
		RunE: func(cmd *cobra.Command, args []string) error {
			s.Surface = strings.Join(args, "") // at most one
			return inspect(cmd, s, o)
		},
	}
	s.LandscapeFlags(cmd.Flags())
	cmd.Flags().StringVar(&o.at, "at", "", "look at the point `X,Y`")
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON")
	completeLandscapeFlags(cmd)
	cmd.RegisterFlagCompletionFunc("at", cobra.NoFileCompletions)
	return cmd
}

// inspect prints an inspection as text or JSON.
func inspect(cmd *cobra.Command, s document.Spec, o inspectOptions) error {
	land, err := runs.LandscapeOf(cmd.Context(), s)
	if err == nil {
		err = runs.CheckNoPlane(s, land.Meta)
	}
	if err != nil {
		return err
	}
	var at []float64
	if cmd.Flags().Changed("at") {
		if at, err = setup.ParsePoint("--at", o.at, land.Meta); err != nil {
			return err
		}
	}
	in := newInspection(land)
	if at != nil {
		in.At = newPlace(land.Surface, at)
	}
	if err := in.search(cmd.Context(), land); err != nil {
		return err
	}
	var b bytes.Buffer
	if o.json {
		if err := json.NewEncoder(&b).Encode(in); err != nil {
			return err
		}
	} else {
		in.print(&b, land.Meta)
	}
	return emit(cmd.OutOrStdout(), printing.Text(b.String()))
}

// inspection is what inspect --json prints; scripts depend on its names.
type inspection struct {
	Surface  string          `json:"surface"`
	Formula  string          `json:"formula"`
	Window   []number        `json:"window"`
	Critical []criticalPoint `json:"critical_points"`
	Partial  bool            `json:"partial,omitempty"` // there may be more
	At       *place          `json:"at,omitempty"`
}

// criticalPoint is a critical point, or a curve or an area of them through it.
type criticalPoint struct {
	X           []number `json:"x"`
	Value       number   `json:"value"`
	Kind        string   `json:"kind"`
	Shape       string   `json:"shape,omitempty"`
	Set         string   `json:"set,omitempty"`  // what a curve or an area is called: "curve of minima"
	Kink        bool     `json:"kink,omitempty"` // the gradient jumps here: there are no eigenvalues
	Eigenvalues []number `json:"eigenvalues"`
	Condition   number   `json:"condition"` // of the Hessian; not finite where that is singular
}

// place is what a surface is like at a point.
type place struct {
	X           []number   `json:"x"`
	Value       number     `json:"value"`
	Gradient    []number   `json:"gradient"`
	Hessian     [][]number `json:"hessian"`
	Eigenvalues []number   `json:"eigenvalues"`
}

// number is a float64 that is null in JSON where it is not finite.
type number float64

func (v number) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(v) + 0) // + 0 makes -0 a 0
}

func numbers(vs []float64) []number {
	ns := make([]number, len(vs))
	for i, v := range vs {
		ns[i] = number(v)
	}
	return ns
}

func newInspection(l setup.Landscape) inspection {
	in := inspection{Surface: l.Meta.Name, Formula: l.Meta.Formula, Window: []number{}, Critical: []criticalPoint{}}
	for _, w := range l.Window {
		in.Window = append(in.Window, number(w[0]), number(w[1]))
	}
	return in
}

// search adds the critical points in the window.
func (in *inspection) search(ctx context.Context, l setup.Landscape) error {
	found, err := l.Critical(ctx)
	if err != nil {
		return err
	}
	in.Partial = found.Partial
	for _, p := range found.Points {
		in.Critical = append(in.Critical, newCritical(l.Surface, p, found.OnKink(p)))
	}
	for _, set := range found.Manifolds {
		c := newCritical(l.Surface, set.Representative(), found.OnKink(set.Point))
		c.Shape, c.Set = [...]string{"curve", "area"}[set.Shape], set.Name(l.Surface, l.Window)
		in.Critical = append(in.Critical, c)
	}
	return nil
}

func newCritical(f surfaces.Surface, p surfaces.Point, kink bool) criticalPoint {
	_, eigenvalues := curvature(f, p.X)
	c := criticalPoint{X: numbers(p.X), Value: number(p.Value), Kind: p.Kind.String(), Kink: kink, Eigenvalues: eigenvalues, Condition: number(math.Inf(1))}
	if kink {
		c.Eigenvalues = []number{}
		return c
	}
	if p.Kind != surfaces.Degenerate && len(eigenvalues) > 0 {
		c.Condition = condition(eigenvalues)
	}
	return c
}

// condition returns the largest size of the eigenvalues over the smallest; +Inf where the
// smallest is 0.
func condition(eigenvalues []number) number {
	least, most := math.Inf(1), 0.0
	for _, v := range eigenvalues {
		size := math.Abs(float64(v))
		least, most = min(least, size), max(most, size)
	}
	if least == 0 {
		return number(math.Inf(1))
	}
	return number(most / least)
}

func newPlace(f surfaces.Surface, x []float64) *place {
	gradient := make([]float64, len(x))
	f.Grad(gradient, x)
	hessian, eigenvalues := curvature(f, x)
	return &place{numbers(x), number(f.Func(x)), numbers(gradient), hessian, eigenvalues}
}

// curvature returns the Hessian and its eigenvalues at x, both empty where f has no Hessian.
func curvature(f surfaces.Surface, x []float64) (hessian [][]number, eigenvalues []number) {
	curved, ok := objective.As[objective.Curved](f)
	if !ok {
		return [][]number{}, []number{}
	}
	h := mat.NewSymDense(len(x), nil)
	curved.Hess(h, x)
	for i := range x {
		hessian = append(hessian, numbers(mat.Row(nil, i, h)))
	}
	return hessian, numbers(critical.Eigenvalues(curved, x))
}

// print writes the inspection for people.
func (in inspection) print(w io.Writer, m surfaces.Meta) {
	fmt.Fprintf(w, "%s (%s), dimension %d\n\n", m.Title, m.Name, m.Dim)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	f := "f(" + strings.Join(m.Variables(), ", ") + ")"
	fmt.Fprintf(t, "  %s\t%s\n", plain(f), typed(in.Formula))
	fmt.Fprintf(t, "  window\t%s\n", window(in.Window))
	fmt.Fprintf(t, "  start\t%s\n", tuple(numbers(m.Start)))
	fmt.Fprintf(t, "  infimum\t%s\n", infimum(m))
	t.Flush()
	hang(w, "  source", 4+max(utf8.RuneCountInString(plain(f)), len("infimum")), m.Source)
	in.printCritical(w)
	if in.At != nil {
		in.At.print(w)
	}
}

// indices matches exponents and indices of several characters, in the braces of TeX.
var indices = pattern.Lazy(`([_^])\{([^{}]*)\}`)

// plain returns a formula as a user types it: x_100 for x_{100}, and z_(t-1).
func plain(formula string) string {
	return indices().ReplaceAllStringFunc(formula, func(s string) string {
		index := s[2 : len(s)-1]
		if strings.Trim(index, "0123456789.") != "" {
			index = "(" + index + ")"
		}
		return s[:1] + index
	})
}

// typed returns a formula as --formula takes it, if it has nothing that --formula lacks, and else as plain does.
func typed(formula string) string {
	if text, ok := setup.Typeable(plain(formula), nil); ok {
		return strings.ReplaceAll(text, " · ", "*")
	}
	return plain(formula)
}

// mostRows is how many critical points are printed.
const mostRows = 40

// printCritical writes the critical points.
func (in inspection) printCritical(w io.Writer) {
	if len(in.Critical) == 0 {
		what := "found"
		if in.Partial {
			what = "known, and not all searched for,"
		}
		fmt.Fprintf(w, "\nno critical points %s in %s\n", what, window(in.Window))
		return
	}
	fmt.Fprintln(w, "\ncritical points: "+in.census())
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "  kind\tx\tvalue\teigenvalues\tcondition")
	for _, c := range in.Critical[:min(len(in.Critical), mostRows)] {
		fmt.Fprintf(t, "  %s\t%s\t%s\t%s\t%s\n", cmp.Or(c.Set, c.Kind), tuple(c.X), c.Value, c.eigenvalues(), c.condition())
	}
	t.Flush()
	if more := len(in.Critical) - mostRows; more > 0 {
		fmt.Fprintf(w, "  ... and %d more: --json has them all\n", more)
	}
	if in.Partial {
		fmt.Fprintln(w, "  there may be more: the search was not complete")
	}
}

// infimum writes the greatest lower bound.
func infimum(m surfaces.Meta) string {
	switch {
	case math.IsNaN(m.Infimum):
		return "unknown"
	case math.IsInf(m.Infimum, -1):
		return "none: unbounded below"
	}
	return number(m.Infimum).String()
}

// eigenvalues writes those of a table, at a degenerate point 0 where nothing but rounding
// differs from it.
func (c criticalPoint) eigenvalues() string {
	if c.Kink {
		return "none: a kink"
	}
	if len(c.Eigenvalues) == 0 {
		return "none"
	}
	largest := 0.0
	for _, v := range c.Eigenvalues {
		largest = max(largest, math.Abs(float64(v)))
	}
	vs := slices.Clone(c.Eigenvalues)
	for i, v := range vs {
		if c.Kind == surfaces.Degenerate.String() && math.Abs(float64(v)) <= 1e-12*largest {
			vs[i] = 0
		}
	}
	return series(vs, short)
}

// condition writes the condition number of a table.
func (c criticalPoint) condition() string {
	if len(c.Eigenvalues) == 0 {
		return "-"
	}
	return short(c.Condition)
}

// short writes a number with the digits that a table has room for.
func short(v number) string {
	if math.IsInf(float64(v), 1) {
		return "∞"
	}
	return strconv.FormatFloat(float64(v)+0, 'g', 6, 64)
}

// census counts the points of each kind, then the curves and areas.
func (in inspection) census() string {
	count := map[string]int{}
	for _, c := range in.Critical {
		count[cmp.Or(c.Set, c.Kind)]++
	}
	var parts []string
	for _, k := range []struct{ one, many string }{
		{"minimum", "minima"}, {"saddle", "saddles"}, {"maximum", "maxima"}, {"degenerate", "degenerate"},
		{"curve of minima", "curves of minima"}, {"curve of maxima", "curves of maxima"}, {"flat curve", "flat curves"},
		{"area of minima", "areas of minima"}, {"plateau", "plateaus"}, {"flat area", "flat areas"},
	} {
		switch n := count[k.one]; {
		case n == 1:
			parts = append(parts, "1 "+k.one)
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d %s", n, k.many))
		}
	}
	return strings.Join(parts, ", ")
}

func (p *place) print(w io.Writer) {
	fmt.Fprintf(w, "\nat %s\n", tuple(p.X))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "  value\t%s\n", p.Value)
	fmt.Fprintf(t, "  gradient\t%s\n", tuple(p.Gradient))
	for i, entries := range p.Hessian {
		if len(entries) > most {
			fmt.Fprintf(t, "  Hessian\t%d by %d: see --json\n", len(entries), len(entries))
			break
		}
		fmt.Fprintf(t, "  %s\t%s\n", [...]string{"Hessian", ""}[min(i, 1)], row(entries))
	}
	eigenvalues := row(p.Eigenvalues)
	if eigenvalues == "" {
		eigenvalues = "none: the Hessian is not finite"
	}
	fmt.Fprintf(t, "  eigenvalues\t%s\n", eigenvalues)
	t.Flush()
}

// String returns the number in 8 digits, for people.
func (v number) String() string { return strconv.FormatFloat(float64(v)+0, 'g', 8, 64) }

// most is how many numbers are printed in a row; of more, the ends.
const most = 6

// row writes numbers in a row.
func row(vs []number) string { return series(vs, number.String) }

// series writes numbers in a row, each by a function.
func series(vs []number, text func(number) string) string {
	var texts []string
	for i, v := range vs {
		if len(vs) > most && i >= most-1 {
			texts = append(texts, "...", text(vs[len(vs)-1]))
			break
		}
		texts = append(texts, text(v))
	}
	return strings.Join(texts, ", ")
}

// tuple writes a point.
func tuple(x []number) string { return "(" + row(x) + ")" }

// window writes a window, of which more than two sides are told by their dots.
func window(ends []number) string {
	var sides []string
	for side := range slices.Chunk(ends, 2) {
		sides = append(sides, fmt.Sprintf("[%g, %g]", side[0], side[1]))
	}
	if len(sides) > 2 {
		sides = append(sides[:2], "...")
	}
	return strings.Join(sides, " x ")
}
