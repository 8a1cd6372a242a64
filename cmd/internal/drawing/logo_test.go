package drawing_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/input"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/render/sheet"
)

// A logo that is too large is refused before anything is computed, at the place that states its size.
func TestLogoTooLarge(t *testing.T) {
	t.Chdir(t.TempDir())
	for path, text := range map[string]string{"logo.yaml": "logo:\n  size: 30cmx2cm\n", "top.yaml": "base: logo.yaml\nink: navy\n"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const wide, high = "30cmx2cm\": a logo that is 850 pt wide", "logo: size: a logo that is 340 pt high"
	for theme, want := range map[string]string{
		"{logo: {size: 1cmx12cm}}":                  "2:22: theme \"1cmx12cm\": " + high,
		"top.yaml":                                  "2:8: theme \"top.yaml\": logo.yaml:2:9: logo: size: \"" + wide,
		"{base: logo.yaml, ink: navy}":              "theme \"logo.yaml\": logo.yaml:2:9: logo: size: \"" + wide,
		"{base: logo.yaml, logo: {size: 1cmx12cm}}": "2:39: theme \"1cmx12cm\": " + high,
	} {
		text := []byte("surface: sphere\ntheme: " + theme + "\n")
		d, err := document.ParseYAML(text, measure.Texts{})
		if err != nil {
			t.Fatal(err)
		}
		_, err = drawing.Resolve(t.Context(), d.WithFiles(input.Anywhere), measure.Texts{})
		if located, ok := document.Locate(text, err); !errors.As(err, new(*sheet.LogoError)) || !ok || !strings.Contains(located.Error(), want) {
			t.Errorf("%s: %v, want %s", theme, located, want)
		}
	}
}

// A figure on paper that becomes lower keeps the room of its logo.
func TestLoweredFigureKeepsItsLogo(t *testing.T) {
	d, err := document.ParseYAML([]byte("surface: rosenbrock\nview: trajectory\nwindow: [-2, 2, -0.5, 0.5]\noptimizer: [sgd]\nsteps: 5\ntheme: {base: paper, logo: {corner: top-right, size: 1cmx5cm}}\n"), measure.Texts{})
	if err != nil {
		t.Fatal(err)
	}
	g, err := drawing.Resolve(t.Context(), d, measure.Texts{})
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Compute(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	f, err := g.Figure()
	if err != nil {
		t.Fatal(err)
	}
	if logo := g.Style.Theme.Logo.Height; f.Height < 2*logo-1e-9 {
		t.Errorf("the figure is %v high, its logo %v", f.Height, logo)
	}
}
