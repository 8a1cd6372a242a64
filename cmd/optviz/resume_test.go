//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/optviz/optviz/cmd/internal/unfinished"
)

// resumed is a small map, gone on with.
func resumed(args ...string) []string {
	return append([]string{"sweep", "--optimizer", "sgd", "--x", "lr=.001:.0013:lin:4", "--steps", "5", "-q", "--data", "map.csv"}, args...)
}

// Rows that somebody changed or cut are refused with their line, wherever they are, and
// nothing is changed; what lacks rows is gone on from.
func TestResumeRefusesChangedRows(t *testing.T) {
	t.Chdir(t.TempDir())
	must(t, resumed()...)
	whole, beside := read(t, "map.csv"), read(t, "map.spec.yaml")
	part := partText(t)
	lines := strings.SplitAfter(whole, "\n")
	parts := strings.SplitAfter(part, "\n")
	digit := func(line string, at int) string { // another last digit in a field
		fields := strings.Split(line, ",")
		f := []byte(fields[at])
		f[len(f)-1] = '0' + (f[len(f)-1]-'0'+1)%10
		fields[at] = string(f)
		return strings.Join(fields, ",")
	}
	shorter := func(line string, at int) string {
		fields := strings.Split(line, ",")
		fields[at] = fields[at][:len(fields[at])/2]
		return strings.Join(fields, ",")
	}
	for _, c := range []struct {
		name, file, text, want string
	}{
		{"a digit of a whole map", "map.csv", lines[0] + lines[1] + digit(lines[2], 1) + lines[3] + lines[4], "map.csv:3: the row is of another map, or was changed: at cell 1 (lr=0.0011)"},
		{"one between those that are made again", "map.csv", lines[0] + lines[1] + lines[2] + lines[3][:len(lines[3])-2] + "4\n" + lines[4], "map.csv:4: the row is of another map, or was changed: at cell 2"},
		{"a number cut short", "map.csv", lines[0] + shorter(lines[1], 1) + lines[2], "map.csv:2: the row is of another map, or was changed: at cell 0"},
		{"a digit of a part", "map.csv.part", parts[0] + parts[1] + digit(parts[2], 4) + parts[3], "map.csv.part:3: the row is not as it was written"},
		{"a number of a part cut short", "map.csv.part", parts[0] + parts[1] + parts[2] + shorter(parts[3], 4), "map.csv.part:4: the row is not as it was written"},
		{"a row of a part for another", "map.csv.part", parts[0] + parts[1] + "3" + parts[2][1:], "map.csv.part:3: the row is not as it was written"},
	} {
		os.Remove("map.csv")
		writeFile(t, c.file, c.text)
		was := files(t)
		r := optviz(resumed("--resume")...)
		if r.code != wrongUsage || !strings.Contains(r.stderr, c.want) || read(t, c.file) != c.text || !slices.Equal(files(t), was) {
			t.Errorf("%s: exit %d: %s leaves %q", c.name, r.code, r.stderr, files(t))
		}
		os.Remove(c.file)
	}
	for name, there := range map[string]map[string]string{
		"as it was written": {"map.csv": whole, "map.spec.yaml": beside},
		"without its YAML":  {"map.csv": whole},
		"without a row":     {"map.csv": lines[0] + lines[1] + lines[3]},
		"a part":            {"map.csv.part": parts[0] + parts[1] + parts[2]},
		"a torn part":       {"map.csv.part": parts[0] + parts[1] + parts[2][:7]},
		"marked as UTF-8":   {"map.csv": "\ufeff" + whole, "map.csv.part": "\ufeff" + part},
	} {
		os.Remove("map.csv")
		os.Remove("map.spec.yaml")
		for file, text := range there {
			writeFile(t, file, text)
		}
		must(t, resumed("--resume")...)
		if read(t, "map.csv") != whole || read(t, "map.spec.yaml") != beside || !slices.Equal(files(t), []string{"map.csv", "map.spec.yaml"}) {
			t.Errorf("%s: %q, another map", name, files(t))
		}
	}
}

// partText is what an interrupted command leaves of the map: all of its rows, as a part.
func partText(t *testing.T) string {
	t.Helper()
	args := append(resumed(), "--shard", "1/1")
	args[slices.Index(args, "map.csv")] = "all.csv"
	must(t, args...)
	defer os.Remove("all.csv")
	return read(t, "all.csv")
}

// A second command that goes on with a file is told that the first is at work, and
// disturbs it not.
func TestTwoResumesOfOneFile(t *testing.T) {
	t.Chdir(t.TempDir())
	side := &sideFile{path: "map.csv.part"}
	if _, err := side.lock(unfinished.Of(t.Context())); err != nil {
		t.Fatal(err)
	}
	r := optviz(resumed("--resume")...)
	if want := `--resume "map.csv": another optviz is at work on it: wait for its end, or stop it`; r.code != wrongUsage || !strings.Contains(r.stderr, want) {
		t.Errorf("exit %d: %s", r.code, r.stderr)
	}
	if got := files(t); !slices.Equal(got, []string{"map.csv.part"}) {
		t.Errorf("leaves %q", got)
	}
	side.close()
	must(t, resumed("--resume")...)
	if got := files(t); !slices.Equal(got, []string{"map.csv", "map.spec.yaml"}) {
		t.Errorf("leaves %q", got)
	}
}

// All paths of one file share its lock, whether or not there is a file yet.
func TestTwoResumesByOtherPaths(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir("dir", 0o777); err != nil {
		t.Fatal(err)
	}
	for link, to := range map[string]string{"link.csv": "map.csv", "chain.csv": "link.csv", "there": "dir", "in.csv": "there/map.csv"} {
		if err := os.Symlink(to, link); err != nil {
			t.Skip(err)
		}
	}
	for held, others := range map[string][]string{
		"map.csv":       {"link.csv", "chain.csv", "./dir/../map.csv"},
		"chain.csv":     {"map.csv", "link.csv"},
		"there/map.csv": {"dir/map.csv", "in.csv"},
	} {
		path, err := sidePath(held)
		if err != nil {
			t.Fatal(err)
		}
		side := &sideFile{path: path}
		undo, err := side.lock(unfinished.Of(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		for _, other := range others {
			args := resumed("--resume")
			args[slices.Index(args, "map.csv")] = other
			if r := optviz(args...); r.code != wrongUsage || !strings.Contains(r.stderr, "another optviz is at work on it") {
				t.Errorf("%s while %s is held: exit %d: %s", other, held, r.code, r.stderr)
			}
		}
		side.close()
		undo()
	}
	args := resumed("--resume")
	args[slices.Index(args, "map.csv")] = "in.csv"
	must(t, args...)
	if info, err := os.Lstat("dir/map.csv"); err != nil || !info.Mode().IsRegular() {
		t.Error(info, err)
	}
	if got := files(t); slices.Contains(got, "in.csv.part") || slices.Contains(got, "dir/map.csv.part") {
		t.Errorf("leaves %q", got)
	}
}

// What is kept has the mode of other files, and a command that does not go on from it
// says that it is there.
func TestSideFileIsLikeOthers(t *testing.T) {
	t.Chdir(t.TempDir())
	part := partText(t)
	for _, mask := range []int{0o077, 0o002} {
		old := syscall.Umask(mask)
		side := &sideFile{path: fmt.Sprint(mask, ".csv.part")}
		_, err := side.lock(unfinished.Of(t.Context()))
		syscall.Umask(old)
		if err != nil {
			t.Fatal(err)
		}
		side.close()
		info, err := os.Stat(side.path)
		if err != nil || info.Mode().Perm() != 0o666&^os.FileMode(mask) {
			t.Errorf("umask %o: %v, %v", mask, info.Mode(), err)
		}
		os.Remove(side.path)
	}
	writeFile(t, "map.csv.part", part)
	loud := resumed()
	loud[slices.Index(loud, "-q")] = "-q=false"
	if r := optviz(loud...); r.code != fine || !strings.Contains(r.stderr, "optviz: map.csv.part holds the rows of an interrupted command: --resume goes on from there\n") {
		t.Errorf("exit %d: %s", r.code, r.stderr)
	}
	if read(t, "map.csv.part") != part {
		t.Error("what an interrupted command left is another")
	}
}
