package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/explore"
	"github.com/optviz/optviz/render"
)

// exploreCommand returns the command optviz explore.
func exploreCommand() *cobra.Command {
	var o makingFlags
	cmd := &cobra.Command{
		Use:   "explore [SURFACE]",
		Short: "Write a live page: drag the start, turn the rate",
		Long: `explore writes one page, to out/<surface>-live.html or to -o, that computes the
runs anew while its reader drags a start, turns a rate or types a formula. It
needs no server and no network, and its numbers are those of optviz trace. Its
flags are those of plot; without scripts and on paper it shows plot's figure,
which optviz render draws again.`,
		Example: `  optviz explore
  optviz explore himmelblau --optimizer adam:lr=0.1 --start 0,0 -o adam.html
  optviz explore -f '(x^2-a)^2 + y^2 + x/2' --param a=2 -o own.html`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: completeSurfaces,
	}
	described := plotFigure(cmd)
	o.out.declare(cmd, []string{"html"})
	cmd.Flags().BoolVar(&o.spec, "print-spec", false, "print the figure as YAML for optviz render, and draw nothing")
	cmd.Flags().BoolVarP(&o.quiet, "quiet", "q", false, "no notes on stderr")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		d := described(args)
		m := making{cmd: cmd, makingFlags: o, given: d, formats: []string{"html"}, images: livePages(d.Size), check: checkLive}
		if d.Size == "" {
			d.Size = stillSize
		}
		m.byDefault = func(g *drawing.Drawing) target {
			return target{path: filepath.Join("out", cmp.Or(g.Plan.Meta.Name, "page")+"-live.html"), format: "html"}
		}
		return m.make(d)
	}
	return cmd
}

// stillSize is the size of the page's still figure, which readers see without scripts and on paper.
const stillSize = "1600x900"

// errNotLive reports what a page leaves to the command line.
var errNotLive = errors.New("cannot be live: the page has no files, grids and replicates")

// checkLive refuses what the live page cannot compute.
func checkLive(g *drawing.Drawing, _ []target) error {
	d := g.Document
	_, ok := g.Content.(*drawing.Runs)
	switch {
	case !ok:
		return catalog.Usage("explore shows runs on one surface")
	case d.Points != "":
		return catalog.Blame("--points", d.Points, errNotLive)
	case d.Tune != "":
		return catalog.Blame("--tune", d.Tune, errNotLive)
	case d.Seeds > 1:
		return catalog.Blame("--seeds", strconv.Itoa(d.Seeds), errNotLive)
	}
	return nil
}

// livePages returns the function that draws the still figure of a drawing and writes the page around
// it. The document within the page keeps its own size.
func livePages(size string) makeImages {
	return func(_ context.Context, g *drawing.Drawing, ts []target, drawn func(i, n int, slide render.Figure)) ([]file, error) {
		still, err := g.Figure()
		if err != nil {
			return nil, err
		}
		drawn(0, 1, still)
		state, err := stateOf(g)
		if err != nil {
			return nil, err
		}
		d := g.Source()
		d.Size = size
		var all []file
		for _, t := range ts {
			still.Source = within(d, t)
			var b bytes.Buffer
			if err := (explore.Page{Lang: cmp.Or(g.Document.Lang, "en"), State: state, Still: still}).Write(&b); err != nil {
				return nil, cannotEncode(t, err)
			}
			all = append(all, fileOf(t, b.Bytes()))
		}
		return all, nil
	}
}

// stateOf returns the state that the page of a computed drawing begins with: its document with what
// the plan chose, the window, the starts and the rules with their rates.
func stateOf(g *drawing.Drawing) (map[string]any, error) {
	d, p := g.Document.Spec, g.Plan
	scene, err := p.Scene(d, g.Content.(*drawing.Runs).Paths, nil)
	if err != nil {
		return nil, err
	}
	state := map[string]any{"optimizer": rulesOf(d, g), "start": p.Starts, "steps": p.Steps, "lang": cmp.Or(d.Lang, "en")}
	if d.Formula == "" {
		state["surface"] = d.SurfaceName()
	}
	if p.Meta.Dim == 2 {
		w := scene.Window
		state["window"] = []float64{w[0][0], w[0][1], w[1][0], w[1][1]}
	}
	for key, v := range map[string]any{"formula": d.Formula, "order": d.Order} {
		if v != "" {
			state[key] = v
		}
	}
	for key, v := range map[string]float64{"l1": d.L1, "l2": d.L2, "noise": d.Noise, "clip": d.Clip, "seed": float64(d.Seed)} {
		if v != 0 {
			state[key] = v
		}
	}
	if len(d.Params) > 0 {
		state["param"] = d.Params
	}
	if len(d.Batches) > 0 {
		state["batch"] = d.Batches
	}
	if d.LR != nil {
		state["lr"] = *d.LR
	}
	if p, ok := pageTheme(g); ok {
		state["theme"] = p
	}
	return state, nil
}

// pageTheme returns the theme of the page if the document has one.
func pageTheme(g *drawing.Drawing) (string, bool) {
	if g.Document.Theme.IsZero() {
		return "", false
	}
	if g.Style.Theme.IsDark() {
		return "dark", true
	}
	return "light", true
}

// rulesOf returns the rules of a plan, each with its schedule. Rules with formulas, which differ
// from start to start, stay as they are written.
func rulesOf(d document.Spec, g *drawing.Drawing) []string {
	var rules []string
	for _, r := range g.Plan.Runs {
		text := cmp.Or(r.Typed, r.Rule)
		if r.Rate != catalog.ConstantSchedule.Text {
			text += " " + r.Rate
		}
		if !slices.Contains(rules, text) {
			rules = append(rules, text)
		}
	}
	return rules
}
