package yamltree

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/optviz/optviz/cmd/internal/input"
	"github.com/optviz/optviz/cmd/internal/pattern"
	"github.com/optviz/optviz/cmd/internal/printing"
)

// ErrEmpty is the error of a text without a value: an empty text, or one of comments
// alone.
var ErrEmpty = errors.New("is empty")

// Parse reads a text that holds one document. It ignores documents without a value, as
// after a trailing "---". All errors but ErrEmpty are an *Error.
func Parse(text []byte) (Node, error) {
	text, err := decode(text)
	if err != nil {
		return Node{}, err
	}
	documents := yaml.NewDecoder(bytes.NewReader(text))
	var body *yaml.Node
	for {
		var document yaml.Node
		err := documents.Decode(&document)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Node{}, explain(err, text)
		}
		switch value := document.Content[0]; {
		case isNull(value):
		case body != nil:
			return Node{}, placeOf(value).Errorf("here begins a second document, after ---: one is wanted")
		default:
			body = value
		}
	}
	if body == nil {
		return Node{}, ErrEmpty
	}
	return new(expander).expand(body, 0)
}

// version matches a %YAML directive after comments and empty lines. The parser accepts
// only version 1.1, but reads numbers and words as in 1.2.
var version = pattern.Lazy(`\A(?:[ \t]*(?:#[^\n]*)?\r?\n)*%YAML[ \t]+1\.[0-9]+`)

// decode checks the encoding and the size of a text. It returns the text without a byte
// order mark and with a comment in place of a %YAML directive.
func decode(text []byte) ([]byte, error) {
	start := Place{1, 1}
	if len(text) > MaxBytes {
		return nil, start.Errorf("%d bytes: a document has at most %d", len(text), MaxBytes)
	}
	text, err := input.Text(text)
	if err != nil {
		return nil, start.Errorf("%w", err)
	}
	if n := min(len(text), 4); bytes.Count(text[:n], []byte{0}) == n/2 && n >= 2 {
		return nil, start.Errorf("is text in UTF-16, with a zero in every second byte; save it as UTF-8")
	}
	if at, what := unreadable(text); what != "" {
		return nil, placeAt(text, at).Errorf("%s", what)
	}
	if m := version().FindIndex(text); m != nil {
		text = bytes.Clone(text)
		text[bytes.LastIndexByte(text[:m[1]], '%')] = '#'
	}
	return text, nil
}

// placeAt returns the line and column of a byte.
func placeAt(text []byte, at int) Place {
	head := text[:at]
	return Place{1 + bytes.Count(head, []byte("\n")), 1 + utf8.RuneCount(head[1+bytes.LastIndexByte(head, '\n'):])}
}

// unreadable returns the offset of the first byte that no text may hold and a description
// of the problem; "" where all bytes are fine.
func unreadable(text []byte) (at int, what string) {
	for at < len(text) {
		r, size := utf8.DecodeRune(text[at:])
		switch {
		case r == utf8.RuneError && size == 1:
			return at, "byte 0x" + strconv.FormatUint(uint64(text[at]), 16) + " is no UTF-8, perhaps Latin-1: save the file as UTF-8"
		case unicode.IsControl(r) && !strings.ContainsRune("\t\n\r", r), strings.ContainsRune("\u2028\u2029\ufeff\ufffe\uffff", r):
			return at, "a control character: " + strconv.QuoteRune(r)
		}
		at += size
	}
	return at, ""
}

// isNull reports whether a value is null: left out, ~ or null.
func isNull(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Tag == "!!null" && n.Style&yaml.TaggedStyle == 0
}

func placeOf(n *yaml.Node) Place { return Place{n.Line, n.Column} }

// expander copies the parser's nodes into a tree, with aliases and merge keys expanded.
type expander struct {
	aliases int // number of aliases that the copied value is nested in
	copied  int // number of values copied within aliases so far
}

// expand copies a value that is nested in depth others.
func (e *expander) expand(n *yaml.Node, depth int) (Node, error) {
	at := placeOf(n)
	out := Node{Place: at}
	if e.aliases > 0 {
		e.copied++
	}
	switch {
	case depth > maxDepth:
		return out, at.Errorf("lists and mappings are more than %d deep within each other, or an anchor holds itself", maxDepth)
	case e.copied > maxCopied:
		return out, at.Errorf("aliases make more than %d values", maxCopied)
	case n.Style&yaml.TaggedStyle != 0:
		return out, at.Errorf("a tag has no meaning here: leave out %s", printing.Quote(n.Tag))
	case isNull(n):
		out.Kind = Null
		return out, nil
	}
	switch n.Kind {
	case yaml.AliasNode:
		e.aliases++
		defer func() { e.aliases-- }()
		return e.expand(n.Alias, depth+1)
	case yaml.ScalarNode:
		out.Text = n.Value
	case yaml.SequenceNode:
		out.Kind = List
		out.Items = make([]Node, 0, len(n.Content))
		for _, item := range n.Content {
			v, err := e.expand(item, depth+1)
			if err != nil {
				return out, err
			}
			out.Items = append(out.Items, v)
		}
	case yaml.MappingNode:
		out.Kind = Mapping
		return out, e.fill(&out, n, depth)
	}
	return out, nil
}

// fill copies the keys and values of a mapping, which alternate in its content.
func (e *expander) fill(out *Node, mapping *yaml.Node, depth int) error {
	var merged []*yaml.Node
	given := map[string]Place{}
	for i := 0; i < len(mapping.Content); i += 2 {
		key, value := mapping.Content[i], mapping.Content[i+1]
		at := placeOf(key)
		if key.Tag == "!!merge" {
			merged = append(merged, value)
			continue
		}
		if key.Kind == yaml.MappingNode {
			return at.Errorf("a key is a word: put a text that begins with { in quotes")
		}
		if key.Kind != yaml.ScalarNode || key.Style&yaml.TaggedStyle != 0 {
			return at.Errorf("a key is a word")
		}
		if first, twice := given[key.Value]; twice {
			return &Error{at, &TwiceError{key.Value, first}}
		}
		given[key.Value] = at
		v, err := e.expand(value, depth+1)
		switch {
		case err != nil:
			return err
		case v.Kind == Null && mapping.Style&yaml.FlowStyle != 0:
			return placeOf(value).Errorf("%s: has no value: write one, leave the key out, or put a text with a comma in quotes", name(key.Value))
		case v.Kind == Null:
			return placeOf(value).Errorf("%s: has no value: write one, or leave the key out", name(key.Value))
		}
		out.Pairs = append(out.Pairs, Pair{key.Value, at, v})
	}
	for _, value := range merged {
		if err := e.merge(out, value, given, depth); err != nil {
			return err
		}
	}
	return nil
}

// merge adds the pairs of a merge key's mapping, or of several mappings in a list, whose
// keys are not given yet.
func (e *expander) merge(out *Node, value *yaml.Node, given map[string]Place, depth int) error {
	from, err := e.expand(value, depth+1)
	if err != nil {
		return err
	}
	all := []Node{from}
	if from.Kind == List {
		all = from.Items
	}
	for _, m := range all {
		if m.Kind != Mapping {
			return from.Place.Errorf("<<: a mapping is wanted, as in <<: *name")
		}
		for _, p := range m.Pairs {
			if _, there := given[p.Key]; !there {
				given[p.Key] = p.At
				out.Pairs = append(out.Pairs, p)
			}
		}
	}
	return nil
}

// simple matches the keys that messages print without quotes.
var simple = pattern.Lazy(`^[A-Za-z0-9_.-]+$`)

// name returns a key as messages print it.
func name(key string) string {
	if simple().MatchString(key) {
		return printing.Clip(key)
	}
	return printing.Quote(key)
}
