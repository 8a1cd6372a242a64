package document

import (
	"reflect"

	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/cmd/internal/yamltree"
)

// flagTypes lists the types of keys that a file may write as a flag takes them, as in x-axis:
// name=Step, in place of keys of their own.
var flagTypes = []reflect.Type{
	reflect.TypeFor[AxisSpec](), reflect.TypeFor[MarkSpec](), reflect.TypeFor[LineSpec](), reflect.TypeFor[InsetSpec](),
}

// keysOfFlags maps the flags that a file has under another key.
var keysOfFlags = map[string]string{"mark": "marks", "line-at": "lines"}

// setAsFlag reads the value of a key, which has one of the flagTypes, in the grammar of its flag.
func setAsFlag(v reflect.Value, key string, n yamltree.Node) error {
	var err error
	switch text := oneLine(n.Text); dst := v.Addr().Interface().(type) {
	case *AxisSpec:
		*dst, err = ParseAxis(text)
	case *MarkSpec:
		*dst, err = parseMark(text, true)
	case *LineSpec:
		*dst, err = parseLine(text)
	case *InsetSpec:
		*dst, err = parseInset(text)
	}
	if err != nil {
		return n.Place.Errorf("%s: %s: %w", key, printing.Quote(n.Text), err)
	}
	return nil
}

// KeyOfFlag returns the key of a file that says what a flag of plot says.
func KeyOfFlag(name string) (key string, ok bool) {
	if key, ok = keysOfFlags[name]; ok {
		return key, true
	}
	return name, IsKey(name)
}

// FlagAsKey returns what a file says for a flag of plot, as x-axis: {name: Step} for --x-axis
// name=Step, on one line. It reports false for what is no such flag and no value of it.
func FlagAsKey(name, value string) (line string, ok bool) {
	d, _ := defaultsOf("plot")
	fs := pflag.NewFlagSet("", pflag.ContinueOnError)
	d.PlotFlags(fs)
	f := fs.Lookup(name)
	if f == nil || f.Value.Set(value) != nil {
		return "", false
	}
	standard, _ := defaultsOf("plot")
	given, expected := reflect.ValueOf(d), reflect.ValueOf(standard)
	for _, f := range keyFields(given.Type()) {
		if v := given.FieldByIndex(f.Index); !reflect.DeepEqual(v.Interface(), expected.FieldByIndex(f.Index).Interface()) {
			return f.Tag.Get("yaml") + ": " + scalar(v), true
		}
	}
	return "", false
}
