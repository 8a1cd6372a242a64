package lecture

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/render"
)

// TestLaTeX: all figures compile in one document, each on the width of a line, and all their texts
// are text there, in every language.
func TestLaTeX(t *testing.T) {
	if _, err := exec.LookPath("pdflatex"); err != nil {
		if os.Getenv("OPTVIZ_NO_SKIP") != "" {
			t.Fatal(err)
		}
		t.Skip("pdflatex is not installed")
	}
	all, err := Figures()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	doc := new(strings.Builder)
	doc.WriteString("\\documentclass{article}\\usepackage{pgf}\n\\begin{document}\n")
	for _, f := range all {
		for _, lang := range document.Languages {
			g, err := computed(t, f.ID).Restyled(t.Context(), f.Document, document.Appearance{Lang: lang})
			if err != nil {
				t.Fatal(err)
			}
			figure, err := g.Figure()
			if err != nil {
				t.Fatal(err)
			}
			checkLaTeXTexts(t, f.ID, figure)
			if lang == document.Languages[0] {
				writeLaTeX(t, filepath.Join(dir, f.ID+".tex"), figure)
			}
		}
		fmt.Fprintf(doc, "\\begin{figure}\\input{%s.tex}\\end{figure}\\clearpage\n", f.ID)
	}
	doc.WriteString("\\end{document}\n")
	if err := os.WriteFile(filepath.Join(dir, "doc.tex"), []byte(doc.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("pdflatex", "-halt-on-error", "-interaction=nonstopmode", "doc.tex")
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, bad := range []string{"Overfull", "Missing character", "Warning: Command"} {
		if _, after, found := strings.Cut(string(out), bad); found {
			t.Errorf("%s%.200s", bad, after)
		}
	}
	if pages := fmt.Sprintf("(%d pages", len(all)); !strings.Contains(string(out), pages) {
		t.Errorf("the document has not %s", pages)
	}
}

// checkLaTeXTexts complains about texts of a figure that LaTeX could not set.
func checkLaTeXTexts(t *testing.T, id string, f render.Figure) {
	t.Helper()
	for _, m := range f.Marks {
		if m.Text == nil {
			continue
		}
		if latex, ok := m.Text.Line.LaTeX(); !ok {
			t.Errorf("%s: %q is only %s", id, m.Text.Line.Text, latex)
		}
	}
}

// writeLaTeX writes a figure for LaTeX.
func writeLaTeX(t *testing.T, path string, f render.Figure) {
	t.Helper()
	var b bytes.Buffer
	if err := f.Encode(&b, "tex"); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}
