package spec

import (
	"fmt"
	"reflect"
	"slices"
	"text/template/parse"
)

// measurable is what templates measure.
var measurable = reflect.TypeFor[*Drawing]()

// Measures are the names of what templates measure, besides fields.
func Measures() []string {
	none := []string{"Iterates", "Measure"} // which are no outcomes
	kinds := []reflect.Kind{reflect.Int, reflect.Float64, reflect.String, reflect.Pointer}
	var names []string
	for i := range measurable.NumMethod() {
		m := measurable.Method(i)
		if m.Type.NumOut() > 0 && slices.Contains(kinds, m.Type.Out(0).Kind()) && !slices.Contains(none, m.Name) {
			names = append(names, m.Name)
		}
	}
	return names
}

// checkNames refuses a template that measures what no drawing does, before one is
// computed.
func checkNames(n parse.Node) error {
	if n == nil || reflect.ValueOf(n).IsNil() {
		return nil
	}
	switch n := n.(type) {
	case *parse.ListNode:
		return checkEach(n.Nodes)
	case *parse.ActionNode:
		return checkNames(n.Pipe)
	case *parse.IfNode:
		return checkBranch(n.BranchNode)
	case *parse.WithNode:
		if drawn(n.Pipe) {
			return checkBranch(n.BranchNode)
		}
		return checkEach([]parse.Node{n.Pipe, n.ElseList}) // its body is about something else
	case *parse.RangeNode:
		return checkEach([]parse.Node{n.Pipe, n.ElseList})
	case *parse.PipeNode:
		return checkEach(n.Cmds)
	case *parse.CommandNode:
		return checkEach(n.Args)
	case *parse.FieldNode:
		return checkName(n.Ident[0])
	case *parse.VariableNode:
		if n.Ident[0] == "$" && len(n.Ident) > 1 {
			return checkName(n.Ident[1])
		}
	case *parse.ChainNode:
		if err := checkNames(n.Node); err != nil || !drawn(n.Node) {
			return err
		}
		return checkName(n.Field[0])
	}
	return nil
}

// checkEach is checkNames of several.
func checkEach[N parse.Node](nodes []N) error {
	for _, n := range nodes {
		if err := checkNames(n); err != nil {
			return err
		}
	}
	return nil
}

// checkBranch is checkNames of all parts of a condition.
func checkBranch(n parse.BranchNode) error {
	return checkEach([]parse.Node{n.Pipe, n.List, n.ElseList})
}

// checkName refuses a name that is neither a measure nor a field.
func checkName(name string) error {
	if _, field := measurable.Elem().FieldByName(name); field || slices.Contains(Measures(), name) {
		return nil
	}
	hint := "; figures of the lecture have examples: optviz lecture 12.1 --print-spec"
	if near := Nearest(name, Measures()); near != "" {
		hint = fmt.Sprintf(" (did you mean .%s?)", near)
	}
	return fmt.Errorf("there is no measure .%s%s", name, hint)
}

// drawn says whether what stands in brackets is a drawing, as (.Part 2) is.
func drawn(n parse.Node) bool {
	pipe, ok := n.(*parse.PipeNode)
	if !ok || len(pipe.Cmds) != 1 {
		return false
	}
	field, ok := pipe.Cmds[0].Args[0].(*parse.FieldNode)
	if !ok {
		return false
	}
	m, ok := measurable.MethodByName(field.Ident[0])
	return ok && m.Type.NumOut() > 0 && m.Type.Out(0) == measurable
}
