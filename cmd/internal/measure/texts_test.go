package measure

import (
	"context"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
)

// Titles and names measure what is drawn, in the figure's language.
func TestMeasuredWords(t *testing.T) {
	const file = `
title: {en: "{{.Ended 1}} steps, (1, 1)", de: "{{.Ended 1}} Schritte, (1, 1)"}
names: [{en: "loss {{f (.Loss 1) 3}}", de: "Verlust {{f (.Loss 1) 3}}"}, "{{n (.XAt 2 0 1) 1}}"]
formula: x^2 + 0*y
optimizer: ["sgd:lr=0.25"]
start: [[1, 1], [1e-6, 0]]
steps: 2
`
	for lang, want := range map[string]string{"en": "2 steps, (1, 1)|loss 0.062|1·10⁻⁶", "de": "2 Schritte, (1; 1)|Verlust 0,062|1·10⁻⁶"} {
		d, err := document.ParseYAML([]byte(file), Texts{})
		if err != nil {
			t.Fatal(err)
		}
		g, err := drawing.Resolve(context.Background(), d.Restyled(document.Appearance{Lang: lang}), Texts{})
		if err == nil {
			err = g.Compute(context.Background(), nil)
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join([]string{g.Document.GridSpec.Title, g.Plan.Runs[0].Label, g.Plan.Runs[1].Label}, "|"); got != want {
			t.Errorf("%s: %s, want %s", lang, got, want)
		}
	}
	for _, line := range []string{`title: "{{.Loss 1"`, `names: ["{{.Loss 1"]`} {
		if _, err := document.ParseYAML([]byte(line+"\nsurface: sphere"), Texts{}); err == nil {
			t.Errorf("%s is read", line)
		}
	}
	d, err := document.ParseYAML([]byte("surface: sphere\nsteps: 1\ntitle: '{{.Loss 99}}'"), Texts{})
	if err != nil {
		t.Fatal(err)
	}
	g, err := drawing.Resolve(context.Background(), d.Restyled(document.Appearance{Lang: "en"}), Texts{})
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Compute(context.Background(), nil); err == nil || !strings.Contains(err.Error(), "{{.Loss 99}}") {
		t.Errorf("error %v", err)
	}
}
