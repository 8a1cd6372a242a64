package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// asProgram makes the test binary behave as optviz itself, for the tests that
// need a process.
const asProgram = "OPTVIZ_TEST_AS_PROGRAM"

// exhaust makes a supervised program ask for more memory than there is.
const exhaust = "OPTVIZ_TEST_EXHAUST"

func TestMain(m *testing.M) {
	if os.Getenv(exhaust) != "" && os.Getenv("OPTVIZ_SUPERVISED") == strconv.Itoa(os.Getppid()) {
		exhausted = make([]byte, 1<<40)
	}
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

var exhausted []byte

// result is what a command did.
type result struct {
	code           int
	stdout, stderr string
}

// optviz runs a command line in the current directory.
func optviz(args ...string) result {
	return optvizContext(context.Background(), args...)
}

func optvizContext(ctx context.Context, args ...string) result {
	var stdout, stderr bytes.Buffer
	code := runContext(ctx, args, strings.NewReader(""), &stdout, &stderr)
	return result{code, stdout.String(), stderr.String()}
}

// must runs a command line that has to succeed.
func must(t *testing.T, args ...string) result {
	t.Helper()
	r := optviz(args...)
	if r.code != 0 {
		t.Fatalf("optviz %q: exit %d: %s", args, r.code, r.stderr)
	}
	return r
}

// files are the names below the current directory.
func files(t *testing.T) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(".", func(path string, d os.DirEntry, err error) error {
		if path != "." {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
