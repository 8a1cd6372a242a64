package document

import (
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

// noteFlags parses flags of notes.
func noteFlags(args ...string) (AxesSpec, error) {
	var a AxesSpec
	fs := pflag.NewFlagSet("", pflag.ContinueOnError)
	fs.SetOutput(io.Discard)
	a.NoteFlags(fs, true)
	return a, fs.Parse(args)
}

func TestNoteFlags(t *testing.T) {
	got, err := noteFlags("--mark", "-0.5,0.4:here: it costs 3$", "--mark", `a\:b@50: turns`, "--mark", "Adam@home@0", "--mark", "1e3, 2",
		"--line-at", "y=-0.01:good enough", "--line-at", "X = 3")
	if err != nil {
		t.Fatal(err)
	}
	want := AxesSpec{
		Marks: []MarkSpec{
			{X: "-0.5", Y: "0.4", Label: Plain(`here: it costs 3\$`)}, {Run: "a:b", Step: "50", Label: Plain("turns")},
			{Run: "Adam@home", Step: "0"}, {X: "1000", Y: "2"},
		},
		Lines: []LineSpec{{Y: "-0.01", Label: Plain("good enough")}, {X: "3"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
	d := Document{GridSpec: GridSpec{Spec: Default()}, Kinds: Kinds{AxesSpec: got}}
	if back, err := ParseYAML(d.YAML(), nil); err != nil || !reflect.DeepEqual(back, d) {
		t.Errorf("written as\n%s and read as %+v, %v", d.YAML(), back, err)
	}
}

func TestNoteFlagsRefused(t *testing.T) {
	for _, c := range []struct{ flag, value, want string }{
		{"--mark", "here", "is not like '-0.5,0.4:text'"},
		{"--mark", "", "is not like"},
		{"--mark", "1:text", "is not like"},
		{"--mark", "1,2,3:text", "has 3 coordinates"},
		{"--mark", "nan,1:text", "is not like"},
		{"--mark", "@50:text", "has no run before the @"},
		{"--mark", "Adam@:text", `comes a step, 0 or more, not ""`},
		{"--mark", "Adam@-1:text", `not "-1"`},
		{"--mark", "Adam@1.5:text", `not "1.5"`},
		{"--line-at", "z=1:text", "is not like 'x=0.5:text'"},
		{"--line-at", "3", "is not like"},
		{"--line-at", "x=:text", "not a number"},
		{"--line-at", "x=inf", "not a finite number"},
	} {
		if _, err := noteFlags(c.flag, c.value); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %q: error %v", c.flag, c.value, err)
		}
	}
}

func TestInsetFlag(t *testing.T) {
	for _, c := range []struct{ value, want string }{
		{"0,1,-2,3", ""}, {"0,1,-2,3:top-left", ""}, {"0,1,-2,3:beside", ""},
		{"0,1,2", "3 numbers: a window is x0,x1,y0,y1"},
		{"1,0,0,1", "1 must be below 0"},
		{"0,1,0,nan", "not a finite number"},
		{"", "not a number"},
		{"0,1,0,1:top", "did you mean top-right?"},
		{"0,1,0,1:besid", "(did you mean beside?); choose from top-right, top-left, bottom-right, bottom-left, beside"},
	} {
		var z Zoom
		fs := pflag.NewFlagSet("", pflag.ContinueOnError)
		fs.SetOutput(io.Discard)
		z.InsetFlag(fs)
		err := fs.Parse([]string{"--inset", c.value})
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("--inset %s: error %v", c.value, err)
		}
		d := Document{GridSpec: GridSpec{Spec: Default()}, Kinds: Kinds{Zoom: z}}
		if back, read := ParseYAML(d.YAML(), nil); err == nil && (read != nil || !reflect.DeepEqual(back, d)) {
			t.Errorf("written as\n%s and read as %+v, %v", d.YAML(), back, read)
		}
	}
}
