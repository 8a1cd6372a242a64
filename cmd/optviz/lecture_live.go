package main

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"slices"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/explore"
	"github.com/optviz/optviz/cmd/internal/explore/live"
	"github.com/optviz/optviz/cmd/internal/lecture"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/render"
)

// livePage is the one live page beside the figures of a lecture, which opens each figure by the end of its
// address. It begins with the first figure that can be live.
type livePage struct {
	lang, path string
	first      *document.Document
}

// links returns the links that open a figure, or the figures of a page, in the live page. A figure of the
// runs of another on its page has none.
func (p *livePage) links(ctx context.Context, d document.Document) ([]lecture.Live, error) {
	var links []lecture.Live
	var linked []setup.Setup
	for n := 1; ; n++ {
		part, err := d.Figure(n)
		if err != nil { // after the last
			return links, nil
		}
		s, ok, err := opened(ctx, part)
		if err != nil {
			return nil, err
		}
		sameRuns := func(other setup.Setup) bool {
			other.Window = s.Window
			return reflect.DeepEqual(s, other)
		}
		if !ok || slices.ContainsFunc(linked, sameRuns) {
			continue
		}
		if p.first == nil {
			p.first = &part
		}
		fragment, err := explore.Fragment(s, p.lang)
		if err != nil {
			return nil, err
		}
		linked, links = append(linked, s), append(links, lecture.Live{Part: n, Address: filepath.Base(p.path) + fragment})
	}
}

// opened returns what a live page computes of a figure; ok is false for a figure that cannot be live, or
// has more coordinates than a map shows.
func opened(ctx context.Context, d document.Document) (s setup.Setup, ok bool, err error) {
	if checkLive(d) != nil {
		return s, false, nil
	}
	land, err := runs.LandscapeOf(ctx, d.Spec)
	if err != nil || land.Meta.Dim > 2 {
		return s, false, err
	}
	s, err = explore.Resolve(ctx, d.Spec)
	if _, ok := errors.AsType[*live.TooMuch](err); ok {
		return s, false, nil
	}
	return s, err == nil, err
}

// files returns the file of the live page, none where no figure can be live.
func (p *livePage) files(ctx context.Context, told *remarks) ([]file, error) {
	if p.first == nil {
		return nil, nil
	}
	d := *p.first
	d.Size = stillSize
	_, files, err := told.whole(ctx, d, []target{{path: p.path, format: "html"}}, livePages(*p.first, nil), func(int, int, render.Figure) {})
	return files, err
}
