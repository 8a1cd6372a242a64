package figure

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"unicode/utf16"

	"github.com/optviz/optviz/render/pptx"
	"github.com/optviz/optviz/render/xmlsource"
)

// sourceFormat is a file format with the bytes that its files begin with and the function
// that reads a figure's Source from them.
type sourceFormat struct {
	name    string
	begins  string
	sources func(file []byte) ([]string, error)
}

var sourceFormats = []sourceFormat{
	{"PNG", pngSignature, one(pngSource)},
	{"PDF", "%PDF-", pdfAllSources},
	{"SVG", "<svg", one(svgSource)},
	{"SVG", "<?xml", one(svgSource)},
	{"JPEG", "\xff\xd8\xff", noSource("JPEG")},
	{"TIFF", "II*\x00", noSource("TIFF")},
	{"TIFF", "MM\x00*", noSource("TIFF")},
	{"EPS", "%!PS", noSource("EPS")},
	{"MP4", "\x00\x00\x00\x18ftyp", noSource("MP4")},
	{"MP4", "\x00\x00\x00\x1cftyp", noSource("MP4")},
	{"MP4", "\x00\x00\x00\x20ftyp", noSource("MP4")},
	{"GIF", "GIF8", one(gifSource)},
	{"zip", "PK\x03\x04", pptx.Sources},
	{"HTML", "<!DOCTYPE html>", one(htmlSource)},
	{"TEX", "% optviz", one(texComments.sourceOf)},
	{"TYP", "// optviz", one(typstComments.sourceOf)},
}

// one returns the reader of a format whose files hold one Source.
func one(source func(file []byte) (string, error)) func([]byte) ([]string, error) {
	return func(file []byte) ([]string, error) {
		s, err := source(file)
		if s == "" || err != nil {
			return nil, err
		}
		return []string{s}, nil
	}
}

// noSource returns the reader of a format that cannot hold a Source: it returns an error.
func noSource(format string) func([]byte) ([]string, error) {
	return func([]byte) ([]string, error) {
		return nil, fmt.Errorf("%w: no %s does; a %s does", errNoSource, format, formatsWithSource())
	}
}

// formatsWithSource lists the formats that hold a Source: PNG, GIF, ... or HTML.
func formatsWithSource() string {
	names := FormatsWith(func(f Format) bool { return f.HasSource })
	last := len(names) - 1
	return strings.ToUpper(strings.Join(names[:last], ", ")) + " or " + strings.ToUpper(names[last])
}

// errNoSource reports a figure without a Source.
var errNoSource = errors.New("holds nothing that it could be drawn from")

// IsFigure reports whether ReadSource knows the format of a file.
func IsFigure(file []byte) bool {
	_, ok := formatOf(file)
	return ok
}

// ReadSource returns the Source of a film, or of a figure that Encode wrote as PNG, SVG,
// PDF, TEX, TYP or PPTX. It returns an error if the file holds none or several, or is damaged.
func ReadSource(file []byte) (string, error) {
	sources, err := ReadSources(file)
	if err != nil {
		return "", err
	}
	if len(sources) > 1 {
		return "", fmt.Errorf("holds %d figures", len(sources))
	}
	return sources[0], nil
}

// ReadSources does what ReadSource does, for presentations, too, whose slides were drawn from several
// sources. It returns one source at least, or an error.
func ReadSources(file []byte) ([]string, error) {
	f, ok := formatOf(file)
	if !ok {
		return nil, errors.New("is no " + formatsWithSource())
	}
	sources, err := f.sources(file)
	if err == nil && len(sources) == 0 {
		err = errNoSource
	}
	limit := xmlsource.LimitError("")
	if err != nil && !errors.Is(err, errNoSource) && !errors.As(err, &limit) {
		return nil, fmt.Errorf("is a damaged %s: %w", f.name, err)
	}
	return sources, err
}

// ReadTexts returns the Title and the Desc of a figure that Encode wrote as PNG or SVG,
// and "" for other files.
func ReadTexts(file []byte) (title, desc string) {
	if bytes.HasPrefix(file, []byte(pngSignature)) {
		return pngText(file, "Title"), pngText(file, "Description")
	}
	var svg struct {
		Title string `xml:"title"`
		Desc  string `xml:"desc"`
	}
	if xmlsource.Check(file) != nil || xml.Unmarshal(file, &svg) != nil {
		return "", ""
	}
	return svg.Title, svg.Desc
}

// pngText returns the text that a PNG stores under a keyword, "" if there is none.
func pngText(file []byte, keyword string) string {
	head := iTXt(keyword, "")
	i := bytes.Index(file, append([]byte("iTXt"), head...))
	if i < 4 {
		return ""
	}
	begin := i + len("iTXt")
	end := begin + int(binary.BigEndian.Uint32(file[i-4:]))
	if begin += len(head); end > len(file) || begin > end {
		return ""
	}
	return string(file[begin:end])
}

func formatOf(file []byte) (sourceFormat, bool) {
	file = bytes.TrimLeft(bytes.TrimPrefix(file, []byte("\xef\xbb\xbf")), " \t\r\n")
	for _, f := range sourceFormats {
		if bytes.HasPrefix(file, []byte(f.begins)) {
			return f, true
		}
	}
	return sourceFormat{}, false
}

const pngSignature = "\x89PNG\r\n\x1a\n"

// sourceKeyword is the keyword of the PNG text chunk that holds a Source.
const sourceKeyword = "Source"

// iTXt returns the data of a chunk of international text, uncompressed and without a
// language.
func iTXt(keyword, text string) []byte { return []byte(keyword + "\x00\x00\x00\x00\x00" + text) }

// pngSource reads the Source from the chunks of a PNG.
func pngSource(file []byte) (string, error) {
	rest, source := file[len(pngSignature):], ""
	for {
		if len(rest) < 12 {
			return "", io.ErrUnexpectedEOF
		}
		n := int64(binary.BigEndian.Uint32(rest))
		if int64(len(rest)) < n+12 {
			return "", io.ErrUnexpectedEOF
		}
		name, data, sum := string(rest[4:8]), rest[8:8+n], binary.BigEndian.Uint32(rest[8+n:])
		if crc32.ChecksumIEEE(rest[4:8+n]) != sum {
			return "", fmt.Errorf("the checksum of its %q is wrong", name)
		}
		if text, ok := bytes.CutPrefix(data, iTXt(sourceKeyword, "")); ok && name == "iTXt" {
			source = string(text)
		}
		if name == "IEND" {
			break
		}
		rest = rest[12+n:]
	}
	return source, nil
}

// svgMetadata returns the element of an SVG that holds a Source, "" without one.
func svgMetadata(source string) string {
	if source == "" {
		return ""
	}
	return fmt.Sprintf("<metadata><source xmlns=%q>%s</source></metadata>\n", xmlsource.Namespace, xmlText(source))
}

// svgSource reads the Source of an SVG.
func svgSource(file []byte) (string, error) {
	sources, err := xmlsource.Read(file)
	if err != nil || len(sources) == 0 {
		return "", err
	}
	return sources[len(sources)-1], nil
}

// htmlSource reads the Source of the SVG within a page.
func htmlSource(file []byte) (string, error) {
	from, to := bytes.Index(file, []byte("<svg")), bytes.LastIndex(file, []byte("</svg>"))
	if !bytes.HasSuffix(bytes.TrimSpace(file), []byte("</html>")) {
		return "", io.ErrUnexpectedEOF
	}
	if from < 0 || to < from {
		return "", errNoSource
	}
	return svgSource(file[from : to+len("</svg>")])
}

// gifSource reads the first comment of a GIF that Encode wrote, which precedes all
// images.
func gifSource(file []byte) (string, error) {
	const header, colours = 13, 3 * 256
	if len(file) < header+colours || file[len(file)-1] != 0x3b {
		return "", io.ErrUnexpectedEOF
	}
	rest, source := file[header+colours:], []byte(nil)
	for len(rest) > 3 && rest[0] == 0x21 {
		label := rest[1]
		rest = rest[2:]
		for n := int(rest[0]); n > 0; n = int(rest[0]) {
			if len(rest) < n+2 {
				return "", io.ErrUnexpectedEOF
			}
			if label == gifComment {
				source = append(source, rest[1:1+n]...)
			}
			rest = rest[1+n:]
		}
		rest = rest[1:]
		if label == gifComment {
			return string(source), nil
		}
	}
	return "", errNoSource
}

// utf16Text encodes a text as PDF information stores it.
func utf16Text(s string) string {
	out := []byte("\xfe\xff")
	for _, unit := range utf16.Encode([]rune(s)) {
		out = binary.BigEndian.AppendUint16(out, unit)
	}
	return string(out)
}

// pdfAllSources reads the Sources of a PDF from its information, as Pages writes them.
func pdfAllSources(file []byte) ([]string, error) {
	if !bytes.HasSuffix(bytes.TrimSpace(file), []byte("%%EOF")) {
		return nil, io.ErrUnexpectedEOF
	}
	i := bytes.LastIndex(file, []byte("/"+pdfSourceKey(0)+" ("))
	if i < 0 {
		return nil, errNoSource
	}
	var sources []string
	for rest := file[i:]; ; rest = bytes.TrimPrefix(rest, []byte(" ")) {
		text, ok := bytes.CutPrefix(rest, []byte("/"+pdfSourceKey(len(sources))+" ("))
		if !ok {
			return sources, nil
		}
		source, after, err := pdfSource(text)
		if err != nil {
			return nil, err
		}
		if sources, err = xmlsource.Append(sources, source); err != nil {
			return nil, err
		}
		rest = after
	}
}

// pdfSource reads a string in UTF-16, as Pages writes it, up to its closing parenthesis, and returns what
// comes after it.
func pdfSource(text []byte) (source string, after []byte, err error) {
	var raw []byte
	for ; ; text = text[1:] {
		if len(text) < 2 {
			return "", nil, io.ErrUnexpectedEOF
		}
		if text[0] == ')' {
			break
		}
		c := text[0]
		if c == '\\' {
			text = text[1:]
			if c = text[0]; c == 'r' {
				c = '\r'
			}
		}
		raw = append(raw, c)
	}
	raw, ok := bytes.CutPrefix(raw, []byte("\xfe\xff"))
	if !ok || len(raw)%2 != 0 {
		return "", nil, errNoSource
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = binary.BigEndian.Uint16(raw[2*i:])
	}
	source = string(utf16.Decode(units))
	if !strings.HasPrefix(source, "#") { // keywords of another program
		return "", nil, errNoSource
	}
	return source, text[1:], nil
}
