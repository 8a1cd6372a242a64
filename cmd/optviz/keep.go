package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/input"
	"github.com/optviz/optviz/cmd/internal/printing"
)

// checkKept refuses targets that would destroy a file: one of those that the command
// reads, whatever links lead to it, or a YAML file beside --data that is not from optviz.
func checkKept(ctx context.Context, ts []target, inputs []string) error {
	for _, t := range ts {
		there, err := os.Stat(t.path)
		if err != nil || t.isStdout() {
			continue // nothing there, or opening it says more
		}
		for _, path := range inputs {
			if read, err := os.Stat(path); err == nil && os.SameFile(there, read) {
				return catalog.Usage("cannot write %s: the command reads this file; choose another name", printing.Quote(t.path))
			}
		}
		if t.format == "yaml" {
			if err := checkSidecar(ctx, t.path); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkSidecar refuses a YAML file that optviz has not written. Those that it writes
// begin with its name.
func checkSidecar(ctx context.Context, path string) error {
	content, err := input.Anywhere.ReadFile(ctx, path, input.DocumentLimit)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("cannot write %s: %w", printing.Quote(path), withoutPath(err))
	case !bytes.HasPrefix(content, []byte(document.SourceStart)):
		return catalog.Usage("cannot write %s, which is beside --data: the file there is not from optviz; choose another name for --data, or move the file", printing.Quote(path))
	}
	return nil
}
