package pptx

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/optviz/optviz/render/xmlsource"
)

// sourcesXML returns the part that holds the sources of the slides.
func sourcesXML(sources []string) string {
	var b strings.Builder
	b.WriteString(xml.Header)
	fmt.Fprintf(&b, "<sources xmlns=%q>", xmlsource.Namespace)
	for _, s := range sources {
		b.WriteString("<source>")
		_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder does not fail
		b.WriteString("</source>\n")
	}
	b.WriteString("</sources>\n")
	return b.String()
}

// mostDirectory is the most bytes of the directory of a presentation, about 10 000 parts, which may be somebody
// else's and made to take much more memory than its file.
const mostDirectory = 1 << 20

// Sources returns the sources of the slides of a presentation, also of one that another program
// has changed and saved since; none of a presentation or another zip that has none.
func Sources(file []byte) ([]string, error) {
	if err := checkDirectory(file); err != nil {
		return nil, err
	}
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, err
	}
	left := int64(xmlsource.MostBytes)
	for _, part := range archive.File {
		if ok, _ := path.Match("customXml/item*.xml", part.Name); !ok {
			continue
		}
		content, err := read(part, left)
		if err != nil {
			return nil, err
		}
		left -= int64(len(content))
		if !bytes.Contains(content, []byte(xmlsource.Namespace)) {
			continue
		}
		if sources, err := xmlsource.Read(content); err != nil || sources != nil {
			return sources, err
		}
	}
	return nil, nil
}

// checkDirectory refuses a zip with a directory so long that its entries would fill the memory.
// Writers of presentations end them with the directory and a record of its length.
func checkDirectory(file []byte) error {
	const record = 22
	if len(file) < record || !bytes.HasPrefix(file[len(file)-record:], []byte("PK\x05\x06")) {
		return io.ErrUnexpectedEOF
	}
	end := len(file) - record
	length, begin := binary.LittleEndian.Uint32(file[end+12:]), binary.LittleEndian.Uint32(file[end+16:])
	if length > mostDirectory {
		return xmlsource.Limitf("has a directory of %d bytes, at most %d are read", length, mostDirectory)
	}
	if uint64(begin)+uint64(length) != uint64(end) {
		return errors.New("its directory is not at its end")
	}
	return nil
}

// read unpacks a part of at most limit bytes.
func read(part *zip.File, limit int64) ([]byte, error) {
	r, err := part.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", part.Name, err)
	}
	defer r.Close()
	content, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", part.Name, err)
	case int64(len(content)) > limit:
		return nil, xmlsource.Limitf("holds parts customXml of more than %.0f bytes", xmlsource.MostBytes)
	}
	return content, nil
}
