package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/printing"
)

// isDocument reports whether an argument of animate names a figure of the lecture or a YAML file.
func isDocument(arg string) bool {
	return isLectureFigure(arg) || slices.Contains(specFormats[1:], extension(arg))
}

// animateDocument makes the film of a figure of the lecture or of a YAML file, or of one figure of its
// page, with what the flags say of looks and times.
func animateDocument(cmd *cobra.Command, arg string, flags document.Document, part int, o plotOptions) error {
	if err := checkDocumentFlags(cmd, arg); err != nil {
		return err
	}
	docs, content, err := readDocuments(cmd, arg)
	if err != nil {
		return err
	}
	d, err := figureOf(arg, docs, part)
	if err != nil {
		return err
	}
	o.name = strings.ReplaceAll(strings.TrimSuffix(filepath.Base(arg), filepath.Ext(arg)), "#", "-figure-")
	if content == nil {
		o.name = strings.ReplaceAll(arg, "#", "-figure-")
	} else {
		o.data.from = arg
	}
	if part > 0 {
		o.name += fmt.Sprintf("-figure-%d", part)
	}
	err = animate(cmd, restyledAs(cmd, d, flags), o)
	if content == nil || part > 0 {
		return err
	}
	return locate(arg, content, err)
}

// readDocuments returns the document of a figure of the lecture, or those of a file with its content.
func readDocuments(cmd *cobra.Command, arg string) (docs []document.Document, content []byte, err error) {
	if isLectureFigure(arg) {
		d, err := findLecture(arg)
		if err != nil {
			err = &catalog.Error{Flag: "QUESTION", Value: arg, Err: err}
		}
		return []document.Document{d}, nil, err
	}
	return readSpec(cmd, arg, false)
}

// checkDocumentFlags refuses flags of runs, which a document has of its own.
func checkDocumentFlags(cmd *cobra.Command, arg string) (err error) {
	allowed := slices.Concat(outputFlagNames, appearanceFlagNames, []string{"lang", "seconds", "fps", "pause", "figure", "story", "print-spec", "quiet", "jobs"})
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if err == nil && !slices.Contains(allowed, f.Name) {
			err = catalog.Usage("--%s is of the runs on a SURFACE; %s has its own, which its file states: --print-spec prints it", f.Name, printing.Quote(arg))
		}
		if err == nil && f.Name == "formula" && f.Value.String() != document.None {
			err = catalog.Usage("give a --formula or %s, not both", printing.Quote(arg))
		}
	})
	return err
}

// restyledAs returns a document in the appearance, and with the times, that flags of animate give. A
// document without a size has that of films.
func restyledAs(cmd *cobra.Command, d, flags document.Document) document.Document {
	d = d.Restyled(givenLook(cmd, flags))
	d.Size = cmp.Or(d.Size, document.AnimationSize)
	given := document.Animation{}
	if d.Animate != nil {
		given = *d.Animate
	}
	d.Animate = &document.Animation{
		Seconds: cmp.Or(flags.Animate.Seconds, given.Seconds), FPS: cmp.Or(flags.Animate.FPS, given.FPS), Pause: cmp.Or(flags.Animate.Pause, given.Pause),
	}
	return d
}

// givenLook returns the appearance that the user's flags give, without the defaults of flags.
func givenLook(cmd *cobra.Command, flags document.Document) document.Appearance {
	look := flags.Appearance
	if !cmd.Flags().Changed("size") {
		look.Size = ""
	}
	if !cmd.Flags().Changed("dpi") {
		look.DPI = 0
	}
	return look
}
