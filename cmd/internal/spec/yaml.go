package spec

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/optviz/optviz/cmd/internal/printing"
)

// ParseYAML reads a figure from YAML. Its keys are the names of the flags of plot
// and, with kind: sweep or kind: basins, of those commands; a flag that repeats is
// a list. What is left out is as on a command line without flags. A page of several
// figures has them under figures. Errors show the line, with a caret under the place.
func ParseYAML(text []byte) (Document, error) {
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return Document{}, explained(err)
	}
	if len(file.Docs) > 1 {
		return Document{}, explained(misplaced(file.Docs[1], "one document is wanted, here begins another"))
	}
	if empty(file) {
		return Document{}, Usage("is empty: write what to draw, as in surface: rosenbrock; optviz plot --print-spec prints a file")
	}
	body := file.Docs[0].Body
	var tags tagFinder
	if ast.Walk(&tags, body); tags.found != nil {
		return Document{}, explained(misplaced(tags.found, "a tag has no meaning here"))
	}
	d, err := decode(body)
	if err != nil {
		return Document{}, explained(err)
	}
	return d, nil
}

// explained is an error with the place that it is about.
func explained(err error) error {
	return Usage("%s", strings.TrimRight(yaml.FormatError(err, false, true), "\n "))
}

// misplaced is an error about a node.
func misplaced(n ast.Node, message string) error {
	return &yaml.SyntaxError{Message: message, Token: n.GetToken()}
}

// decode reads a document, and those within it.
func decode(n ast.Node) (Document, error) {
	values := entries(n)
	kind := ""
	if v, ok := values["kind"]; ok {
		if err := yaml.NodeToValue(v, &kind); err != nil {
			return Document{}, err
		}
	}
	d, err := usual(kind)
	if err != nil {
		return d, misplaced(values["kind"], err.Error())
	}
	if err := checkKeys(n, reflect.TypeOf(d)); err != nil {
		return d, err
	}
	if err := checkValues(values, reflect.TypeOf(d)); err != nil {
		return d, err
	}
	shallow := struct {
		MapSpec `yaml:",inline"`
		Kinds   `yaml:",inline"`
		Title   Text   `yaml:"title"`
		Names   []Text `yaml:"names"`
		Alike   bool   `yaml:"alike"`
		Caption Text   `yaml:"caption"`
		Columns int    `yaml:"columns"`
		Figures []any  `yaml:"figures"` // decoded below, each from what is usual for it

		Animate *Animation `yaml:"animate"`
		Until   *float64   `yaml:"until"`
	}{MapSpec: d.MapSpec, Kinds: d.Kinds}
	if err := yaml.NodeToValue(n, &shallow, yaml.Strict()); err != nil {
		return d, err
	}
	d.MapSpec, d.Kinds, d.Title, d.Names, d.Caption, d.Columns = shallow.MapSpec, shallow.Kinds, shallow.Title, shallow.Names, shallow.Caption, shallow.Columns
	d.Alike, d.Animate, d.Until = shallow.Alike, shallow.Animate, shallow.Until
	if d.Columns < 0 {
		return d, misplaced(values["columns"], "columns: must be at least 0")
	}
	for _, c := range []struct {
		key   string
		texts []Text
	}{{"title", []Text{d.Title}}, {"names", d.Names}, {"caption", []Text{d.Caption}}} {
		if err := checkMeasures(c.texts); err != nil {
			return d, misplaced(values[c.key], c.key+": "+err.Error())
		}
	}
	if err := foreign(d.Kind, values); err != nil {
		return d, err
	}
	if d.Kind == "plot" {
		d.Kind = ""
	}
	if err := checkLooks(values, d.Spec); err != nil {
		return d, err
	}
	if v, ok := values["figures"]; ok && len(shallow.Figures) == 0 {
		return d, misplaced(v, "figures has none: write each after a dash, as in - surface: rosenbrock, or leave figures out")
	}
	if list, ok := values["figures"].(*ast.SequenceNode); ok {
		for _, v := range list.Values {
			f, err := decode(v)
			if err != nil {
				return d, err
			}
			d.Figures = append(d.Figures, f)
		}
	}
	return d, nil
}

// checkMeasures refuses texts that are no templates, always for the same of them.
func checkMeasures(texts []Text) error {
	for _, t := range texts {
		for _, lang := range slices.Sorted(maps.Keys(t)) {
			if _, err := measuring(t[lang], lang); err != nil {
				return err
			}
		}
	}
	return nil
}

// entries are the values of a mapping by their keys.
func entries(n ast.Node) map[string]ast.Node {
	all := map[string]ast.Node{}
	for _, v := range pairs(n) {
		all[v.Key.String()] = v.Value
	}
	return all
}

// pairs are the keys of a mapping with their values, in its order.
func pairs(n ast.Node) []*ast.MappingValueNode {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	}
	return nil
}

// leaves are the fields of a struct that have a key of their own, with those of
// the structs that it embeds.
func leaves(t reflect.Type) []reflect.StructField {
	return slices.DeleteFunc(reflect.VisibleFields(t), func(f reflect.StructField) bool {
		key := f.Tag.Get("yaml")
		return key == "" || key == "-" || key == ",inline"
	})
}

// tagFinder finds a tag, at which the decoder may panic.
type tagFinder struct{ found ast.Node }

func (f *tagFinder) Visit(n ast.Node) ast.Visitor {
	if n.Type() == ast.TagType {
		f.found = n
	}
	return f
}

// empty says whether a file has nothing but comments.
func empty(file *ast.File) bool {
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return true
	}
	switch file.Docs[0].Body.Type() {
	case ast.NullType, ast.CommentType, ast.CommentGroupType:
		return true
	}
	return false
}

// checkLooks refuses looks at their place in the file: the flag of that name may
// not have been given.
func checkLooks(values map[string]ast.Node, s Spec) error {
	var usage *Error
	if _, err := s.style(); !errors.As(err, &usage) {
		return err
	}
	key := strings.TrimPrefix(usage.Flag, "--")
	return misplaced(values[key], key+": "+usage.Err.Error())
}

// checkKeys refuses a key that a struct has not where it has a similar one. Other
// unknown keys are the decoder's.
func checkKeys(n ast.Node, of reflect.Type) error {
	var known []string
	for _, f := range leaves(of) {
		known = append(known, f.Tag.Get("yaml"))
	}
	for _, v := range pairs(n) {
		name := v.Key.String()
		if near := Nearest(name, known); near != "" && !slices.Contains(known, name) {
			return misplaced(v.Key, fmt.Sprintf("unknown field %q (did you mean %s?)", name, near))
		}
	}
	return nil
}

// checkValues refuses values that are not of the kinds that a struct has at their keys.
func checkValues(values map[string]ast.Node, of reflect.Type) error {
	for _, f := range leaves(of) {
		if v, ok := values[f.Tag.Get("yaml")]; ok {
			if err := checkValue(f.Tag.Get("yaml"), v, f.Type); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkValue refuses what is not of the kind that the node of a key holds, or those
// within it: words for numbers, fractions of what is whole, and one value for a list.
func checkValue(key string, n ast.Node, want reflect.Type) error {
	if want.Kind() == reflect.Pointer {
		want = want.Elem()
	}
	if want == reflect.TypeFor[Text]() {
		if err := new(Text).UnmarshalYAML(func(v any) error { return yaml.NodeToValue(n, v) }); err != nil {
			return misplaced(n, key+": "+err.Error())
		}
		return nil
	}
	if message := misshapen(n, want); message != "" {
		return misplaced(n, key+": "+message)
	}
	switch n := n.(type) {
	case *ast.SequenceNode:
		if want.Kind() != reflect.Slice {
			return nil
		}
		for _, v := range n.Values {
			if _, one := v.(ast.ScalarNode); one && want.Elem().Kind() == reflect.Slice {
				return misplaced(v, fmt.Sprintf("%s: a list of lists is wanted, as in [%s]", key, n))
			}
			if err := checkValue(key, v, want.Elem()); err != nil {
				return err
			}
		}
	case *ast.MappingNode, *ast.MappingValueNode:
		if want.Kind() == reflect.Struct && want != reflect.TypeFor[Document]() { // those have a turn of their own
			if err := checkKeys(n, want); err != nil {
				return err
			}
			return checkValues(entries(n), want)
		}
	case *ast.StringNode:
		if kind, ok := numbers[want.Kind()]; ok {
			if _, err := strconv.ParseFloat(n.Value, 64); err != nil {
				return misplaced(n, fmt.Sprintf("%s: %s is not a %s", key, quote(n.Value), kind))
			}
		}
	case *ast.FloatNode:
		if (want.Kind() == reflect.Int || want.Kind() == reflect.Uint64) && n.Value != math.Trunc(n.Value) {
			return misplaced(n, n.String()+" is not a whole number")
		}
	case *ast.BoolNode:
		if kind, ok := numbers[want.Kind()]; ok {
			return misplaced(n, fmt.Sprintf("%s: %s is not a %s", key, n, kind))
		}
	case *ast.InfinityNode, *ast.NanNode:
		return misplaced(n, "a finite number is wanted")
	}
	return nil
}

// misshapen tells what is wanted in place of a node that is one value, a list or a
// mapping where another of these is; "" where it is right.
func misshapen(n ast.Node, want reflect.Type) string {
	_, one := n.(ast.ScalarNode)
	_, number := numbers[want.Kind()]
	isSlice := want.Kind() == reflect.Slice
	isList, isMapping := n.Type() == ast.SequenceType, n.Type() == ast.MappingType
	switch {
	case n.Type() == ast.NullType:
		return ""
	case isSlice && one && want.Elem().Kind() == reflect.Slice:
		return fmt.Sprintf("a list of lists is wanted, as in [[%s]]", n)
	case isSlice && one && want.Elem().Kind() != reflect.Struct:
		return fmt.Sprintf("a list is wanted, as in [%s]", n)
	case isSlice && (one || isMapping):
		return "a list is wanted, each after a dash"
	case (number || want.Kind() == reflect.String || want.Kind() == reflect.Bool) && (isList || isMapping):
		return "one value is wanted"
	}
	return ""
}

// numbers are what the kinds of numbers are called.
var numbers = map[reflect.Kind]string{reflect.Int: "whole number", reflect.Uint64: "whole number", reflect.Float64: "number"}

// YAML writes the document for ParseYAML, without what is as usual.
func (d Document) YAML() []byte {
	var b bytes.Buffer
	if d.write(&b, ""); b.Len() == 0 {
		return []byte("{}\n") // all is as usual; an empty file is refused
	}
	return b.Bytes()
}

// write writes a document, each line after an indent.
func (d Document) write(b *bytes.Buffer, indent string) {
	standard, _ := usual(d.Kind)
	given, expected := reflect.ValueOf(d), reflect.ValueOf(standard)
	for _, f := range leaves(given.Type()) {
		key, v := f.Tag.Get("yaml"), given.FieldByIndex(f.Index)
		if v.IsZero() || key != "kind" && reflect.DeepEqual(v.Interface(), expected.FieldByIndex(f.Index).Interface()) {
			continue
		}
		if v.Kind() == reflect.Pointer {
			v = v.Elem()
		}
		fmt.Fprintf(b, "%s%s:", indent, key)
		switch v := v.Interface().(type) {
		case []string:
			for _, s := range v {
				fmt.Fprintf(b, "\n%s  - %s", indent, yamlString(s))
			}
			b.WriteByte('\n')
		case []Document:
			b.WriteByte('\n')
			for _, f := range v {
				var inner bytes.Buffer
				f.write(&inner, indent+"    ")
				text := strings.TrimPrefix(inner.String(), indent+"    ")
				if text == "" {
					text = "{}\n"
				}
				fmt.Fprintf(b, "%s  - %s", indent, text)
			}
		case Text:
			v.write(b, indent)
		case []Text:
			for _, t := range v {
				fmt.Fprintf(b, "\n%s  - %s", indent, t.flow())
			}
			b.WriteByte('\n')
		default:
			if v := reflect.ValueOf(v); v.Kind() == reflect.Slice && v.Len() > 0 && v.Type().Elem().Kind() == reflect.Struct {
				for i := range v.Len() {
					fmt.Fprintf(b, "\n%s  - %s", indent, scalar(v.Index(i)))
				}
				b.WriteByte('\n')
				continue
			}
			fmt.Fprintf(b, " %s\n", scalar(reflect.ValueOf(v)))
		}
	}
}

// write writes a text after its key.
func (t Text) write(b *bytes.Buffer, indent string) {
	if s, ok := t[""]; ok {
		fmt.Fprintf(b, " %s\n", yamlString(s))
		return
	}
	b.WriteByte('\n')
	for _, lang := range Languages {
		fmt.Fprintf(b, "%s  %s: %s\n", indent, lang, yamlString(t[lang]))
	}
}

// flow writes a text on one line.
func (t Text) flow() string {
	if s, ok := t[""]; ok {
		return yamlString(s)
	}
	var parts []string
	for _, lang := range Languages {
		parts = append(parts, lang+": "+yamlString(t[lang]))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// scalar writes a value on one line.
func scalar(v reflect.Value) string {
	if t, ok := v.Interface().(Text); ok {
		return t.flow()
	}
	switch v.Kind() {
	case reflect.Struct:
		var parts []string
		for _, f := range leaves(v.Type()) {
			if part := v.FieldByIndex(f.Index); !part.IsZero() {
				parts = append(parts, f.Tag.Get("yaml")+": "+scalar(part))
			}
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case reflect.Float64:
		return formatNumber(v.Float())
	case reflect.String:
		return yamlString(v.String())
	case reflect.Slice:
		parts := make([]string, v.Len())
		for i := range parts {
			parts[i] = scalar(v.Index(i))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case reflect.Map:
		var parts []string
		for _, key := range sortedKeys(v) {
			parts = append(parts, yamlString(key)+": "+scalar(v.MapIndex(reflect.ValueOf(key))))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return fmt.Sprint(v)
}

// yamlString writes a text so that it is read as one: plain where that is plain.
func yamlString(s string) string {
	var back struct {
		V any `yaml:"v"`
	}
	plain := "v: " + s
	if !strings.ContainsFunc(s, printing.IsControl) && !strings.ContainsAny(s, "\n,[]{}#") && yaml.Unmarshal([]byte(plain), &back) == nil && back.V == s {
		return s
	}
	return strconv.Quote(s)
}

// sortedKeys are the keys of a map in their order.
func sortedKeys(m reflect.Value) []string {
	var keys []string
	for _, k := range m.MapKeys() {
		keys = append(keys, k.String())
	}
	slices.Sort(keys)
	return keys
}
