package drawing

import (
	"testing"

	"github.com/optviz/optviz/render/sheet"
)

// Lengths are told in the units of the size: what there is rounded, what is needed up.
func TestSizeError(t *testing.T) {
	e := &sheet.SizeError{Title: "A", Width: 907, Height: 113, AtLeastWide: 907, AtLeastHigh: 120}
	for size, want := range map[string]string{
		"16cmx2cm":     `"A" does not fit in 16cmx2cm: at least 16cmx2.2cm`,
		"160mmx20mm":   `"A" does not fit in 160mmx20mm: at least 160mmx22mm`,
		"6.3inx.785in": `"A" does not fit in 6.3inx0.78in: at least 6.3inx0.84in`,
		"454ptx2cm":    `"A" does not fit in 454ptx2cm: at least 454ptx2.2cm`,
		"907x113":      `"A" does not fit in 907x113 pixels: at least 907x120`,
		"907pxx113px":  `"A" does not fit in 907x113 pixels: at least 907x120`,
	} {
		if got := sizeError(e, size, 144).Error(); got != want {
			t.Errorf("%s: %s, want %s", size, got, want)
		}
	}
	e.Title = ""
	if got := sizeError(e, "16cmx2cm", 144).Error(); got != "the figure does not fit in 16cmx2cm: at least 16cmx2.2cm" {
		t.Error(got)
	}
}
