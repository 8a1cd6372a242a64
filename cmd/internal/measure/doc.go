// Package measure fills the captions, titles and names of figures with what the figures show:
// {{.Steps 1 1e-6}} in a text becomes a number. A computed drawing.Drawing and a text come in;
// the filled text goes out. A new measure is a method of Figure in the file of what it
// measures (loss.go, place.go, steps.go, seeds.go, grid.go, kinds.go, ...) and its name in the
// list of names.go.
package measure
