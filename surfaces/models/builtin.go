package models

import (
	"fmt"

	"github.com/optviz/optviz/surfaces/data"
)

// heldOut is how many examples are held out of a generated set: enough that
// the loss on them is known to a few per cent.
const heldOut = 1000

// own is the user's set, or without one what builtin makes.
func own(users *data.Set, name string, n, seed int, noise float64) (set, held *data.Set) {
	if users != nil {
		return users, nil
	}
	return builtin(name, n, heldOut, seed, noise)
}

// fixed is a set of points of package data's catalogue.
func fixed(name string) *data.Set {
	set, _ := builtin(name, 0, 0, 0, 0)
	return set
}

// builtin is a set of package data's catalogue and hold examples held out with
// it, nil where there are none. n and noise are the set's own where they are 0.
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
	panic("no set " + name) // the tags list those there are
}

// notYours refuses the user's data for a model of fixed points.
func notYours(name string, set *data.Set) error {
	if set == nil {
		return nil
	}
	return fmt.Errorf("%s has its own points: use line for those of %s", name, set.Name)
}

// twoClasses is the set with labels, of which there must be two.
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

// hasTwoClasses says whether twoClasses takes the set.
func hasTwoClasses(set *data.Set) bool {
	_, err := twoClasses("", set)
	return err == nil
}
