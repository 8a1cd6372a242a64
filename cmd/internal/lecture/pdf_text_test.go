package lecture

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// Every text of figures full of formulas is found in their PDFs, in both languages.
func TestPDFText(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		if os.Getenv("OPTVIZ_NO_SKIP") != "" {
			t.Fatal(err)
		}
		t.Skip("pdftotext is not installed")
	}
	for _, id := range []string{"12.1", "8.1", "2.1", "10.1", "10.2"} {
		for _, lang := range document.Languages {
			c := computed(t, id)
			g, err := c.Restyled(t.Context(), c.Document, document.Appearance{Lang: lang})
			if err != nil {
				t.Fatal(err)
			}
			var a sheet.Audit
			listen(g, &a)
			f, err := g.Figure()
			if err != nil {
				t.Fatal(err)
			}
			var pdf bytes.Buffer
			if err := f.Encode(&pdf, "pdf"); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command("pdftotext", "-", "-")
			cmd.Stdin = &pdf
			out, err := cmd.Output()
			if err != nil {
				t.Fatal(err)
			}
			found := strings.Join(strings.Fields(string(out)), " ")
			for _, markup := range a.Texts {
				line, err := typeset.Set(markup, typeset.Sans, 10)
				if err != nil {
					t.Fatal(err)
				}
				if text := strings.Join(strings.Fields(line.Plain()), " "); !strings.Contains(found, text) {
					t.Errorf("%s %s: %q is not found in %q", id, lang, text, found)
				}
			}
		}
	}
}
