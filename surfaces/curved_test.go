package surfaces

import "github.com/optviz/optviz/optimizers/objective"

// curvedSurface is what all surfaces of the catalogue are.
type curvedSurface interface {
	Surface
	objective.Curved
}
