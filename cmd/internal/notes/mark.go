package notes

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"github.com/optviz/optviz/cmd/internal/pattern"
)

// mark is a comment at the end of a link, which readers do not see. It holds hashes of the
// figure's name and of the two texts as this package wrote them, and so tells later which of
// these somebody has changed. The hash of no text is "".
//
//	![Loss landscape ...](figures/saddle.svg)
//	*Saddle: 4 runs*<!-- optviz:5d41a7.0c2f6e.77b0e1 -->
type mark struct {
	stem, alt, caption string
	at                 span // place of the comment, for a mark that was read
}

// markForm matches a mark in a note.
var markForm = pattern.Lazy(`<!-- optviz:([0-9a-f]*)\.([0-9a-f]*)\.([0-9a-f]*) -->`)

// markIn returns the mark in a part of a note, nil without one.
func markIn(note []byte, part span) *mark {
	text := part.of(note)
	m := markForm().FindStringSubmatchIndex(text)
	if m == nil {
		return nil
	}
	return &mark{text[m[2]:m[3]], text[m[4]:m[5]], text[m[6]:m[7]], span{m[0], m[1]}.shifted(part.from)}
}

// withoutMark returns a line without the mark at its end.
func withoutMark(note []byte, line span) span {
	if m := markIn(note, line); m != nil && m.at.to == line.to {
		text := string(note[line.from:m.at.from])
		line.to = line.from + len(strings.TrimRight(text, " "))
	}
	return line
}

// String returns the comment that a note contains.
func (m mark) String() string {
	return fmt.Sprintf("<!-- optviz:%s.%s.%s -->", m.stem, m.alt, m.caption)
}

// hash returns 24 bits of a hash of a text, "" for the empty text.
func hash(text string) string {
	if text == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(text))
	return fmt.Sprintf("%x", sum[:3])
}
