package render

import (
	"testing"

	"github.com/optviz/optviz/render/scale"
)

// The text of a number that names nothing is the number.
func TestUnknownNames(t *testing.T) {
	for want, got := range map[string]string{
		"lr": ByRate.String(), "Axis(-1)": Axis(-1).String(), "Axis(5)": (ByRate + 1).String(),
		"symmetric": scale.AsSymmetric.String(), "": scale.AsUsual.String(), "Kind(-1)": scale.Kind(-1).String(), "Kind(4)": (scale.AsSymmetric + 1).String(),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
