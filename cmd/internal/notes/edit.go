package notes

import (
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/pattern"
)

// edit replaces a part of a note by a text.
type edit struct {
	span
	text string
}

// apply returns a note with all edits made; edits must not overlap.
func apply(note []byte, edits []edit) []byte {
	slices.SortStableFunc(edits, func(a, b edit) int { return a.from - b.from })
	var out []byte
	at := 0
	for _, e := range edits {
		out = append(append(out, note[at:e.from]...), e.text...)
		at = e.to
	}
	return append(out, note[at:]...)
}

// paragraph matches a line that would continue a paragraph before it.
var paragraph = pattern.Lazy("^[ \t]*(?:[^ \t\r\n*+>#<`~|0-9-]|[*+-][^ \t]|[0-9]+[^.)0-9])")

// insertLines returns the edit that inserts lines right below a block.
func (b Block) insertLines(note []byte, lines []string) edit {
	var text strings.Builder
	if b.end > 0 && note[b.end-1] != '\n' { // the fence ends the note
		text.WriteString(b.eol)
	}
	text.WriteString(b.prefixed(lines))
	if b.end < len(note) || note[b.end-1] == '\n' {
		text.WriteString(b.eol)
	}
	isTeX := strings.HasPrefix(lines[0], `\`) // an image may stand in a paragraph of LaTeX
	if line, _, _ := b.lineAt(note, b.end); !isTeX && paragraph().MatchString(line.of(note)) {
		text.WriteString(strings.TrimRight(b.prefix, " \t") + b.eol)
	}
	return edit{span{b.end, b.end}, text.String()}
}

// prefixed joins lines, each with the prefix of the block's list or quote.
func (b Block) prefixed(lines []string) string {
	return b.prefix + strings.Join(lines, b.eol+b.prefix)
}

// captionOf returns the caption of an image: a part of its line, or the line below.
func (b Block) captionOf(note []byte, img image) (caption span, ok bool) {
	if caption, ok = img.parts[partCaption]; ok || !captionBelow(img.style) {
		return caption, ok
	}
	_, next, _ := b.lineAt(note, lineStart(note, img.line.from))
	caption, _, ok = b.lineAt(note, next)
	caption = withoutMark(note, caption)
	return caption, ok && emphasis().MatchString(caption.of(note))
}

// owner reports whether this package wrote a text that is a part of an image.
type owner func(part, text string) bool

// isOwn reports whether this package wrote all of the lines of an image, with nothing
// changed by others, or whether the image has no texts.
func (b Block) isOwn(note []byte, img image, owns owner) bool {
	alt := img.part(note, partAlt)
	line := withoutMark(note, img.line)
	switch {
	case !img.first || !forms[img.style]().MatchString(line.of(note)):
		return false
	case !owns(partPath, img.part(note, partPath)) || !owns(partAlt, alt):
		return false
	case !owns(partDark, img.part(note, partDark)) || !owns(partID, img.part(note, partID)):
		return false
	}
	caption, has := b.captionOf(note, img)
	switch {
	case has:
		return owns(partCaption, caption.of(note))
	case img.mark != nil: // somebody may have removed the caption
		return img.mark.caption == ""
	}
	return img.style == "latex" || img.style == "markdown" && alt == ""
}

// updateImage returns the edits that make an image below a block show a figure in a style. It
// leaves alone what somebody else has written or changed.
func (b Block) updateImage(note []byte, img image, s Shown, style string, owns owner) []edit {
	caption, has := b.captionOf(note, img)
	if b.isOwn(note, img, owns) {
		all := img.line
		if has {
			all.to = max(all.to, caption.to)
		}
		if img.mark != nil {
			all.to = max(all.to, img.mark.at.to)
		}
		return []edit{{all, strings.Join(s.lines(style), b.eol+b.prefix)}}
	}
	var edits []edit
	for _, part := range []string{partPath, partDark, partSVG, partID} {
		isRight := part == partPath && img.leadsTo(note, s.Path)
		isOther := (part == partDark || part == partID) && !owns(part, img.part(note, part))
		if img.has(part) && !isRight && !isOther {
			edits = append(edits, edit{img.parts[part], s.part(part, img.style)})
		}
	}
	became := mark{stem: hash(s.Stem)}
	if img.mark != nil {
		became.alt, became.caption = img.mark.alt, img.mark.caption
	}
	if alt := s.part(partAlt, img.style); img.has(partAlt) && owns(partAlt, img.part(note, partAlt)) {
		edits = append(edits, edit{img.parts[partAlt], alt})
		became.alt = hash(alt)
	}
	if text := s.part(partCaption, img.style); has && owns(partCaption, caption.of(note)) {
		edits = append(edits, edit{caption, text})
		became.caption = hash(text)
	}
	if img.mark != nil {
		edits = append(edits, edit{img.mark.at, became.String()})
	}
	return edits
}

// restoreLink returns the edit that puts a link before a caption whose link somebody has
// removed; ok is false where the block has no such caption.
func (b Block) restoreLink(note []byte, lines []string, s Shown, style string) (e edit, ok bool) {
	for at := b.end; at < len(note) && len(lines) == 2; {
		line, next, ok := b.lineAt(note, at)
		if at = next; ok && line.from == line.to {
			continue
		}
		text, mark := withoutMark(note, line).of(note), markIn(note, line)
		isOwn := text == s.part(partCaption, style) || mark != nil && mark.stem == hash(s.Stem) && mark.caption == hash(text)
		return edit{line, strings.Join(lines, b.eol+b.prefix)}, ok && text != "" && isOwn
	}
	return edit{}, false
}
