package document

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/catalog"
)

// kindDocument is a document of a kind with everything.
func kindDocument(name string) Document {
	d, _ := defaultsOf(name)
	d.Title = Text{"en": "a, b", "de": "c: d"}
	d.AxesSpec = AxesSpec{
		XAxis:  AxisSpec{Name: Text{"en": "depth $L$", "de": "Tiefe $L$"}, Range: []float64{1, 10}, Log: true},
		YAxis:  AxisSpec{Name: Plain("1e3"), Whole: true, Names: []Text{Plain("a"), {"en": "b: c", "de": "[d]"}}},
		Marks:  []MarkSpec{{X: "5", Curve: 1, Label: Plain("{{n (.Value 1 5)}}")}, {X: "1e-3", Y: "{{.First 1 0.1}}"}},
		Lines:  []LineSpec{{X: "2", Label: Plain("~")}, {Y: "-.5"}},
		Slopes: []SlopeSpec{{Slope: -2, From: 1, To: 10, Y: 0.5, Label: Plain("1/2")}},
	}
	switch name {
	case "functions":
		d.Curves = []CurveSpec{
			{Formula: "a^x # 1", At: []float64{1, 2, 5}, Label: Text{"en": "yes", "de": "no"}, Detail: Plain("null"), As: "points", Look: "adam"},
			{X: []float64{1, 2}, Y: []float64{3, 1e-300}, Same: true}, {File: "a b.csv"},
		}
	case "diagram":
		d.Neuron = &NeuronSpec{Inputs: []string{"$x_1$", "", "1"}, Weights: []string{"$w_1$", "", "~"}, Bias: "b", Sum: "z", Activation: "σ", Output: "y",
			Curve: "max(0, x)", Names: NeuronWords{Inputs: Text{"en": "inputs", "de": "Eingaben"}}}
		d.Layers = []LayerSpec{{Width: 3, Name: Plain("in"), Symbol: "x"}, {Width: 12, Edges: Plain("$W_1$"), Detail: Plain("ReLU")}}
	case "cloud":
		d.Draws = 77
	case "gradcheck":
		d.H = "1e-3/1e-2"
	case "orbit":
		d.Last, d.X = 7, "lr=0.1:2"
	}
	return d
}

// Every kind is read as it is written; what belongs to other kinds is refused.
func TestKindsRoundTrip(t *testing.T) {
	for _, k := range kinds()[3:] { // without plot, sweep and basins
		d := kindDocument(k.name)
		text := d.YAML()
		var usage *catalog.Error
		if k.name == "diagram" || k.name == "cloud" { // which have no such notes
			if _, err := ParseYAML(text, nil); !errors.As(err, &usage) || !strings.Contains(err.Error(), "kind: "+k.name+" has no key") {
				t.Errorf("%s: error %v", k.name, err)
			}
			d.AxesSpec = AxesSpec{}
			text = d.YAML()
		}
		got, err := ParseYAML(text, nil)
		if err != nil {
			t.Errorf("%s: %v\n%s", k.name, err, text)
		} else if !reflect.DeepEqual(got, d) {
			t.Errorf("%s: got %+v, want %+v from\n%s", k.name, got, d, text)
		}
	}
}
