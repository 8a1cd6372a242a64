package document

import (
	"reflect"
	"strings"
	"testing"
)

// A key may be written as its flag is, and means the same as its own keys.
func TestKeyAsFlag(t *testing.T) {
	for asFlag, asKeys := range map[string]string{
		"x-axis: name=Iteration":                 "x-axis: {name: Iteration}",
		"y-axis: 'log,1:100,ticks=1/10,name=f*'": "y-axis: {scale: log, range: [1, 100], ticks: [1, 10], name: f*}",
		"levels: 1,10,100":                       "levels: [1, 10, 100]",
		"levels: 5.0":                            "levels: [5]",
		"marks: ['1,2:here', 'Adam@50:turns']":   "marks: [{x: 1, y: 2, label: here}, {run: Adam, step: 50, label: turns}]",
		"lines:\n  - 'y=0.01:good'\n  - {x: 2}":  "lines: [{y: 0.01, label: good}, {x: 2}]",
		"inset: 0.6,1.2,0.4,1.3:top-left":        "inset: {window: [0.6, 1.2, 0.4, 1.3], corner: top-left}",
	} {
		got, err := ParseYAML([]byte(asFlag), nil)
		want, wantErr := ParseYAML([]byte(asKeys), nil)
		if err != nil || wantErr != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %v, %s, want as %q: %v, %s", asFlag, err, got.YAML(), asKeys, wantErr, want.YAML())
		}
	}
	for text, want := range map[string]string{
		"x-axis: nonsense":              `1:9: x-axis: "nonsense": unknown word "nonsense"; choose from linear`,
		"marks: '1,2:a'":                `1:8: marks: a list is wanted, as in ["1,2:a"]`,
		"marks: [x]":                    `1:9: marks: "x": is not like '-0.5,0.4:text'`,
		"lines: ['z=1']":                `1:9: lines: "z=1": is not like 'x=0.5:text'`,
		"inset: 1,2":                    `1:8: inset: "1,2": 2 numbers: a window is x0,x1,y0,y1`,
		"inset: 0,1,0,1:middle":         `1:8: inset: "0,1,0,1:middle": corner "middle": unknown corner; choose from top-right`,
		"kind: functions\nslopes: [up]": `slopes: keys are wanted, as in {slope: ...}`,
		"line-at: ['x=1']":              `unknown key "line-at" (did you mean lines?)`,
	} {
		if _, err := ParseYAML([]byte(text), nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// A flag is told as the line that a file has for it.
func TestFlagAsKey(t *testing.T) {
	for _, c := range []struct{ name, value, want string }{
		{"x-axis", "name=Iteration", "x-axis: {name: Iteration}"},
		{"mark", "1,2:here", `marks: [{x: "1", y: "2", label: here}]`},
		{"line-at", "y=1", `lines: [{y: "1"}]`},
		{"inset", "0,1,0,2", "inset: {window: [0, 1, 0, 2]}"},
		{"levels", "1,10", "levels: [1, 10]"},
		{"steps", "20", "steps: 20"},
		{"optimizer", "adam:lr=0.1", `optimizer: [adam:lr=0.1]`},
		{"x-axis", "nonsense", ""},
		{"nonsense", "1", ""},
	} {
		if line, ok := FlagAsKey(c.name, c.value); line != c.want || ok != (c.want != "") {
			t.Errorf("--%s %s: %q, %v, want %q", c.name, c.value, line, ok, c.want)
		}
	}
}
