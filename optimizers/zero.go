package optimizers

import (
	"fmt"
	"reflect"
)

// chosen is true in rules that a constructor has made, so that a rule whose
// hyperparameters are all set to 0 on purpose is not refused: Adam without memory steps
// by the sign of the gradient.
type chosen bool

// refuseZero refuses the zero value of a rule that divides 0 by 0 without its defaults, or
// does nothing. A rule around another passes itself without the inner rule.
func refuseZero[R comparable](rule R) error {
	var zero R
	if rule != zero {
		return nil
	}
	name := reflect.TypeFor[R]().Name()
	return fmt.Errorf("optimizers.%s{} is no rule without its hyperparameters: optimizers.New%s has the defaults", name, name)
}
