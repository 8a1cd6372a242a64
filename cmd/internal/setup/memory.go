package setup

import (
	"errors"
	"fmt"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/memory"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/models"
)

// CheckMatrices refuses a rule whose matrices do not fit into memory.
func CheckMatrices(r catalog.Rule, dim int) error {
	bytes := 8 * float64(optimizers.TraitsOf(r.Value).Matrices) * float64(dim) * float64(dim)
	return CheckMemory(bytes, fmt.Sprintf("it keeps matrices of %d x %d numbers", dim, dim), "--optimizer", r.Text)
}

// checkFeatures refuses a model whose features do not fit into memory.
func checkFeatures(name string, f surfaces.Surface) error {
	l, ok := f.(*models.Linear)
	if !ok {
		return nil
	}
	return CheckMemory(l.Bytes(), "fewer examples or features need less", "SURFACE", name)
}

// CheckMemory refuses work for which there is not enough memory. Its error names a flag
// and its value, or the map where flag is "". It is no error of usage, since another
// machine may have the memory.
func CheckMemory(bytes float64, hint, flag, value string) error {
	err := memory.Check(bytes, hint)
	switch {
	case err == nil:
		return nil
	case flag == "":
		return errors.New("the map " + err.Error())
	}
	return fmt.Errorf("%s %s %w", flag, printing.Quote(value), err)
}
