package document

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/render/scale"
)

// AxisSpec is an axis as a file or a flag describes it.
type AxisSpec struct {
	Name  Text      `yaml:"name" doc:"markup, with mathematics between dollar signs"`
	Range []float64 `yaml:"range" doc:"low and high end; without, as far as the values go"`
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
		items = append(items, strings.ReplaceAll(catalog.JoinNumbers(a.Range), ",", ":"))
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
		err = a.checkRange()
	}
	if err == nil {
		err = a.checkTicks()
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

// checkRange refuses a range without two ascending ends that the axis can have.
func (a AxisSpec) checkRange() error {
	switch n := len(a.Range); {
	case n == 0:
		return nil
	case n != 2:
		return fmt.Errorf("a range is a low and a high end, not %s", catalog.Count(n, "number"))
	case a.Range[0] > a.Range[1]:
		return fmt.Errorf("the range is the wrong way round (did you mean %s:%s?)", catalog.FormatNumber(a.Range[1]), catalog.FormatNumber(a.Range[0]))
	case a.Kind() == scale.AsLog && a.Range[0] <= 0:
		return fmt.Errorf("%s is no end of a logarithmic axis: it must be above 0; symmetric takes any", catalog.FormatNumber(a.Range[0]))
	}
	return catalog.CheckSide(a.Range[0], a.Range[1])
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
			return fmt.Errorf("the tick %s is not between %s and %s", catalog.FormatNumber(v), catalog.FormatNumber(a.Range[0]), catalog.FormatNumber(a.Range[1]))
		}
	}
	return nil
}

// axisUsage is the help of the flags --x-axis and --y-axis.
const axisUsage = "items with commas between them: linear, log or symmetric (log in both directions from 0), LO:HI, whole, ticks=0/10/50, name=TEXT, with mathematics between $ and, if it has commas, quotes; "

// AxisFlags declares the flags of the axes.
func (a *AxesSpec) AxisFlags(fs *pflag.FlagSet) {
	fs.Var(axisFlag(&a.XAxis), "x-axis", "what the horizontal axis is like: "+axisUsage+"beside or below a map, that of the curves; a log axis of steps has no step 0, a symmetric one has")
	fs.Var(axisFlag(&a.YAxis), "y-axis", "what the vertical axis is like, in the same items: beside or below a map, that of the loss")
}

// axisFlag returns the value of a flag that describes an axis.
func axisFlag(dst *AxisSpec) *value {
	return newValue("ITEMS", "", func(t string) (err error) {
		if *dst, err = ParseAxis(t); err != nil {
			return err
		}
		var wrong *catalog.Error
		if err = dst.check(""); errors.As(err, &wrong) {
			return wrong.Err
		}
		return err
	})
}

// ParseAxis reads an axis as its flag has it: log,1:100,ticks=1/10/100,name=Step.
func ParseAxis(text string) (AxisSpec, error) {
	var a AxisSpec
	items, err := splitItems(text)
	if err != nil {
		return a, err
	}
	given := map[string]bool{}
	for i := 0; i < len(items); i++ {
		kind := ""
		if i+1 < len(items) && isNumber(items[i]) && isNumber(items[i+1]) { // 0,50 as a window has it
			kind, err = a.setItem(strings.TrimSpace(items[i]) + ":" + strings.TrimSpace(items[i+1]))
			i++
		} else {
			kind, err = a.setItem(items[i])
		}
		if err == nil && given[kind] {
			err = fmt.Errorf("its %s is given twice", kind)
		}
		if err != nil && given["name"] && !isItem(items[i]) {
			err = fmt.Errorf("%w; a name with commas stands in quotes, as in name='a, b'", err)
		}
		if err != nil {
			return a, err
		}
		given[kind] = true
	}
	return a, nil
}

// isNumber reports whether an item is a number alone.
func isNumber(item string) bool {
	_, err := catalog.ParseNumber(strings.TrimSpace(item))
	return err == nil
}

// isItem reports whether an item begins like one with a key, or like a range.
func isItem(item string) bool { return strings.ContainsAny(item, "=:") }

// axisItemKeys lists the keys of items that have a value.
var axisItemKeys = []string{"name", "range", "ticks"}

// setItem reads one item of an axis, and returns what the item is about.
func (a *AxisSpec) setItem(item string) (kind string, err error) {
	item = strings.TrimSpace(item)
	key, value, hasKey := strings.Cut(item, "=")
	key = strings.ToLower(strings.TrimSpace(key))
	switch {
	case item == "":
		return "", errors.New("an item is empty; a name with commas stands in quotes, as in name='a, b'")
	case hasKey && key == "name":
		return key, a.setName(strings.TrimSpace(value))
	case hasKey && key == "range":
		return key, a.setRange(value)
	case hasKey && key == "ticks":
		a.Ticks, err = parseList(value, "/")
		return key, err
	case hasKey && key == "scale":
		item = strings.TrimSpace(value)
	case hasKey:
		return "", catalog.Unknown("key", key, axisItemKeys)
	case strings.Contains(item, ":"):
		return "range", a.setRange(item)
	case isNumber(item):
		return "", fmt.Errorf("%s alone is no range: that is LO:HI, as in 0:%s", item, strings.TrimPrefix(item, "-"))
	}
	return a.setWord(strings.ToLower(item), item)
}

// setWord reads an item that is one word.
func (a *AxisSpec) setWord(word, typed string) (kind string, err error) {
	if word == "lin" { // as in the axes of a sweep
		word = "linear"
	}
	switch {
	case slices.Contains(Scales, word):
		a.Scale = word
		return "scale", nil
	case word == "whole":
		a.Whole = true
		return word, nil
	}
	words := append(slices.Clone(Scales), "whole")
	if near := catalog.Nearest(word, append(words, "symlog", "logarithmic")); near != "" {
		if i := slices.Index([]string{"symlog", "logarithmic"}, near); i >= 0 {
			near = []string{"symmetric", "log"}[i]
		}
		return "", fmt.Errorf("unknown word %s (did you mean %s?)", printing.Quote(typed), near)
	}
	return "", fmt.Errorf("unknown word %s; choose from %s, LO:HI, ticks=0/10/50, name=TEXT", printing.Quote(typed), strings.Join(words, ", "))
}

// setName reads a name, which may stand in quotes.
func (a *AxisSpec) setName(text string) error {
	if n := len(text); n > 1 && (text[0] == '"' || text[0] == '\'') && text[n-1] == text[0] {
		text = text[1 : n-1]
	}
	if strings.TrimSpace(text) == "" {
		return errors.New("the name is empty")
	}
	a.Name = Plain(text)
	return nil
}

// setRange reads LO:HI.
func (a *AxisSpec) setRange(text string) error {
	ends, err := parseList(text, ":")
	if err == nil && len(ends) != 2 {
		err = fmt.Errorf("%s is no range: that is LO:HI, as in 0:50", printing.Quote(strings.TrimSpace(text)))
	}
	a.Range = ends
	return err
}

// parseList reads numbers between separators.
func parseList(text, separator string) ([]float64, error) {
	var out []float64
	for part := range strings.SplitSeq(text, separator) {
		v, err := catalog.ParseNumber(strings.TrimSpace(part))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", printing.Quote(part), err)
		}
		out = append(out, v)
	}
	return out, nil
}

// splitItems splits a text at the commas that stand neither in quotes after a name nor between
// dollar signs.
func splitItems(text string) ([]string, error) {
	var items []string
	var open byte // what ends the part in which commas are kept; 0: none
	from := 0
	for i := range len(text) {
		switch c := text[i]; {
		case open != 0:
			if c == open {
				open = 0
			}
		case c == '$' || (c == '"' || c == '\'') && strings.HasSuffix(strings.TrimSpace(text[from:i]), "="):
			open = c
		case c == ',':
			items, from = append(items, text[from:i]), i+1
		}
	}
	if open != 0 {
		return nil, fmt.Errorf("a %c has no second one", open)
	}
	return append(items, text[from:]), nil
}
