package spec

import (
	"strings"
	"testing"
)

// What no drawing measures is told when the text is read, wherever it stands; what is
// measured of other things is left alone.
func TestMeasureNames(t *testing.T) {
	for text, want := range map[string]string{
		"{{.Los 1}}":                                    "there is no measure .Los (did you mean .Loss?)",
		"{{n (div 2 (.Stepss 1 1e-3)) 3}}":              "did you mean .Steps",
		"{{with .Part 1}}{{.Nope}}{{end}}":              "there is no measure .Nope; figures of the lecture",
		"{{(.Part 2).LossAtt 1 2}}":                     "did you mean .LossAt?",
		"{{if .Steppe}}a{{else}}b{{end}}":               "there is no measure .Steppe",
		"{{(.Part 2).Seeds}} {{.Document}}":             "",
		"{{len (index .Ensembles 0).Ends}}":             "",
		"no measure at all":                             "",
		"{{with .Document}}{{.Title}}{{end}}":           "",
		"{{range .Paths}}{{len .Loss}}{{end}}":          "",
		"{{$.Losss 1}}":                                 "did you mean .Loss?",
		"{{range .Parths}}{{end}}":                      "did you mean .Part",
		"{{with .Document}}{{else}}{{.Losss 1}}{{end}}": "did you mean .Loss?",
	} {
		_, err := measuring(text, "en")
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: error %v, want %q", text, err, want)
		}
	}
}
