// Package models holds losses that are means over examples: of lines, curves,
// neurons and networks fitted to data. Each is made by a Recipe, whose exported
// fields are its parameters, tagged as in package surfaces; a tag "one" lists
// the words that a parameter takes, and a doc tag that ends in brackets says what
// a parameter stands for that is left zero.
package models

import (
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
)

// Recipe makes the loss of a model on data. set is the user's own, nil for the
// recipe's. What it makes is a surfaces.Fitted and, as package optimizers defines
// it, a FiniteSum.
type Recipe interface {
	Build(set *data.Set) (surfaces.Surface, error)
}

// Entry is a recipe's line in the catalogue.
type Entry struct {
	Name   string // as on the command line, not that of a surface
	Title  string // for people
	About  string // what it is good for, in less than 60 characters
	Recipe Recipe // with its default parameters
	Source string // literature
}
