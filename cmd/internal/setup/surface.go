package setup

import (
	"errors"
	"fmt"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/formula"
)

// UsualSurface is the surface of a command line that names none.
const UsualSurface = "rosenbrock"

// BlameFormula returns an error that names --formula or the --param that err is about.
func (s Setup) BlameFormula(err error) error {
	var text *formula.Error
	if errors.As(err, &text) {
		return catalog.Usage("--formula: %w", s.HintFormula(err))
	}
	var param *formula.ParamError
	if errors.As(err, &param) {
		return catalog.Blame("--param", param.Name+"="+catalog.FormatNumber(s.Params[param.Name]), errors.New(param.Reason))
	}
	return catalog.Blame("--formula", s.Formula, err)
}

// HintFormula returns the error of a formula with what may be meant by it.
func (s Setup) HintFormula(err error) error {
	var text *formula.Error
	if !errors.As(err, &text) {
		return err
	}
	return fmt.Errorf("%w%s", text, s.formulaHint(text))
}

// formulaHint returns what may be meant by a formula with a mistake.
func (s Setup) formulaHint(e *formula.Error) string {
	if e.Name != "" {
		return fmt.Sprintf("; --param %s=1 makes it a constant", e.Name)
	}
	meant := ""
	const mostShown = 100
	if (e.MissingProduct || strings.ContainsAny(e.Text, printedSigns)) && len(e.Text) <= mostShown {
		meant, _ = Typeable(e.Text, s.Params)
	}
	if meant == "" && e.Function != "" {
		meant = catalog.Nearest(e.Function, formula.Functions())
	}
	if meant == "" {
		return ""
	}
	return fmt.Sprintf(" (did you mean %s?)", meant)
}

// HasPlane reports whether Window is the window of a plane through a surface of many
// dimensions.
func (s Setup) HasPlane(m surfaces.Meta) bool { return m.Dim > 2 && len(s.Window) == 4 }

// Orders lists the values of --order: the order in which batches go through the examples.
var Orders = []string{"shuffled", "given"}

// BlameSurface returns an error that names the surface or the formula that err is about.
func (s Setup) BlameSurface(err error) error {
	if s.Formula != "" {
		return catalog.Blame("--formula", s.Formula, err)
	}
	return catalog.Blame("SURFACE", s.SurfaceName(), err)
}
