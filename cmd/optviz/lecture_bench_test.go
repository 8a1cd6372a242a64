//go:build unix

package main

import (
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// BenchmarkLecture draws the whole lecture as PNG and SVG, by the program itself for the
// memory that it takes at most. The bar is 30 s on two processors and 500 MB.
func BenchmarkLecture(b *testing.B) {
	program, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	b.Chdir(b.TempDir())
	most := 0.0
	for b.Loop() {
		cmd := exec.Command(program, "lecture", "-q")
		cmd.Env = append(os.Environ(), asProgram+"=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
		most = max(most, float64(cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)/1024)
	}
	b.ReportMetric(most, "MiB")
}
