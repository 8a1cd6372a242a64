package models

import (
	"fmt"

	"github.com/optviz/optviz/surfaces/data"
)

// heldOut is the number of examples held out of a generated set: enough to know the
// loss on them to a few per cent.
const heldOut = 1000

// userOrBuiltin returns the user's set, or the built-in set of that name if the user gave
// none.
func userOrBuiltin(users *data.Set, name string, n, seed int, noise float64) (set, held *data.Set) {
	if users != nil {
		return users, nil
	}
	return builtin(name, n, heldOut, seed, noise)
}

// fixed returns a set of points of package data's catalogue.
func fixed(name string) *data.Set {
	set, _ := builtin(name, 0, 0, 0, 0)
	return set
}

// builtin makes a set of package data's catalogue and hold held-out examples, or nil if
// the set has none. For n or noise 0 it takes the set's own value.
func builtin(name string, n, hold, seed int, noise float64) (set, held *data.Set) {
	for _, e := range data.Catalog() {
		if e.Name != name {
			continue
		}
		if n == 0 {
			n = e.N
		}
		if noise == 0 {
			noise = e.Noise
		}
		if e.HeldOut != nil && hold > 0 {
			held = e.HeldOut(hold, uint64(seed), noise)
		}
		return e.Make(n, uint64(seed), noise), held
	}
	panic("no set " + name) // impossible: the tags list only sets of the catalogue
}

// refuseData returns an error if the user gives data to a model of fixed points.
func refuseData(name string, set *data.Set) error {
	if set == nil {
		return nil
	}
	return fmt.Errorf("%s has its own points: use line for those of %s", name, set.Name)
}

// twoClasses returns the set with labels. It refuses all but two classes.
func twoClasses(model string, set *data.Set) (*data.Set, error) {
	set, err := set.Labelled()
	if err != nil {
		return nil, fmt.Errorf("%s tells two classes apart: %w", model, err)
	}
	if set.Classes != 2 {
		return nil, fmt.Errorf("%s tells two classes apart, labelled 0 and 1; %s has labels up to %d", model, set.Name, set.Classes-1)
	}
	return set, nil
}

// hasTwoClasses reports whether twoClasses accepts the set.
func hasTwoClasses(set *data.Set) bool {
	_, err := twoClasses("", set)
	return err == nil
}
