package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// The script for bash completes in a bash that has nothing else, as it is described:
// source <(optviz completion bash).
func TestCompletionInPlainBash(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("there is no bash")
	}
	dir := t.TempDir()
	for _, name := range []string{"a.svg", "a.txt"} {
		writeFile(t, dir+"/"+name, "")
	}
	// complete words: the last is at the cursor. The words are as bash splits them.
	const script = `cat > complete.sh <<'END'
source <(optviz completion bash)
try() {
    COMP_LINE=$1 COMP_POINT=${#1}; shift
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_TYPE=9 COMPREPLY=()
    __start_optviz
    echo "${COMPREPLY[@]}"
}
try 'optviz pl' optviz pl
try 'optviz plot --optimizer momen' optviz plot --optimizer momen
try 'optviz plot --optimizer momentum:damp' optviz plot --optimizer momentum : damp
try 'optviz plot --optimizer=newto' optviz plot --optimizer = newto
try 'optviz  plot --theme sli' optviz plot --theme sli
try 'optviz plot -o a' optviz plot -o a
END
bash --norc --noprofile complete.sh`
	got := strings.Split(strings.TrimSpace(shell(t, dir, script)), "\n")
	want := []string{"plot", "momentum", "dampening=", "newton newton-armijo", "slides slides-dark", "a.svg"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What help and the like cannot write is a failure.
func TestFullStdout(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer full.Close()
	for _, line := range []string{"--help", "plot -h", "help plot", "--version", "list views", "completion bash", "inspect"} {
		var stderr strings.Builder
		code := run(strings.Fields(line), strings.NewReader(""), full, &stderr)
		if code != failed || !strings.Contains(stderr.String(), "no space left on device") || strings.Count(stderr.String(), "\n") != 1 {
			t.Errorf("%s: exit %d, %q", line, code, stderr.String())
		}
	}
}
