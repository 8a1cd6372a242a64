package memory

import (
	"math"
	"os"
	"path/filepath"
	"testing"
)

// TestControlGroup: the tightest of the groups around, without pages of files that can go.
func TestControlGroup(t *testing.T) {
	for name, test := range map[string]struct {
		files map[string]string
		want  float64
	}{
		"none": {nil, math.Inf(1)},
		"version 2": {map[string]string{
			"proc/self/cgroup":                    "0::/a/b\n",
			"sys/fs/cgroup/a/b/memory.max":        "max\n",
			"sys/fs/cgroup/a/b/memory.current":    "700\n",
			"sys/fs/cgroup/a/memory.max":          "1000\n",
			"sys/fs/cgroup/a/memory.current":      "800\n",
			"sys/fs/cgroup/a/memory.stat":         "anon 500\ninactive_file 250\nactive_file 10\n",
			"sys/fs/cgroup/memory.stat":           "anon 5\n",
			"sys/fs/cgroup/other/memory.max":      "1\n",
			"sys/fs/cgroup/other/memory.current":  "1\n",
			"sys/fs/cgroup/memory/memory.max":     "1\n",
			"sys/fs/cgroup/memory/memory.current": "1\n",
		}, 450},
		"version 1": {map[string]string{
			"proc/self/cgroup": "5:cpu:/x\n4:memory:/docker/1\n0::/\n",
			"sys/fs/cgroup/memory/docker/1/memory.limit_in_bytes": "2000\n",
			"sys/fs/cgroup/memory/docker/1/memory.usage_in_bytes": "500\n",
			"sys/fs/cgroup/memory/docker/1/memory.stat":           "inactive_file 7\ntotal_inactive_file 100\n",
			"sys/fs/cgroup/memory/memory.limit_in_bytes":          "9223372036854771712\n",
			"sys/fs/cgroup/memory/memory.usage_in_bytes":          "9000\n",
		}, 1600},
		"over": {map[string]string{
			"proc/self/cgroup":             "0::/\n",
			"sys/fs/cgroup/memory.max":     "1000\n",
			"sys/fs/cgroup/memory.current": "1200\n",
		}, 0},
	} {
		root := t.TempDir()
		for path, text := range test.files {
			path = filepath.Join(root, path)
			if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if got := controlGroup(root).Bytes; got != test.want {
			t.Errorf("%s: %v bytes left, want %v", name, got, test.want)
		}
	}
}

// TestMachine: the kernel says a number.
func TestMachine(t *testing.T) {
	if got := machine().Bytes; !(got > 1e6 && got < 1e18) {
		t.Errorf("%v bytes are free", got)
	}
}
