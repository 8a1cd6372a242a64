package measure

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// Every listed measure is a method of Figure that takes and returns numbers, words and
// drawings alone. Methods that are not listed here by name must be listed there to be called.
func TestMeasures(t *testing.T) {
	others := []string{"Builds", "Bytes", "Caption", "CheckUntil", "Compute", "Curve", "CurveValue", "Figure", "Fill", "Film", "Grid", "Iterates", "Parts", "Restyled", "Slides", "Source", "Table", "Until"}
	types := []reflect.Type{reflect.TypeFor[int](), reflect.TypeFor[float64](), reflect.TypeFor[string](), reflect.TypeFor[*Figure]()}
	figure := reflect.TypeFor[*Figure]()
	for m := range figure.Methods() {
		if slices.Contains(Measures(), m.Name) == slices.Contains(others, m.Name) {
			t.Errorf("%s: a method of Figure is either a measure or listed in this test", m.Name)
		}
	}
	for _, name := range Measures() {
		m, ok := figure.MethodByName(name)
		if !ok {
			t.Errorf("%s is no method", name)
			continue
		}
		for i := 1; i < m.Type.NumIn(); i++ {
			in := m.Type.In(i)
			if m.Type.IsVariadic() && i == m.Type.NumIn()-1 {
				in = in.Elem()
			}
			if !slices.Contains(types, in) {
				t.Errorf("%s takes %s", name, in)
			}
		}
		if !slices.Contains(types, m.Type.Out(0)) {
			t.Errorf("%s returns %s", name, m.Type.Out(0))
		}
	}
	if !slices.IsSorted(Measures()) {
		t.Error("the measures are not in the order of the alphabet, in which the help lists them")
	}
}

// A text may call measures and functions, and nothing else. What is wrong with one is
// told in plain words when the text is read.
func TestMeasuring(t *testing.T) {
	const program = "between {{ and }} stand measures"
	for text, want := range map[string]string{
		"no measure at all": "",
		"{{n (.Loss 1)}} {{- .Verdict 1 -}} {{/* a comment */}}":      "",
		"{{with .Part 1}}{{n (.Loss 1) 3}}{{end}}":                    "",
		"{{(.Part 2).Seeds}} {{n ((.Part 1).Apart 1 (.Part 3) 1) 1}}": "",
		`{{.Cell 1 "steps" 2}} {{.At 0.3 1e3}}`:                       "",
		"{{.LossAt 1 1e3}} {{bytes 4e6}} {{f 1 2}}":                   "",

		"{{.Los 1}}":                       "there is no measure .Los (did you mean .Loss?)",
		"{{n (div 2 (.Stepss 1 1e-3)) 3}}": "there is no measure .Stepss (did you mean .Steps",
		"{{with .Part 1}}{{.Nope}}{{end}}": "there is no measure .Nope; figures of the lecture",
		"{{(.Part 2).LossAtt 1 2}}":        "there is no measure .LossAtt (did you mean .LossAt?)",
		"{{.Document}}":                    "there is no measure .Document",
		"{{.Compute}}":                     "there is no measure .Compute",
		"{{.Iterates}}":                    "there is no measure .Iterates",
		"{{.Fill \"a\" \"b\"}}":            "there is no measure .Fill",
		"{{.Caption}}":                     "there is no measure .Caption",
		"{{.Bytes}}":                       "there is no measure .Bytes",
		"{{.Restyled}}":                    "there is no measure .Restyled",
		"{{nn 1}}":                         "there is no function nn; there are add, bytes, div, f, mul, n, sub, and measures begin with a dot",
		"{{Loss 1}}":                       "there is no function Loss",

		"{{.Loss}}":                    ".Loss takes 1 argument (a whole number), not 0",
		"{{.Loss 1 2}}":                ".Loss takes 1 argument (a whole number), not 2",
		"{{n}}":                        "n takes 1 or more arguments (a number, a whole number ...), not 0",
		"{{.Loss 1.5}}":                ".Loss takes a whole number as argument 1, not 1.5",
		`{{.Loss "1"}}`:                `.Loss takes a whole number as argument 1, not "1"`,
		"{{.Points 1}}":                ".Points takes quoted words as argument 1, not 1",
		"{{n (.Verdict 1)}}":           "n takes a number as argument 1, not .Verdict 1",
		"{{.Part 1}}":                  ".Part 1 is a figure, and no number",
		"{{n (.Part 1)}}":              "n takes a number as argument 1, not .Part 1",
		"{{.Apart 1 2 1}}":             ".Apart takes a figure as argument 2, not 2",
		"{{(.Loss 1).Loss 1}}":         "only a figure has measures",
		"{{with .Loss 1}}{{end}}":      "{{with}} takes a figure",
		"{{.Loss 0x1}}":                "0x1 is not a number",
		"{{.Loss 1_0}}":                "1_0 is not a number",
		"{{.Loss 'a'}}":                "'a' is not a number",
		"{{.Loss 1i}}":                 "1i is not a number",
		"{{.Loss 10000000000}}":        "10000000000 is too large a whole number",
		"{{.Part.Loss}}":               "write (.Part).Loss",
		"{{.Loss 1":                    "{{ without }}",
		"{{.Loss (1}}":                 "( without ) between {{ and }}",
		"{{.Loss 1)}}":                 ") without ( between {{ and }}",
		"{{with .Part 1}}":             "{{with}} without {{end}}",
		"{{end}}":                      "{{end}} without {{with}}",
		"{{}}":                         "nothing stands between {{ and }}",
		`{{.Points "a}}`:               "a quotation mark without its partner",
		strings.Repeat("a", 20_001):    "is 20001 bytes long; at most 20000 are taken",
		"{{range 10000000000}}{{end}}": program,
		"{{range $i := 9}}{{end}}":     program,
		"{{if true}}a{{end}}":          program,
		"{{true}}":                     program,
		"{{nil}}":                      program,
		"{{.}}":                        program,
		"{{$}}":                        program,
		"{{$.Loss 1}}":                 program,
		"{{$x := 1}}":                  program,
		"{{.Loss 1 | n}}":              program,
		"{{template \"a\"}}":           program,
		`{{define "a"}}{{template "a"}}{{end}}{{template "a"}}`: program,
		`{{block "a" .}}{{end}}`:                                program,
		"{{break}}":                                             program,
		"{{with .Part 1}}{{with .Part 1}}{{end}}{{end}}":        program,
		"{{with .Part 1}}a{{else}}b{{end}}":                     program,
		`{{printf "%1000000000d" 1}}`:                           "there is no function printf",
		"{{print 1}}":                                           "there is no function print",
		"{{len 1}}":                                             "there is no function len",
		"{{call .Compute}}":                                     "there is no measure .Compute",
		"{{index 1 2}}":                                         "there is no function index",
		"{{and 1 2}}":                                           "there is no function and",
		"{{" + strings.Repeat("(", 9000) + "1" + strings.Repeat(")", 9000) + "}}": "",
	} {
		_, err := parse(text, "en")
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%.60s: error %v, want %q", text, err, want)
		}
	}
}
