package module_test

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/explore/live"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/render/words"
)

// reference is a run of the reference trajectories, in PyTorch's terms.
type reference struct {
	Surface        string
	Start          []float64
	Optimizer      string
	Params         map[string]any
	Steps          int
	Schedule       string
	ScheduleParams map[string]any `json:"schedule_params"`
	X              [][]float64
}

// references returns the reference trajectories.
func references(t *testing.T) []reference {
	t.Helper()
	file, err := os.Open("../../../../optimizers/testdata/trajectories.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	text, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []reference
	if err := json.NewDecoder(text).Decode(&all); err != nil {
		t.Fatal(err)
	}
	if len(all) != 125 {
		t.Fatalf("%d runs", len(all))
	}
	return all
}

// state returns the state of the page that a run of the reference is.
func (r reference) state() map[string]any {
	params := maps.Clone(r.Params)
	delete(params, "nesterov") // what is one class and a flag there is a rule of its own here
	delete(params, "amsgrad")
	if betas, ok := params["betas"].([]any); ok {
		delete(params, "betas")
		params["beta1"], params["beta2"] = betas[0], betas[1]
	}
	state := map[string]any{"surface": r.Surface, "start": [][]float64{r.Start}, "steps": r.Steps, "optimizer": []string{typed(r.Optimizer, params)}}
	if r.Schedule != "" {
		name := r.Schedule
		if strings.HasPrefix(name, "cyclic-") {
			name = "cyclic"
		}
		params := maps.Clone(r.ScheduleParams)
		delete(params, "cycle_momentum")
		state["schedule"] = []string{typed(name, params)}
	}
	return state
}

// typed returns a name with its keys as a user types them.
func typed(name string, params map[string]any) string {
	var keys []string
	for _, key := range slices.Sorted(maps.Keys(params)) {
		value := fmt.Sprint(params[key])
		if list, ok := params[key].([]any); ok {
			value = strings.ReplaceAll(strings.Trim(fmt.Sprint(list), "[]"), " ", "/")
		}
		keys = append(keys, key+"="+value)
	}
	if keys == nil {
		return name
	}
	return name + ":" + strings.Join(keys, ",")
}

// setupOf returns the same state for the native program.
func setupOf(state map[string]any) setup.Setup {
	schedules, _ := state["schedule"].([]string)
	return setup.Setup{Seeds: 1, Surface: state["surface"].(string), Starts: state["start"].([][]float64), Steps: new(state["steps"].(int)),
		Optimizers: state["optimizer"].([]string), Schedules: schedules}
}

// numbers is an array of numbers as a text.
type numbers string

func (n numbers) values(t *testing.T) []float64 {
	var out []float64
	for _, word := range strings.Fields(string(n)) {
		v, err := strconv.ParseFloat(word, 64)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

// answer is the worker's answer to the question for runs.
type answer struct {
	Error string
	Runs  []struct {
		Label, Verdict                      string
		LR                                  float64
		X, Loss, Gradnorm, Rates, Gradients numbers
		Memory                              []struct {
			Symbol string
			Value  numbers
		}
	}
}

// In Chromium, the worker computes the runs of the reference trajectories as the native program
// does: each number to 1e-12. (On amd64 all bits agree; other machines may fuse a product and a sum.)
func TestExact(t *testing.T) {
	ctx := browser(t)
	compared := 0
	for i, r := range references(t) {
		state := r.state()
		what := fmt.Sprint("run ", i, ": ", state)
		_, runs, err := new(live.Lab).Runs(t.Context(), setupOf(state), words.English)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		native := runs[0]
		var got answer
		ask(t, ctx, "run", state, &got)
		if got.Error != "" || len(got.Runs) != 1 {
			t.Fatalf("%s: %q, %d runs", what, got.Error, len(got.Runs))
		}
		page := got.Runs[0]
		if page.Label != native.Label || page.Verdict != native.Verdict || page.LR != native.Rule.LR || len(page.Memory) != len(native.Memory) {
			t.Errorf("%s: %q, %q, want %q, %q", what, page.Label, page.Verdict, native.Label, native.Verdict)
		}
		if native.Len() != len(r.X) {
			t.Errorf("%s: %d iterates, the reference has %d", what, native.Len(), len(r.X))
		}
		compare := func(of string, got numbers, want []float64) {
			values := got.values(t)
			if len(values) != len(want) {
				t.Errorf("%s: %d numbers of %s, want %d", what, len(values), of, len(want))
				return
			}
			for k, w := range want {
				if compared++; !same(values[k], w) {
					t.Errorf("%s: number %d of %s: %v, want %v", what, k, of, values[k], w)
					return
				}
			}
		}
		compare("x", page.X, native.X)
		compare("loss", page.Loss, native.Loss)
		compare("gradnorm", page.Gradnorm, native.GradNorm)
		compare("rates", page.Rates, native.LR)
		compare("gradients", page.Gradients, native.Gradients)
		for k := range min(len(page.Memory), len(native.Memory)) {
			compare(page.Memory[k].Symbol, page.Memory[k].Value, native.Memory[k].Value)
		}
	}
	t.Logf("%d numbers of 125 runs agree", compared)
}

// same reports whether two numbers agree to 1e-12, relative where they exceed 1.
func same(a, b float64) bool {
	return a == b || math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= 1e-12*max(1, math.Abs(b))
}
