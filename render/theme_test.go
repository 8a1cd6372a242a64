package render

import (
	"testing"

	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// Every view draws in every theme; one without sizes is refused.
func TestThemesDraw(t *testing.T) {
	scene := Scene{Surface: surfaces.Himmelblau{}, Window: surfaces.Window{{-6, 6}, {-6, 6}}}
	for _, theme := range sheet.Themes() {
		f, err := Compare(scene, sheet.Style{Width: 800, Height: 450, DPI: 72, Theme: theme})
		if err != nil || f.Background != theme.Background {
			t.Errorf("%s: background %v, %v", theme.Name, f.Background, err)
		}
	}
	if _, err := Compare(scene, sheet.Style{Width: 800, Height: 450, DPI: 72, Theme: sheet.Theme{Name: "neon"}}); err == nil {
		t.Error("a theme without sizes is drawn")
	}
}
