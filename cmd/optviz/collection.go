package main

import (
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/render"
)

// collection holds files of several figures each while the figures are drawn.
type collection interface {
	isEmpty() bool // there are no such files
	// add adds the figure of slide i, from 0, of a drawing.
	add(g, slide *drawing.Drawing, i int, f render.Figure) error
	// files returns the files once all figures are added.
	files() ([]file, error)
}

// collections are several as one.
type collections []collection

func (cs collections) isEmpty() bool {
	for _, c := range cs {
		if !c.isEmpty() {
			return false
		}
	}
	return true
}

func (cs collections) add(g, slide *drawing.Drawing, i int, f render.Figure) error {
	for _, c := range cs {
		if err := c.add(g, slide, i, f); err != nil {
			return err
		}
	}
	return nil
}

func (cs collections) files() ([]file, error) {
	var all []file
	for _, c := range cs {
		files, err := c.files()
		if err != nil {
			return nil, err
		}
		all = append(all, files...)
	}
	return all, nil
}
