package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/spec"
)

// renderCommand is optviz render.
func renderCommand() *cobra.Command {
	var o plotOptions
	look := spec.Spec{} // what the flags say; the rest is the file's
	cmd := &cobra.Command{
		Use:   "render SPEC",
		Short: "Draw a figure from a YAML file",
		Long: `render draws the figure that a YAML file describes. Its keys are the names of
plot's flags; a flag that repeats is a list:

  surface: ravine:kappa=25
  optimizer:
    - sgd:lr=0.04
    - adam:lr=0.5 cosine:warmup=20
  steps: 200
  title: Two runs in a ravine

optviz plot ... --print-spec prints the file of a command line. SPEC may be -
for stdin. Files that it names are looked for beside it.`,
		Example: `  optviz plot himmelblau --optimizer adam:lr=0.1 --print-spec > figure.yaml
  optviz render figure.yaml -o figure.svg
  optviz render figure.yaml --size 16cmx9cm -o figure.pdf`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return spec.Usage("render takes one SPEC, a YAML file or - for stdin")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := readSpec(cmd.InOrStdin(), args[0])
			if err != nil {
				return err
			}
			if look.Size != "" {
				s.Size = look.Size
			}
			if look.DPI != 0 {
				s.DPI = look.DPI
			}
			return plot(cmd, s, o)
		},
	}
	cmd.Flags().StringVar(&look.Size, "size", "", "size `WxH` in place of the file's")
	spec.NumberVar(cmd.Flags(), &look.DPI, "dpi", "N", "pixels per inch in place of the file's")
	o.declare(cmd)
	return cmd
}

// readSpec reads a YAML file, with the paths in it made those from here.
func readSpec(stdin io.Reader, path string) (spec.Spec, error) {
	var text []byte
	var err error
	if path == "-" {
		text, err = io.ReadAll(stdin)
	} else {
		text, err = os.ReadFile(path)
	}
	if err != nil {
		return spec.Spec{}, &spec.Error{Flag: "SPEC", Value: path, Err: plainly(err)}
	}
	s, err := spec.ParseYAML(text)
	if err != nil {
		return s, fmt.Errorf("%s: %w", path, err)
	}
	for _, file := range []*string{&s.Points, &s.Labels} {
		if *file != "" && !filepath.IsAbs(*file) && path != "-" {
			*file = filepath.Join(filepath.Dir(path), *file)
		}
	}
	return s, nil
}

// plainly leaves the path, which is told already, out of a file's error.
func plainly(err error) error {
	var at *os.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}
