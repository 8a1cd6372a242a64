package optimizers_test

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/surfaces"
)

func surface(t testing.TB, name string) surfaces.Surface {
	t.Helper()
	for _, s := range surfaces.Catalog() {
		if s.Meta().Name == name {
			return s
		}
	}
	t.Fatalf("no surface %s", name)
	return nil
}

func rule(t testing.TB, name string) optimizers.Optimizer {
	t.Helper()
	for _, e := range optimizers.Catalog() {
		if e.Name == name {
			return e.Rule
		}
	}
	t.Fatalf("no optimizer %s", name)
	return nil
}

func schedule(t testing.TB, name string) schedules.Schedule {
	t.Helper()
	for _, e := range schedules.Catalog() {
		if e.Name == name {
			return e.Schedule
		}
	}
	t.Fatalf("no schedule %s", name)
	return nil
}

// with is the value with the fields of the given keys set.
func with[T any](t testing.TB, value T, params map[string]any) T {
	t.Helper()
	v := reflect.New(reflect.TypeOf(value)).Elem()
	v.Set(reflect.ValueOf(value))
params:
	for key, param := range params {
		for i := range v.NumField() {
			if v.Type().Field(i).Tag.Get("key") != key {
				continue
			}
			field := v.Field(i)
			if list, ok := param.([]any); ok {
				for _, m := range list {
					field.Set(reflect.Append(field, reflect.ValueOf(m).Convert(field.Type().Elem())))
				}
			} else {
				field.Set(reflect.ValueOf(param).Convert(field.Type()))
			}
			continue params
		}
		t.Fatalf("%T has no %s", value, key)
	}
	return v.Interface().(T)
}

// Every iterate, loss and rate of the reference: PyTorch 1.13 in float64, and
// NAdam by PyTorch 2's rule.
func TestReference(t *testing.T) {
	file, err := os.Open("testdata/trajectories.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	text, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var rows []struct {
		Surface        string
		Start          []float64
		Optimizer      string
		Params         map[string]any
		Steps          int
		Schedule       string
		ScheduleParams map[string]any `json:"schedule_params"`
		X              [][]float64
		Loss, LR       []float64
	}
	if err := json.NewDecoder(text).Decode(&rows); err != nil {
		t.Fatal(err)
	}
	if len(rows) != 125 {
		t.Fatalf("%d rows", len(rows))
	}
	for i, r := range rows {
		what := fmt.Sprint("row ", i, ": ", r.Optimizer, r.Params, " ", r.Schedule, " on ", r.Surface)
		run := optimizers.Run{F: surface(t, r.Surface), LR: r.Params["lr"].(float64), Start: r.Start, Steps: r.Steps}

		// What is one class and a flag there is a rule of its own here.
		delete(r.Params, "lr")
		delete(r.Params, "nesterov")
		delete(r.Params, "amsgrad")
		if betas, ok := r.Params["betas"].([]any); ok {
			delete(r.Params, "betas")
			r.Params["beta1"], r.Params["beta2"] = betas[0], betas[1]
		}
		run.Optimizer = with(t, rule(t, r.Optimizer), r.Params)
		if r.Schedule != "" {
			delete(r.ScheduleParams, "cycle_momentum")
			name := r.Schedule
			if strings.HasPrefix(name, "cyclic-") {
				name = "cyclic"
			}
			run.Schedule = with(t, schedule(t, name), r.ScheduleParams)
		}

		got, err := run.Trace(t.Context())
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if got.Len() != len(r.X) || got.Len() != len(r.Loss) {
			t.Errorf("%s: %d iterates, %s; want %d", what, got.Len(), got.Verdict, len(r.X))
			continue
		}
	iterates:
		for k := range r.X {
			pairs := [][2]float64{{got.Loss[k], r.Loss[k]}}
			for i, x := range r.X[k] {
				pairs = append(pairs, [2]float64{got.At(k)[i], x})
			}
			if k < len(r.LR) {
				pairs = append(pairs, [2]float64{got.LR[k], r.LR[k]})
			}
			for _, p := range pairs {
				if !near(p[0], p[1], 1e-9) {
					t.Errorf("%s: step %d: %v %v, want %v %v", what, k, got.At(k), got.Loss[k], r.X[k], r.Loss[k])
					break iterates
				}
			}
		}
	}
}

// near tells whether a is b to the tolerance, relative where b exceeds 1.
func near(a, b, tol float64) bool { return math.Abs(a-b) <= tol*max(1, math.Abs(b)) }
