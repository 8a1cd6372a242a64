package streams

import (
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// No two purposes have one stream, and none has that of a replicate of a run or
// of its rule.
func TestPurposes(t *testing.T) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "purposes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	p, err := new(types.Config).Check("streams", files, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	purposes := map[uint64]string{}
	for _, name := range p.Scope().Names() {
		c, ok := p.Scope().Lookup(name).(*types.Const)
		if !ok {
			continue
		}
		v, _ := constant.Uint64Val(c.Val())
		if other, taken := purposes[v]; taken {
			t.Errorf("%s and %s are both stream %#x", other, name, v)
		}
		if v < 1<<32 || v >= 1<<63 {
			t.Errorf("%s is stream %#x, that of a run", name, v)
		}
		purposes[v] = name
	}
	if len(purposes) < 10 {
		t.Errorf("only %d purposes", len(purposes))
	}
}

// No other file of surfaces, but what its tests share, makes a generator of a number that it chose itself:
// those that are seeded anew for each use, in scratch space, begin at (0, 0), and
// are none of a purpose.
func TestEveryGeneratorIsFromHere(t *testing.T) {
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") || isExempt(filepath.Dir(path)) {
			return err
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Name == "NewPCG" {
				t.Errorf("%s: NewPCG, must be a stream of package streams", files.Position(n.Pos()))
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// isExempt reports whether the files of a directory may make generators.
func isExempt(dir string) bool {
	return filepath.Base(dir) == "streams" || filepath.Base(dir) == "surfacetest"
}
