package render_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Imports run one way: surfaces, optimizers <- render <- cmd. The first two must
// also build for the browser, small: no drawing in them.
func TestImports(t *testing.T) {
	const module = "github.com/optviz/optviz/"
	forbidden := map[string][]string{ // directory: import paths that begin so
		"surfaces":   {"gonum.org/v1/plot", module + "render", module + "cmd", module + "optimizers"},
		"optimizers": {"gonum.org/v1/plot", module + "render", module + "cmd", module + "surfaces"},
		"render":     {module + "cmd"},
	}
	for dir, prefixes := range forbidden {
		files := 0
		err := filepath.WalkDir(filepath.Join("..", dir), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
				return err
			}
			files++
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
			if err != nil {
				return err
			}
			for _, spec := range file.Imports {
				imported, err := strconv.Unquote(spec.Path.Value)
				if err != nil {
					return err
				}
				for _, p := range prefixes {
					if imported == p || strings.HasPrefix(imported, p+"/") {
						t.Errorf("%s imports %s", name, imported)
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		if files < 5 {
			t.Errorf("%s has only %d files: is this the right directory?", dir, files)
		}
	}
}
