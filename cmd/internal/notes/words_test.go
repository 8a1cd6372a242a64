package notes

import (
	"slices"
	"testing"
)

func TestWords(t *testing.T) {
	for line, want := range map[string][]string{
		"plot saddle --steps 20\n":                     {"plot", "saddle", "--steps", "20"},
		"plot --optimizer 'adam:lr=.1 cosine'":         {"plot", "--optimizer", "adam:lr=.1 cosine"},
		`plot --title "a \"b\" \n c"`:                  {"plot", "--title", `a "b" \n c`},
		"plot \\\n  saddle":                            {"plot", "saddle"},
		"plot \\\r\n  saddle\r\n":                      {"plot", "saddle"},
		"plot saddle # not this\n--steps 3":            {"plot", "saddle", "--steps", "3"},
		"plot -f x^2+y^2#1":                            {"plot", "-f", "x^2+y^2#1"},
		"plot --title 'a\nb' -f \"x^2\r\n+y^2\"":       {"plot", "--title", "a b", "-f", "x^2 +y^2"},
		"plot --title ''":                              {"plot", "--title", ""},
		`plot -f (1-x)^2\ +\ y^2`:                      {"plot", "-f", "(1-x)^2 + y^2"},
		"plot\n  --title 'Größe λ'\n  --theme\tdark\n": {"plot", "--title", "Größe λ", "--theme", "dark"},
		"  \n# nothing\n":                              nil,
	} {
		got, err := Words(line)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q is %q, %v; want %q", line, got, err, want)
		}
	}
	for _, line := range []string{"plot 'a", `plot "a`, "plot \"a'"} {
		if got, err := Words(line); err == nil {
			t.Errorf("%q is %q", line, got)
		}
	}
}
