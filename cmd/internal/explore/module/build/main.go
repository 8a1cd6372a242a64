// Command build builds the module of the live page: it writes module.wasm.gz, wasm_exec.js and
// version.txt into a directory. `make live` runs it with the directory of package module.
package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// cold lists packages of which no function runs often. Their functions stay as they are, instead of
// being copied to where they are called: that takes 80 kB off the compressed module. Package math
// is none of them, nor is the runtime, nor what computes.
var cold = []string{
	"fmt", "internal/fmtsort", "internal/godebug", "internal/poll", "internal/reflectlite", "os", "reflect", "sort", "strconv", "strings", "syscall", "time", "unicode/utf8",
	"github.com/optviz/optviz/cmd/...", "github.com/optviz/optviz/render/...", "gonum.org/v1/gonum/lapack/...", "gonum.org/v1/gonum/mat", "gonum.org/v1/gonum/optimize/...",
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: build DIRECTORY")
		os.Exit(2)
	}
	if err := build(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

// build writes the three files.
func build(dir string) error {
	module, err := compile()
	if err != nil {
		return err
	}
	if module, err = mergeSegments(module); err != nil {
		return err
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return err
	}
	glue, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return err
	}
	packed, err := pack(module)
	if err != nil {
		return err
	}
	for name, content := range map[string][]byte{"module.wasm.gz": packed, "wasm_exec.js": glue, "version.txt": []byte(runtime.Version() + "\n")} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// compile returns the module as Go's linker writes it, which depends on nothing but the source and
// the version of Go.
func compile() ([]byte, error) {
	dir, err := os.MkdirTemp("", "optviz-module")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "module.wasm")
	args := []string{"build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", file}
	for _, p := range cold {
		args = append(args, "-gcflags="+p+"=-l")
	}
	cmd := exec.Command("go", append(args, "github.com/optviz/optviz/cmd/internal/explore/wasm")...)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOWASM=", "GOFLAGS=", "GOEXPERIMENT=", "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w\n%s", err, out)
	}
	return os.ReadFile(file)
}

// pack compresses a module. Browsers unpack gzip themselves.
func pack(module []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(module); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
