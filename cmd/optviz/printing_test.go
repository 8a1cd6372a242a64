package main

import (
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/printing"
)

// hostile is what must not reach a terminal: an escape sequence, a line break, an
// override of the writing direction and a C1 control.
const hostile = "a\x1b[2J\nb\u202ec\u009b31m"

// TestHostileNames: names of files reach stdout and stderr with escapes in place of
// control characters. On stdout a path that has any is quoted, others are as they are.
func TestHostileNames(t *testing.T) {
	t.Chdir(t.TempDir())
	const escapes = `a\x1b[2J\nb\u202ec\u009b31m`
	writeFile(t, hostile+".yaml", "surface: saddle\nsteps: 3\n")
	writeFile(t, hostile+"-bad.yaml", "step: 3\n")
	writeFile(t, hostile+".csv", "1,2\n1,x\n")
	writeFile(t, hostile+".md", "```optviz\nplot saddle --steps 3\n```\n")
	writeFile(t, hostile+"-bad.md", "```optviz\nplot nosuch\n```\n")
	figure := []string{"--steps", "3", "--size", "320x180", "--dpi", "40", "-q"}
	for _, test := range []struct {
		args           []string
		code           int
		stdout, stderr string // what they contain
	}{
		{append([]string{"plot", "saddle", "-o", "plain ä.svg"}, figure...), fine, "plain ä.svg\n", ""},
		{append([]string{"plot", "saddle", "-o", hostile + ".svg"}, figure...), fine, `"` + escapes + `.svg"` + "\n", ""},
		{append([]string{"plot", "saddle", "-o", hostile + "/x.svg", "-o", hostile + ".svg/x.svg"}, figure...), failed, "", escapes},
		{append([]string{"plot", hostile}, figure...), wrongUsage, "", escapes},
		{append([]string{"plot", "-o", hostile}, figure...), wrongUsage, "", escapes},
		{append([]string{"plot", "--title", hostile}, figure...), wrongUsage, "", escapes},
		{append([]string{"plot", "--" + hostile}, figure...), wrongUsage, "", escapes},
		{append([]string{"plot", "line5", "--points", hostile + ".csv"}, figure...), wrongUsage, "", `a\x1b[2J`},
		{[]string{"trace", "saddle", "-q", "--steps", "1", "-o", hostile + ".json"}, fine, `"` + escapes + `.json"` + "\n", ""},
		{[]string{"render", hostile + ".yaml", "-q", "-o", hostile + ".pdf"}, fine, `"` + escapes + `.pdf"` + "\n", ""},
		{[]string{"render", hostile + "-bad.yaml"}, wrongUsage, "", `a\x1b[2J b\u202ec\u009b31m-bad.yaml`},
		{[]string{"render", hostile + "-none.yaml"}, wrongUsage, "", escapes},
		{[]string{"merge", hostile + ".csv"}, wrongUsage, "", escapes},
		{[]string{"notes", hostile + ".md"}, fine, `"` + escapes + `.md"` + "\n", ""},
		{[]string{"notes", "--check", hostile + "-bad.md"}, failed, "", `a\x1b[2J b\u202ec\u009b31m-bad.md`},
		{[]string{"notes", hostile + "-none"}, wrongUsage, "", escapes},
		{[]string{hostile}, wrongUsage, "", escapes},
		{[]string{"list", hostile}, wrongUsage, "", escapes},
		{[]string{"lecture", hostile}, wrongUsage, "", escapes},
	} {
		r := optviz(test.args...)
		if r.code != test.code || !strings.Contains(r.stdout, test.stdout) || !strings.Contains(r.stderr, test.stderr) {
			t.Errorf("optviz %q: exit %d, stdout %q, stderr %q", test.args, r.code, r.stdout, r.stderr)
		}
		for _, text := range []string{r.stdout, r.stderr} {
			if strings.ContainsFunc(strings.ReplaceAll(text, "\n", ""), printing.IsControl) {
				t.Errorf("optviz %q prints control characters: %q", test.args, text)
			}
		}
		if strings.Count(r.stderr, "\n") > strings.Count(r.stderr, "optviz: ") {
			t.Errorf("optviz %q: a message has several lines: %q", test.args, r.stderr)
		}
	}
}

// TestHostileFigure: what a figure says of its version reaches the terminal only if it is
// a version.
func TestHostileFigure(t *testing.T) {
	t.Chdir(t.TempDir())
	must(t, "plot", "saddle", "--steps", "3", "-q", "-o", "a.svg")
	svg := read(t, "a.svg")
	for _, text := range []string{"v1\u202e\u009b31m\u2028", strings.Repeat("long ", 100_000)} {
		writeFile(t, "b.svg", strings.Replace(svg, "# optviz "+version(), "# optviz "+text, 1))
		first, rest, _ := strings.Cut(optviz("render", "b.svg", "-q", "-o", "c.svg").stderr, "\n")
		if first != "optviz: b.svg was drawn by optviz (unknown), this is "+version()+": it may look different" ||
			len(rest) > 1000 || strings.ContainsFunc(strings.TrimSuffix(rest, "\n"), printing.IsControl) {
			t.Errorf("%.20q: says %q, then %q", text, first, rest)
		}
	}
}
