package figure

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"

	streams "github.com/klauspost/compress/zlib"
)

// pdfFile is an unfinished PDF: numbered objects, each written once, in any order.
type pdfFile struct {
	buf bytes.Buffer
	at  []int // offset of each object, the first of which has the number 1
}

func newPDFFile() *pdfFile {
	p := &pdfFile{}
	p.buf.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n") // bytes that show that the file is not a text
	return p
}

// reserve returns the number of a new object.
func (p *pdfFile) reserve() int {
	p.at = append(p.at, 0)
	return len(p.at)
}

// object writes the value of a reserved object.
func (p *pdfFile) object(n int, format string, args ...any) {
	p.at[n-1] = p.buf.Len()
	fmt.Fprintf(&p.buf, "%d 0 obj\n", n)
	fmt.Fprintf(&p.buf, format, args...)
	p.buf.WriteString("\nendobj\n")
}

// add writes a new object and returns its number.
func (p *pdfFile) add(format string, args ...any) int {
	n := p.reserve()
	p.object(n, format, args...)
	return n
}

// compressors holds the idle compressors of streams, which are large. Unlike deflaters they have the usual
// level: streams are texts of numbers, a fifth smaller at it than at the fastest.
var compressors = sync.Pool{New: func() any {
	z, err := streams.NewWriterLevel(nil, 6)
	if err != nil {
		panic(err) // the level is a valid one
	}
	return z
}}

// deflated compresses the data of a stream, which are written once and read often.
func deflated(data []byte) ([]byte, error) {
	z := compressors.Get().(*streams.Writer)
	defer compressors.Put(z)
	var b bytes.Buffer
	z.Reset(&b)
	if _, err := z.Write(data); err != nil {
		return nil, err
	}
	err := z.Close()
	return b.Bytes(), err
}

// stream compresses data, writes them as a new object with entries of its dictionary, and returns the
// object's number.
func (p *pdfFile) stream(dict string, data []byte) (int, error) {
	data, err := deflated(data)
	return p.packed(dict, data), err
}

// packed does what stream does with data that are compressed already.
func (p *pdfFile) packed(dict string, data []byte) int {
	n := p.reserve()
	p.object(n, "<<%s/Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
	return n
}

// finish writes the table of the objects, and the whole file.
func (p *pdfFile) finish(w io.Writer, root, info int) error {
	table := p.buf.Len()
	fmt.Fprintf(&p.buf, "xref\n0 %d\n0000000000 65535 f \n", len(p.at)+1)
	for _, at := range p.at {
		fmt.Fprintf(&p.buf, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&p.buf, "trailer\n<</Size %d /Root %d 0 R /Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(p.at)+1, root, info, table)
	_, err := w.Write(p.buf.Bytes())
	return err
}

// pdfString writes a text as PDF information stores it.
func pdfString(s string) string {
	return "(" + strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`, "\r", `\r`).Replace(utf16Text(s)) + ")"
}
