package sweep

import (
	"strings"
	"testing"
)

// A shard comes from its flag or from what array jobs set.
func TestParseShard(t *testing.T) {
	for _, test := range []struct {
		text, env string
		want      string // i/n, or what is wrong
	}{
		{"2/5", "", "2/5"},
		{"", "SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_COUNT=4", "0/0"}, // nobody asks
		{"auto", "SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_COUNT=4", "4/4"},
		{"auto", "SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_COUNT=4 SLURM_ARRAY_TASK_MIN=1", "3/4"},
		{"AUTO", "SLURM_ARRAY_TASK_ID=10 SLURM_ARRAY_TASK_COUNT=6 SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_STEP=2", "6/6"},
		{"auto", "JOB_COMPLETION_INDEX=0 JOB_COMPLETIONS=7", "1/7"},
		{"auto", "JOB_COMPLETION_INDEX=6 JOB_COMPLETIONS=7", "7/7"},
		{"auto", "JOB_COMPLETION_INDEX=0", `JOB_COMPLETIONS="" is not a whole number`},
		{"auto", "JOB_COMPLETION_INDEX=7 JOB_COMPLETIONS=7", "the environment says shard 8 of 7"},
		{"auto", "SLURM_ARRAY_TASK_ID=x SLURM_ARRAY_TASK_COUNT=4", `SLURM_ARRAY_TASK_ID="x" is not a whole number`},
		{"auto", "", "is set; give i/n"},
		{"6/5", "", "shards count from 1 to 5"},
		{"1/0", "", "must be at least 1"},
		{"1.5/3", "", "is not like 3/16"},
	} {
		s, err := ParseShard(test.text, func(name string) string {
			for _, f := range strings.Fields(test.env) {
				if k, v, _ := strings.Cut(f, "="); k == name {
					return v
				}
			}
			return ""
		})
		switch {
		case err != nil && !strings.Contains(err.Error(), test.want):
			t.Errorf("%s in %q: %v, want %s", test.text, test.env, err, test.want)
		case err == nil && s.String() != test.want:
			t.Errorf("%s in %q: %v, want %s", test.text, test.env, s, test.want)
		}
	}
}
