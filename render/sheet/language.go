package sheet

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Language translates the words of a figure. The nil Language is English, in which all
// words are written. Text is translated where it is set, phrase by phrase.
type Language struct {
	exact    map[string]string
	patterns []pattern
	missed   *[]string // where texts are noted that are in no list; nil: nowhere
}

// English leaves all words unchanged.
var English *Language

// pattern is a phrase with gaps.
type pattern struct {
	match *regexp.Regexp
	into  string // with a %s for each gap, in the same order
}

// languages makes each language besides English when it is first used, which takes a
// millisecond.
var languages = map[string]func() *Language{
	"de": sync.OnceValue(func() *Language { return newLanguage(german) }),
}

// Speak returns the language of a code such as "de"; English for an unknown code.
func Speak(code string) *Language {
	if language, ok := languages[code]; ok {
		return language()
	}
	return nil
}

// Languages returns the codes of all languages.
func Languages() []string { return []string{"en", "de"} }

// newLanguage makes a language from pairs of an English phrase and its translation. A %s
// stands for a part that differs: a number, a name, or another phrase. Phrases with markup
// are also known without its signs.
func newLanguage(words [][2]string) *Language {
	l := &Language{exact: map[string]string{}}
	for _, w := range words {
		l.add(w[0], w[1])
		if from := Plain(w[0]); from != w[0] {
			l.add(from, Plain(w[1]))
		}
	}
	return l
}

// add adds a phrase and its translation.
func (l *Language) add(from, into string) {
	if !strings.Contains(from, "%s") {
		l.exact[from] = into
		return
	}
	match := "^" + strings.ReplaceAll(regexp.QuoteMeta(from), "%s", "([^;]+?)") + "$"
	l.patterns = append(l.patterns, pattern{regexp.MustCompile(match), into})
}

// noting returns the language with an audit that collects the texts without a translation.
func (l *Language) noting(audit *Audit) *Language {
	if l == nil || audit == nil {
		return l
	}
	noting := *l
	noting.missed = &audit.Untranslated
	return &noting
}

// Phrase translates a text. A text that is not in the list is taken apart at Separator,
// semicolons and commas, and what is still unknown keeps its words and gets the language's
// decimal sign.
func (l *Language) Phrase(text string) string {
	if l == nil {
		return text
	}
	if strings.Contains(text, Separator) {
		return l.each(text, Separator, l.Phrase)
	}
	if t, ok := l.known(text); ok {
		return t
	}
	if strings.Contains(text, "; ") {
		return l.each(text, "; ", l.Phrase)
	}
	isKnown := func(part string) bool {
		_, ok := l.known(part)
		return ok
	}
	if slices.ContainsFunc(strings.Split(text, ", "), isKnown) {
		return l.each(text, ", ", func(part string) string {
			if t, ok := l.known(part); ok {
				return t
			}
			return l.decimals(part)
		})
	}
	if l.missed != nil {
		*l.missed = append(*l.missed, text)
	}
	return l.decimals(text)
}

// Phrase translates a text of a figure, such as the title of a surface, into the language
// of a code.
func Phrase(lang, text string) string { return Speak(lang).Phrase(text) }

// each translates the parts of a text that stand between separators.
func (l *Language) each(text, between string, translate func(string) string) string {
	parts := strings.Split(text, between)
	for i, p := range parts {
		parts[i] = translate(p)
	}
	return strings.Join(parts, between)
}

// Words translates a text that keeps its decimal points, such as a title.
func (l *Language) Words(text string) string {
	if l == nil {
		return text
	}
	if t, ok := l.known(text); ok {
		return t
	}
	return text
}

// known returns the translation of a phrase, also of one that begins a sentence.
func (l *Language) known(text string) (string, bool) {
	if t, ok := l.listed(text); ok {
		return t, true
	}
	first, n := utf8.DecodeRuneInString(text)
	if !unicode.IsUpper(first) {
		return "", false
	}
	t, ok := l.listed(string(unicode.ToLower(first)) + text[n:])
	return FirstUpper(t), ok
}

// listed returns the translation of a phrase that is in the list or matches a pattern.
func (l *Language) listed(text string) (string, bool) {
	if t, ok := l.exact[text]; ok {
		return t, true
	}
	for _, p := range l.patterns {
		gaps := p.match.FindStringSubmatch(text)
		if gaps == nil {
			continue
		}
		out := p.into
		for _, gap := range gaps[1:] {
			out = strings.Replace(out, "%s", l.Phrase(gap), 1)
		}
		return out, true
	}
	return "", false
}

var (
	decimalPoint = regexp.MustCompile(`(\d|^)\.(\d)`)
	betweenTwo   = regexp.MustCompile(`([\d⁰¹²³⁴-⁹]}?\$?), (\$?[−-]?\d)`)
)

// decimals writes commas for decimal points, and semicolons for the commas between
// numbers.
func (l *Language) decimals(text string) string {
	for betweenTwo.MatchString(text) { // a digit may stand between two commas
		text = betweenTwo.ReplaceAllString(text, "$1; $2")
	}
	return decimalPoint.ReplaceAllString(text, "$1,$2")
}

// sentences translates a text sentence by sentence.
func (l *Language) sentences(text string) string {
	if l == nil {
		return text
	}
	parts := strings.SplitAfter(text, ". ")
	for i, p := range parts {
		end := ""
		if before, ok := strings.CutSuffix(p, ". "); ok {
			p, end = before, ". "
		} else if before, ok := strings.CutSuffix(p, "."); ok {
			p, end = before, "."
		}
		parts[i] = l.Phrase(p) + end
	}
	return strings.Join(parts, "")
}

// FirstUpper writes the first letter of a text as a capital.
func FirstUpper(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[n:]
}

// Plain removes the signs of markup, for text that is not set in a figure.
func Plain(markup string) string {
	return strings.NewReplacer(`\$`, "$", "$", "", "{", "", "}", "", "_", "").Replace(markup)
}
