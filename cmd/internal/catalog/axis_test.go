package catalog

import (
	"strings"
	"testing"
)

// Axes as they are written.
func TestAxes(t *testing.T) {
	for text, want := range map[string]string{
		"lr=1e-3:1:4":              "lr log [0.001 0.01 0.1 1]",
		"lr=1e-3:1:log:4":          "lr log [0.001 0.01 0.1 1]",
		"lr=.1:.3:lin:3":           "lr lin [0.1 0.2 0.3]",
		"beta1=0:0.9:4":            "beta1 lin [0 0.3 0.6 0.9]",
		"noise=-1:1:lin:5":         "noise lin [-1 -0.5 0 0.5 1]",
		"batch=1/2/4/8":            "batch log [1 2 4 8]",
		"batch=1/2/3":              "batch lin [1 2 3]",
		"lr=0.0009765625:2:12":     "lr log [0.0009765625 0.001953125 0.00390625 0.0078125 0.015625 0.03125 0.0625 0.125 0.25 0.5 1 2]",
		"lr=.1":                    "lr lin [0.1]",
		"lr=1e-200:1e200:log:3":    "lr log [1e-200 1 1e+200]",
		"lr":                       "is not like",
		"lr=1:2:log:4:5":           "is too much",
		"lr=1:2:log:lin":           `"lin": not a whole number: write it as 1000 or 1e3; after LO:HI come log or lin`,
		"lr=2:1":                   "the range begins at 2, which must be below its end 1: write 1:2",
		"lr=1:1":                   "the range from 1 to 1 has no width; one value is written alone: 1",
		"beta1=0:1:log:4":          "0 is no start of a log range",
		"lr=.1:.2:1":               "1 values: must be in",
		"batch=2/1":                "1 does not follow 2",
		"lr=1:1.00000000000001:64": "is too close to",
		"x1=-1e308:1e308":          "is too far from",
		"lr=a:2":                   `"a": not a number`,
		"lr=":                      `"": not a number`,
	} {
		a, err := ParseAxis(text)
		if err != nil {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v, want %s", text, err, want)
			}
			continue
		}
		scale := "lin"
		if a.Log {
			scale = "log"
		}
		if got := a.Key + " " + scale + " [" + strings.ReplaceAll(JoinNumbers(a.Values), ",", " ") + "]"; got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
