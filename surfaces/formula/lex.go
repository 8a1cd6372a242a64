package formula

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tokenKind tells numbers, names and signs apart.
type tokenKind uint8

const (
	endToken tokenKind = iota
	numberToken
	nameToken
	signToken // an operator, a parenthesis or a comma
)

// token is a word of a formula.
type token struct {
	kind  tokenKind
	text  string // signs in their usual form: ^ for **
	value float64
	pos   int
}

// signs maps the characters that stand for themselves or for another sign.
var signs = map[rune]string{
	'+': "+", '-': "-", '*': "*", '/': "/", '^': "^", '(': "(", ')': ")", '[': "[", ']': "]", '{': "{", '}': "}", ',': ",",
	'−': "-", '·': "*", '×': "*",
}

// lexer cuts a text into tokens.
type lexer struct {
	text string
	at   int
}

func (l *lexer) next() token {
	l.skip(unicode.IsSpace)
	start := l.at
	r, size := utf8.DecodeRuneInString(l.text[start:])
	switch {
	case size == 0:
		return token{kind: endToken, pos: start}
	case isDigit(r) || r == '.':
		return l.number()
	case unicode.IsLetter(r):
		l.skip(func(r rune) bool { return unicode.IsLetter(r) || isDigit(r) || r == '_' })
		return token{kind: nameToken, text: l.text[start:l.at], pos: start}
	}
	sign, ok := signs[r]
	if !ok && strings.ContainsRune("²³", r) {
		fail(l.text, start, "a power is written with ^, as in x^2, not with %q", r)
	}
	if r == '|' {
		fail(l.text, start, "the magnitude of x is abs(x), not |x|")
	}
	if strings.ContainsRune("<>≤≥?", r) {
		fail(l.text, start, noConditions)
	}
	if !ok {
		fail(l.text, start, "a formula cannot contain %q", r)
	}
	l.at += size
	if sign == "*" && strings.HasPrefix(l.text[l.at:], "*") {
		l.at++
		sign = "^"
	}
	return token{kind: signToken, text: sign, pos: start}
}

// skip advances to the first character that is not in the class.
func (l *lexer) skip(class func(rune) bool) {
	for i, r := range l.text[l.at:] {
		if !class(r) {
			l.at += i
			return
		}
	}
	l.at = len(l.text)
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// number reads digits with a point and an exponent. It leaves an e without digits after
// it, which is the constant.
func (l *lexer) number() token {
	start := l.at
	l.skip(isDigit)
	if strings.HasPrefix(l.text[l.at:], ".") {
		l.at++
		l.skip(isDigit)
	}
	if rest := l.text[l.at:]; rest != "" && (rest[0] == 'e' || rest[0] == 'E') {
		digits := strings.TrimLeft(rest[1:], "+-")
		if signs := len(rest) - 1 - len(digits); signs <= 1 && digits != "" && isDigit(rune(digits[0])) {
			l.at += 1 + signs
			l.skip(isDigit)
		}
	}
	text := l.text[start:l.at]
	value, err := strconv.ParseFloat(text, 64)
	if numErr, ok := err.(*strconv.NumError); ok && numErr.Err == strconv.ErrRange {
		fail(l.text, start, "the number is too large")
	} else if err != nil {
		fail(l.text, start, "%q is not a number", text)
	}
	return token{kind: numberToken, text: text, value: value, pos: start}
}
