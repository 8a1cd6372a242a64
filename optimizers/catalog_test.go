package optimizers_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/optviz/optviz/optimizers"
)

// sources are the parsed files of the package, without its tests.
func sources(t *testing.T) map[string]*ast.File {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil || len(names) == 0 {
		t.Fatal("no sources", err)
	}
	files := map[string]*ast.File{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		if files[name], err = parser.ParseFile(token.NewFileSet(), name, nil, 0); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// Every type with a Start method has its line in the catalogue.
func TestCatalogIsComplete(t *testing.T) {
	listed, names := map[string]bool{}, map[string]bool{}
	for _, e := range optimizers.Catalog() {
		typ := reflect.TypeOf(e.Rule)
		listed[typ.Name()] = true
		if names[e.Name] || e.Title == "" || e.Doc == "" || !(e.LR > 0) {
			t.Errorf("%s: listed twice, or without title, doc or rate", e.Name)
		}
		names[e.Name] = true
		for f := range typ.Fields() {
			if !f.IsExported() || f.Name == "Rule" && f.Type == reflect.TypeFor[optimizers.Optimizer]() { // what it is around
				continue
			}
			_, in := f.Tag.Lookup("in")
			if f.Tag.Get("key") == "" || f.Tag.Get("doc") == "" || in == (f.Type.Kind() == reflect.Bool) {
				t.Errorf("%s: tag of %s: %s", e.Name, f.Name, f.Tag)
			}
		}
	}
	for name, file := range sources(t) {
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Recv == nil || f.Name.Name != "Start" {
				continue
			}
			if typ, ok := f.Recv.List[0].Type.(*ast.Ident); !ok || !listed[typ.Name] {
				t.Errorf("%s: a rule has no line in the catalogue", name)
			}
		}
	}
}

// A rule is a value: runs at the same time from one rule, or one after the
// other, do not see each other.
func TestRulesAreValues(t *testing.T) {
	for _, e := range optimizers.Catalog() {
		r := optimizers.Run{F: plane{}, Optimizer: e.Rule, LR: e.LR / 2, Start: []float64{-1.5, 2}, Steps: 50}
		want := trace(t, r)
		t.Run(e.Name, func(t *testing.T) {
			t.Parallel()
			got := trace(t, r)
			if !reflect.DeepEqual(got.X, want.X) {
				t.Error("another path the second time")
			}
			if e.Rule != r.Optimizer {
				t.Error("the rule changed")
			}
		})
	}
}
