package catalog

import (
	"errors"
	"fmt"
	"strings"

	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/surfaces/number"
)

// term is a catalogue name with parameters: name[:key=value,...].
type term struct {
	name string
	args []arg
}

// arg is one key=value of a term.
type arg struct{ key, value string }

// maxTermBytes is the largest length of a term in bytes.
const maxTermBytes = 10_000

// parseTerm reads a term and puts its name and keys in lower case. It does not check that
// they exist: the catalogue does.
func parseTerm(s string) (term, error) {
	if len(s) > maxTermBytes {
		return term{}, fmt.Errorf("is %d characters long; at most %d are taken", len(s), maxTermBytes)
	}
	name, rest, more := strings.Cut(strings.TrimSpace(s), ":")
	t := term{name: strings.ToLower(strings.TrimSpace(name))}
	if t.name == "" {
		return term{}, errors.New("a name is missing")
	}
	if !more {
		return t, nil
	}
	for part := range strings.SplitSeq(rest, ",") {
		key, value, ok := strings.Cut(part, "=")
		a := arg{strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)}
		if _, err := ParseNumber(a.key); err == nil && !ok && len(t.args) > 0 {
			last := t.args[len(t.args)-1]
			if number.HasComma(last.value + "," + a.key) {
				return term{}, fmt.Errorf("%s is not key=value; a decimal sign is a point, as in %s=%s.%s, and a list has /, as in %s=%s/%s",
					printing.Quote(part), last.key, last.value, a.key, last.key, last.value, a.key)
			}
			return term{}, fmt.Errorf("%s is not key=value; for several values repeat the flag, as in %s:%s=%s and %s:%s=%s, or use optviz sweep --x %s=%s/%s",
				printing.Quote(part), t.name, last.key, last.value, t.name, last.key, a.key, last.key, last.value, a.key)
		}
		if !ok || a.key == "" || a.value == "" {
			return term{}, fmt.Errorf("%s is not key=value, as in adam:lr=0.1,beta2=0.99; a list is written with /, as in milestones=30/60", printing.Quote(part))
		}
		if before, after, colon := strings.Cut(a.value, ":"); colon && strings.Contains(after, "=") {
			return term{}, fmt.Errorf("keys are separated by commas, as in %s=%s,%s", a.key, before, after)
		}
		t.args = append(t.args, a)
	}
	return t, nil
}

// String returns the term as a user types it.
func (t term) String() string {
	var b strings.Builder
	b.WriteString(t.name)
	for i, a := range t.args {
		b.WriteByte(":,"[min(i, 1)])
		b.WriteString(a.key + "=" + a.value)
	}
	return b.String()
}
