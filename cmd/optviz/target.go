package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/render/figure"
)

// target is where output goes: a file, or stdout as "-".
type target struct {
	path   string
	format string
}

func (t target) isStdout() bool { return t.path == "-" }

// renamed returns the target with another name before the same extension.
func (t target) renamed(name func(old string) string) target {
	ext := filepath.Ext(t.path)
	t.path = name(strings.TrimSuffix(t.path, ext)) + ext
	return t
}

// stem returns the path without its extension.
func (t target) stem() string { return strings.TrimSuffix(t.path, filepath.Ext(t.path)) }

// outputFlags holds the flags that say where output goes.
type outputFlags struct {
	paths  []string
	format string
}

// declare declares the flags of a command that writes these formats.
func (o *outputFlags) declare(cmd *cobra.Command, formats []string) {
	list := strings.Join(formats, ", ")
	cmd.Flags().StringArrayVarP(&o.paths, "out", "o", nil, "`FILE` to write, repeatable; its extension is the format: "+list+"; - is stdout")
	cmd.Flags().StringVar(&o.format, "format", "", "`FORMAT` on stdout")
	cmd.MarkFlagFilename("out", formats...)
	cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
}

// targets resolves the flags; without -o the output goes to byDefault.
func (o outputFlags) targets(formats []string, byDefault target) ([]target, error) {
	if o.format != "" && !slices.Contains(formats, o.format) {
		return nil, &catalog.Error{Flag: "--format", Value: o.format, Err: catalog.Unknown("format", o.format, formats)}
	}
	ts := []target{byDefault}
	if len(o.paths) > 0 {
		ts = nil
	} else if byDefault.path == "-" && o.format != "" {
		ts[0].format = o.format
	}
	for _, path := range o.paths {
		t, err := o.target(path, formats)
		if err == nil && slices.ContainsFunc(ts, func(u target) bool { return samePath(u.path, path) }) {
			err = errors.New("is given twice")
		}
		if err != nil {
			return nil, &catalog.Error{Flag: "--out", Value: path, Err: err}
		}
		ts = append(ts, t)
	}
	if o.format != "" && !slices.ContainsFunc(ts, target.isStdout) {
		return nil, catalog.Usage("--format %s is for -o -; the extension of a file is its format", o.format)
	}
	return ts, nil
}

// wanted returns the format of each -o, as the user typed it.
func (o outputFlags) wanted() []string {
	var formats []string
	for _, path := range o.paths {
		if path == "-" {
			formats = append(formats, o.format)
		} else {
			formats = append(formats, extension(path))
		}
	}
	return formats
}

// target resolves one path.
func (o outputFlags) target(path string, formats []string) (target, error) {
	if path == "-" {
		if o.format == "" {
			return target{}, fmt.Errorf("stdout needs --format: %s", strings.Join(formats, ", "))
		}
		return target{path: path, format: o.format}, nil
	}
	format := extension(path)
	if format == "" {
		return target{}, fmt.Errorf("has no extension, which is the format: %s", strings.Join(formats, ", "))
	}
	if !slices.Contains(formats, format) && slices.Contains(figure.FilmFormats(), format) && slices.Contains(formats, "png") {
		return target{}, errors.New("is a film: optviz animate draws those")
	}
	if !slices.Contains(formats, format) {
		return target{}, catalog.Unknown("format", format, formats)
	}
	return target{path: path, format: format}, nil
}

// extension returns the extension of a path, in small letters and without the dot.
func extension(path string) string {
	return strings.ToLower(strings.TrimPrefix(filepath.Ext(path), "."))
}

// samePath reports whether two paths lead to one file, which need not exist.
func samePath(a, b string) bool {
	realA, errA := absolute(a)
	realB, errB := absolute(b)
	return errA == nil && errB == nil && realA == realB
}

// absolute returns the path from the root, with symbolic links resolved.
func absolute(path string) (string, error) {
	real, err := resolveLinks(path)
	if err != nil {
		return "", err
	}
	return filepath.Abs(real)
}
