package main

import (
	"os/exec"
	"strings"
	"testing"
)

// What a shell makes of a word is the text it was made of.
func TestShellWord(t *testing.T) {
	for _, text := range []string{"a`id`b", "$(id)", "$HOME", "~", "!!", "{a,b}", "a\nb", "it's", `\`, `"`, "", " ", "*", "[ab]", "a;b", "größer", "#x", "-x"} {
		out, err := exec.Command("sh", "-c", "printf %s "+shellWord(text)+"x").Output()
		if err != nil || string(out) != text+"x" {
			t.Errorf("%q is %s, of which a shell makes %q, %v", text, shellWord(text), out, err)
		}
	}
	for _, plain := range []string{"1600x900", "0,2.5", "png", "out/a_b-1.yaml", "es:lr=0.1"} {
		if got := shellWord(plain); got != plain {
			t.Errorf("%s is quoted: %s", plain, got)
		}
	}
}

// The index shows commands that draw the figures as they are: values keep their brackets, and run nothing.
func TestIndexQuotes(t *testing.T) {
	t.Chdir(t.TempDir())
	must(t, "lecture", "6.1", "--title", "a`id`b", "--subtitle", "[0, 1]", "--frames", "0,2", "--format", "svg,png", "-o", "a b", "-q")
	const command = "optviz lecture 6.1 --title 'a`id`b' --subtitle '[0, 1]' --frames 0,2 --format svg,png --out 'a b'"
	if index := read(t, "a b/index-6.1.md"); !strings.Contains(index, "\n``"+command+"`` [") {
		t.Errorf("the index shows another command: %s", index)
	}
}
