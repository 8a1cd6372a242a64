package measure

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
)

// Whatever a text asks of a figure of any kind, it gets an answer or an error.
func TestMeasuresOfWildArguments(t *testing.T) {
	wild := map[reflect.Type][]string{
		reflect.TypeFor[int]():     {"1", "2", "0", "-1", "-7", "1000000000", "-1000000000"},
		reflect.TypeFor[float64](): {"1", "0", "-1", "1e300", "1e-300"},
		reflect.TypeFor[string]():  {`"steps"`, `""`, `"minimum"`, `"max"`, `"sgd:lr=0.1"`},
		reflect.TypeFor[*Figure](): {"(.Part 1)", `(.Also "newton" 2 1 1)`},
	}
	const small = "optimizer: [\"sgd:lr=0.1\", \"adam:lr=0.1\"]\nsteps: 3\n"
	for name, file := range map[string]string{
		"runs":      "surface: double-well\nstart: [[1, 1]]\n" + small,
		"seeds":     "surface: double-well\nstart: [[1, 1]]\nnoise: 1\nseeds: 2\nview: loss\n" + small,
		"slice":     "surface: double-well\nline: [0, 0, 1, 1]\nview: slice\n" + small,
		"model":     "surface: line1000\nbatch: [100]\nview: loss\n" + small,
		"sweep":     "kind: sweep\nsurface: double-well\noptimizer: [sgd]\nx: lr=0.1/0.2/0.4\nsteps: 3\n",
		"basins":    "kind: basins\nsurface: double-well\noptimizer: [\"sgd:lr=0.1\"]\ngrid: 3\nsteps: 3\n",
		"functions": "kind: functions\nx-axis: {range: [0, 1]}\ncurves: [{formula: x^2}, {x: [1, 2, 3], y: [3, 2, 4]}]\n",
		"diagram":   "kind: diagram\nlayers: [{width: 2}, {width: 3}]\n",
		"cloud":     "kind: cloud\nsurface: line1000\nbatch: [10]\ndraws: 5\n",
		"gradcheck": "kind: gradcheck\nsurface: double-well\nstart: [[1, 1]]\n",
		"orbit":     "kind: orbit\nformula: x^2/2\noptimizer: [sgd]\nx: lr=0.1/0.2\nsteps: 30\nlast: 3\nstart: [[1]]\n",
		"page":      "figures:\n  - surface: double-well\n    steps: 2\n  - surface: double-well\n    steps: 2\n",
	} {
		d, err := document.ParseYAML([]byte(file), Texts{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		g, err := drawing.Resolve(context.Background(), d, Texts{})
		if err == nil {
			err = g.Compute(context.Background(), nil)
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, measure := range Measures() {
			m, _ := reflect.TypeFor[*Figure]().MethodByName(measure)
			for _, args := range combined(m.Type, wild) {
				text := "{{." + measure + " " + args + "}}"
				if m.Type.Out(0) == reflect.TypeFor[*Figure]() {
					text = "{{(." + measure + " " + args + ").Seeds}}"
				}
				answered(t, name, FigureOf(t.Context(), g), text)
			}
		}
	}
}

// combined are lists of arguments of a measure: usual ones, each but one.
func combined(t reflect.Type, values map[reflect.Type][]string) []string {
	usual := make([]string, t.NumIn()-1)
	kinds := make([]reflect.Type, len(usual))
	for i := range usual {
		if kinds[i] = t.In(i + 1); t.IsVariadic() && i == len(usual)-1 {
			kinds[i] = kinds[i].Elem()
		}
		usual[i] = values[kinds[i]][0]
	}
	lists := []string{strings.Join(usual, " ")}
	for i, k := range kinds {
		for _, v := range values[k][1:] {
			list := append([]string(nil), usual...)
			list[i] = v
			lists = append(lists, strings.Join(list, " "))
		}
	}
	return lists
}

// answered measures a text, and fails where that panics or says nothing of the call.
func answered(t *testing.T, name string, g *Figure, text string) {
	defer func() {
		if p := recover(); p != nil {
			t.Errorf("%s: %s panics: %v", name, text, p)
		}
	}()
	var usage *catalog.Error
	if _, err := g.Fill(text, "en"); err != nil && (!errors.As(err, &usage) || len(err.Error()) > 500 || strings.ContainsAny(err.Error(), "\n%")) {
		t.Errorf("%s: %s: error %v", name, text, fmt.Sprint(err))
	}
}
