package main

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/render"
)

// makingFlags holds the flags of commands that make files of a document.
type makingFlags struct {
	out   outputFlags
	data  dataFile
	spec  bool // print the document, and make nothing
	quiet bool
}

// making holds how a command makes files of a document. All of its functions but byDefault
// and images may be nil.
type making struct {
	cmd *cobra.Command
	makingFlags
	given   document.Document // what --print-spec prints
	formats []string          // of the pictures

	byDefault func(g *drawing.Drawing) target                                  // where a picture goes unasked
	check     func(g *drawing.Drawing, ts []target) error                      // refuses what the command's own flags ask for in vain
	compute   func(ctx context.Context, g *drawing.Drawing, ts []target) error // nil: computeIn
	images    makeImages
	written   func() error                    // is called once all files are there
	more      func(g *drawing.Drawing) string // is printed after their paths
}

// makeImages draws and encodes a drawing for each target. It calls drawn with each slide that a theme
// makes of a page, its number from 0, and the number of slides.
type makeImages func(ctx context.Context, g *drawing.Drawing, ts []target, drawn func(i, n int, slide render.Figure)) ([]file, error)

// make checks everything, computes, draws, and only then writes.
func (m making) make(d document.Document) error {
	g, err := drawing.Resolve(m.cmd.Context(), d, measure.Texts{})
	if err != nil {
		return err
	}
	return m.makeOf(g)
}

// makeOf makes the files of a document that is resolved.
func (m making) makeOf(g *drawing.Drawing) error {
	ctx := m.cmd.Context()
	targets, err := m.targets(ctx, g.Document, m.formats, m.byDefault(g))
	if err != nil {
		return err
	}
	if m.check != nil {
		if err := m.check(g, targets); err != nil {
			return err
		}
	}
	if m.spec {
		return printSpec(m.cmd, m.given, m.quiet)
	}
	var told remarks
	told.before(g, targets)
	told.add(hiddenTitle(g.Document)...)
	if !m.quiet {
		told.tell(m.cmd)
	}
	compute := m.compute
	if compute == nil {
		compute = computeIn
	}
	if err := compute(ctx, g, targets); err != nil {
		return err
	}
	slides := 0
	files, err := told.draw(ctx, g, targets, m.images, func(_, n int, _ render.Figure) { slides = n })
	if err != nil {
		return err
	}
	if !m.quiet {
		told.tell(m.cmd)
		noteSlides(m.cmd, g.Style.Theme.Name, splitPages(targets, files, slides))
	}
	numbers, err := m.data.files(ctx, g)
	if err != nil {
		return err
	}
	files = append(files, numbers...)
	if err := write(ctx, files, m.cmd.OutOrStdout()); err != nil {
		return err
	}
	if m.written != nil {
		if err := m.written(); err != nil {
			return err
		}
	}
	more := ""
	if m.more != nil {
		more = m.more(g)
	}
	return report(m.cmd, targetsOf(files), more)
}

// computeIn computes a drawing if there is memory for its images.
func computeIn(ctx context.Context, g *drawing.Drawing, images []target) error {
	if err := checkOutputs(g, images); err != nil {
		return err
	}
	spareMemory(g)
	return g.Compute(ctx, nil)
}

// targets returns where the figure goes: nowhere unasked where its numbers do.
func (m makingFlags) targets(ctx context.Context, d document.Document, formats []string, byDefault target) ([]target, error) {
	var ts []target
	var err error
	if m.data.path == "" || len(m.out.paths) > 0 || m.out.format != "" {
		if ts, err = m.out.targets(formats, byDefault); err != nil {
			return nil, err
		}
	}
	t, ok, err := m.data.target(ts)
	if err != nil || !ok {
		return ts, cmp.Or(err, checkKept(ctx, ts, m.data.kept(d)))
	}
	all := append(ts[:len(ts):len(ts)], t)
	return ts, checkKept(ctx, append(all, m.data.besideIt(t)...), m.data.kept(d))
}
