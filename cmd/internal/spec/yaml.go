package spec

import (
	"bytes"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// ParseYAML reads a Spec from YAML, whose keys are the names of the flags; a flag
// that repeats is a list. What is left out is as in Default. Errors show the line,
// with a caret under the place.
func ParseYAML(text []byte) (Spec, error) {
	s := Default()
	file, err := parser.ParseBytes(text, 0)
	if err == nil {
		err = check(file, reflect.TypeOf(s))
	}
	if err == nil && !empty(file) { // the decoder would take nothing for zeros
		err = yaml.UnmarshalWithOptions(text, &s, yaml.Strict())
	}
	if err != nil {
		return Spec{}, Usage("%s", strings.TrimRight(yaml.FormatError(err, false, true), "\n "))
	}
	return s, nil
}

// check refuses what the decoder would take: several documents, tags, and numbers
// with a fraction where whole ones are wanted, which it would cut off.
func check(file *ast.File, kind reflect.Type) error {
	if len(file.Docs) > 1 {
		return &yaml.SyntaxError{Message: "one document is wanted, here begins another", Token: file.Docs[1].GetToken()}
	}
	if empty(file) {
		return nil
	}
	var tags tagFinder
	if ast.Walk(&tags, file.Docs[0].Body); tags.found != nil {
		return &yaml.SyntaxError{Message: "a tag has no meaning here", Token: tags.found.GetToken()}
	}
	body, ok := file.Docs[0].Body.(*ast.MappingNode)
	if !ok {
		return nil
	}
	wants := map[string]reflect.Type{}
	for i := range kind.NumField() {
		wants[kind.Field(i).Tag.Get("yaml")] = kind.Field(i).Type
	}
	for _, entry := range body.Values {
		if want, ok := wants[entry.Key.String()]; ok {
			if err := checkWhole(entry.Value, want); err != nil {
				return err
			}
		}
	}
	return nil
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

// checkWhole refuses fractions at or within a node that holds whole numbers.
func checkWhole(n ast.Node, want reflect.Type) error {
	if want.Kind() == reflect.Pointer {
		want = want.Elem()
	}
	switch n := n.(type) {
	case *ast.SequenceNode:
		if want.Kind() != reflect.Slice {
			return nil
		}
		for _, v := range n.Values {
			if err := checkWhole(v, want.Elem()); err != nil {
				return err
			}
		}
	case *ast.FloatNode:
		if (want.Kind() == reflect.Int || want.Kind() == reflect.Uint64) && n.Value != math.Trunc(n.Value) {
			return &yaml.SyntaxError{Message: n.String() + " is not a whole number", Token: n.GetToken()}
		}
	case *ast.InfinityNode, *ast.NanNode:
		return &yaml.SyntaxError{Message: "a finite number is wanted", Token: n.GetToken()}
	}
	return nil
}

// YAML writes the Spec for ParseYAML, without what is as in Default.
func (s Spec) YAML() []byte {
	var b bytes.Buffer
	given, usual := reflect.ValueOf(s), reflect.ValueOf(Default())
	for i := range given.NumField() {
		key := given.Type().Field(i).Tag.Get("yaml")
		v := given.Field(i)
		if v.IsZero() || reflect.DeepEqual(v.Interface(), usual.Field(i).Interface()) {
			continue
		}
		if v.Kind() == reflect.Pointer {
			v = v.Elem()
		}
		fmt.Fprintf(&b, "%s:", key)
		if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.String {
			for j := range v.Len() {
				fmt.Fprintf(&b, "\n  - %s", scalar(v.Index(j)))
			}
			b.WriteByte('\n')
			continue
		}
		fmt.Fprintf(&b, " %s\n", scalar(v))
	}
	return b.Bytes()
}

// scalar writes a value on one line.
func scalar(v reflect.Value) string {
	switch v.Kind() {
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
	if !strings.ContainsAny(s, "\n,[]{}#") && yaml.Unmarshal([]byte(plain), &back) == nil && back.V == s {
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
