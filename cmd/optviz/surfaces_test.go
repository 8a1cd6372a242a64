package main

import (
	"os"
	"strings"
	"testing"
)

// Several surfaces make a page, with the same flags for each, in every command that draws one.
func TestSeveralSurfaces(t *testing.T) {
	for _, c := range []struct{ args, out string }{
		{"plot|rosenbrock|himmelblau|--columns|1|--optimizer|adam:lr=.1|--steps|20", "out/rosenbrock-himmelblau.png"},
		{"plot|ravine:kappa=5|himmelblau|--view|loss|--optimizer|adam:lr=.1|--steps|20|--title|Two|-o|a.svg", "a.svg"},
		{"sweep|ravine|himmelblau|--optimizer|adam|--x|lr=.1/.2/.3|--steps|20", "out/ravine-himmelblau-sweep.png"},
		{"basins|himmelblau|six-hump-camel|--optimizer|sgd:lr=.01|--grid|5|--steps|9", "out/himmelblau-six-hump-camel-basins.png"},
		{"animate|rosenbrock|himmelblau|--optimizer|adam:lr=.1|--steps|5|--size|480x270", "out/rosenbrock-himmelblau.gif"},
	} {
		t.Run(c.args, func(t *testing.T) {
			t.Chdir(t.TempDir())
			args := strings.Split(c.args, "|")
			if got := must(t, append(args, "-q")...).stdout; got != c.out+"\n" {
				t.Fatalf("stdout is %q", got)
			}
			again(t, c.out)
			if err := os.WriteFile("page.yaml", []byte(must(t, append(args, "--print-spec", "-q")...).stdout), 0o666); err != nil {
				t.Fatal(err)
			}
			must(t, "render", "page.yaml", "-q", "-o", "same"+c.out[strings.LastIndexByte(c.out, '.'):])
			if read(t, c.out) != read(t, "same"+c.out[strings.LastIndexByte(c.out, '.'):]) {
				t.Errorf("the printed page is another:\n%s", read(t, "page.yaml"))
			}
		})
	}
}

func TestSeveralSurfacesRefused(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, c := range []struct{ args, want string }{
		{"plot|rosenbrock|himelblau", `optviz: SURFACE "himelblau": unknown surface (did you mean himmelblau?)`},
		{"plot|rosenbrock|adam:lr=.1", `"adam:lr=.1" is an optimizer: name it by --optimizer adam:lr=.1`},
		{"plot|rosenbrock|--columns|2", `--columns "2": puts figures of several surfaces side by side`},
		{"plot|rosenbrock|himmelblau|-f|x^2", "not both"},
		{"plot|rosenbrock|", "a name is missing"},
		{"sweep|rosenbrock|himmelblau|--data|a.csv|--resume", "--resume and --shard are of the map of one surface; this is a page of 2"},
		{"trace|rosenbrock|himmelblau", "one SURFACE at most"},
	} {
		r := optviz(strings.Split(c.args, "|")...)
		if r.code != wrongUsage || !strings.Contains(r.stderr, c.want) {
			t.Errorf("%s: exit %d, %s", c.args, r.code, r.stderr)
		}
	}
	if got := files(t); len(got) > 0 {
		t.Errorf("left %q", got)
	}
}
