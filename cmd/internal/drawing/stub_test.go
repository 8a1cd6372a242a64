package drawing

import (
	"context"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
)

// stub fills each measure with a text.
type stub map[string]string

func (stub) Check(text, lang string) error { return nil }

func (s stub) Of(context.Context, *Drawing) Filler { return s }

func (s stub) Fill(text, lang string) (string, error) {
	for measure, value := range s {
		text = strings.ReplaceAll(text, "{{"+measure+"}}", value)
	}
	return text, nil
}

// kindDrawing is a document's drawing, which can be drawn.
func kindDrawing(t *testing.T, text string, measures stub) *Drawing {
	t.Helper()
	d, err := document.ParseYAML([]byte(text), measures)
	if err != nil {
		t.Fatal(err)
	}
	g, err := Resolve(t.Context(), d.Restyled(document.Appearance{Lang: "de"}), measures)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Compute(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if _, err := g.Figure(); err != nil {
		t.Error(err)
	}
	return g
}
