package expression

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"
)

// value is an expression that has been checked: its type is known before it is computed.
type value struct {
	source  string
	kind    reflect.Type
	literal string // the digits, for a number that is written out; "" otherwise
	compute func(r *run, it reflect.Value) (reflect.Value, error)
}

// The types of values.
var (
	whole    = reflect.TypeFor[int]()
	real     = reflect.TypeFor[float64]()
	words    = reflect.TypeFor[string]()
	anything = reflect.TypeFor[any]()
)

// checker checks the nodes of a text and collects its parts.
type checker struct {
	grammar Grammar
	parts   []part
}

// list checks the nodes of a text, or of a {{with}} whose value is around.
func (c *checker) list(list *parse.ListNode, around *value) error {
	for _, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			c.parts = append(c.parts, part{plain: string(n.Text)})
		case *parse.CommentNode:
		case *parse.ActionNode:
			v, err := c.pipe(n.Pipe)
			if err != nil {
				return err
			}
			if v.kind == c.grammar.Of {
				return fmt.Errorf("%s is a figure, and no number: write what to measure of it, as in (%s).Loss 1", v.source, v.source)
			}
			c.parts = append(c.parts, part{value: v, around: around})
		case *parse.WithNode:
			if around != nil || n.ElseList != nil {
				return errNoProgram
			}
			v, err := c.pipe(n.Pipe)
			if err != nil {
				return err
			}
			if v.kind != c.grammar.Of {
				return fmt.Errorf("{{with}} takes a figure, as in {{with .Part 1}}, not %s", v.source)
			}
			if err := c.list(n.List, v); err != nil {
				return err
			}
		default:
			return errNoProgram
		}
	}
	return nil
}

// pipe checks one call or value between {{ and }} or in parentheses.
func (c *checker) pipe(p *parse.PipeNode) (*value, error) {
	if len(p.Decl) > 0 || len(p.Cmds) != 1 {
		return nil, errNoProgram
	}
	args := p.Cmds[0].Args
	rest := make([]*value, 0, len(args))
	for _, n := range args[1:] {
		v, err := c.operand(n, nil)
		if err != nil {
			return nil, err
		}
		rest = append(rest, v)
	}
	return c.operand(args[0], rest)
}

// operand checks a value, or a call with arguments.
func (c *checker) operand(n parse.Node, args []*value) (*value, error) {
	switch n := n.(type) {
	case *parse.FieldNode:
		if len(n.Ident) != 1 {
			return nil, fmt.Errorf("%s: write (.%s).%s", n, n.Ident[0], strings.Join(n.Ident[1:], "."))
		}
		return c.measure(nil, n.Ident[0], args)
	case *parse.ChainNode:
		of, err := c.operand(n.Node, nil)
		if err != nil {
			return nil, err
		}
		if of.kind != c.grammar.Of || len(n.Field) != 1 {
			return nil, fmt.Errorf("%s: only a figure has measures, as in (.Part 1).Loss 1", n)
		}
		return c.measure(of, n.Field[0], args)
	case *parse.IdentifierNode:
		return c.function(n.Ident, args)
	}
	v, err := c.plain(n)
	if err == nil && len(args) > 0 {
		return nil, fmt.Errorf("%s takes no arguments", v.source)
	}
	return v, err
}

// plain checks a number, a string or an expression in parentheses.
func (c *checker) plain(n parse.Node) (*value, error) {
	switch n := n.(type) {
	case *parse.PipeNode:
		return c.pipe(n)
	case *parse.NumberNode:
		return number(n)
	case *parse.StringNode:
		return &value{source: n.Quoted, kind: words, compute: constant(n.Text)}, nil
	}
	return nil, errNoProgram
}

// maxWhole is the largest whole number that an argument may be.
const maxWhole = 1_000_000_000

// number reads a number in decimal notation; it refuses 0x10, 1_000 and 'a', which
// text/template accepts.
func number(n *parse.NumberNode) (*value, error) {
	if strings.Trim(n.Text, "0123456789.eE+-") != "" || !n.IsInt && !n.IsFloat {
		return nil, fmt.Errorf("%s is not a number", n.Text)
	}
	v := &value{source: n.Text, literal: n.Text, kind: real, compute: constant(n.Float64)}
	if i, err := strconv.Atoi(n.Text); err == nil {
		if i < -maxWhole || i > maxWhole {
			return nil, fmt.Errorf("%s is too large a whole number", n.Text)
		}
		v.kind, v.compute = whole, constant(i)
	}
	return v, nil
}

// constant returns a function that always computes v.
func constant(v any) func(*run, reflect.Value) (reflect.Value, error) {
	return func(*run, reflect.Value) (reflect.Value, error) { return reflect.ValueOf(v), nil }
}

// filledValue computes the value that Fill gets, for measures without a value before the dot.
var filledValue = &value{compute: func(_ *run, it reflect.Value) (reflect.Value, error) { return it, nil }}

// measure checks a call of a measure of a value, or of the value that Fill gets where of
// is nil.
func (c *checker) measure(of *value, name string, args []*value) (*value, error) {
	m, ok := c.grammar.Of.MethodByName(name)
	if !ok || !slices.Contains(c.grammar.Measures, name) {
		return nil, c.grammar.Unknown(name)
	}
	source := "." + name
	if of == nil {
		of = filledValue
	} else {
		source = "(" + of.source + ")" + source
	}
	return call(source, m.Func, []*value{of}, args)
}

func (c *checker) function(name string, args []*value) (*value, error) {
	f, ok := c.grammar.Functions[name]
	if !ok {
		known := slices.Sorted(maps.Keys(c.grammar.Functions))
		return nil, fmt.Errorf("there is no function %s; there are %s, and measures begin with a dot", name, strings.Join(known, ", "))
	}
	return call(name, reflect.ValueOf(f), nil, args)
}

// call checks the arguments of a function and returns the value that calls the function.
// of holds the measured value, which becomes the first argument of a measure.
func call(source string, f reflect.Value, of []*value, args []*value) (*value, error) {
	args, err := checkArguments(source, f.Type(), len(of), args)
	if err != nil {
		return nil, err
	}
	for _, a := range args {
		source += " " + a.argument()
	}
	all := append(of, args...)
	compute := func(r *run, it reflect.Value) (reflect.Value, error) {
		in := make([]reflect.Value, len(all))
		for i, a := range all {
			var err error
			if in[i], err = a.compute(r, it); err != nil {
				return in[i], err
			}
		}
		if err := r.call(); err != nil {
			return reflect.Value{}, err
		}
		out := f.Call(in)
		if err, failed := out[len(out)-1].Interface().(error); failed {
			return reflect.Value{}, at(source, err)
		}
		return out[0], nil
	}
	return &value{source: source, kind: f.Type().Out(0), compute: compute}, nil
}

// at names the call that failed. It leaves the error alone where a call nested in this one
// is named already or the user interrupted the program.
func at(source string, err error) error {
	var failed *Failed
	if errors.As(err, &failed) || errors.Is(err, context.Canceled) {
		return err
	}
	return &Failed{Call: source, Err: err}
}

// Failed is an error that a measure or a function returned.
type Failed struct {
	Call string
	Err  error
}

func (f *Failed) Error() string { return f.Call + ": " + f.Err.Error() }
func (f *Failed) Unwrap() error { return f.Err }

// argument returns the source of the value as an argument: calls in parentheses.
func (v *value) argument() string {
	if strings.Contains(v.source, " ") && v.literal == "" && v.kind != words {
		return "(" + v.source + ")"
	}
	return v.source
}

// checkArguments checks the arguments of a function against its parameters from skip on, and
// returns the arguments converted to the parameters' types.
func checkArguments(source string, t reflect.Type, skip int, args []*value) ([]*value, error) {
	least, most := t.NumIn()-skip, t.NumIn()-skip
	wanted := "arguments"
	if t.IsVariadic() {
		least, most = least-1, len(args)
		wanted = "or more arguments"
	} else if least == 1 {
		wanted = "argument"
	}
	if len(args) < least || len(args) > most {
		return nil, fmt.Errorf("%s takes %d %s%s, not %d", source, least, wanted, typeNames(t, skip), len(args))
	}
	fit := make([]*value, len(args))
	for i, a := range args {
		p := t.In(min(skip+i, t.NumIn()-1))
		if t.IsVariadic() && skip+i >= t.NumIn()-1 {
			p = p.Elem()
		}
		if !accepts(p, a) {
			return nil, fmt.Errorf("%s takes %s as argument %d, not %s", source, typeName(p), i+1, a.source)
		}
		fit[i] = a.as(p)
	}
	return fit, nil
}

// accepts reports whether a value can be passed as a parameter.
func accepts(parameter reflect.Type, v *value) bool {
	switch number := v.kind == whole || v.kind == real; parameter {
	case real, anything:
		return number
	case whole: // 1e3 is a whole number, too
		n, err := strconv.ParseFloat(v.literal, 64)
		return v.kind == whole || err == nil && n == math.Trunc(n) && math.Abs(n) <= maxWhole
	}
	return v.kind == parameter
}

// as returns a value that is converted to the type of a parameter.
func (v *value) as(parameter reflect.Type) *value {
	if parameter == v.kind || parameter == anything {
		return v
	}
	converted := *v
	converted.compute = func(r *run, it reflect.Value) (reflect.Value, error) {
		out, err := v.compute(r, it)
		if err == nil {
			out = out.Convert(parameter)
		}
		return out, err
	}
	return &converted
}

// typeNames lists the types of a function's arguments, for messages.
func typeNames(t reflect.Type, skip int) string {
	var all []string
	for i := skip; i < t.NumIn(); i++ {
		if p := t.In(i); t.IsVariadic() && i == t.NumIn()-1 {
			all = append(all, typeName(p.Elem())+" ...")
		} else {
			all = append(all, typeName(p))
		}
	}
	if len(all) == 0 {
		return ""
	}
	return " (" + strings.Join(all, ", ") + ")"
}

// typeName returns the name of a type in messages.
func typeName(t reflect.Type) string {
	switch t {
	case whole:
		return "a whole number"
	case real, anything:
		return "a number"
	case words:
		return "quoted words"
	}
	return "a figure"
}
