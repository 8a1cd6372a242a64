package module_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/optviz/optviz/cmd/internal/explore/module"
)

// mostText is how many bytes the module's text may have in a page of at most 2.5 MB (10^6 bytes), of
// which 350 kB are for the rest.
const mostText = 2_150_000

// The files of the module are what the source of today builds with the same version of Go.
//
// go test repeats what it remembers of a test unless a file that the test read has changed. It
// knows the packages that other tests here import; the test reads the rest.
func TestBuilt(t *testing.T) {
	version, err := os.ReadFile("version.txt")
	if err != nil {
		t.Fatal(err)
	}
	if built := strings.TrimSpace(string(version)); built != runtime.Version() {
		t.Skipf("the module was built with %s, and this is %s: only TestExact tells whether it is of today's source", built, runtime.Version())
	}
	for _, sources := range []string{"../wasm/*.go", "build/*.go"} {
		files, err := filepath.Glob(sources)
		if err != nil || len(files) == 0 {
			t.Fatal(sources, err)
		}
		for _, f := range files {
			if _, err := os.ReadFile(f); err != nil {
				t.Fatal(err)
			}
		}
	}
	dir := t.TempDir()
	if out, err := exec.Command("go", "run", "./build", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, name := range []string{"module.wasm.gz", "wasm_exec.js", "version.txt"} {
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what today's source gives: run make live", name)
		}
	}
}

// The module leaves room for the rest of the page, and its text needs no escapes in HTML.
func TestText(t *testing.T) {
	text := module.Text()
	if len(text) > mostText {
		t.Errorf("the module has %d bytes, at most %d fit", len(text), mostText)
	}
	if strings.ContainsAny(text, "<>&\"\x00\r\n\t\x7f") || !utf8.ValidString(text) {
		t.Error("the text has characters that mean something in HTML, or change on the way")
	}
	if strings.Contains(module.Worker, "</script") {
		t.Error("the worker's script ends its element")
	}
}
