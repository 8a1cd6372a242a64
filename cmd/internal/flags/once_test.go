package flags

import (
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

// list is a value of a flag that repeats.
type list struct{ values []string }

func (l *list) String() string     { return strings.Join(l.values, "|") }
func (l *list) Type() string       { return "X" }
func (l *list) Set(s string) error { l.values = append(l.values, s); return nil }
func (l *list) Repeats() bool      { return true }

func TestStrict(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"--text|a", ""},
		{"--text|a|--text|b", `is given twice, first as "a": leave one out`},
		{"--text|a|--text=a", `is given twice, first as "a"`},
		{"--text|", "is empty: leave the flag out"},
		{"--text| ", "is empty"},
		{"--number|1|--number|2", `is given twice, first as "1"`},
		{"-s|-s", ""},
		{"--switch|--switch=false", `is given twice, first as "true"`},
		{"--list|a|--list|b", ""},
		{"--array|a|--array|b", ""},
		{"--slice|a|--slice|b", ""},
		{"--slice|", "is empty"},
	} {
		fs := pflag.NewFlagSet("", pflag.ContinueOnError)
		fs.String("text", "", "")
		fs.Int("number", 0, "")
		fs.BoolP("switch", "s", false, "")
		fs.Var(&list{}, "list", "")
		array := fs.StringArray("array", nil, "")
		fs.StringSlice("slice", nil, "")
		Strict(fs)
		Strict(fs) // changes nothing
		err := fs.Parse(strings.Split(c.args, "|"))
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.args, err, c.want)
		}
		if strings.HasPrefix(c.args, "--array") && len(*array) != 2 {
			t.Errorf("%q: %q", c.args, *array)
		}
	}
}
