package formula

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// function holds the number of a function's arguments and its operation.
type function struct {
	args int // number of arguments; for min and max the least
	op   op
}

var functions = map[string]function{
	"sin": {1, opSin}, "cos": {1, opCos}, "tan": {1, opTan},
	"asin": {1, opAsin}, "acos": {1, opAcos}, "atan": {1, opAtan},
	"sinh": {1, opSinh}, "cosh": {1, opCosh}, "tanh": {1, opTanh},
	"exp": {1, opExp}, "log": {1, opLog}, "log10": {1, opLog10},
	"sqrt": {1, opSqrt}, "abs": {1, opAbs}, "sigmoid": {1, opSigmoid},
	"pow": {2, opPow}, "hypot": {2, opHypot}, "atan2": {2, opAtan2},
	"min": {2, opMin}, "max": {2, opMax},
	"sum": {4, opLinear}, "prod": {4, opMul},
}

func isFunction(name string) bool {
	_, ok := functions[name]
	return ok
}

// noConditions tells what a formula has in place of conditions.
const noConditions = "a formula has no conditions: max, min and abs make pieces, as in max(x, 0) for x where x > 0"

// isCondition reports whether other languages begin a condition with a name.
func isCondition(name string) bool {
	return slices.Contains([]string{"if", "else", "where", "piecewise", "when"}, strings.ToLower(name))
}

// Functions lists the names of the functions.
func Functions() []string { return slices.Sorted(maps.Keys(functions)) }

// notFunction returns the reason why name( is not a call.
func notFunction(name string) string {
	switch {
	case name == "ln":
		return "unknown function ln: the natural logarithm is log"
	case isVariable(name), isConstant(name), len(name) == 1:
		return fmt.Sprintf("%s is not a function: a product needs its *", name)
	}
	return fmt.Sprintf("unknown function %s; there are %s", name, strings.Join(Functions(), " "))
}

// checkArgs refuses a call with too few or too many arguments.
func checkArgs(text string, n *node) {
	f := functions[n.text]
	switch got := len(n.args); {
	case got == f.args, got > f.args && isVariadic(f.op):
	case isVariadic(f.op):
		fail(text, n.pos, "%s takes %d arguments or more, not %d", n.text, f.args, got)
	case f.args == 1:
		fail(text, n.pos, "%s takes 1 argument, not %d", n.text, got)
	case f.args == 4:
		fail(text, n.pos, "%s takes 4 arguments, not %d: %[1]s(i, 1, n, ...)", n.text, got)
	default:
		fail(text, n.pos, "%s takes %d arguments, not %d", n.text, f.args, got)
	}
}

func isVariadic(o op) bool { return o == opMin || o == opMax }

// constants are the names whose values no parameter can change.
var constants = map[string]float64{"pi": math.Pi, "π": math.Pi, "e": math.E}

func isConstant(name string) bool {
	_, ok := constants[name]
	return ok
}

// isVariable reports whether a name is x, y or a coordinate: x1, x_1, x_i.
func isVariable(name string) bool {
	if name == "x" || name == "y" || strings.HasPrefix(name, "x_") {
		return true
	}
	rest, ok := strings.CutPrefix(name, "x")
	return ok && strings.Trim(rest, "0123456789") == ""
}

// isName reports whether s can stand in a formula as one name.
func isName(s string) bool {
	for i, r := range s {
		if !unicode.IsLetter(r) && (i == 0 || !isDigit(r) && r != '_') {
			return false
		}
	}
	return s != ""
}

// checkParams refuses names that a formula cannot use and values that it
// cannot compute with.
func checkParams(params map[string]float64) error {
	for _, name := range slices.Sorted(maps.Keys(params)) {
		switch v := params[name]; {
		case !isName(name):
			return &ParamError{name, "not a name: letters, then letters, digits and _"}
		case isVariable(name):
			return &ParamError{name, "is a variable"}
		case isConstant(name), isFunction(name):
			return &ParamError{name, "has a meaning already"}
		case math.IsNaN(v), math.IsInf(v, 0):
			return &ParamError{name, "not a finite number"}
		case name == "n" && (v != math.Trunc(v) || v < 1 || v > MaxDim):
			return &ParamError{name, fmt.Sprintf("the dimension is a whole number from 1 to %d, not %s", MaxDim, strconv.FormatFloat(v, 'g', -1, 64))}
		}
	}
	return nil
}
