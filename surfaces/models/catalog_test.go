package models

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
)

// Every exported type with a method Build is in the catalogue, once.
func TestCatalogIsComplete(t *testing.T) {
	listed, names := map[string]bool{}, map[string]bool{}
	for _, e := range Catalog() {
		listed[reflect.TypeOf(e.Recipe).Name()] = true
		if names[e.Name] {
			t.Errorf("%s is there twice", e.Name)
		}
		names[e.Name] = true
		if e.Title == "" || e.About == "" || e.Source == "" || len(e.About) >= 60 {
			t.Errorf("%s: title %q, about %q", e.Name, e.Title, e.About)
		}
	}
	for _, s := range surfaces.Catalog() {
		if names[s.Meta().Name] {
			t.Errorf("%s is a surface, too", s.Meta().Name)
		}
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	declared := 0
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Recv == nil || f.Name.Name != "Build" {
				continue
			}
			declared++
			if typ := f.Recv.List[0].Type.(*ast.Ident).Name; !listed[typ] {
				t.Errorf("%s is not in Catalog()", typ)
			}
		}
	}
	if declared != len(listed) {
		t.Errorf("%d recipes for %d in the catalogue", declared, len(listed))
	}
}

// What the catalogue builds can do what its contract says, twice the same.
func TestCatalogBuilds(t *testing.T) {
	for _, e := range Catalog() {
		s, err := e.Recipe.Build(nil)
		if err != nil {
			t.Errorf("%s: %v", e.Name, err)
			continue
		}
		again, _ := e.Recipe.Build(nil)
		m := s.Meta()
		fitted, ok := s.(surfaces.Fitted)
		if _, sum := s.(objective.FiniteSum); !ok || !sum {
			t.Errorf("%s: %T is no finite sum fitted to data", e.Name, s)
			continue
		}
		if _, curved := s.(objective.CurvedSum); curved != (e.Name != "network") {
			t.Errorf("%s: a sum with Hessians: %v", e.Name, curved)
		}
		if m.Name != e.Name || m.About == "" || m.Source != e.Source {
			t.Errorf("%s: %+v", e.Name, m)
		}
		if f := s.Func(m.Start); !(f > 0) || f != again.Func(m.Start) || fitted.Data().Len() == 0 {
			t.Errorf("%s: f(start) = %v, again %v", e.Name, f, again.Func(m.Start))
		}
	}
}

var (
	key      = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	interval = regexp.MustCompile(`^([\[(])(-?[0-9.]+|-inf),(-?[0-9.]+|inf)([\])])$`)
)

// Every field has a key and a meaning, and an interval or words that hold its
// default; one left zero outside them says in brackets what that stands for.
func TestParameterTags(t *testing.T) {
	for _, e := range Catalog() {
		v := reflect.ValueOf(e.Recipe)
		for i := range v.NumField() {
			field := v.Type().Field(i)
			name := v.Type().Name() + "." + field.Name
			doc := field.Tag.Get("doc")
			if !field.IsExported() || !key.MatchString(field.Tag.Get("key")) || doc == "" {
				t.Errorf("%s: tag %q", name, field.Tag)
			}
			if v.Field(i).IsZero() && strings.HasSuffix(doc, "]") {
				continue
			}
			if !holds(t, name, field.Tag, v.Field(i)) {
				t.Errorf("%s: the default %v is not in %q", name, v.Field(i), field.Tag)
			}
		}
	}
}

func holds(t *testing.T, name string, tag reflect.StructTag, v reflect.Value) bool {
	var value float64
	switch v.Kind() {
	case reflect.String:
		for word := range strings.SplitSeq(tag.Get("one"), "|") {
			if word == v.String() {
				return true
			}
		}
		return false
	case reflect.Slice:
		for i := range v.Len() {
			if !holds(t, name, tag, v.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Int:
		value = float64(v.Int())
	default:
		value = v.Float()
	}
	m := interval.FindStringSubmatch(tag.Get("in"))
	if m == nil {
		t.Fatalf("%s: %q is no interval", name, tag.Get("in"))
	}
	low, errLow := strconv.ParseFloat(m[2], 64)
	high, errHigh := strconv.ParseFloat(m[3], 64)
	if errLow != nil || errHigh != nil {
		t.Fatalf("%s: %q is no interval", name, m[0])
	}
	return (value > low || value == low && m[1] == "[") && (value < high || value == high && m[4] == "]")
}

// Each word of a key data is a set that the recipe can be built on.
func TestDataChoices(t *testing.T) {
	known := map[string]bool{}
	for _, e := range data.Catalog() {
		known[e.Name] = true
	}
	for _, e := range Catalog() {
		field, ok := reflect.TypeOf(e.Recipe).FieldByName("Data")
		if !ok {
			continue
		}
		for name := range strings.SplitSeq(field.Tag.Get("one"), "|") {
			recipe := reflect.New(reflect.TypeOf(e.Recipe)).Elem()
			recipe.Set(reflect.ValueOf(e.Recipe))
			recipe.FieldByName("Data").SetString(name)
			s, err := recipe.Interface().(Recipe).Build(nil)
			if err != nil || !known[name] {
				t.Errorf("%s:data=%s: %v", e.Name, name, err)
				continue
			}
			if got := s.(surfaces.Fitted).Data().Name; got != name {
				t.Errorf("%s:data=%s is built on %s", e.Name, name, got)
			}
		}
	}
}
