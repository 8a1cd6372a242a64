package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"
)

// input holds the files that the commands of the tables read.
//
//go:embed input
var input embed.FS

// runner runs commands, each in its own directory below base.
type runner struct {
	base   string
	inputs fs.FS
	env    []string
}

// newRunner prepares base: programs are in its bin, and the user's environment does not
// reach a command.
func newRunner(base string) (*runner, error) {
	inputs, err := fs.Sub(input, "input")
	if err != nil {
		return nil, err
	}
	r := &runner{base: base, inputs: inputs, env: []string{
		"PATH=" + filepath.Join(base, "bin") + ":/usr/local/bin:/usr/bin:/bin",
		"HOME=" + filepath.Join(base, "home"), "LANG=C.UTF-8", "TZ=UTC", "TERM=dumb",
	}}
	return r, errors.Join(os.Mkdir(filepath.Join(base, "bin"), 0o700), os.Mkdir(filepath.Join(base, "home"), 0o700))
}

// provide puts the binary, or one built from the work tree, into bin. Figures contain the
// version of the program, which is the same for every commit only without version
// control's.
func (r *runner) provide(ctx context.Context, tree, binary string) error {
	path := filepath.Join(r.base, "bin", "optviz")
	if binary != "" {
		absolute, err := filepath.Abs(binary)
		if err != nil {
			return err
		}
		if err := os.Symlink(absolute, path); err != nil {
			return err
		}
	} else {
		build := exec.CommandContext(ctx, "go", "build", "-C", tree, "-buildvcs=false", "-o", path, "./cmd/optviz")
		build.Stderr = os.Stderr
		if err := build.Run(); err != nil {
			return fmt.Errorf("go build: %w", err)
		}
	}
	version, err := exec.CommandContext(ctx, path, "--version").Output()
	if err != nil {
		return fmt.Errorf("optviz --version: %w", err)
	}
	if string(version) != "optviz devel\n" {
		return fmt.Errorf("%q is a version that figures would hold: build with -buildvcs=false", strings.TrimSpace(string(version)))
	}
	return nil
}

// names returns the names of a catalogue.
func (r *runner) names(ctx context.Context, catalogue string) ([]string, error) {
	out, err := exec.CommandContext(ctx, filepath.Join(r.base, "bin", "optviz"), "list", catalogue, "-q").Output()
	return strings.Fields(string(out)), err
}

// runAll runs jobs commands at a time, and returns their entries in the order of the
// lines.
func (r *runner) runAll(ctx context.Context, lines []string, jobs int) ([]entry, error) {
	made, errs := make([][]entry, len(lines)), make([]error, len(lines))
	next := make(chan int)
	var workers sync.WaitGroup
	for range jobs {
		workers.Go(func() {
			for i := range next {
				made[i], errs[i] = r.run(ctx, lines[i], filepath.Join(r.base, fmt.Sprintf("%04d", i)))
			}
		})
	}
	for i := range lines {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	workers.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var all []entry
	for _, some := range made {
		all = append(all, some...)
	}
	return all, errors.Join(errs...)
}

// run runs a line of shell in a new directory dir with the inputs. It returns the hashes
// of the output, which includes the exit code, and of every new or changed file.
func (r *runner) run(ctx context.Context, line, dir string) ([]entry, error) {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Minute)
	defer cancel()
	if err := os.CopyFS(dir, r.inputs); err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, "sh", "-ec", line)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, r.env, &stdout, &stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // the shell and what it runs end together
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	var exit *exec.ExitError
	if err := cmd.Run(); ctx.Err() != nil {
		return nil, fmt.Errorf("%s: %w", line, ctx.Err())
	} else if err != nil && !errors.As(err, &exit) {
		return nil, fmt.Errorf("%s: %w", line, err)
	}
	printed := fmt.Sprintf("exit %d\n--- stdout\n%s\n--- stderr\n%s", cmd.ProcessState.ExitCode(), stdout.Bytes(), stderr.Bytes())
	files, err := r.files(line, dir)
	return append([]entry{{r.hash([]byte(printed), dir), line}}, files...), err
}

// files returns an entry for each regular file below dir that is not an unchanged input.
func (r *runner) files(line, dir string) ([]entry, error) {
	var all []entry
	written := os.DirFS(dir)
	err := fs.WalkDir(written, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := fs.ReadFile(written, path)
		if err != nil {
			return err
		}
		if before, err := fs.ReadFile(r.inputs, path); err == nil && bytes.Equal(before, data) {
			return nil
		}
		all = append(all, entry{r.hash(data, dir), line + " > " + path})
		return nil
	})
	return all, err
}

// hash returns the SHA-256 of the data, in which DIR stands for the temporary directory.
func (r *runner) hash(data []byte, dir string) string {
	data = bytes.ReplaceAll(data, []byte(dir), []byte("DIR"))
	data = bytes.ReplaceAll(data, []byte(r.base), []byte("BASE"))
	return fmt.Sprintf("%x", sha256.Sum256(data))
}
