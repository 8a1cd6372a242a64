package notes

import (
	"bytes"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// blockParser parses the blocks of Markdown in which fences can occur, and no text within
// these blocks.
var blockParser = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(parser.WithBlockParsers(blockParsers()...))
})

// blockParsers returns goldmark's parsers of blocks, where parsers of this package wrap
// those of fences, quotes and lists.
func blockParsers() []util.PrioritizedValue {
	all := append(parser.DefaultBlockParsers(),
		util.Prioritized(shallowParser{extension.NewDefinitionListParser()}, 101),
		util.Prioritized(shallowParser{extension.NewDefinitionDescriptionParser()}, 102),
		util.Prioritized(shallowParser{extension.NewFootnoteBlockParser()}, 999))
	for i, v := range all {
		switch v.Value {
		case parser.NewFencedCodeBlockParser():
			all[i].Value = fenceParser{parser.NewFencedCodeBlockParser()}
		case parser.NewBlockquoteParser():
			all[i].Value = shallowParser{parser.NewBlockquoteParser()}
		case parser.NewListParser():
			all[i].Value = shallowParser{parser.NewListParser()}
		}
	}
	return all
}

// mostNested is the largest depth of quotes and lists nested in each other; deeper ones are
// read as text. The limit bounds the time for each line, which grows with the depth.
const mostNested = 50

// shallowParser parses quotes or lists up to a depth of mostNested.
type shallowParser struct{ parser.BlockParser }

// Open begins a quote or a list within a parent, unless the parent is nested too deep.
func (p shallowParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	depth := 0
	for n := parent; n != nil; n = n.Parent() {
		depth++
	}
	if depth > mostNested {
		return nil, parser.NoChildren
	}
	return p.BlockParser.Open(parent, reader, pc)
}

// fenceParser parses fenced blocks and records the offset of each closing fence.
type fenceParser struct{ parser.BlockParser }

// closing is the attribute of a fenced block that holds the offset of its closing fence. A
// block that ends with its list, its quote or the note has no such attribute.
const closing = "closing"

// Continue parses the next line within a fenced block, and records a closing fence.
func (p fenceParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	_, line := reader.PeekLine()
	state := p.BlockParser.Continue(node, reader, pc)
	if state == parser.Close {
		node.SetAttributeString(closing, line.Start)
	}
	return state
}

// fences returns the fenced blocks of a note that have an info string.
func fences(note []byte) []*ast.FencedCodeBlock {
	var all []*ast.FencedCodeBlock
	_ = ast.Walk(blockParser().Parse(text.NewReader(note)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if f, ok := n.(*ast.FencedCodeBlock); ok && entering && f.Info != nil {
			all = append(all, f)
		}
		return ast.WalkContinue, nil
	}) // no visit fails
	return all
}

func findMarkdown(note []byte) []Block {
	var blocks []Block
	line, counted := 1, 0
	for _, f := range fences(note) {
		info := f.Info.Segment
		rest, ok, err := afterWord(string(info.Value(note)))
		if !ok {
			continue
		}
		line += bytes.Count(note[counted:info.Start], []byte("\n"))
		counted = info.Start
		b := Block{Line: line, start: lineStart(note, info.Start)}
		if b.Err = err; err == nil {
			b.ID, b.Live, b.Err = identifier(rest)
		}
		b.Text = strings.ReplaceAll(string(f.Lines().Value(note)), "\r\n", "\n")
		b.close(f, note)
		blocks = append(blocks, b)
	}
	return blocks
}

// close sets the end of a block and its prefix, or errOpen.
func (b *Block) close(f *ast.FencedCodeBlock, note []byte) {
	at, closed := f.AttributeString(closing)
	if !closed {
		last := f.Info.Segment.Start
		if n := f.Lines().Len(); n > 0 {
			last = max(last, f.Lines().At(n-1).Stop-1)
		}
		b.end = lineEnd(note, last)
		b.Err = errOpen
		return
	}
	from := at.(int)
	start := lineStart(note, from)
	b.end = lineEnd(note, from)
	b.prefix = string(note[start : from+bytes.IndexAny(note[from:], "`~")])
	b.eol = "\n"
	if bytes.HasSuffix(note[:start], []byte("\r\n")) {
		b.eol = "\r\n"
	}
}
