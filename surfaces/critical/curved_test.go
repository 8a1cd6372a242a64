package critical

import (
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// curvedSurface is what all surfaces of the catalogue are.
type curvedSurface interface {
	surfaces.Surface
	objective.Curved
}

// kindOf returns the kind of a name.
func kindOf(name string) surfaces.Kind {
	for k := surfaces.Minimum; k <= surfaces.Degenerate; k++ {
		if k.String() == name {
			return k
		}
	}
	return -1
}
