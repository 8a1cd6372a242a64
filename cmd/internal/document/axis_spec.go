package document

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/render/scale"
)

// AxisSpec is an axis as a file or a flag describes it.
type AxisSpec struct {
	Name  Text      `yaml:"name" doc:"markup, with mathematics between dollar signs"`
	Range AxisRange `yaml:"range" doc:"low and high end; without, as far as the values go; \"0:\" and \":50\", or [0, null] and [null, 50], give one end alone"`
	Scale string    `yaml:"scale" doc:"linear, log or symmetric: logarithmic in both directions from 0"`
	Log   bool      `yaml:"log" doc:"the same as scale: log"`
	Whole bool      `yaml:"whole" doc:"ticks at whole numbers only"`
	Ticks []float64 `yaml:"ticks" doc:"ascending: where the numbers stand; without, at round ones"`
	Names []Text    `yaml:"names" doc:"of the horizontal axis of curves and points: in place of the numbers 0, 1, 2, ..."`
}

// Scales lists the values of a key scale.
var Scales = func() []string {
	var names []string
	for _, k := range scale.Kinds() {
		names = append(names, k.String())
	}
	return names
}()

// Kind returns the kind of scale that the axis asks for.
func (a AxisSpec) Kind() scale.Kind {
	if a.Log {
		return scale.AsLog
	}
	return scale.Kind(slices.Index(Scales, a.Scale) + 1)
}

// isZero reports whether nothing is asked of the axis.
func (a AxisSpec) isZero() bool { return reflect.ValueOf(a).IsZero() }

// String returns the axis as its flag takes it.
func (a AxisSpec) String() string {
	var items []string
	switch {
	case a.Scale != "":
		items = append(items, a.Scale)
	case a.Log:
		items = append(items, scale.AsLog.String())
	}
	if len(a.Range) > 0 {
		items = append(items, a.Range.String())
	}
	if a.Whole {
		items = append(items, "whole")
	}
	if len(a.Ticks) > 0 {
		items = append(items, "ticks="+strings.ReplaceAll(catalog.JoinNumbers(a.Ticks), ",", "/"))
	}
	if len(a.Name) > 0 {
		items = append(items, "name="+quoted(a.Name.In(Languages[0])))
	}
	return strings.Join(items, ",")
}

// quoted returns a name as the flag of an axis takes it: in quotes where it has commas.
func quoted(name string) string {
	for _, quote := range []string{"'", `"`} {
		if strings.ContainsAny(name, `,'"`) && !strings.Contains(name, quote) {
			return quote + name + quote
		}
	}
	return name
}

// GivenAxis is an axis of a document with the flag that describes it.
type GivenAxis struct {
	Flag string
	AxisSpec
}

// GivenAxes returns the axes of which something is asked.
func (a AxesSpec) GivenAxes() []GivenAxis {
	all := []GivenAxis{{"--x-axis", a.XAxis}, {"--y-axis", a.YAxis}}
	return slices.DeleteFunc(all, func(g GivenAxis) bool { return g.isZero() })
}

// NameAlone returns the axis with its name and nothing else.
func (a AxisSpec) NameAlone() AxisSpec { return AxisSpec{Name: a.Name} }

// mostTicks is the largest number of ticks that a user may give an axis.
const mostTicks = 40

// check refuses what no axis can have. The flag names the axis.
func (a AxisSpec) check(flag string) error {
	err := a.checkScale()
	if err == nil {
		err = a.Range.check(a.Kind())
	}
	if err == nil {
		err = a.checkTicks()
	}
	if err == nil {
		err = a.checkNames()
	}
	return catalog.Blame(flag, a.String(), err)
}

// checkScale refuses a scale of no known kind, and what contradicts it.
func (a AxisSpec) checkScale() error {
	switch {
	case a.Scale != "" && !slices.Contains(Scales, a.Scale):
		return catalog.Unknown("scale", a.Scale, Scales)
	case a.Log && a.Scale != "" && a.Scale != scale.AsLog.String():
		return fmt.Errorf("log and scale: %s contradict each other", a.Scale)
	case a.Whole && a.Kind() > scale.AsLinear:
		return fmt.Errorf("whole is for linear axes, not %s", a.Kind())
	}
	return nil
}

// checkNames refuses names that no file of a figure can hold.
func (a AxisSpec) checkNames() error {
	for _, name := range append([]Text{a.Name}, a.Names...) {
		if err := name.checkCharacters(); err != nil {
			return err
		}
	}
	return nil
}

// checkTicks refuses ticks that do not ascend, or that the axis cannot have.
func (a AxisSpec) checkTicks() error {
	if n := len(a.Ticks); n > mostTicks {
		return fmt.Errorf("%d ticks are too many to read: at most %d", n, mostTicks)
	}
	for i, v := range a.Ticks {
		switch {
		case i > 0 && v <= a.Ticks[i-1]:
			return fmt.Errorf("ticks ascend, but %s comes after %s", catalog.FormatNumber(v), catalog.FormatNumber(a.Ticks[i-1]))
		case a.Kind() == scale.AsLog && v <= 0:
			return fmt.Errorf("the tick %s is on no logarithmic axis: it must be above 0", catalog.FormatNumber(v))
		case len(a.Range) == 2 && (v < a.Range[0] || v > a.Range[1]):
			return fmt.Errorf("the tick %s is not in the range %s", catalog.FormatNumber(v), a.Range)
		}
	}
	return nil
}
