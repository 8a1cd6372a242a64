package yamltree

import (
	"strconv"
	"strings"

	"github.com/optviz/optviz/cmd/internal/pattern"
	"github.com/optviz/optviz/cmd/internal/printing"
)

// syntax maps messages of the parser to clearer ones. The first entry whose text the
// message contains applies.
var syntax = []struct{ message, say string }{
	{"did not find expected ',' or ']'", "a list in [ ] goes on with , or ends with ]"},
	{"did not find expected ',' or '}'", "a mapping in { } goes on with , or ends with }"},
	{"did not find expected key", "a key is wanted here: keys of one mapping are indented alike"},
	{"did not find expected '-' indicator", "a list goes on with - at the same indentation"},
	{"did not find expected node content", "a value is missing"},
	{"did not find expected <document start>", "one document is wanted, and nothing after its end"},
	{"mapping values are not allowed", "a second colon: put a text with a colon in quotes, and indent keys of one mapping alike"},
	{"cannot start any token", "a tab, @, ` or % begins no value: indent with spaces, and put such a text in quotes"},
	{"could not find expected ':'", "a key is followed by a colon"},
	{"block sequence entries are not allowed", "a list begins on a line of its own, or is written as in [a, b]"},
	{"found unexpected end of stream", "a quote is never closed"},
	{"found unknown escape character", "\\ begins no such character: put the text in single quotes"},
	{"exceeded max depth", "lists and mappings are nested too deep"},
	{"did not find expected alphabetic or numeric character", "* and & begin the names of anchors: put such a text in quotes"},
	{"did not find expected comment or line break", "after | and > the text begins on the next line: put one that begins so in quotes"},
	{"invalid Unicode character escape code", "\\u begins no character: write the character itself"},
	{"incompatible YAML document", "is of another version of YAML: leave out the line that begins with %"},
	{"found a tab character", "a tab stands where spaces indent"},
	{"found unexpected document indicator", "a quote is never closed"},
	{"undefined tag handle", "a tag has no meaning here: leave it out"},
	{"unknown directive", "a line that begins with % says what the text is, as %YAML 1.2 does; put other text in quotes"},
}

// parserMessage matches an error of the parser: "yaml: line 3: found ...".
var parserMessage = pattern.Lazy(`(?s)^yaml: (?:line ([0-9]+): )?(.*)$`)

// structural matches the messages whose line the parser counts from 0: those about tokens.
// Messages about characters that make no token count from 1.
var structural = pattern.Lazy(`did not find expected (',' or|key|'-' indicator|node content|<)|incompatible YAML document|undefined tag handle|duplicate %`)

// spaces matches a no-break space, as copied from web pages, where YAML needs a space. A
// no-break space within quotes is text.
var spaces = pattern.Lazy(`(?m)^(?:[^"'\n]*[:-])? *(\x{a0})`)

// explain turns an error of the parser into an Error. The parser gives no column, and no
// line where the line is the first.
func explain(err error, text []byte) error {
	if m := spaces().FindSubmatchIndex(text); m != nil {
		return placeAt(text, m[2]).Errorf("a no-break space, which is none for YAML: type it anew")
	}
	m := parserMessage().FindStringSubmatch(err.Error())
	if m == nil {
		return Place{Line: 1}.Errorf("%s", printing.Quote(err.Error()))
	}
	line, _ := strconv.Atoi(m[1]) // 0 without one
	if line == 0 || structural().MatchString(m[2]) {
		line++
	}
	at := Place{Line: line}
	if name, ok := strings.CutPrefix(m[2], "unknown anchor '"); ok {
		name = strings.TrimSuffix(name, "' referenced")
		return at.Errorf("*%s stands for a value that has no anchor &%s before it", printing.Clip(name), printing.Clip(name))
	}
	for _, s := range syntax {
		if strings.Contains(m[2], s.message) {
			return at.Errorf("%s", s.say)
		}
	}
	return at.Errorf("%s", printing.Clip(m[2]))
}
