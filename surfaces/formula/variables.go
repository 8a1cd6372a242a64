package formula

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// name compiles a variable, a parameter or a constant.
func (c *compiler) name(n *node) ref {
	if v, ok := c.names[n.text]; ok {
		return constant(v)
	}
	switch n.text {
	case "x", "y":
		return c.letter(n)
	case "n":
		return constant(float64(c.dim))
	}
	if rest, ok := strings.CutPrefix(n.text, "x_"); ok {
		if i, ok := c.names[rest]; ok && i == float64(int(i)) {
			return c.coordinate(n, int(i))
		}
	}
	if i, ok := numberedName(n.text); ok {
		return c.coordinate(n, i)
	}
	panic(&Error{Text: c.text, Pos: n.pos, Name: n.text, Reason: fmt.Sprintf(
		"unknown name %s: not a variable (x, y or x1, x2, ...), not pi or e, not a parameter", n.text)})
}

// letter compiles x or y, the first two coordinates. It refuses x and y beside numbered
// coordinates: x in a sum would be a slip.
func (c *compiler) letter(n *node) ref {
	if c.hasLetters = true; c.hasNumbers {
		fail(c.text, n.pos, "%s beside numbered coordinates: write x[1], x[2], ...", n.text)
	}
	return c.variable(n, int(n.text[0]-'x'))
}

// coordinate compiles the coordinate with number i, counted from 1.
func (c *compiler) coordinate(n *node, i int) ref {
	if c.hasNumbers = true; c.hasLetters {
		fail(c.text, n.pos, "a numbered coordinate beside x or y: write x[1], x[2], ...")
	}
	if i < 1 {
		fail(c.text, n.pos, "there is no coordinate %d: the first is x[1]", i)
	}
	return c.variable(n, i-1)
}

func (c *compiler) variable(n *node, i int) ref {
	switch {
	case c.fixed && i >= c.dim:
		fail(c.text, n.pos, "there is no coordinate %s: the dimension n is %d", written(n, i), c.dim)
	case i >= MaxDim:
		fail(c.text, n.pos, "there is no coordinate %s: the dimension is %d at most", written(n, i), MaxDim)
	}
	c.highest = max(c.highest, i+1)
	return ref{slot: int32(i), factor: 1}
}

// written returns coordinate i as the formula writes it: by a name such as x1001, whose
// number may be too large for an int, or by the number of an index.
func written(n *node, i int) string {
	const most = 25 // characters of a message
	switch _, numbered := numberedName(n.text); {
	case n.kind != nameNode || !numbered:
		return strconv.Itoa(i + 1)
	case len(n.text) > most:
		return n.text[:most-3] + "..."
	}
	return n.text
}

// numberedName returns the i of x1 and x_1.
func numberedName(name string) (int, bool) {
	digits, ok := strings.CutPrefix(name, "x")
	if !ok {
		return 0, false
	}
	i, err := strconv.Atoi(strings.TrimPrefix(digits, "_"))
	if err != nil { // no number, or one too large
		return math.MaxInt, digits != "" && isVariable(name) && strings.Trim(digits, "_0123456789") == ""
	}
	return i, true
}

// literal returns the highest coordinate written with its number.
func literal(n *node) int {
	highest := 0
	n.walk(func(n *node) {
		if i, ok := numberedName(n.text); ok && n.kind == nameNode {
			highest = max(highest, i)
		}
		if n.kind == indexNode && n.args[0].kind == numberNode {
			highest = max(highest, int(min(n.args[0].value, MaxDim)))
		}
	})
	return min(highest, MaxDim)
}

// names returns the names in the tree.
func names(n *node) map[string]bool {
	all := map[string]bool{}
	n.walk(func(n *node) {
		if n.kind == nameNode {
			all[n.text] = true
			all[strings.TrimPrefix(n.text, "x_")] = true
		}
	})
	return all
}

// walk visits a node and those under it.
func (n *node) walk(visit func(*node)) {
	visit(n)
	for _, arg := range n.args {
		arg.walk(visit)
	}
}
