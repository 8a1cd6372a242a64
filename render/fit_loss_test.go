package render

import (
	"testing"

	"github.com/optviz/optviz/render/sheet"
)

// A moment's model has its loss beside it, in three digits, but in themes of large text.
func TestMomentLoss(t *testing.T) {
	for theme, want := range map[string]string{"light": "$f$ = 0.135", "slides": "", "paper": ""} {
		style := sheet.DefaultStyle()
		style.Theme = sheet.MustTheme(theme)
		if got := momentLoss(sheet.New(style), 0.1349); got != want {
			t.Errorf("%s: %q, want %q", theme, got, want)
		}
	}
}
