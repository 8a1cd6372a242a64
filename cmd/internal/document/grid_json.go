package document

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// JSON writes the specification of a sweep or basin map, without fields that are zero.
func (m GridSpec) JSON() string {
	var fields map[string]any
	text, err := json.Marshal(m)
	if err == nil {
		d := json.NewDecoder(bytes.NewReader(text))
		d.UseNumber() // seeds have more digits than a float64
		err = d.Decode(&fields)
	}
	if err != nil {
		panic(err) // every field of a GridSpec has a form in JSON
	}
	maps.DeleteFunc(fields, func(key string, v any) bool {
		return v == nil || v == "" || v == false || v == json.Number("0") && key != "Steps" // Steps of 0 differ from no Steps
	})
	text, _ = json.Marshal(fields)
	return string(text)
}

// ParseGridSpec reads a specification that JSON has written.
func ParseGridSpec(text string) (GridSpec, error) {
	var m GridSpec
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	err := d.Decode(&m)
	if err != nil {
		err = fmt.Errorf("is not what a map is made from: %w", plainJSON(err))
	}
	if err == nil && !m.IsGrid() {
		err = errors.New("is neither a sweep nor a basin map")
	}
	return m, err
}

// plainJSON describes an error of encoding/json without the names of Go's types.
func plainJSON(err error) error {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		key := kind.Field[strings.LastIndexByte(kind.Field, '.')+1:]
		if key == "" {
			return errors.New("keys and values are wanted, between { and }")
		}
		return fmt.Errorf("%s cannot be a JSON %s", key, kind.Value)
	}
	return errors.New(strings.TrimPrefix(err.Error(), "json: "))
}

// RunSettings returns the specification without titles, sizes, themes and languages, which
// do not change the runs.
func (m GridSpec) RunSettings() string {
	m.Appearance, m.Names = Appearance{}, nil
	return m.JSON()
}

// Difference describes the first difference between two specifications, for messages.
func Difference(a, b string) string {
	var x, y map[string]any
	if json.Unmarshal([]byte(a), &x) != nil || json.Unmarshal([]byte(b), &y) != nil {
		return a
	}
	both := maps.Clone(x)
	maps.Copy(both, y)
	show := func(v any) string {
		if v == nil {
			return "none"
		}
		text, _ := json.Marshal(v)
		return string(text)
	}
	for _, key := range slices.Sorted(maps.Keys(both)) {
		if p, q := show(x[key]), show(y[key]); p != q {
			return fmt.Sprintf("its %s is %s, not %s", key, p, q)
		}
	}
	return a
}
