package setup

import (
	"cmp"
	"strconv"

	"github.com/optviz/optviz/cmd/internal/catalog"
)

// SurfaceName returns the surface as the user wrote it, or the usual one.
func (s Setup) SurfaceName() string { return cmp.Or(s.Surface, UsualSurface) }

// SurfaceParam returns the parameter of a key in the surface. A formula has no parameters.
func (s Setup) SurfaceParam(key string) (catalog.Param, bool) {
	if s.Formula != "" {
		return catalog.Param{}, false
	}
	return catalog.SurfaceParam(s.SurfaceName(), key)
}

// WithSurfaceSeed returns the Spec with the seed of its surface raised by a number.
func (s Setup) WithSurfaceSeed(by int) Setup {
	s, _ = s.WithSurfaceKey("seed", strconv.Itoa(s.SurfaceSeed()+by))
	return s
}

// SurfaceSeed returns the seed of the surface, 0 where the surface has none.
func (s Setup) SurfaceSeed() int {
	in, err := catalog.Resolve("surface", catalog.Surfaces(), s.SurfaceName())
	if err != nil {
		return 0 // runs.LandscapeOf reports the error
	}
	p, ok := catalog.FindParam(in.Params, "seed")
	if !ok {
		return 0
	}
	return int(p.Value.Int())
}

// WithSurfaceKey returns the Spec with a key of its surface set; ok is false where the
// surface lacks the key.
func (s Setup) WithSurfaceKey(key, value string) (out Setup, ok bool) {
	if s.Formula != "" {
		return s, false
	}
	text, ok := catalog.SetKey(catalog.Surfaces(), s.SurfaceName(), key, value)
	if ok {
		s.Surface = text
	}
	return s, ok
}
