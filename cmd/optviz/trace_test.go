package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
)

// table reads what trace wrote: rows by run.
func csvRows(t *testing.T, text string) (header []string, runs map[string][][]string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	runs = map[string][][]string{}
	for _, row := range rows[1:] {
		runs[row[0]] = append(runs[row[0]], row)
	}
	return rows[0], runs
}

// TestTraceCSV: the rows read back as the trajectory, to the last bit.
func TestTraceCSV(t *testing.T) {
	s := document.Default()
	s.Surface, s.Steps, s.Noise, s.Seed = "himmelblau", new(40), 0.5, 9
	s.Optimizers = []string{"adam:lr=0.1,beta1=.8 cosine:warmup=5", "newton"}
	plan, err := runs.PlanOf(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	out := must(t, "trace", "himmelblau", "--steps", "40", "--noise", "0.5", "--seed", "9",
		"--optimizer", s.Optimizers[0], "--optimizer", "newton").stdout
	header, runs := csvRows(t, out)
	if got := strings.Join(header, ","); got != "run,optimizer,schedule,step,lr,loss,grad_norm,x1,x2" || !strings.HasPrefix(out, got+"\n") {
		t.Errorf("header %s", got)
	}
	for i, r := range plan.Runs {
		want, err := r.Trace(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		rows := runs[strconv.Itoa(i+1)]
		if len(rows) != 41 || len(want.Loss) != 41 {
			t.Fatalf("%s: %d rows, want %d", r.Label, len(rows), len(want.Loss))
		}
		for k, row := range rows {
			if row[1] != r.Rule || row[2] != r.Rate || row[3] != strconv.Itoa(k) {
				t.Errorf("row %q", row)
			}
			if last := k == len(rows)-1; last != (row[4] == "") {
				t.Errorf("row %d has lr %q", k, row[4])
			}
			fields, numbers := row[5:], []float64{want.Loss[k], want.GradNorm[k], want.X[2*k], want.X[2*k+1]}
			if row[4] != "" {
				fields, numbers = row[4:], append([]float64{want.LR[k]}, numbers...)
			}
			for j, field := range fields {
				if v, err := strconv.ParseFloat(field, 64); err != nil || v != numbers[j] {
					t.Errorf("row %d: %s is not %v", k, field, numbers[j])
				}
			}
		}
	}
	if runs["1"][0][1] != "adam:lr=0.1,beta1=.8" {
		t.Errorf("the comma was lost: %q", runs["1"][0])
	}
}

// TestTraceIndependent: adding a run changes no other's rows, noise or not.
func TestTraceIndependent(t *testing.T) {
	args := []string{"trace", "--steps", "30", "--noise", "1", "--seed", "4", "--optimizer", "sgd:lr=1e-4"}
	_, alone := csvRows(t, must(t, args...).stdout)
	_, both := csvRows(t, must(t, append(args, "--optimizer", "adam", "--optimizer", "newton")...).stdout)
	if len(both) != 3 || !slices.EqualFunc(alone["1"], both["1"], slices.Equal) {
		t.Error("the rows of the first run have changed")
	}
	_, other := csvRows(t, must(t, replaced(args, "--seed", "5")...).stdout)
	if slices.EqualFunc(alone["1"], other["1"], slices.Equal) {
		t.Error("the seed changes nothing")
	}
}

// TestTraceEnds: no steps are one row, a run that diverges ends at its last
// finite iterate with an empty lr or with its step's.
func TestTraceEnds(t *testing.T) {
	_, runs := csvRows(t, must(t, "trace", "--steps", "0", "--optimizer", "sgd").stdout)
	if rows := runs["1"]; len(rows) != 1 || rows[0][4] != "" {
		t.Errorf("no steps: %q", rows)
	}
	_, runs = csvRows(t, must(t, "trace", "--steps", "100", "--optimizer", "sgd:lr=1").stdout)
	if rows := runs["1"]; len(rows) >= 101 {
		t.Errorf("a run that diverges has %d rows", len(rows))
	} else if rows[len(rows)-1][4] != "" {
		t.Errorf("the last row of a run that diverges has the lr %q", rows[len(rows)-1][4])
	}
}

// TestTraceDimensions: above 16 the coordinates need --all-x.
func TestTraceDimensions(t *testing.T) {
	for _, test := range []struct {
		args    []string
		columns int
	}{
		{[]string{"sphere:n=16"}, 7 + 16}, {[]string{"sphere:n=17"}, 7}, {[]string{"sphere:n=17", "--all-x"}, 7 + 17},
	} {
		r := must(t, append([]string{"trace", "--steps", "1", "--optimizer", "sgd"}, test.args...)...)
		header, runs := csvRows(t, r.stdout)
		if len(header) != test.columns || len(runs["1"]) != 2 {
			t.Errorf("%q: %d columns, want %d", test.args, len(header), test.columns)
		}
		if (test.columns == 7) != strings.Contains(r.stderr, "--all-x") {
			t.Errorf("%q: stderr %q", test.args, r.stderr)
		}
	}
}

// TestTraceJSON: the same numbers as the CSV, and the verdicts.
func TestTraceJSON(t *testing.T) {
	args := []string{"trace", "--steps", "20", "--optimizer", "newton", "--optimizer", "adam:lr=.1,eps=1e-6"}
	var runs []struct {
		Run       int
		Label     string
		Optimizer string
		Schedule  string
		LR        float64
		Start     []float64
		Rows      []map[string]*float64
		Verdict   struct {
			Outcome, Text string
			Step          int
			Point         []float64
		}
	}
	if err := json.Unmarshal([]byte(must(t, append(args, "--format", "json")...).stdout), &runs); err != nil {
		t.Fatal(err)
	}
	header, rows := csvRows(t, must(t, args...).stdout)
	for i, r := range runs {
		if r.Run != i+1 || r.Schedule != "constant" || len(r.Start) != 2 {
			t.Errorf("run %+v", r)
		}
		for k, row := range r.Rows {
			for j, name := range header[3:] {
				want := rows[strconv.Itoa(r.Run)][k][3+j]
				if row[name] == nil {
					if want != "" {
						t.Errorf("%s is null, want %s", name, want)
					}
					continue
				}
				got := *row[name]
				if v, err := strconv.ParseFloat(want, 64); err != nil || v != got {
					t.Errorf("%s is %v, want %s", name, got, want)
				}
			}
		}
	}
	if v := runs[0].Verdict; len(runs) != 2 || v.Outcome != "converged" || v.Step != 20 || !slices.Equal(v.Point, []float64{1, 1}) {
		t.Errorf("Newton's verdict %+v", v)
	}
	if runs[1].Optimizer != "adam:lr=.1,eps=1e-6" || runs[1].LR != 0.1 || runs[1].Label != "Adam" {
		t.Errorf("run %+v", runs[1])
	}
}

// TestTraceFiles: the files hold what stdout would.
func TestTraceFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	args := []string{"trace", "--steps", "5", "--optimizer", "sgd"}
	if r := must(t, append(args, "-o", "a.csv", "-o", "b.json")...); r.stdout != "a.csv\nb.json\n" {
		t.Errorf("stdout %q", r.stdout)
	}
	if read(t, "a.csv") != must(t, args...).stdout || read(t, "b.json") != must(t, append(args, "--format", "json")...).stdout {
		t.Error("the files differ from stdout")
	}
}
