package document

import (
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

// The texts of marks, lines and axes are checked as titles are, by flag and by key.
func TestControlCharactersInNotes(t *testing.T) {
	const want = "must not have control characters"
	for flag, value := range map[string]string{"mark": "1,1:a\nb", "line-at": "x=1:a\x1bb", "x-axis": "name=a\nb", "y-axis": "log,name=a\u202eb"} {
		d, _ := defaultsOf("plot")
		fs := pflag.NewFlagSet("", pflag.ContinueOnError)
		d.PlotFlags(fs)
		if err := fs.Set(flag, value); err == nil || !strings.Contains(err.Error(), flag) || !strings.Contains(err.Error(), want) {
			t.Errorf("--%s %q: error %v", flag, value, err)
		}
	}
	for text, place := range map[string]string{
		"marks:\n  - {x: 1, y: 1, label: \"a\\eb\"}\n":                    "2:25: ",
		"lines:\n  - {x: 1}\n  - {x: 1, label: {en: a, de: \"a\\eb\"}}\n": "3:31: ",
		"view: loss\nx-axis: {name: \"a\\eb\"}\n":                         "2:9: ",
	} {
		d, err := ParseYAML([]byte(text), nil)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		located, ok := Locate([]byte(text), d.CheckAxes())
		if !ok || !strings.HasPrefix(located.Error(), place) || !strings.Contains(located.Error(), want) {
			t.Errorf("%s: %v, want %q at %s", text, located, want, place)
		}
	}
}
