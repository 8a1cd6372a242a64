package render

import (
	"testing"

	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// The shortest subtitle names a surface whose formula is too long only where the name does not
// stand alone, or where no title says what is shown.
func TestBriefNames(t *testing.T) {
	style := sheet.DefaultStyle()
	style.Theme = sheet.MustTheme("paper")
	style.Width = 500
	page, name := style, "Sharp and flat minimum"
	page.PageHeight = 600
	settings := []Setting{{Key: "lr", Text: "η = 0.1"}}
	for _, c := range []struct {
		sc    Scene
		style sheet.Style
		want  string
	}{
		{Scene{Surface: surfaces.SharpFlat{}}, style, name},
		{Scene{Surface: surfaces.SharpFlat{}, Title: "Descent"}, style, ""},
		{Scene{Surface: surfaces.SharpFlat{}, Title: "Descent", Settings: settings}, style, name + sheet.Separator + "$η$ = 0.1"},
		{Scene{Surface: surfaces.SharpFlat{}, Title: "Descent", Settings: settings}, page, "$η$ = 0.1"},
	} {
		if got := c.sc.brief(sheet.New(c.style)); got != c.want {
			t.Errorf("below %q: %q, want %q", c.sc.Title, got, c.want)
		}
	}
}
