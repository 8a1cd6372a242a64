package document

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

// An axis is read from the items of its flag, and written so that it is read again.
func TestParseAxis(t *testing.T) {
	for _, c := range []struct {
		text string
		want AxisSpec
	}{
		{"log", AxisSpec{Scale: "log"}},
		{"lin", AxisSpec{Scale: "linear"}},
		{"linear,0:50", AxisSpec{Scale: "linear", Range: []float64{0, 50}}},
		{"0:", AxisSpec{Range: []float64{0, math.Inf(1)}}},
		{"log, : 50", AxisSpec{Scale: "log", Range: []float64{math.Inf(-1), 50}}},
		{"0,50", AxisSpec{Range: []float64{0, 50}}},
		{" LOG , -1 : 2e1 ", AxisSpec{Scale: "log", Range: []float64{-1, 20}}},
		{"range=0:1,whole,scale=linear", AxisSpec{Scale: "linear", Range: []float64{0, 1}, Whole: true}},
		{"ticks=0/10/50,name=Schritt", AxisSpec{Ticks: []float64{0, 10, 50}, Name: Plain("Schritt")}},
		{"name=$f_{1,2}$ of x,log", AxisSpec{Name: Plain("$f_{1,2}$ of x"), Scale: "log"}},
		{"log,name='a, b = c'", AxisSpec{Scale: "log", Name: Plain("a, b = c")}},
		{`name="it's, so",1:2`, AxisSpec{Name: Plain("it's, so"), Range: []float64{1, 2}}},
	} {
		got, err := ParseAxis(c.text)
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q: %+v, %v, want %+v", c.text, got, err, c.want)
		}
		if again, err := ParseAxis(got.String()); err != nil || !reflect.DeepEqual(again, got) {
			t.Errorf("%q, written as %q: %+v, %v", c.text, got, again, err)
		}
	}
}

// What is no axis is refused with a way out.
func TestParseAxisErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "an item is empty"},
		{"log,", "an item is empty"},
		{"logg", `unknown word "logg" (did you mean log?)`},
		{"symlog", `unknown word "symlog" (did you mean symmetric?)`},
		{"nonsense", "choose from linear, log, symmetric, whole, LO:HI"},
		{"naem=x", `unknown key "naem" (did you mean name?)`},
		{"0:1:2", `"0:1:2" is no range: that is LO:HI`},
		{":", "a range has at least one end, as in 0: or :50"},
		{"x:", "not a number"},
		{"nan:1", "nan"},
		{"0:inf", "inf"},
		{"ticks=1/x", `"x"`},
		{"ticks=", "not a number"},
		{"name=", "the name is empty"},
		{"name='a, b", "a ' has no second one"},
		{"name=a, b", "a name with commas stands in quotes"},
		{"log,linear", "its scale is given twice"},
		{"0:1,2,3", "its range is given twice"},
		{"7", "7 alone is no range: that is LO:HI, as in 0:7"},
	} {
		if _, err := ParseAxis(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.text, err, c.want)
		}
	}
}

// An axis that contradicts itself is refused.
func TestCheckAxis(t *testing.T) {
	many := make([]float64, mostTicks+1)
	for i := range many {
		many[i] = float64(i)
	}
	for _, c := range []struct {
		axis AxisSpec
		want string
	}{
		{AxisSpec{Range: []float64{2, 1}}, "did you mean 1:2?"},
		{AxisSpec{Range: []float64{1, 1}}, "1 must be below 1"},
		{AxisSpec{Range: []float64{-1e300, 1e305}}, "is too far from"},
		{AxisSpec{Range: []float64{0, 1}, Scale: "log"}, "0 is no end of a logarithmic axis"},
		{AxisSpec{Scale: "log", Whole: true}, "whole is for linear axes, not log"},
		{AxisSpec{Ticks: []float64{1, 1}}, "ticks ascend, but 1 comes after 1"},
		{AxisSpec{Ticks: []float64{0, 1}, Log: true}, "the tick 0 is on no logarithmic axis"},
		{AxisSpec{Ticks: []float64{0, 3}, Range: []float64{0, 2}}, "the tick 3 is not in the range 0:2"},
		{AxisSpec{Ticks: []float64{3}, Range: []float64{math.Inf(-1), 2}}, "the tick 3 is not in the range :2"},
		{AxisSpec{Log: true, Range: []float64{0, math.Inf(1)}}, "0 is no end of a logarithmic axis"},
		{AxisSpec{Ticks: many}, "41 ticks are too many to read: at most 40"},
	} {
		if err := c.axis.check("--x-axis"); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "--x-axis") {
			t.Errorf("%+v: %v, want %q", c.axis, err, c.want)
		}
	}
}

// Levels are a number of them or their values, by a flag and by YAML.
func TestLevels(t *testing.T) {
	for text, want := range map[string]Levels{
		"20": {Count: 20}, "0.1,1,10": {At: []float64{0.1, 1, 10}}, "5.0": {At: []float64{5}}, "-1e3, 0": {At: []float64{-1000, 0}},
	} {
		got, err := ParseLevels(text)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %+v, %v, want %+v", text, got, err, want)
		}
		if again, err := ParseLevels(got.String()); err != nil || !reflect.DeepEqual(again, got) {
			t.Errorf("%q, written as %q: %+v, %v", text, got, again, err)
		}
	}
	for yaml, want := range map[string]Levels{"levels: 20": {Count: 20}, "levels: [20]": {At: []float64{20}}, "levels: [0.5, 1]": {At: []float64{0.5, 1}}} {
		d, err := ParseYAML([]byte(yaml), nil)
		if err != nil || !reflect.DeepEqual(*d.Levels, want) {
			t.Errorf("%q: %+v, %v, want %+v", yaml, d.Levels, err, want)
		}
	}
	for text, want := range map[string]string{
		"levels: [10, 1, 1]": "1:9: levels: levels ascend, but 1 comes after 10 (did you mean 1,10?)",
		"levels: [1, [2]]":   "1:13: levels: a number of levels or a list of them is wanted",
		"levels: 0":          "1:9: levels: a number of levels must be at least 1",
		"levels: 101":        "101 levels are too many to tell apart: at most 100",
		"levels: [1, nan]":   "nan",
		"levels: {a: 1}":     "a number of levels or a list of them is wanted",
		"levels: many":       "not a number",
	} {
		if _, err := ParseYAML([]byte(text), nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// The help of the axes offers the items that figures of a kind take, and no others.
func TestAxisHelp(t *testing.T) {
	for kind, want := range map[string]struct{ has, lacks string }{
		AxesOfRuns:   {"symmetric (log in both directions from 0), LO:HI, whole, ticks=0/10/50, name=TEXT", "--x and --y"},
		AxesOfSweep:  {"a map of two keys has its ends and scales from --x and --y, and takes ticks and name alone", "steps"},
		AxesOfBasins: {"like: ticks=0/10/50, name=TEXT", "log"},
	} {
		fs := pflag.NewFlagSet("", pflag.ContinueOnError)
		new(AxesSpec).AxisFlags(fs, kind)
		if help := fs.Lookup("x-axis").Usage; !strings.Contains(help, want.has) || strings.Contains(help, want.lacks) {
			t.Errorf("%s: %s", kind, help)
		}
	}
}

// A file has a range as a list of two numbers or, with one end alone, as the flag takes it.
func TestAxisRangeInYAML(t *testing.T) {
	for text, want := range map[string]AxisRange{`[0, 50]`: {0, 50}, `"0:"`: {0, math.Inf(1)}, `":50"`: {math.Inf(-1), 50}} {
		d, err := ParseYAML([]byte("surface: saddle\nview: loss\ny-axis: {range: "+text+"}\n"), nil)
		if err != nil || !reflect.DeepEqual(d.YAxis.Range, want) {
			t.Errorf("%s: %v, %v, want %v", text, d.YAxis.Range, err, want)
		}
		if written := string(d.YAML()); !strings.Contains(written, "range: "+text) {
			t.Errorf("%s is written as %s", text, written)
		}
	}
	for text, want := range map[string]string{"[0, null]": "0:", "[~, 50]": ":50"} {
		d, err := ParseYAML([]byte("surface: saddle\nview: loss\ny-axis: {range: "+text+"}\n"), nil)
		if err != nil || d.YAxis.Range.String() != want {
			t.Errorf("%s: %v, %v, want %s", text, d.YAxis.Range, err, want)
		}
	}
	for text, want := range map[string]string{"[0, x]": `3:21: range: "x": not a number`, "[[1], 2]": `3:18: range: two numbers are wanted`, "[0, {a: 1}]": `3:21: range: two numbers are wanted`,
		"[1, 2, 3]": `3:17: range: two numbers are wanted, as in [0, 50], or one end, as in "0:", not 3 values`, "[1]": "not 1 value", "[~, null]": "3:17: range: a range has at least one end", "{lo: 1}": "two numbers are wanted"} {
		if _, err := ParseYAML([]byte("surface: saddle\nview: loss\ny-axis: {range: "+text+"}\n"), nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}
