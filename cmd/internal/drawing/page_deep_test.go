package drawing_test

import (
	"fmt"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/render/sheet"
)

// On paper a page has room for the figures of pages on it that have none side by side in its columns: it
// is as high as where these pages ask for one column.
func TestPaperHasRoomForPagesOnAPage(t *testing.T) {
	height := func(theme string, columns int) float64 {
		const curves = `{surface: rosenbrock, optimizer: ["sgd:lr=.001"], steps: 4, view: loss}`
		inner := fmt.Sprintf("{columns: %d, figures: [%s, %s]}", columns, curves, curves)
		d, err := document.ParseYAML([]byte("{columns: 2, title: Pages, figures: ["+inner+", "+inner+"]}"), measure.Texts{})
		if err != nil {
			t.Fatal(err)
		}
		g, err := drawing.Resolve(t.Context(), d.Restyled(document.Appearance{Theme: document.Theme{Name: theme}}), measure.Texts{})
		if err != nil {
			t.Fatal(err)
		}
		return g.Style.Height
	}
	for _, theme := range []string{"paper", "print"} {
		if side, above := height(theme, 2), height(theme, 1); side != above {
			t.Errorf("%s: figures that ask for columns leave the page %v high, figures above each other %v", theme, side, above)
		}
	}
	if h := height("light", 2); h != sheet.DefaultStyle().Height {
		t.Errorf("a page that is not for paper is %v high", h)
	}
}
