package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"

	"github.com/optviz/optviz/surfaces/portable"
)

// smallMap makes maps that are drawn fast.
var smallMap = []string{"--size", "480x270", "--dpi", "60", "-q"}

// mapsOf are maps of all kinds.
var mapsOf = map[string][]string{
	"heat":   {"sweep", "--optimizer", "adam", "--optimizer", "sgd", "--x", "lr=1e-3:1:log:7", "--y", "x1=-2:2:5", "--steps", "20"},
	"curve":  {"sweep", "ravine:kappa=25", "--optimizer", "momentum cosine", "--metric", "steps:1e-3", "--noise", "0.1", "--seeds", "3", "--title", "A, \"curve\""},
	"rate":   {"sweep", "ravine", "--optimizer", "nesterov", "--x", "lr=.01:.1:5", "--y", "momentum=0:.9:4", "--metric", "rate"},
	"basins": {"basins", "himmelblau", "--optimizer", "newton", "--optimizer", "sgd:lr=.01", "--grid", "9x7", "--steps", "40"},
	"share":  {"basins", "double-well", "--optimizer", "sgd:lr=.1", "--noise", "2", "--seeds", "5", "--grid", "5", "--steps", "40"},
}

func mapArgs(name string, more ...string) []string {
	return replaced(slices.Concat(mapsOf[name], smallMap), more...)
}

// replaced are arguments with flags of a value each, in the place of those of the same name.
func replaced(args []string, flags ...string) []string {
	args = slices.Clone(args)
	for i := 0; i < len(flags); i++ {
		at := slices.Index(args, flags[i])
		if !strings.HasPrefix(flags[i], "--") || at < 0 {
			args = append(args, flags[i])
			continue
		}
		i++
		args[at+1] = flags[i]
	}
	return args
}

// Parts joined are what the whole is, numbers and picture, byte for byte.
func TestMerge(t *testing.T) {
	for name := range mapsOf {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			must(t, mapArgs(name, "-o", "whole.png", "--data", "whole.csv")...)
			must(t, mapArgs(name, "-o", "alone.png")...)
			must(t, mapArgs(name, "--data", "alone.csv")...)
			merge := []string{"merge", "-o", "map.png", "--data", "map.csv"}
			for i := range 3 {
				part := fmt.Sprintf("part-%d.csv", i)
				must(t, mapArgs(name, "--shard", fmt.Sprintf("%d/3", i+1), "--data", part)...)
				merge = append(merge, part)
			}
			must(t, slices.Concat(merge, []string{"-q"})...)
			for _, f := range []string{"map", "alone"} {
				if read(t, f+".csv") != read(t, "whole.csv") || read(t, f+".png") != read(t, "whole.png") {
					t.Errorf("%s is not the whole", f)
				}
			}
			slices.Reverse(merge[5:])
			must(t, slices.Concat([]string{"merge", "-o", "back.png"}, merge[5:])...)
			if read(t, "back.png") != read(t, "whole.png") {
				t.Error("the order of the parts matters")
			}
		})
	}
}

// merge refuses what is not one whole map.
func TestMergeRefuses(t *testing.T) {
	t.Chdir(t.TempDir())
	for i := range 3 {
		must(t, mapArgs("heat", "--shard", fmt.Sprintf("%d/3", i+1), "--data", fmt.Sprintf("p%d.csv", i+1))...)
	}
	must(t, mapArgs("heat", "--shard", "2/4", "--data", "q2.csv")...)
	must(t, mapArgs("heat", "--steps", "21", "--shard", "2/3", "--data", "other.csv")...)
	must(t, mapArgs("heat", "--title", "x", "--shard", "2/3", "--data", "title.csv")...)
	must(t, mapArgs("heat", "--data", "plain.csv")...)
	text := read(t, "p2.csv")
	lines := strings.SplitAfter(text, "\n")
	writeFile(t, "short.csv", strings.Join(lines[:len(lines)-2], ""))
	writeFile(t, "torn.csv", text[:len(text)-3])
	writeFile(t, "bad.csv", strings.Replace(text, ",1e", ",x", 1)+"4,,adam,constant,5,5,1,0,20\n")
	writeFile(t, "columns.csv", "cell,map,sum,lr\n")
	head := lines[0] + lines[1]
	from := partOf(t, text)
	writeFile(t, "far.csv", head+sealed(from, "400", "adam,constant,5,5,1,0,20"))
	writeFile(t, "moved.csv", head+sealed(from, "4", "adam,constant,5,5,1,0,20"))
	writeFile(t, "number.csv", head+sealed(from, "4", "adam,constant,0.1,-2,1,none,20"))
	writeFile(t, "changed.csv", head+strings.Replace(lines[2], ",0,20", ",1,20", 1)+lines[3])
	writeFile(t, "shorter.csv", head+strings.Replace(lines[2], ",0,20", ",0,2", 1)+lines[3])
	writeFile(t, "exchanged.csv", head+"7"+lines[2][1:])
	writeFile(t, "elsewhere.csv", strings.Replace(text, `""Steps"":20`, `""Steps"":21`, 1))
	writeFile(t, "headless.csv", lines[0]+strings.Join(lines[2:], ""))
	writeFile(t, "arm.csv", resealed(t, text, portable.Arithmetic(), "arm64, fused"))
	writeFile(t, "v0.1.csv", resealed(t, text, `Version":"`+version(), `Version":"v0.1`))
	writeFile(t, "fields.csv", lines[0]+"1,2\n")
	writeFile(t, "spec.csv", lines[0]+resum("{}", "1", "adam,constant,0.001,-2,1,0,20"))
	writeFile(t, "json.csv", lines[0]+resum(`{"Kind":`, "1", "adam,constant,0.001,-2,1,0,20"))
	writeFile(t, "key.csv", lines[0]+resum(`{"Kind":"sweep","Steps":1e300}`, "1", "adam,constant,0.001,-2,1,0,20"))
	writeFile(t, "list.csv", lines[0]+resum(`[]`, "1", "adam,constant,0.001,-2,1,0,20"))
	writeFile(t, "other-key.csv", lines[0]+resum(`{"Stepz":1}`, "1", "adam,constant,0.001,-2,1,0,20"))
	writeFile(t, "steps.csv", resealed(t, text, `"Steps":20`, `"Steps":-20`))
	writeFile(t, "mark.csv", "\ufeff"+text)
	writeFile(t, "empty.csv", "")
	before := files(t)
	for _, test := range []struct {
		parts string
		want  string
		code  int
	}{
		{"p1.csv p3.csv", "23 of 70 cells are in no part; the first is cell 1 (Adam, lr=0.00316227766016838, x1=-2)", wrongUsage},
		{"p1.csv p2.csv p3.csv p2.csv", "p2.csv:2: cell 1 (Adam, lr=0.00316227766016838, x1=-2) is in p2.csv:2 already", wrongUsage},
		{"p1.csv q2.csv p3.csv", "q2.csv:4: cell 9 (Adam, lr=0.01, x1=-1) is in p1.csv:5 already", wrongUsage},
		{"p1.csv other.csv p3.csv", `PART "other.csv": other.csv:2: is a part of another map than p1.csv: its Steps is 21, not 20`, wrongUsage},
		{"p1.csv title.csv p3.csv", `its Title is "x", not none`, wrongUsage},
		{"p1.csv plain.csv", `PART "plain.csv": has no columns cell and map: it is no part`, wrongUsage},
		{"p1.csv short.csv p3.csv", "1 of 70 cells are in no part; the first is cell 67", wrongUsage},
		{"p1.csv torn.csv p3.csv", `PART "torn.csv": torn.csv:24: the line is cut: its end is missing`, wrongUsage},
		{"p1.csv changed.csv p3.csv", `PART "changed.csv": changed.csv:3: the row is not as it was written: it has the checksum `, wrongUsage},
		{"p1.csv shorter.csv p3.csv", `PART "shorter.csv": shorter.csv:3: the row is not as it was written`, wrongUsage},
		{"p1.csv exchanged.csv p3.csv", `PART "exchanged.csv": exchanged.csv:3: the row is not as it was written`, wrongUsage},
		{"p1.csv elsewhere.csv p3.csv", `PART "elsewhere.csv": elsewhere.csv:2: the row is not as it was written`, wrongUsage},
		{"p1.csv headless.csv p3.csv", `PART "headless.csv": headless.csv:2: the column map is empty`, wrongUsage},
		{"p1.csv arm.csv p3.csv", `PART "arm.csv": arm.csv:2: is a part of another map than p1.csv: its Arithmetic is "arm64, fused", not "` + portable.Arithmetic() + `"`, wrongUsage},
		{"p1.csv v0.1.csv p3.csv", `PART "v0.1.csv": v0.1.csv:2: is a part of another map than p1.csv: its Version is "v0.1", not "` + version() + `"`, wrongUsage},
		{"p1.csv p3.csv far.csv", `far.csv:3: there is no cell "400": the map has 70`, wrongUsage},
		{"p1.csv p3.csv moved.csv", "moved.csv:3: cell 4 (Adam, lr=0.1, x1=-2), not adam,constant,5,5", wrongUsage},
		{"p1.csv p3.csv number.csv", `number.csv:3: diverged "none": not a number`, wrongUsage},
		{"p1.csv fields.csv", "fields.csv:2: wrong number of fields", wrongUsage},
		{"spec.csv", `PART "spec.csv": spec.csv:2: column map: is neither a sweep nor a basin map`, wrongUsage},
		{"json.csv", `PART "json.csv": json.csv:2: column map: is not what a map is made from: unexpected EOF`, wrongUsage},
		{"key.csv", `key.csv:2: column map: is not what a map is made from: Steps cannot be a JSON number 1e300`, wrongUsage},
		{"list.csv", `list.csv:2: column map: is not what a map is made from: keys and values are wanted, between { and }`, wrongUsage},
		{"other-key.csv", `other-key.csv:2: column map: is not what a map is made from: unknown field "Stepz"`, wrongUsage},
		{"steps.csv", `PART "steps.csv": --steps "-20": must be in [0,10000000]`, wrongUsage},
		{"columns.csv", "has no rows", wrongUsage},
		{"empty.csv", "is empty: the first line names the columns", wrongUsage},
		{"p1.csv none.csv", `PART "none.csv": no such file or directory`, wrongUsage},
		{"", "merge takes the parts of a map", wrongUsage},
	} {
		r := optviz(append([]string{"merge", "-o", "map.png", "--data", "map.csv"}, strings.Fields(test.parts)...)...)
		if r.code != test.code || !strings.Contains(r.stderr, test.want) {
			t.Errorf("%s: exit %d: %s\nwant %s", test.parts, r.code, r.stderr, test.want)
		}
	}
	if after := files(t); !slices.Equal(before, after) {
		t.Errorf("failures leave %q", after)
	}
}

// A part reads no file outside of its directory, unless the user lets it.
func TestMergeReadsBelowAPart(t *testing.T) {
	t.Chdir(t.TempDir())
	args := []string{"sweep", "line", "--points", "points.csv", "--optimizer", "sgd", "--x", "lr=.01:.1:lin:2", "--steps", "2", "-q"}
	writeFile(t, "points.csv", "1,2\n3,4\n5,7\n")
	must(t, append(args, "--shard", "1/1", "--data", "parts/p.csv")...)
	r := optviz("merge", "parts/p.csv", "--data", "map.csv")
	want := `PART "parts/p.csv": --points "points.csv": lies outside of the directory of the file that names it; if you trust that file, add --read-anywhere`
	if r.code != wrongUsage || !strings.Contains(r.stderr, want) {
		t.Errorf("exit %d: %s", r.code, r.stderr)
	}
	must(t, "merge", "parts/p.csv", "--data", "map.csv", "--read-anywhere")
	must(t, append(args, "--data", "whole.csv")...)
	if read(t, "map.csv") != read(t, "whole.csv") {
		t.Error("another map")
	}
	must(t, append(args, "--shard", "1/1", "--data", "p.csv")...)
	must(t, "merge", "p.csv", "--data", "map.csv")
}

// partOf is what a part says that it is made from.
func partOf(t *testing.T, part string) string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(part)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1][1]
}

// sealed is a row below the first of a part, with its checksum.
func sealed(from, cell, fields string) string {
	text := from + cell + "\x00" + strings.ReplaceAll(fields, ",", "\x00")
	sum := crc32.Checksum([]byte(text), crc32.MakeTable(crc32.Castagnoli))
	return fmt.Sprintf("%s,,%08x,%s\n", cell, sum, fields)
}

// resum is the first row of a part made from something else, with its checksum.
func resum(from, cell, fields string) string {
	quoted := `,"` + strings.ReplaceAll(from, `"`, `""`) + `",`
	return strings.Replace(sealed(from, cell, fields), ",,", quoted, 1)
}

// resealed is a part that says that it is made from something else.
func resealed(t *testing.T, part, old, new string) string {
	t.Helper()
	from := strings.Replace(partOf(t, part), old, new, 1)
	rows, err := csv.NewReader(strings.NewReader(part)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(rows[0], ",") + "\n"
	for i, row := range rows[1:] {
		fields := strings.Join(row[3:], ",")
		if i == 0 {
			text += resum(from, row[0], fields)
		} else {
			text += sealed(from, row[0], fields)
		}
	}
	return text
}

// --resume goes on from what is there: a CSV that lacks rows, or is torn, or what
// an interrupted run leaves; the result is that of an undisturbed run.
func TestResume(t *testing.T) {
	for name := range mapsOf {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			must(t, mapArgs(name, "-o", "whole.png", "--data", "whole.csv")...)
			must(t, mapArgs(name, "--shard", "2/3", "--data", "part.csv")...)
			whole, part := read(t, "whole.csv"), read(t, "part.csv")
			lines := strings.SplitAfter(whole, "\n")
			for _, there := range []map[string]string{
				{},
				{"map.csv": ""},
				{"map.csv": whole[:len(whole)/2]},
				{"map.csv": whole},
				{"map.csv": lines[0]},
				{"map.csv": lines[0] + strings.Join(lines[3:9], "")},
				{"map.csv.part": part},
				{"map.csv.part": part[:len(part)-4]},
				{"map.csv.part": part[:20]},
				{"map.csv": whole[:len(whole)/3], "map.csv.part": part},
			} {
				for f, text := range there {
					writeFile(t, f, text)
				}
				must(t, mapArgs(name, "-o", "map.png", "--data", "map.csv", "--resume")...)
				if read(t, "map.csv") != whole || read(t, "map.png") != read(t, "whole.png") {
					t.Errorf("from %.200q: another map", there)
				}
				if got := files(t); !slices.Equal(got, []string{"map.csv", "map.png", "map.spec.yaml", "part.csv", "whole.csv", "whole.png", "whole.spec.yaml"}) {
					t.Errorf("from %.100q: leaves %q", there, got)
				}
				os.Remove("map.csv")
			}
			must(t, mapArgs(name, "--shard", "2/3", "--data", "again.csv", "--resume")...)
			if read(t, "again.csv") != part {
				t.Error("a part is another with --resume")
			}
		})
	}
}

// What --resume finds must be of this map, and nothing changes where it is not.
func TestResumeRefuses(t *testing.T) {
	t.Chdir(t.TempDir())
	must(t, mapArgs("heat", "--data", "map.csv")...)
	must(t, mapArgs("heat", "--shard", "1/3", "--data", "part.csv")...)
	whole := read(t, "map.csv")
	for _, test := range []struct {
		data string
		args []string
		want string
	}{
		{"map.csv", []string{"--steps", "21"}, `--resume "map.csv": map.csv:2: the row is of another map, or was changed: at cell 0 (Adam, lr=0.001, x1=-2), loss is`},
		{"map.csv", []string{"--y", "x1=-2:2:6"}, `--resume "map.csv": map.csv:9: adam,constant,0.001,-1 is no cell of this map`},
		{"map.csv", []string{"--y", "x2=-2:2:5"}, `--resume "map.csv": map.csv:1: the columns are optimizer,schedule,lr,x1,loss,diverged,steps, those of this map optimizer,schedule,lr,x2,`},
		{"part.csv", []string{"--seed", "7"}, `--resume "part.csv": is of another map: its Seed is none, not 7`},
	} {
		r := optviz(mapArgs("heat", slices.Concat([]string{"--data", test.data, "--resume"}, test.args)...)...)
		if r.code != wrongUsage || !strings.Contains(r.stderr, test.want) {
			t.Errorf("%q: exit %d: %s", test.args, r.code, r.stderr)
		}
	}
	if read(t, "map.csv") != whole || len(files(t)) != 3 {
		t.Errorf("a failure leaves %q", files(t))
	}
}

// Looks are no part of the runs: --resume goes on under any.
func TestResumeWithOtherLooks(t *testing.T) {
	t.Chdir(t.TempDir())
	must(t, mapArgs("heat", "--shard", "1/2", "--data", "p.csv")...)
	was := read(t, "p.csv")
	looks := map[string]string{"title": "x", "size": "640x360", "dpi": "72", "theme": "paper", "lang": "de"}
	for name, look := range looks {
		writeFile(t, "p.csv", was)
		must(t, mapArgs("heat", "--shard", "1/2", "--data", "p.csv", "--resume", "--"+name, look)...)
		if _, rows, _ := strings.Cut(read(t, "p.csv"), "\n"); strings.Count(rows, "\n") != strings.Count(was, "\n")-1 {
			t.Errorf("--%s: %d rows are left", name, strings.Count(rows, "\n"))
		}
	}
}

// --resume refuses what another shard has done, finished or not, and leaves it.
func TestResumeOfAnotherShard(t *testing.T) {
	t.Chdir(t.TempDir())
	must(t, mapArgs("heat", "--shard", "1/2", "--data", "p.csv")...)
	must(t, mapArgs("heat", "--data", "whole.csv")...)
	writeFile(t, "q.csv.part", read(t, "p.csv"))
	before := files(t)
	for file, data := range map[string]string{"p.csv": "p.csv", "q.csv.part": "q.csv", "whole.csv": "whole.csv"} {
		was := read(t, file)
		r := optviz(mapArgs("heat", "--shard", "2/2", "--data", data, "--resume")...)
		want := fmt.Sprintf("--resume %q: has cell 0 (Adam, lr=0.001, x1=-2), which is not of shard 2/2", file)
		if r.code != wrongUsage || !strings.Contains(r.stderr, want) {
			t.Errorf("%s: exit %d: %s", file, r.code, r.stderr)
		}
		if read(t, file) != was {
			t.Errorf("%s is another", file)
		}
	}
	if after := files(t); !slices.Equal(before, after) {
		t.Errorf("failures leave %q", after)
	}
}

// long is a map that takes minutes.
var long = []string{"sweep", "--optimizer", "adam", "--x", "lr=1e-4:1:log:2000", "--y", "beta1=0:.9:200", "--steps", "20000", "-q", "--data", "map.csv", "-o", "map.png"}

// Ctrl-C stops at once and leaves no file; with --resume, what is done, from where
// it goes on.
func TestInterruptMap(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for a process")
	}
	t.Chdir(t.TempDir())
	telling := slices.Clone(long)
	telling[2] = "adam:lr=1" // a note, the last thing before the runs
	telling[slices.Index(telling, "-q")] = "-q=false"
	interruptMap(t, telling, func(stderr *bufio.Reader) bool {
		_, err := stderr.ReadString('\n')
		return err == nil
	})
	if got := files(t); len(got) > 0 {
		t.Fatalf("Ctrl-C leaves %q", got)
	}
	lines := 0
	count := func() int {
		data, _ := os.ReadFile("map.csv.part") // none yet, maybe
		return bytes.Count(data, []byte("\n"))
	}
	for range 2 { // it goes on from where it was
		interruptMap(t, append(long, "--resume"), func(*bufio.Reader) bool {
			for end := time.Now().Add(time.Minute); count() <= lines+1; time.Sleep(time.Millisecond) {
				if time.Now().After(end) {
					return false
				}
			}
			return true
		})
		if got := files(t); !slices.Equal(got, []string{"map.csv.part"}) {
			t.Fatalf("Ctrl-C with --resume leaves %q", got)
		}
		if n := count(); n <= lines+1 {
			t.Errorf("%d lines are done, %d were before", n, lines)
		}
		lines = count()
	}
}

// interruptMap sends a map Ctrl-C when it is ready, which ends it long before its
// runs would.
func interruptMap(t *testing.T, args []string, ready func(stderr *bufio.Reader) bool) {
	t.Helper()
	cmd := program(args...)
	pipe, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer time.AfterFunc(2*time.Minute, func() { cmd.Process.Kill() }).Stop()
	stderr := bufio.NewReader(pipe)
	if !ready(stderr) {
		cmd.Process.Kill()
		t.Error("it has not got to its runs")
	}
	cmd.Process.Signal(os.Interrupt)
	rest, _ := io.ReadAll(stderr)
	cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != interrupted || len(rest) > 0 { // it is no terminal
		t.Fatalf("exit %d: %s", code, rest)
	}
}

// A cancelled context ends a map before anything is written.
func TestCancelledMap(t *testing.T) {
	t.Chdir(t.TempDir())
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for name := range mapsOf {
		if r := optvizContext(ctx, mapArgs(name, "--data", "map.csv")...); r.code != interrupted || len(files(t)) > 0 {
			t.Errorf("%s: exit %d, leaves %q", name, r.code, files(t))
		}
	}
}

// Progress has the time left, and clears its line.
func TestProgress(t *testing.T) {
	var b strings.Builder
	now := time.Unix(0, 0)
	p := startProgress(&b, 1000, "cells", func() time.Time { return now })
	for _, step := range []struct {
		after time.Duration
		cells int
		want  string
	}{
		{100 * time.Millisecond, 1, ""},
		{900 * time.Millisecond, 99, "\r\x1b[K100 of 1000 cells, 10 %, 9 s left"},
		{10 * time.Millisecond, 1, ""},
		{time.Minute, 1, "\r\x1b[K102 of 1000 cells, 10 %, 9 min left"},
		{10 * time.Hour, 8, "\r\x1b[K110 of 1000 cells, 11 %, 81 h 3 min left"},
	} {
		b.Reset()
		now = now.Add(step.after)
		if p.add(step.cells); b.String() != step.want {
			t.Errorf("got %q, want %q", b.String(), step.want)
		}
	}
	b.Reset()
	if p.close(); b.String() != "\r\x1b[K" {
		t.Errorf("the line is not cleared: %q", b.String())
	}
	if newProgress(os.Stdin, 1, "cells", true) != nil || newProgress(&b, 1, "cells", false) != nil {
		t.Error("there is progress without a terminal")
	}
	none := newProgress(&b, 1, "cells", false)
	none.add(1)
	none.close()
}

// On a terminal there is progress, elsewhere and with -q there is none.
func TestProgressOnTerminal(t *testing.T) {
	script, err := exec.LookPath("script")
	if err != nil {
		skip(t, "no script(1)")
	}
	self, _ := os.Executable()
	t.Chdir(t.TempDir())
	run := func(more string) string {
		line := fmt.Sprintf("timeout -s INT 1.5 env %s=1 %s %s %s", asProgram, self, strings.Join(slices.DeleteFunc(slices.Clone(long), func(s string) bool { return s == "-q" }), " "), more)
		out, _ := exec.Command(script, "-qec", line, "/dev/null").CombinedOutput()
		return string(out)
	}
	if got := run(""); !strings.Contains(got, " of 400000 cells, ") || !strings.Contains(got, " left") {
		t.Errorf("no progress: %q", got)
	}
	if got := run("-q"); strings.Contains(got, "cells") {
		t.Errorf("-q has progress: %q", got)
	}
	if got := files(t); len(got) > 0 {
		t.Errorf("Ctrl-C leaves %q", got)
	}
}

// skip skips a test that lacks its tool, unless none may be skipped.
func skip(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("OPTVIZ_NO_SKIP") != "" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// wrongMaps are wrong usage, as wrong is.
var wrongMaps = []struct{ line, want string }{
	{"sweep|--x|lr", `--x "lr": is not like lr=1e-4:1:log:64 or batch=1/2/4/8`},
	{"sweep|--x|lr=0:1", `--x "lr=0:1": 0 is no start of a log range: it must be above 0; lin takes any`},
	{"sweep|--x|lr=0:1:lin", `--x "lr=0:1:lin": 0: must be in (0,inf)`},
	{"sweep|--y|lr=.1:1", `--y "lr=.1:1": needs an --x beside it`},
	{"sweep|--x|lr=.1:1|--y|LR=.1:1", `--y "LR=.1:1": lr is the x axis already`},
	{"sweep|--optimizer|adam|--x|betta1=0:.9", `--x "betta1=0:.9": unknown key "betta1" (did you mean beta1?); an axis is one of lr, x1, x2, beta1, beta2, eps, weight_decay, batch, clip, l1, l2, noise`},
	{"sweep|--optimizer|adam|--optimizer|sgd|--x|beta1=0:.9", `--x "beta1=0:.9": sgd has no beta1, which adam has: sweep them one by one`},
	{"sweep|--schedule|step|--schedule|cosine|--x|step_size=10:20", `the schedule cosine has no step_size, which step has`},
	{"sweep|--x|beta1=0:1:3", `--x "beta1=0:1:3": beta1=1: beta1: must be in [0,1)`},
	{"sweep|--x|noise=-1:1", `--x "noise=-1:1": noise=-1: must be in [0,inf)`},
	{"sweep|--x|batch=1:2", `rosenbrock is no mean over examples`},
	{"sweep|line5|--x|batch=1:6:6", `--x "batch=1:6:6": batch=6: is above 5, the number of examples of line5`},
	{"sweep|--x|x3=1:2", `--x "x3=1:2": there is no coordinate x3: x1 to x2`},
	{"sweep|--x|lr=1:2:9999|--y|x1=0:1:9999", `9999 x 9999 cells are more than 4000000`},
	{"sweep|--metric|loss", `--metric "loss": unknown metric; choose from final, best, tail:N, steps:TOL, beyond:x1=C, val, error, train-error, rate`},
	{"sweep|--metric|tail", `--metric "tail": unknown metric (did you mean tail:N?)`},
	{"sweep|--metric|tail:0", `--metric "tail:0": must be at least 1`},
	{"sweep|--metric|tail:9999|--steps|500", `--metric "tail:9999": 9999 is above 501, the iterates of 500 steps`},
	{"sweep|--metric|beyond:x3=1", `--metric "beyond:x3=1": "x3" is no coordinate of rosenbrock; beyond:x1=0.5 is until |x1| is above 0.5, and there are x1 to x2`},
	{"sweep|--metric|beyond:x1=-1", `--metric "beyond:x1=-1": must be in [0,inf)`},
	{"sweep|--metric|steps:-1", `--metric "steps:-1": must be in [0,inf)`},
	{"sweep|saddle|--metric|steps:1", `--metric "steps:1": saddle has no known minimum to measure from`},
	{"sweep|--metric|val", `--metric "val": rosenbrock has no validation loss`},
	{"sweep|--metric|rate", `--metric "rate": the rate of adam is not known: sgd, momentum and nesterov have one`},
	{"sweep|--optimizer|sgd cosine|--metric|rate", `--metric "rate": there is no one rate under the schedule cosine`},
	{"sweep|--optimizer|sgd|--metric|rate|--x|x1=1:2", `--metric "rate": does not depend on x1`},
	{"sweep|saddle|--optimizer|sgd|--metric|rate", `--metric "rate": saddle has no known minimum with a Hessian`},
	{"sweep|--over|max", `--over "max": unknown way to sum up seeds; choose from mean, median`},
	{"sweep|--optimizer|sgd|--optimizer|bfgs", `--x "lr=1e-4:1:log": bfgs finds the lengths of its steps itself, lr has no effect on it: sweep another key, as in --x x1=-2:2`},
	{"sweep|--optimizer|cg|--x|x1=0:1|--y|lr=.1:1", `--y "lr=.1:1": cg finds the lengths of its steps itself, lr has no effect on it`},
	{"sweep|--start|1,2|--start|2,1", `--start "2,1": a map has one start`},
	{"sweep|line5|--batch|1|--batch|2", `--batch "2": a map has one size of batches, or is over them: --x batch=1/8/64`},
	{"sweep|--optimizer|adm", `--optimizer "adm": unknown optimizer (did you mean adam?)`},
	{"sweep|--patience|3", `unknown flag "--patience"`},
	{"sweep|--shard|3", `--shard "3": is not like 3/16 or auto`},
	{"sweep|--shard|0/3|--data|x.csv", `--shard "0/3": shards count from 1 to 3`},
	{"sweep|--shard|1/3", `--shard "1/3": needs a --data file`},
	{"sweep|--shard|1/3|--data|x.csv|-o|x.png", `--shard "1/3": a part has no figure`},
	{"sweep|--shard|65/65|--data|x.csv", `--shard "65/65": there are 64 cells only`},
	{"sweep|--shard|auto|--data|x.csv", `--shard "auto": no SLURM_ARRAY_TASK_ID with SLURM_ARRAY_TASK_COUNT, nor JOB_COMPLETION_INDEX with JOB_COMPLETIONS, is set`},
	{"sweep|--resume", `--resume needs a --data file to go on from`},
	{"sweep|--data|x.txt", `--data "x.txt": unknown format "txt"; choose from csv`},
	{"sweep|--data|-|-o|-|--format|svg", `--data "-": the figure goes to stdout already`},
	{"sweep|--size|1", `--size "1": is not like 1600x900`},
	{"basins|sphere:n=3", `SURFACE "sphere:n=3": a basin map needs 2 dimensions, but sphere has 3`},
	{"basins|-f|x^2", `--formula "x^2": a basin map needs 2 dimensions, but formula has 1`},
	{"basins|-f|x+y", `--formula "x+y": no critical point`},
	{"basins|--grid|1", `--grid "1": must be in [2,4000000]`},
	{"basins|--grid|9x", `--grid "9x": not a whole number`},
	{"basins|--start|1,2", `unknown flag "--start"`},
	{"basins|--tol|-1", `--tol "-1": must be in [0,inf)`},
	{"basins|--within|-1", `--within "-1": must be in [0,inf)`},
	{"basins|-f|x+y", `there is nothing to reach`},
}

// Wrong usage of maps is said in full, and leaves no file.
func TestWrongMaps(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, test := range wrongMaps {
		r := optviz(strings.Split(test.line, "|")...)
		if r.code != wrongUsage || r.stdout != "" || !strings.Contains(r.stderr, test.want) {
			t.Errorf("%s: exit %d: %s\nwant %s", test.line, r.code, r.stderr, test.want)
		}
	}
	if got := files(t); len(got) > 0 {
		t.Errorf("wrong usage leaves %q", got)
	}
}

// What a shell is offered.
func TestCompleteMaps(t *testing.T) {
	for _, test := range []struct{ words, want string }{
		{"sweep himm", "himmelblau"},
		{"sweep --x l", "lr= l1= l2="},
		{"sweep --optimizer adam --y be", "beta1= beta2="},
		{"sweep --schedule step --x st", "step_size="},
		{"sweep --metric s", "steps:"},
		{"sweep --over m", "mean median expected"},
		{"sweep --shard a", "auto"},
		{"basins --optimizer newt", "newton newton-armijo"},
		{"merge p", "csv"},
		{"sweep --data x", "csv json"},
	} {
		r := must(t, append([]string{cobra.ShellCompNoDescRequestCmd}, strings.Split(test.words, " ")...)...)
		lines := strings.Split(strings.TrimSpace(r.stdout), "\n")
		if got := strings.Join(lines[:len(lines)-1], " "); got != test.want {
			t.Errorf("%s: got %q, want %q", test.words, got, test.want)
		}
	}
}

// manifest is what the test needs of a Kubernetes Job.
type manifest struct {
	APIVersion string `yaml:"apiVersion"`
	Kind       string
	Spec       struct {
		CompletionMode string `yaml:"completionMode"`
		Completions    int
		Parallelism    int
		Template       struct {
			Spec struct {
				RestartPolicy string `yaml:"restartPolicy"`
				Containers    []struct {
					Command, Args []string
					Env           []struct{ Name, Value string }
				}
			}
		}
	}
}

// The manifests run as a cluster would run them: a task after the other, each with
// the environment that it would have. Their parts join to the whole.
func TestClusterManifests(t *testing.T) {
	if testing.Short() {
		t.Skip("runs two clusters' worth of tasks")
	}
	cluster := filepath.Join("..", "..", "tools", "cluster")
	slurm, text := read(t, filepath.Join(cluster, "slurm.sh")), read(t, filepath.Join(cluster, "kubernetes.yaml"))
	var job manifest
	if err := yaml.Unmarshal([]byte(text), &job); err != nil {
		t.Fatal(err)
	}
	pod := job.Spec.Template.Spec
	if job.APIVersion != "batch/v1" || job.Kind != "Job" || job.Spec.CompletionMode != "Indexed" || pod.RestartPolicy != "OnFailure" || len(pod.Containers) != 1 {
		t.Fatalf("not an Indexed Job: %+v", job)
	}
	c := pod.Containers[0]
	if n := strconv.Itoa(job.Spec.Completions); len(c.Env) != 1 || c.Env[0].Name != "JOB_COMPLETIONS" || c.Env[0].Value != n {
		t.Errorf("%s completions, but the environment is %v", n, c.Env)
	}
	array := regexp.MustCompile(`(?m)^#SBATCH --array=1-(\d+)$`).FindStringSubmatch(slurm)
	if array == nil {
		t.Fatal("the script has no array of tasks")
	}
	tasks, _ := strconv.Atoi(array[1])
	fewer := strings.NewReplacer(":log:1024", ":log:8", ":1024", ":5", "--steps 10000", "--steps 10")

	t.Run("slurm", func(t *testing.T) {
		t.Chdir(t.TempDir())
		for id := 1; id <= tasks; id++ {
			t.Setenv("SLURM_ARRAY_TASK_ID", strconv.Itoa(id))
			t.Setenv("SLURM_ARRAY_TASK_COUNT", strconv.Itoa(tasks))
			t.Setenv("SLURM_ARRAY_TASK_MIN", "1")
			t.Setenv("SLURM_ARRAY_TASK_MAX", strconv.Itoa(tasks))
			t.Setenv("SLURM_ARRAY_TASK_STEP", "1")
			writeFile(t, "job.sh", fewer.Replace(slurm))
			shell(t, ".", "bash job.sh")
		}
		joined(t, fewer.Replace(slurm))
	})
	t.Run("kubernetes", func(t *testing.T) {
		t.Chdir(t.TempDir())
		writeFile(t, "job.sh", fewer.Replace(c.Args[0]))
		for index := range job.Spec.Completions {
			t.Setenv("JOB_COMPLETION_INDEX", strconv.Itoa(index))
			t.Setenv(c.Env[0].Name, c.Env[0].Value)
			shell(t, ".", strings.Join(c.Command, " ")+` "$(cat job.sh)"`)
		}
		joined(t, fewer.Replace(c.Args[0]))
	})
}

// joined merges parts and compares them with the whole map.
func joined(t *testing.T, script string) {
	t.Helper()
	line := script[strings.Index(script, "exec optviz")+len("exec "):]
	line = strings.ReplaceAll(line[:strings.Index(line, "--shard")], "\\\n", " ")
	shell(t, ".", line+"--data whole.csv -o whole.png")
	shell(t, ".", "optviz merge sweep/part-*.csv -o map.png --data map.csv")
	if read(t, "map.csv") != read(t, "whole.csv") || read(t, "map.png") != read(t, "whole.png") {
		t.Error("the parts are not the whole")
	}
}
