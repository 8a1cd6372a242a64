// Command manifest prints SHA-256 hashes of all that optviz makes from a table of commands:
// the output and exit code of each command, and every file written. Manifests taken before
// and after a change of the program's structure show whether its output stayed the same.
//
//	go -C tools run ./manifest > /tmp/manifest.txt
//	go -C tools run ./manifest -compare /tmp/manifest.txt
//
// A manifest holds for one machine: another may have other fonts, fuse multiplications with
// additions, or lack ffmpeg.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

// The kinds of manifests, as their first lines name them.
const (
	whole  = "whole"  // the lecture in all languages, themes and formats
	short  = "short"  // the lecture in all languages, as SVG
	tables = "tables" // no lecture
)

// errDiffers ends the program with exit code 1 and without a message.
var errDiffers = errors.New("the manifests differ")

func main() {
	binary := flag.String("optviz", "", "the `BINARY` to try, built with -buildvcs=false (default: that of the work tree)")
	jobs := flag.Int("j", runtime.NumCPU(), "run `N` commands at once")
	quick := flag.Bool("short", false, "draw the lecture as SVG in one theme only")
	quickest := flag.Bool("no-lecture", false, "leave out the lecture, which takes longest")
	old := flag.String("compare", "", "take a manifest of the kind of `FILE`, and print how it differs from that, with exit code 1")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	kind := whole
	switch {
	case *quickest:
		kind = tables
	case *quick:
		kind = short
	}
	err := run(ctx, *binary, *old, kind, max(1, *jobs))
	if err != nil {
		if err != errDiffers {
			fmt.Fprintln(os.Stderr, "manifest:", err)
		}
		os.Exit(1)
	}
}

// run takes a manifest and prints it or, if old names a manifest, the differences.
func run(ctx context.Context, binary, old, kind string, jobs int) error {
	var before manifest
	if old != "" {
		text, err := os.ReadFile(old)
		if err != nil {
			return err
		}
		if before, err = parse(string(text)); err != nil {
			return fmt.Errorf("%s: %w", old, err)
		}
		kind = before.kind
	}
	after, err := take(ctx, binary, kind, jobs)
	if err != nil {
		return err
	}
	if old == "" {
		_, err := fmt.Print(after)
		return err
	}
	differences := compare(before, after)
	for _, d := range differences {
		fmt.Println(d)
	}
	if len(differences) > 0 {
		return errDiffers
	}
	return nil
}

// take runs the commands of the table in a temporary directory.
func take(ctx context.Context, binary, kind string, jobs int) (manifest, error) {
	root, err := exec.Command("git", "rev-parse", "--show-toplevel").Output()
	if err != nil {
		return manifest{}, fmt.Errorf("the work tree is not found: %w", err)
	}
	tree := strings.TrimSpace(string(root))
	readme, err := os.ReadFile(filepath.Join(tree, "README.md"))
	if err != nil {
		return manifest{}, err
	}
	base, err := os.MkdirTemp("", "manifest")
	if err != nil {
		return manifest{}, err
	}
	defer os.RemoveAll(base)
	r, err := newRunner(base)
	if err != nil {
		return manifest{}, err
	}
	if err := r.provide(ctx, tree, binary); err != nil {
		return manifest{}, err
	}
	lines, err := r.lines(ctx, kind, string(readme))
	if err != nil {
		return manifest{}, err
	}
	entries, err := r.runAll(ctx, lines, jobs)
	return manifest{kind: kind, entries: entries}, err
}
