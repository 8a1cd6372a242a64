package spec

import (
	"strings"
	"testing"

	"github.com/optviz/optviz/render/sheet"
)

func TestSizeUnits(t *testing.T) {
	for text, want := range map[string][2]float64{
		"1600x900": {1600, 900}, " 1600 X 900 ": {1600, 900}, "800pxx600px": {800, 600}, "1e3x5e2": {1000, 500}, "640×360": {640, 360},
		"16cmx9cm": {907, 510}, "16 cm x 90 mm": {907, 510}, "7inx3.5in": {1008, 504}, "144ptx72pt": {288, 144},
	} {
		w, h, err := parseSize(text, 144)
		if err != nil || w != want[0] || h != want[1] {
			t.Errorf("%q: %gx%g, %v, want %g", text, w, h, err, want)
		}
	}
	for text, want := range map[string]string{
		"16x9cm": "a unit is wanted on both sides: 16cmx9cm", "16kmx9km": `"16km": unknown unit; choose from px, cm, mm, in, pt`, "16inx9": "a unit is wanted on both sides: 16inx9in",
		"16,5cmx9cm": `"16,5cm": not a number: a decimal sign is a point`, "1_0x900": `"1_0": not a number`,
		"16": "is not like", "x9": "is not like", "16x": "is not like", "-3x9": "at least one pixel",
	} {
		if _, _, err := parseSize(text, 144); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

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
