package tabular

import (
	"encoding/csv"
	"strings"
	"testing"
)

// Texts are quoted as encoding/csv quotes them.
func TestAppendCSV(t *testing.T) {
	for _, text := range []string{"", "adam:lr=0.1", "a,b", `say "x"`, "two\nlines", "a\rb", " a", "\u00a0a", "ä", "a b "} {
		var want strings.Builder
		w := csv.NewWriter(&want)
		w.Write([]string{text, "1"})
		w.Flush()
		if got := string(AppendCSV(nil, []any{text, 1})) + "\n"; got != want.String() {
			t.Errorf("%q: %q, want %q", text, got, want.String())
		}
	}
}
