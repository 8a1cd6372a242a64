package main

import (
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/render"
)

// collection holds files of several figures each while the figures are drawn.
type collection interface {
	isEmpty() bool // there are no such files
	add(s slide, f render.Figure) error
	// files returns the files once all figures are added.
	files() ([]file, error)
}

// slide is one of those that a drawing is shown as.
type slide struct {
	*drawing.Drawing
	i, n    int              // its number, from 0, and how many there are
	source  *drawing.Drawing // from which it is drawn again; nil where that of a slide before makes it, too
	caption string           // which may tell of all slides
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

func (cs collections) add(s slide, f render.Figure) error {
	for _, c := range cs {
		if err := c.add(s, f); err != nil {
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
