package surfaces

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Every exported struct type of the package with a method Func is in the
// catalogue, if it is a loss of its own and not made of another surface.
func TestCatalogIsComplete(t *testing.T) {
	listed := map[string]bool{}
	for _, s := range Catalog() {
		listed[reflect.TypeOf(s).Name()] = true
		if _, ok := s.(curvedSurface); !ok {
			t.Errorf("%T has no Hessian", s)
		}
	}
	declared := declaredSurfaces(t)
	for name := range declared {
		if !listed[name] {
			t.Errorf("%s is not in Catalog()", name)
		}
	}
	if len(declared) != len(Catalog()) {
		t.Errorf("%d types for %d lines of the catalogue", len(declared), len(Catalog()))
	}
}

func declaredSurfaces(t *testing.T) map[string]bool {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	structs, withFunc := map[string]bool{}, map[string]bool{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			switch decl := decl.(type) {
			case *ast.GenDecl:
				for _, spec := range decl.Specs {
					if spec, ok := spec.(*ast.TypeSpec); ok && spec.Name.IsExported() {
						typ, ok := spec.Type.(*ast.StructType)
						structs[spec.Name.Name] = ok && !wraps(typ)
					}
				}
			case *ast.FuncDecl:
				if decl.Recv != nil && decl.Name.Name == "Func" {
					receiver := decl.Recv.List[0].Type
					if pointer, ok := receiver.(*ast.StarExpr); ok {
						receiver = pointer.X
					}
					withFunc[receiver.(*ast.Ident).Name] = true
				}
			}
		}
	}
	for name := range withFunc {
		if !structs[name] {
			delete(withFunc, name)
		}
	}
	return withFunc
}

// wraps says whether a struct has a field that is a Surface.
func wraps(typ *ast.StructType) bool {
	return slices.ContainsFunc(typ.Fields.List, func(f *ast.Field) bool {
		name, ok := f.Type.(*ast.Ident)
		return ok && name.Name == "Surface"
	})
}

var (
	key      = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	interval = regexp.MustCompile(`^([\[(])(-?[0-9.]+|-inf),(-?[0-9.]+|inf)([\])])$`)
)

// Every exported field has a key, an interval that holds its default, and a
// meaning; values compare.
func TestParameterTags(t *testing.T) {
	for _, s := range Catalog() {
		v := reflect.ValueOf(s)
		if !v.Comparable() {
			t.Errorf("%T does not compare", s)
		}
		for i := range v.NumField() {
			field := v.Type().Field(i)
			name := v.Type().Name() + "." + field.Name
			if !field.IsExported() {
				t.Errorf("%s is not exported: the value would not be its parameters", name)
				continue
			}
			if !key.MatchString(field.Tag.Get("key")) || field.Tag.Get("doc") == "" {
				t.Errorf("%s: tag %q", name, field.Tag)
			}
			m := interval.FindStringSubmatch(field.Tag.Get("in"))
			if m == nil {
				t.Errorf("%s: %q is no interval", name, field.Tag.Get("in"))
				continue
			}
			var value float64
			switch {
			case v.Field(i).CanInt():
				value = float64(v.Field(i).Int())
			case v.Field(i).CanFloat():
				value = v.Field(i).Float()
			default:
				t.Errorf("%s is no number", name)
			}
			low, high := bound(t, m[2]), bound(t, m[3])
			if value < low || value > high || m[1] == "(" && value == low || m[4] == ")" && value == high {
				t.Errorf("%s: the default %v is not in %s", name, value, m[0])
			}
			if math.IsInf(low, 0) && m[1] == "[" || math.IsInf(high, 0) && m[4] == "]" {
				t.Errorf("%s: %s is closed at infinity", name, m[0])
			}
		}
	}
}

func bound(t *testing.T, text string) float64 {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Error(err)
	}
	return v
}
