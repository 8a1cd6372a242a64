// Package models holds losses that are means over examples: lines, curves, neurons and
// networks fitted to data. A Recipe makes each loss. The exported fields of a recipe
// are its parameters, tagged as in package surfaces; a tag "one" lists the words that a
// parameter accepts, and brackets at the end of a doc tag give the meaning of a zero
// parameter.
//
// A new model is a file with its Recipe, and a line of Catalog.
package models

import (
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
)

// Recipe makes the loss of a model on data. set is the user's own, nil for the recipe's.
// The loss is a surfaces.Fitted and, as package optimizers defines it, a FiniteSum.
type Recipe interface {
	Build(set *data.Set) (surfaces.Surface, error)
}

// Entry is a recipe's line in the catalogue.
type Entry struct {
	Name   string // as on the command line; not a name of package surfaces
	Title  string // for people to read
	About  string // the model's use, in less than 60 characters
	Recipe Recipe // with its default parameters
	Source string // literature
}
