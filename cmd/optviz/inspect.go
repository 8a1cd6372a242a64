package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/cmd/internal/spec"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/surfaces"
)

// inspectOptions are the flags of inspect.
type inspectOptions struct {
	at   string
	json bool
}

// inspectCommand is optviz inspect.
func inspectCommand() *cobra.Command {
	var o inspectOptions
	cmd := &cobra.Command{
		Use:   "inspect [SURFACE]",
		Short: "Print what is known about a surface",
		Long: `inspect prints a surface's formula, window, customary start and known critical
points with the eigenvalues of the Hessian there; with --at also the value, the
gradient, the Hessian and its eigenvalues at a point, in any dimension.`,
		Example: `  optviz inspect himmelblau
  optviz inspect --at -1.2,1
  optviz inspect sphere:n=3 --at 1,2,3 --json`,
		Args:              atMostOneSurface,
		ValidArgsFunction: completeSurface,
		RunE: func(cmd *cobra.Command, args []string) error {
			return inspect(cmd, append(args, spec.Default().Surface)[0], o)
		},
	}
	cmd.Flags().StringVar(&o.at, "at", "", "look at the point `x,y`")
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON")
	cmd.RegisterFlagCompletionFunc("at", cobra.NoFileCompletions)
	return cmd
}

// inspect prints an inspection as text or JSON.
func inspect(cmd *cobra.Command, name string, o inspectOptions) error {
	surface, err := spec.ParseSurface(name)
	if err != nil {
		return err
	}
	meta := surface.Meta()
	in := newInspection(surface, meta)
	if cmd.Flags().Changed("at") {
		x, err := spec.ParsePoint("--at", o.at, meta)
		if err != nil {
			return err
		}
		in.At = newPlace(surface, x)
	}
	var b bytes.Buffer
	if o.json {
		if err := json.NewEncoder(&b).Encode(in); err != nil {
			return err
		}
	} else {
		in.print(&b, meta)
	}
	return emit(cmd.OutOrStdout(), b.String())
}

// inspection is what inspect --json prints; scripts depend on its names.
type inspection struct {
	Surface  string     `json:"surface"`
	Formula  string     `json:"formula"`
	Window   []number   `json:"window"`
	Critical []critical `json:"critical_points"`
	At       *place     `json:"at,omitempty"`
}

// critical is a known critical point.
type critical struct {
	X           []number `json:"x"`
	Value       number   `json:"value"`
	Kind        string   `json:"kind"`
	Eigenvalues []number `json:"eigenvalues"`
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

// numbers are vs as numbers.
func numbers(vs []float64) []number {
	ns := make([]number, len(vs))
	for i, v := range vs {
		ns[i] = number(v)
	}
	return ns
}

func newInspection(f surfaces.Surface, m surfaces.Meta) inspection {
	in := inspection{Surface: m.Name, Formula: m.Formula, Window: []number{}, Critical: []critical{}}
	for _, w := range m.Window {
		in.Window = append(in.Window, number(w[0]), number(w[1]))
	}
	for _, p := range m.Points {
		_, eigenvalues := curvature(f, p.X)
		in.Critical = append(in.Critical, critical{numbers(p.X), number(p.Value), p.Kind.String(), eigenvalues})
	}
	return in
}

func newPlace(f surfaces.Surface, x []float64) *place {
	gradient := make([]float64, len(x))
	f.Grad(gradient, x)
	hessian, eigenvalues := curvature(f, x)
	return &place{numbers(x), number(f.Func(x)), numbers(gradient), hessian, eigenvalues}
}

// curvature is the Hessian and its eigenvalues, empty where there are none.
func curvature(f surfaces.Surface, x []float64) (hessian [][]number, eigenvalues []number) {
	curved, ok := f.(optimizers.Curved)
	if !ok {
		return [][]number{}, []number{}
	}
	h := mat.NewSymDense(len(x), nil)
	curved.Hess(h, x)
	for i := range x {
		hessian = append(hessian, numbers(mat.Row(nil, i, h)))
	}
	return hessian, numbers(spec.Eigenvalues(curved, x))
}

// print writes the inspection for people.
func (in inspection) print(w io.Writer, m surfaces.Meta) {
	fmt.Fprintf(w, "%s (%s), dimension %d\n\n", m.Title, m.Name, m.Dim)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	f := "f(x)"
	if m.Dim == 2 {
		f = "f(x, y)"
	}
	fmt.Fprintf(t, "  %s\t%s\n", f, in.Formula)
	fmt.Fprintf(t, "  window\t%s\n", window(m.Window))
	fmt.Fprintf(t, "  start\t%s\n", tuple(numbers(m.Start)))
	fmt.Fprintf(t, "  infimum\t%s\n", number(m.Infimum))
	fmt.Fprintf(t, "  source\t%s\n", m.Source)
	t.Flush()
	if len(in.Critical) > 0 {
		fmt.Fprintln(w, "\ncritical points")
		fmt.Fprintln(t, "  kind\tx\tvalue\teigenvalues")
		for _, c := range in.Critical {
			fmt.Fprintf(t, "  %s\t%s\t%s\t%s\n", c.Kind, tuple(c.X), c.Value, row(c.Eigenvalues))
		}
		t.Flush()
	}
	if in.At != nil {
		in.At.print(w)
	}
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
	fmt.Fprintf(t, "  eigenvalues\t%s\n", row(p.Eigenvalues))
	t.Flush()
}

// String is the number for people.
func (v number) String() string { return strconv.FormatFloat(float64(v)+0, 'g', 8, 64) }

// most is how many numbers are printed in a row; of more, the ends.
const most = 6

// row writes numbers in a row.
func row(vs []number) string {
	var texts []string
	for i, v := range vs {
		if len(vs) > most && i >= most-1 {
			texts = append(texts, "...", vs[len(vs)-1].String())
			break
		}
		texts = append(texts, v.String())
	}
	return strings.Join(texts, ", ")
}

// tuple writes a point.
func tuple(x []number) string { return "(" + row(x) + ")" }

// window writes a window, as one interval where all are the same.
func window(w [][2]float64) string {
	var sides []string
	for _, ends := range w {
		sides = append(sides, fmt.Sprintf("[%g, %g]", ends[0], ends[1]))
	}
	if len(sides) > 2 {
		sides = append(sides[:2], "...")
	}
	return strings.Join(sides, " x ")
}
