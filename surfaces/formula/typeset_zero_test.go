package formula

import "testing"

// A figure leaves out terms with the factor 0, which only name variables.
func TestZeroTerms(t *testing.T) {
	for text, want := range map[string]string{
		"2 + 0*x + 0*y":    "2",
		"(2*x-2)^2 + 0*y":  "(2 x - 2)^2",
		"0*x + y":          "y",
		"x - 0*y":          "x",
		"0.5*x + 0.25*y^2": "0.5 x + 0.25 y^2",
	} {
		f, err := Parse(text, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Meta().Formula; got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
