package yamltree

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// show writes a tree on one line: texts in quotes, so that a number shows as typed.
func show(n Node) string {
	var parts []string
	switch n.Kind {
	case List:
		for _, item := range n.Items {
			parts = append(parts, show(item))
		}
		return "[" + strings.Join(parts, " ") + "]"
	case Mapping:
		for _, p := range n.Pairs {
			parts = append(parts, p.Key+":"+show(p.Value))
		}
		return "{" + strings.Join(parts, " ") + "}"
	}
	return fmt.Sprintf("%q", n.Text)
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a: 5\n", `{a:"5"}`},
		{"\ufeffa: 5\n", `{a:"5"}`},
		{"a: 5\n---\n", `{a:"5"}`},
		{"---\na: 5\n---\n", `{a:"5"}`},
		{"---\na: 5\n---\n# the end\n", `{a:"5"}`},
		{"---\n---\na: 5\n", `{a:"5"}`},
		{"a: 5\n...\n", `{a:"5"}`},
		{"%YAML 1.2\n---\na: 5\n", `{a:"5"}`},
		{"# one\n\n%YAML 1.1\r\n---\r\na: 5\r\n", `{a:"5"}`},
		{"{\n\t\"a\": 5,\n\t\"b c\": [1, {\"d\": true}]\n}\n", `{a:"5" b c:["1" {d:"true"}]}`},
		{`{"a":{"b":"\u00e9\n"}}`, `{a:{b:"é\n"}}`},
		{"{a: saddle, b: [ sgd:lr=0.1, x ]}\n", `{a:"saddle" b:["sgd:lr=0.1" "x"]}`},
		{"a: 1.10\nb: [0.10, 0x10, yes, 2026-01-01, 1_0]\n", `{a:"1.10" b:["0.10" "0x10" "yes" "2026-01-01" "1_0"]}`},
		{"a: >\n  long\n  title\nb: |\n  two\n  lines\n", `{a:"long title\n" b:"two\nlines\n"}`},
		{"a: &n 5\nb: [*n, *n]\n", `{a:"5" b:["5" "5"]}`},
		{"- a: &n 5\n- b: *n\n", `[{a:"5"} {b:"5"}]`},
		{"a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3}\n", `{a:{p:"1" q:"2"} b:{q:"3" p:"1"}}`},
		{"a: &x {p: 1}\nb: &y {p: 2, q: 3}\nc: {<<: [*x, *y]}\n", `{a:{p:"1"} b:{p:"2" q:"3"} c:{p:"1" q:"3"}}`},
		{"'<<': 1\n", `{<<:"1"}`},
		{"a: '~'\nb: \"null\"\nc: ''\n", `{a:"~" b:"null" c:""}`},
	} {
		n, err := Parse([]byte(c.text))
		if err != nil || show(n) != c.want {
			t.Errorf("%q: %s, %v, want %s", c.text, show(n), err, c.want)
		}
	}
	n, _ := Parse([]byte("a: 1\nbc:\n  - é: [x, y]\n"))
	bc := n.Pairs[1]
	y := bc.Value.Items[0].Pairs[0].Value.Items[1]
	if bc.At != (Place{2, 1}) || y.Place != (Place{3, 12}) {
		t.Errorf("bc stands at %v, y at %v", bc.At, y.Place)
	}
}

func TestParseErrors(t *testing.T) {
	many := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	laughs := "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
	for i := range 9 {
		laughs += fmt.Sprintf("a%d: &a%d [%s]\n", i+1, i+1, strings.Repeat(fmt.Sprintf("*a%d,", i), 9))
	}
	for _, c := range []struct{ text, want string }{
		{"a: 5\n---\nb: 5\n", "3:1: here begins a second document, after ---: one is wanted"},
		{"---\na: 5\n---\nNotes.\n", "4:1: here begins a second document, after ---: one is wanted"},
		{"a: 1\nb: 2\na: 3\n", "3:1: a is given twice, first in line 1"},
		{"a:\n- {b: 1,\n   b: 2}\n", "3:4: b is given twice, first in line 2"},
		{"a: {b: }\n", "1:8: b: has no value: write one, leave the key out"},
		{"a: {b: 2,5}\n", "1:11: 5: has no value: write one, leave the key out, or put a text with a comma in quotes"},
		{"a: ~\n", "1:4: a: has no value"},
		{"b: [&a ~]\na: *a\n", "2:4: a: has no value"},
		{"a: !!str 5\n", `1:4: a tag has no meaning here: leave out "!!str"`},
		{"!x a: 5\n", `1:1: a key is a word`},
		{"? [a, b]\n: 5\n", "1:3: a key is a word"},
		{"a: Gr\xf6\xdfe\n", "1:6: byte 0xf6 is no UTF-8, perhaps Latin-1: save the file as UTF-8"},
		{"\xff\xfea\x00:\x00", "1:1: is text in UTF-16; save it as UTF-8"},
		{"\xfe\xff\x00a\x00:", "1:1: is text in UTF-16"},
		{"a\x00:\x00 \x005\x00", "1:1: is text in UTF-16, with a zero in every second byte"},
		{"a: 1\nb: x\x1by\n", `2:5: a control character: '\x1b'`},
		{"a: *b\n", "1: *b stands for a value that has no anchor &b before it"},
		{"a: &b [*b]\n", "an anchor holds itself"},
		{"b: 1\n<<: 3\n", "2:5: <<: a mapping is wanted, as in <<: *name"},
		{"a: b: c\n", "1: a second colon: put a text with a colon in quotes"},
		{"a: 1\n b: 2\n", "2: a second colon"},
		{"a: 'x\n", "2: a quote is never closed"},
		{"a:\n\t- 1\n", "2: a tab, @, ` or % begins no value"},
		{"a:\n  - b\n c: 1\n", "3: a key is wanted here: keys of one mapping are indented alike"},
		{"- a\nb: 1\n", "2: a list goes on with - at the same indentation"},
		{"a: \"\\q\"\n", "1: \\ begins no such character"},
		{"a: b\n\tc: 1\n", "2: a tab stands where spaces indent"},
		{"a: 1\nb: 'c\n---\nd: 1\n", "2: a quote is never closed"},
		{"a: 1\nb: !c!d e\n", "2: a tag has no meaning here: leave it out"},
		{"a: 1\nb: *c*\n", "2: * and & begin the names of anchors: put such a text in quotes"},
		{"a: 1\nb: | c\n", "2: after | and > the text begins on the next line"},
		{"a: 1\nb: {{c}}\n", "2:5: a key is a word: put a text that begins with { in quotes"},
		{"{\"a\": \"\\ud83d\\ude00\"}", "1: \\u begins no character: write the character itself"},
		{"%YAML 3.0\n---\na: 1\n", "1: is of another version of YAML: leave out the line that begins with %"},
		{"a: 1\nb:\u00a02\n", "2:3: a no-break space, which is none for YAML: type it anew"},
		{"a: \"b -\u00a0c\"\nd: 'e\n", "2: a quote is never closed"},
		{"a: b\u2028c\n", "1:5: a control character: '\\u2028'"},
		{"%FOO\n---\na: 1\n", "1: a line that begins with %"},
		{strings.Repeat("[", 100_000), "1: lists and mappings are nested too deep"},
		{strings.Repeat("[", 100) + strings.Repeat("]", 100), "1:66: lists and mappings are more than 64 deep"},
		{laughs, "aliases make more than 100000 values"},
		{many(200_000, "k%d: 1\n"), "1:1: 2088890 bytes: a document has at most 1000000"},
		{"a: " + strings.Repeat("x", MaxBytes), "1:1: 1000003 bytes"},
		{strings.Repeat("k", 1000) + ": ~\n", "1:1003: " + strings.Repeat("k", 66) + "…" + strings.Repeat("k", 33) + ": has no value"},
	} {
		start := time.Now()
		_, err := Parse([]byte(c.text))
		var at *Error
		if !errors.As(err, &at) || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") || len(err.Error()) > 200 {
			t.Errorf("%.60q: %v, want %s", c.text, err, c.want)
		}
		if d := time.Since(start); d > 20*time.Second {
			t.Errorf("%.60q took %v", c.text, d)
		}
	}
	for _, text := range []string{"", "# nothing\n", "---\n", "---\n---\n", "~\n", "\ufeff"} {
		if _, err := Parse([]byte(text)); !errors.Is(err, ErrEmpty) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// As many keys as a text can hold take a time in proportion: the parser itself takes
// a second for two million bytes.
func TestParseManyKeys(t *testing.T) {
	var b strings.Builder
	for i := 0; b.Len() < MaxBytes-20; i++ {
		fmt.Fprintf(&b, "k%d: %d\n", i, i)
	}
	n, err := Parse([]byte(b.String()))
	if err != nil || len(n.Pairs) < 70_000 {
		t.Errorf("%d keys, %v", len(n.Pairs), err)
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"a: 5\n---\n", "{\"a\": [1, {b: ~}]}", "a: &x {p: 1}\nb: {<<: *x}", "%YAML 1.2\n---\n? a\n", "a: !t >\n x\n", "a: &a [*a]"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if _, err := Parse(text); err != nil && (strings.Contains(err.Error(), "\n") || len(err.Error()) > 300) {
			t.Errorf("%q: %q", text, err)
		}
	})
}
