package drawing

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
)

// The short name of a run measures as its name does.
func TestShortNamesMeasure(t *testing.T) {
	g := kindDrawing(t, "surface: line5\noptimizer: ['sgd:lr=0.05']\nnames: ['rate {{n (.Rate 1 0)}}']\nsteps: 3\nview: loss\n", stub{"n (.Rate 1 0)": "0.05"})
	if r := g.Plan.Runs[0]; r.Title != "rate 0.05" || r.ShortTitle != r.Title {
		t.Errorf("the run is called %q, in short %q", r.Title, r.ShortTitle)
	}
}

// Every kind has a content of its own.
func TestContents(t *testing.T) {
	seen := map[string]string{}
	for _, kind := range document.KindNames {
		d := document.Document{}
		d.Kind = kind
		of := fmt.Sprintf("%T", contentOf(d))
		if seen[of] != "" {
			t.Errorf("%s and %s have the content %s", kind, seen[of], of)
		}
		seen[of] = kind
	}
}

// A curve's file has two columns, with a header or without.
func TestReadCurve(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c.csv")
	for text, want := range map[string]string{"x,y\n1,2\n3,4\n": "[1 3] [2 4]", "1,2\n": "[1] [2]", "\ufeff1,2\n": "[1] [2]", "\ufeffx,y\r\n1,2\r\n": "[1] [2]"} {
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		x, y, err := readCurve(t.Context(), document.Document{}, path)
		if got := fmt.Sprint(x, " ", y); err != nil || got != want {
			t.Errorf("%q: %s, %v", text, got, err)
		}
	}
	for text, want := range map[string]string{"1\n": "line 1: one column", "1,2\n3,b\n": "line 2, column 2: not a number", "1,2,3\n": "has 3 columns; 2 are wanted, x and y", "1,inf\n": "line 1, column 2: not a finite number"} {
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, _, err := readCurve(t.Context(), document.Document{}, path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v", text, err)
		}
	}
}
