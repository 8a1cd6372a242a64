package catalog

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/surfaces/number"
)

// Param is a parameter of a catalogue entry: one tagged field of its value.
type Param struct {
	Key     string
	Default string   // as a user types it, or relative to the run: T/3
	In      string   // the interval of numbers it takes, or ""
	Choices []string // the words it takes, or nil
	Doc     string
	Means   string // what sets this parameter apart from those of other entries with its key: "penalty", a weight decay that is added to the gradient; or ""
	Common  bool   // all entries of the catalogue have it
	Value   reflect.Value
	field   []int    // index of the field in its struct, for reflection
	in      Interval // parsed In
}

// ParamsOf returns the parameters of a struct that can be set: its fields with a tag
// "key", in their order.
func ParamsOf(v reflect.Value) []Param {
	var ps []Param
	for _, f := range reflect.VisibleFields(v.Type()) {
		key, ok := f.Tag.Lookup("key")
		if !ok {
			continue
		}
		p := Param{Key: key, In: f.Tag.Get("in"), Means: f.Tag.Get("means"), Value: v.FieldByIndex(f.Index), field: f.Index}
		p.in = MustInterval(p.In)
		p.Doc, p.Default = splitDefault(f.Tag.Get("doc"))
		if p.Default == "" {
			p.Default = p.Text()
		}
		if one := f.Tag.Get("one"); one != "" {
			p.Choices = strings.Split(one, "|")
		}
		if p.Value.Kind() == reflect.Bool {
			p.Choices = []string{"true", "false"}
		}
		ps = append(ps, p)
	}
	return ps
}

// splitDefault separates a doc tag from the default in brackets at its end, as in "period
// [T/3]". Only a field whose zero value stands for that default has one.
func splitDefault(doc string) (text, def string) {
	open := strings.LastIndexByte(doc, '[')
	if open < 0 || !strings.HasSuffix(doc, "]") {
		return doc, ""
	}
	return strings.TrimSpace(doc[:open]), doc[open+1 : len(doc)-1]
}

// IsWhole reports whether the parameter takes whole numbers only, one or a list of them.
func (p Param) IsWhole() bool {
	t := p.Value.Type()
	if t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	return t.Kind() == reflect.Int
}

// Text returns the parameter's value as a user types it.
func (p Param) Text() string {
	switch v := p.Value; v.Kind() {
	case reflect.Float64:
		return FormatNumber(v.Float())
	case reflect.Slice:
		var parts []string
		for i := range v.Len() {
			parts = append(parts, fmt.Sprint(v.Index(i)))
		}
		return strings.Join(parts, "/")
	default:
		return fmt.Sprint(v)
	}
}

// set parses s and stores the value in the parameter's field.
func (p Param) set(s string) error {
	err := p.assign(p.Value, s)
	if err != nil && p.Value.Kind() != reflect.Slice && strings.Contains(s, "/") {
		return fmt.Errorf("%s: one value is wanted: for several repeat the flag, or use optviz sweep --x %s=%s", p.Key, p.Key, s)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", p.Key, err)
	}
	return nil
}

// assign parses s and stores the value in a field: a number, a whole number, a word, true
// or false, or a list of these.
func (p Param) assign(field reflect.Value, s string) error {
	switch field.Kind() {
	case reflect.Float64:
		v, err := ParseNumber(s)
		if err != nil {
			return err
		}
		return p.assignNumber(field, v)
	case reflect.Int:
		v, err := ParseWhole(s)
		if err != nil {
			return err
		}
		field.SetInt(int64(v))
		return p.in.Check(float64(v))
	case reflect.Bool, reflect.String:
		return p.choose(field, s)
	case reflect.Slice:
		parts := strings.Split(s, "/")
		list := reflect.MakeSlice(field.Type(), len(parts), len(parts))
		for i, part := range parts {
			if err := p.assign(list.Index(i), part); err != nil {
				return fmt.Errorf("%s: %w", printing.Quote(part), err)
			}
		}
		field.Set(list)
		return nil
	}
	panic("parameter " + p.Key + " has kind " + field.Kind().String())
}

// setNumber stores a number in the parameter's field without a detour over its text;
// sweeps call it for each cell.
func (p Param) setNumber(v float64) error {
	if err := p.assignNumber(p.Value, v); err != nil {
		return fmt.Errorf("%s: %w", p.Key, err)
	}
	return nil
}

// assignNumber stores a number in a field; a list becomes a list of that number alone.
func (p Param) assignNumber(field reflect.Value, v float64) error {
	switch field.Kind() {
	case reflect.Float64:
		field.SetFloat(v)
		return p.in.Check(v)
	case reflect.Int:
		n, err := number.WholeOf(v)
		if err != nil {
			return err
		}
		field.SetInt(int64(n))
		return p.in.Check(v)
	case reflect.Slice:
		list := reflect.MakeSlice(field.Type(), 1, 1)
		if err := p.assignNumber(list.Index(0), v); err != nil {
			return fmt.Errorf("%s: %w", printing.Quote(FormatNumber(v)), err)
		}
		field.Set(list)
		return nil
	}
	return p.choose(field, FormatNumber(v))
}

// choose stores one of the words that the parameter takes, or true or false.
func (p Param) choose(field reflect.Value, s string) error {
	for _, c := range p.Choices {
		if !strings.EqualFold(c, s) {
			continue
		}
		if field.Kind() == reflect.Bool {
			field.SetBool(c == "true")
		} else {
			field.SetString(c)
		}
		return nil
	}
	return fmt.Errorf("must be %s", strings.Join(p.Choices, " or "))
}
