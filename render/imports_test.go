package render_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Imports run one way: surfaces <- optimizers <- render <- cmd, and in cmd/internal from
// each package to those before it in the table. Package objective is below them all. The
// first two and catalog must also build for the browser, small: no drawing in them, no
// commands and no templates. The leaves are routines that import nothing of the module, and
// that all may use. Within render sheet <- landscape <- chart <- views. Every package has a
// row, but for commands and tools.
func TestImports(t *testing.T) {
	const module, plot = "github.com/optviz/optviz/", "gonum.org/v1/plot"
	const internal = module + "cmd/internal/"
	const eigen, parallel, objective = module + "optimizers/eigen", module + "optimizers/parallel", module + "optimizers/objective"
	large := []string{plot, "github.com/spf13", "text/template"}
	below := []string{plot + "/vg"} // what the packages that draw may all use
	for _, p := range []string{"colour", "figure", "polyline", "scale", "shape", "typeset", "words"} {
		below = append(below, module+"render/"+p)
	}
	mayImport := map[string][]string{ // directory: those of the module and large ones that it may use
		"optimizers/eigen":     {},
		"optimizers/objective": {},
		"optimizers/parallel":  {},
		"surfaces/critical":    {module + "surfaces", objective, eigen},
		"surfaces/plane":       {module + "surfaces", objective, eigen},
		"surfaces/penalty":     {module + "surfaces", objective},
		"surfaces/number":      {},
		"surfaces/portable":    {},
		"surfaces":             {module + "surfaces", objective, eigen, parallel},
		"surfaces/data":        {module + "surfaces/number", module + "surfaces/internal"},
		"surfaces/formula":     {module + "surfaces", objective},
		"surfaces/models":      {module + "surfaces", objective, parallel},
		"optimizers/schedules": {},
		"optimizers":           {module + "optimizers", module + "surfaces"},
		"render":               {module + "surfaces", module + "optimizers", module + "render", plot},
		"render/marks":         {module + "surfaces", module + "optimizers", module + "render", plot},
		"render/words":         {module + "surfaces", module + "optimizers", module + "render/scale"},
		"render/figure":        {parallel, module + "render/polyline", module + "render/shape", module + "render/typeset", module + "render/subset", module + "render/pptx", module + "render/xmlsource", plot + "/vg"},
		"render/pptx":          {module + "render/xmlsource"},
		"render/xmlsource":     {},
		"render/scale":         {module + "surfaces/portable"},
		"render/colour":        {},
		"render/shape":         {plot + "/vg"},
		"render/polyline":      {plot + "/vg"},
		"render/typeset":       {plot + "/vg"},
		"render/subset":        {plot + "/vg"},
		"render/contour":       {parallel},
		"render/sheet":         append([]string{module + "optimizers"}, below...),
		"render/terrain":       {module + "surfaces", objective, parallel, module + "render/contour", module + "render/scale", module + "render/colour"},
		"render/landscape":     append([]string{module + "surfaces", objective, parallel, module + "render/sheet", module + "render/contour", module + "render/terrain"}, below...),
		"render/chart":         append([]string{module + "surfaces", module + "optimizers", objective, module + "render/sheet", module + "render/landscape", module + "render/contour", module + "render/terrain"}, below...),

		"cmd/internal/pattern":    {},
		"cmd/internal/printing":   {},
		"cmd/internal/unfinished": {},
		"cmd/internal/expression": {"text/template/parse"},
		"cmd/internal/memory":     {internal + "printing"},
		"cmd/internal/input":      {internal + "printing"},
		"cmd/internal/flags":      {internal + "printing", "github.com/spf13"},
		"cmd/internal/yamltree":   {internal + "printing", internal + "pattern", internal + "input"},

		"cmd/internal/catalog": {module + "surfaces", module + "optimizers", module + "render/words", internal + "printing"},
		"cmd/internal/setup": {module + "surfaces", module + "optimizers", module + "render/words", module + "render/scale",
			internal + "printing", internal + "memory", internal + "catalog"},
		"cmd/internal/document": {module + "surfaces", module + "optimizers", module + "render", plot + "/vg", "github.com/spf13",
			internal + "printing", internal + "pattern", internal + "input", internal + "yamltree", internal + "catalog", internal + "setup"},
		"cmd/internal/runs": {module + "surfaces", module + "optimizers", module + "render",
			internal + "printing", internal + "memory", internal + "catalog", internal + "setup", internal + "document"},
		"cmd/internal/sweep": {module + "surfaces", module + "optimizers", module + "render/words",
			internal + "printing", internal + "input", internal + "catalog", internal + "setup", internal + "document", internal + "runs"},
		"cmd/internal/tabular": {},
		"cmd/internal/drawing": {module + "surfaces", module + "optimizers", module + "render",
			internal + "printing", internal + "pattern", internal + "tabular", internal + "catalog", internal + "setup", internal + "document", internal + "runs", internal + "sweep"},
		"cmd/internal/measure": {module + "surfaces", module + "optimizers", module + "render/words", internal + "printing", internal + "expression",
			internal + "catalog", internal + "document", internal + "runs", internal + "sweep", internal + "drawing"},
		"cmd/internal/notes": {module + "render/figure", internal + "printing", internal + "pattern", internal + "input", internal + "yamltree",
			internal + "catalog", internal + "document", internal + "drawing", internal + "measure"},
		"cmd/internal/explore/live":   {module + "surfaces", module + "optimizers", module + "render/words", module + "render/terrain", internal + "catalog", internal + "setup"},
		"cmd/internal/explore/wasm":   {module + "surfaces", module + "optimizers", module + "render/words", module + "render/terrain", internal + "catalog", internal + "setup", internal + "explore/live"},
		"cmd/internal/explore/module": {}, // which holds the compiled wasm
		"cmd/internal/explore": {module + "surfaces", module + "optimizers", module + "render", plot + "/vg",
			internal + "catalog", internal + "setup", internal + "document", internal + "runs", internal + "explore"},
		"cmd/internal/explore/module/build": {},
		"cmd/internal/lecture":              {module + "render", internal + "catalog", internal + "document", internal + "measure", internal + "printing"},
	}
	for _, dir := range packages(t) {
		if _, ok := mayImport[dir]; !ok {
			t.Errorf("%s has no row: what may it import?", dir)
		}
	}
	for dir, allowed := range mayImport {
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
				in := func(p string) bool { return within(imported, p) }
				ruled := strings.HasPrefix(imported, module) || slices.ContainsFunc(large, in)
				if ruled && !slices.ContainsFunc(allowed, in) {
					t.Errorf("%s imports %s", name, imported)
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		if files == 0 {
			t.Errorf("%s has no files: is this the right directory?", dir)
		}
	}
}

// within reports whether an import path is that of p or below it.
func within(imported, p string) bool { return imported == p || strings.HasPrefix(imported, p+"/") }

// packages returns the directories of the module's packages. It leaves out commands and
// tools, which may import all, and packages below an internal directory of another package,
// which Go itself keeps to that package.
func packages(t *testing.T) []string {
	var all []string
	err := filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		dir := strings.TrimPrefix(path.Dir(filepath.ToSlash(name)), "../")
		switch base := d.Name(); {
		case err != nil:
			return err
		case d.IsDir() && base != ".." && (strings.HasPrefix(base, ".") || base == "testdata" || base == "out"):
			return fs.SkipDir
		case d.IsDir() || path.Ext(name) != ".go" || slices.Contains(all, dir):
			return nil
		case within(dir, "cmd/optviz") || within(dir, "tools") || strings.Contains(strings.TrimPrefix(dir, "cmd/internal/"), "/internal/"):
			return nil
		}
		all = append(all, dir)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 30 {
		t.Errorf("%d packages found: is this the right directory?", len(all))
	}
	return all
}
