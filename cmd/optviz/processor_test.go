package main

import (
	"bytes"
	"testing"
)

// TestProcessors runs commands as on older processors, by Go's own switches for
// their instructions: the bytes are the same on all of them.
func TestProcessors(t *testing.T) {
	for _, args := range [][]string{
		{"trace", "network:hidden=9/5,n=40,dropout=0.2", "--optimizer", "adam:lr=0.01", "--steps", "3", "--all-x", "-q"},
		{"trace", "network:hidden=4,n=30,activation=tanh", "--optimizer", "sgd:lr=0.1", "--steps", "3", "--all-x", "-q"},
		{"trace", "-f", "exp(-x^2)*y + tanh(2*y) + cosh(x) + sinh(y)/9 + sigmoid(x)", "--optimizer", "sgd:lr=0.01", "--noise", "0.1", "--steps", "40", "-q"},
		{"sweep", "ackley", "--optimizer", "momentum", "--x", "lr=1e-3:1:log:8", "--y", "momentum=0:0.9:8", "--steps", "20", "--data", "-", "-q"},
	} {
		var want []byte
		for _, switches := range []string{"", "cpu.avx2=off", "cpu.fma=off", "cpu.all=off"} {
			cmd := program(args...)
			cmd.Env = append(cmd.Env, "GODEBUG="+switches)
			got, err := cmd.Output()
			if err != nil || len(got) < 500 {
				t.Fatalf("%v with GODEBUG=%s: %v, %.200s", args, switches, err, got)
			}
			if want == nil {
				want = got
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%v: other bytes with GODEBUG=%s", args, switches)
			}
		}
	}
}
