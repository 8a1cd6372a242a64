package document

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/printing"
)

// The help of --x-axis and --y-axis: the items that an axis takes.
const (
	curveItems = "items with commas between them: linear, log or symmetric (log in both directions from 0), LO:HI, whole, " + mapItems
	mapItems   = "ticks=0/10/50, name=TEXT, with mathematics between $ and, if it has commas, quotes"
)

// Kinds of figures whose axes flags describe.
const (
	AxesOfRuns   = "plot"  // and films
	AxesOfSweep  = "sweep" // and its parts
	AxesOfBasins = "basins"
)

// axisHelp returns the help of --x-axis and --y-axis on the figures of a kind.
func axisHelp(kind string) (x, y string) {
	switch kind {
	case AxesOfBasins:
		return mapItems + "; its ends are those of --window", ""
	case AxesOfSweep:
		return curveItems + "; a map of two keys has its ends and scales from --x and --y, and takes ticks and name alone", ""
	}
	return curveItems + "; beside or below a map, that of the curves, and the map's with --view trajectory; a log axis of steps has no step 0, a symmetric one has", ": beside or below a map, that of the loss"
}

// AxisFlags declares the flags of the axes of a kind of figure.
func (a *AxesSpec) AxisFlags(fs *pflag.FlagSet, kind string) {
	x, y := axisHelp(kind)
	fs.Var(axisFlag(&a.XAxis), "x-axis", "what the horizontal axis is like: "+x)
	fs.Var(axisFlag(&a.YAxis), "y-axis", "what the vertical axis is like, in the same items"+y)
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
		a.Range, err = parseAxisRange(value)
		return key, err
	case hasKey && key == "ticks":
		a.Ticks, err = parseList(value, "/")
		return key, err
	case hasKey && key == "scale":
		item = strings.TrimSpace(value)
	case hasKey:
		return "", catalog.Unknown("key", key, axisItemKeys)
	case strings.Contains(item, ":"):
		a.Range, err = parseAxisRange(item)
		return "range", err
	case isNumber(item):
		return "", fmt.Errorf("%s alone is no range: that is LO:HI, as in 0:%s", printing.Clip(item), printing.Clip(strings.TrimPrefix(item, "-")))
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
