package sweep

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/printing"
)

// Shard is a part of a grid's cells: number I, from 1, of N, has every N-th cell,
// from cell I-1 on. The zero value has all.
type Shard struct{ I, N int }

// Has reports whether a cell is in the shard.
func (s Shard) Has(cell int) bool { return s.N <= 1 || cell%s.N == s.I-1 }

// String writes the shard as it is typed.
func (s Shard) String() string { return fmt.Sprintf("%d/%d", s.I, s.N) }

// ParseShard reads --shard: i/n, auto, or "" for all. auto asks the environment
// that a Slurm array or a Kubernetes Indexed Job sets; getenv is os.Getenv.
func ParseShard(text string, getenv func(string) string) (Shard, error) {
	var s Shard
	var err error
	switch {
	case text == "":
		return Shard{}, nil
	case strings.EqualFold(text, "auto"):
		s, err = fromEnvironment(getenv)
	default:
		s, err = parseShard(text)
	}
	return s, catalog.Blame("--shard", text, err)
}

// parseShard reads i/n.
func parseShard(text string) (Shard, error) {
	first, last, ok := strings.Cut(text, "/")
	i, err := catalog.ParseWhole(strings.TrimSpace(first))
	n, errN := catalog.ParseWhole(strings.TrimSpace(last))
	switch {
	case !ok || err != nil || errN != nil:
		return Shard{}, errors.New("is not like 3/16 or auto")
	case n < 1:
		return Shard{}, fmt.Errorf("%d shards: must be at least 1", n)
	case i < 1 || i > n:
		return Shard{}, fmt.Errorf("shards count from 1 to %d", n)
	}
	return Shard{i, n}, nil
}

// fromEnvironment finds the shard of a task of an array job.
func fromEnvironment(getenv func(string) string) (Shard, error) {
	number := func(name string) (int, error) {
		v, err := strconv.Atoi(strings.TrimSpace(getenv(name)))
		if err != nil {
			return 0, fmt.Errorf("%s=%s is not a whole number", name, printing.Quote(getenv(name)))
		}
		return v, nil
	}
	var err error
	get := func(name string) int {
		v, e := number(name)
		if err == nil {
			err = e
		}
		return v
	}
	var s Shard
	switch {
	case getenv("SLURM_ARRAY_TASK_ID") != "":
		id, first, step := get("SLURM_ARRAY_TASK_ID"), 0, 1
		s.N = get("SLURM_ARRAY_TASK_COUNT")
		if getenv("SLURM_ARRAY_TASK_MIN") != "" {
			first = get("SLURM_ARRAY_TASK_MIN")
		}
		if getenv("SLURM_ARRAY_TASK_STEP") != "" {
			step = max(1, get("SLURM_ARRAY_TASK_STEP"))
		}
		s.I = (id-first)/step + 1
	case getenv("JOB_COMPLETION_INDEX") != "":
		s.I, s.N = get("JOB_COMPLETION_INDEX")+1, get("JOB_COMPLETIONS")
	default:
		return s, errors.New("no SLURM_ARRAY_TASK_ID with SLURM_ARRAY_TASK_COUNT, nor JOB_COMPLETION_INDEX with JOB_COMPLETIONS, is set; give i/n")
	}
	if err == nil && (s.N < 1 || s.I < 1 || s.I > s.N) {
		err = fmt.Errorf("the environment says shard %d of %d", s.I, s.N)
	}
	return s, err
}
