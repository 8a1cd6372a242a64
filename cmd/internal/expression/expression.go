// Package expression fills texts with computed values. Between {{ and }} a text may call
// measures, such as .Loss 1, and functions, such as n, with numbers, quoted words and further
// calls in parentheses as arguments, and nothing else. Texts need not be trusted: an
// expression has no loops, variables or definitions, and the number of calls is limited.
package expression

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"text/template/parse"
)

// The limits of one text.
const (
	maxSource = 20_000 // bytes before it is filled
	maxResult = 20_000 // bytes after
	maxCalls  = 1000   // calls of measures and functions
)

// Grammar defines the measures and functions that the expressions of a text may call.
type Grammar struct {
	// Of is the type whose methods are the measures. A method takes numbers, strings and
	// values of the type itself, and returns one value, with or without an error. The result
	// of a method that returns an Of can be measured in turn, as in (.Part 2).Loss 1.
	Of reflect.Type
	// Measures lists the methods that a text may call.
	Measures []string
	// Functions maps names to functions. A parameter of type any takes a number.
	Functions map[string]any
	// Unknown returns the error of a measure that does not exist.
	Unknown func(name string) error
}

// Text is a text whose expressions have been checked.
type Text struct {
	parts []part
}

// part is a stretch of plain text or an expression. An expression within {{with}} measures
// the value of around.
type part struct {
	plain  string
	value  *value
	around *value
}

// Parse checks all calls of a text: their names, and the number and kind of their arguments.
func (g Grammar) Parse(text string) (Text, error) {
	if len(text) > maxSource {
		return Text{}, fmt.Errorf("is %d bytes long; at most %d are taken", len(text), maxSource)
	}
	tree := parse.New("")
	tree.Mode = parse.SkipFuncCheck
	others := map[string]*parse.Tree{}
	if _, err := tree.Parse(text, "", "", others); err != nil {
		return Text{}, syntax(err)
	}
	for name := range others {
		if name != "" {
			return Text{}, errNoProgram
		}
	}
	if tree.Root == nil {
		return Text{}, nil
	}
	c := checker{grammar: g}
	err := c.list(tree.Root, nil)
	return Text{c.parts}, err
}

// errNoProgram is the error of text/template syntax that goes beyond calls.
var errNoProgram = errors.New("between {{ and }} stand measures, as in {{n (.Loss 1) 3}}, and nothing else: no range, if, define or variable")

// syntaxErrors maps the beginnings of the parser's messages to clearer ones.
var syntaxErrors = []struct{ message, say string }{
	{"unclosed action", "{{ without }}"},
	{"unclosed left paren", "( without ) between {{ and }}"},
	{"unexpected right paren", ") without ( between {{ and }}"},
	{"unterminated quoted string", "a quotation mark without its partner between {{ and }}"},
	{"unterminated raw quoted string", "a quotation mark without its partner between {{ and }}"},
	{"unclosed comment", "{{/* without */}}"},
	{"unexpected EOF", "{{with}} without {{end}}"},
	{"unexpected {{end}}", "{{end}} without {{with}}"},
	{"missing value for", "nothing stands between {{ and }}, or within ( and )"},
	{"bad number syntax", "no number that can be read between {{ and }}"},
	{"max expression depth exceeded", "parentheses too deep between {{ and }}"},
}

// syntax describes in plain words why the parser could not read a text. The parser's
// message follows "template: :" and the line, and may end with a part of the text.
func syntax(err error) error {
	_, message, _ := strings.Cut(strings.TrimPrefix(err.Error(), "template: :"), ": ")
	for _, s := range syntaxErrors {
		if strings.HasPrefix(message, s.message) {
			return errors.New(s.say)
		}
	}
	return errNoProgram
}

// Fill computes the expressions of the text for a value of the grammar's type.
func (t Text) Fill(ctx context.Context, of any) (string, error) {
	run := &run{ctx: ctx}
	var b strings.Builder
	for _, p := range t.parts {
		b.WriteString(p.plain)
		if p.value != nil {
			it, err := reflect.ValueOf(of), error(nil)
			if p.around != nil {
				it, err = p.around.compute(run, it)
			}
			if err == nil {
				it, err = p.value.compute(run, it)
			}
			if err != nil {
				return "", err
			}
			fmt.Fprint(&b, it)
		}
		if b.Len() > maxResult {
			return "", fmt.Errorf("is more than %d bytes long once it is filled", maxResult)
		}
	}
	return b.String(), nil
}

// run counts the calls of one Fill.
type run struct {
	ctx   context.Context
	calls int
}

// call counts one more call, and refuses it beyond maxCalls or once the context is
// cancelled.
func (r *run) call() error {
	if r.calls++; r.calls > maxCalls {
		return fmt.Errorf("more than %d measures and functions in one text", maxCalls)
	}
	return r.ctx.Err()
}
