package lecture

import (
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/measure"
)

// What a figure is made from says all of it: read and written again it is the same,
// in each language.
func TestSource(t *testing.T) {
	all, err := Figures()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		for _, lang := range document.Languages {
			source := f.Document.Restyled(document.Appearance{Lang: lang}).Source("v1")
			back, err := document.ParseYAML([]byte(source), measure.Texts{})
			if err != nil {
				t.Errorf("%s: %v", f.ID, err)
			} else if again := back.Source("v1"); again != source {
				t.Errorf("%s: read from\n%s\nis\n%s", f.ID, source, again)
			}
		}
	}
}
