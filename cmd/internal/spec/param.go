package spec

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
)

// Param is a parameter of a catalogue entry: one tagged field of its value.
type Param struct {
	Key     string
	Default string   // as it would be typed, or in terms of the run: T/3
	In      string   // the interval of numbers it takes, or ""
	Choices []string // the words it takes, or nil
	Doc     string
	Common  bool // all entries of the catalogue have it
	field   reflect.Value
	in      interval
}

// params are the tagged fields of a struct that can be set, in their order.
func params(v reflect.Value) []Param {
	var ps []Param
	for _, f := range reflect.VisibleFields(v.Type()) {
		key, ok := f.Tag.Lookup("key")
		if !ok {
			continue
		}
		p := Param{Key: key, In: f.Tag.Get("in"), field: v.FieldByIndex(f.Index)}
		p.in = mustInterval(p.In)
		p.Doc, p.Default = splitDefault(f.Tag.Get("doc"))
		if p.Default == "" {
			p.Default = p.Text()
		}
		if one := f.Tag.Get("one"); one != "" {
			p.Choices = strings.Split(one, "|")
		}
		if p.field.Kind() == reflect.Bool {
			p.Choices = []string{"true", "false"}
		}
		ps = append(ps, p)
	}
	return ps
}

// splitDefault separates a doc tag from the default that it states in brackets
// at its end: the one of a field that is left zero, as in "period [T/3]".
func splitDefault(doc string) (text, def string) {
	open := strings.LastIndexByte(doc, '[')
	if open < 0 || !strings.HasSuffix(doc, "]") {
		return doc, ""
	}
	return strings.TrimSpace(doc[:open]), doc[open+1 : len(doc)-1]
}

// Text is the parameter's value as it would be typed.
func (p Param) Text() string {
	switch v := p.field; v.Kind() {
	case reflect.Float64:
		return formatNumber(v.Float())
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

// set gives the parameter the value that s spells.
func (p Param) set(s string) error {
	if err := p.assign(p.field, s); err != nil {
		return fmt.Errorf("%s: %w", p.Key, err)
	}
	return nil
}

// assign parses s for a field of any of the kinds that parameters have.
func (p Param) assign(field reflect.Value, s string) error {
	switch field.Kind() {
	case reflect.Float64:
		v, err := parseNumber(s)
		if err != nil {
			return err
		}
		field.SetFloat(v)
		return p.in.check(v)
	case reflect.Int:
		v, err := parseWhole(s)
		if err != nil {
			return err
		}
		field.SetInt(int64(v))
		return p.in.check(float64(v))
	case reflect.Bool, reflect.String:
		return p.choose(field, s)
	case reflect.Slice:
		parts := strings.Split(s, "/")
		list := reflect.MakeSlice(field.Type(), len(parts), len(parts))
		for i, part := range parts {
			if err := p.assign(list.Index(i), part); err != nil {
				return fmt.Errorf("%s: %w", quote(part), err)
			}
		}
		field.Set(list)
		return nil
	}
	panic("parameter " + p.Key + " has kind " + field.Kind().String())
}

// choose sets a word or a truth value.
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

// parseNumber reads a finite number.
func parseNumber(s string) (float64, error) {
	v, err := strconv.ParseFloat(s, 64)
	switch {
	case errors.Is(err, strconv.ErrRange):
		return 0, errors.New("too large")
	case err != nil:
		return 0, errors.New("not a number")
	case math.IsInf(v, 0) || math.IsNaN(v):
		return 0, errors.New("not a finite number")
	}
	return v, nil
}

// parseNumbers reads finite numbers between commas.
func parseNumbers(s string) ([]float64, error) {
	var vs []float64
	for part := range strings.SplitSeq(s, ",") {
		v, err := parseNumber(strings.TrimSpace(part))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", quote(part), err)
		}
		vs = append(vs, v)
	}
	return vs, nil
}

// parseWhole reads a whole number.
func parseWhole(s string) (int, error) {
	v, err := strconv.Atoi(s)
	switch {
	case errors.Is(err, strconv.ErrRange):
		return 0, errors.New("too large")
	case err != nil:
		return 0, errors.New("not a whole number")
	}
	return v, nil
}

// formatNumber is the shortest text that reads back as v.
func formatNumber(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
