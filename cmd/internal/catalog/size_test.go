package catalog

import (
	"strings"
	"testing"
)

func TestSizeUnits(t *testing.T) {
	for text, want := range map[string][2]float64{
		"1600x900": {1600, 900}, " 1600 X 900 ": {1600, 900}, "800pxx600px": {800, 600}, "1e3x5e2": {1000, 500}, "640×360": {640, 360},
		"16cmx9cm": {907, 510}, "16 cm x 90 mm": {907, 510}, "7inx3.5in": {1008, 504}, "144ptx72pt": {288, 144},
	} {
		w, h, err := ParseSize(text, 144)
		if err != nil || w != want[0] || h != want[1] {
			t.Errorf("%q: %gx%g, %v, want %g", text, w, h, err, want)
		}
	}
	for text, want := range map[string]string{
		"16x9cm": "a unit is wanted on both sides: 16cmx9cm", "16kmx9km": `"16km": unknown unit; choose from px, cm, mm, in, pt`, "16inx9": "a unit is wanted on both sides: 16inx9in",
		"16,5cmx9cm": `"16,5cm": not a number: a decimal sign is a point`, "1_0x900": `"1_0": not a number`,
		"16": "is not like", "x9": "is not like", "16x": "is not like", "-3x9": "at least one pixel",
	} {
		if _, _, err := ParseSize(text, 144); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestParseSize(t *testing.T) {
	for _, test := range []struct {
		text string
		w, h float64
	}{
		{"1600x900", 1600, 900}, {" 1600X900 ", 1600, 900}, {"2.54cmx1in", 100, 100},
		{"25.4mmx72pt", 100, 100}, {"1x1", 1, 1}, {"20000x5000", 20000, 5000},
	} {
		w, h, err := ParseSize(test.text, 100)
		if err != nil || w != test.w || h != test.h {
			t.Errorf("parseSize(%q) = %v, %v, %v", test.text, w, h, err)
		}
	}
	for _, bad := range []string{
		"", "x", "1600", "1600x", "x900", "0x900", "-1x900", "nanx900", "infx900", "1e9x1", "20001x1", "20000x20000",
		"1000000x1000000", "1600x900x3", "1600 900", "16kmx9km", "0.1x10",
	} {
		if w, h, err := ParseSize(bad, 100); err == nil {
			t.Errorf("parseSize(%q) = %v, %v", bad, w, h)
		}
	}
}
