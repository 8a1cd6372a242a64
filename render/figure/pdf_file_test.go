package figure

import (
	"bytes"
	unpack "compress/zlib"
	"fmt"
	"image/color"
	"io"
	"regexp"
	"strconv"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/typeset"
)

// The table at the end of a PDF says where each object begins, and each stream is as long as it
// says, and can be unpacked.
func TestPDFTable(t *testing.T) {
	f := busy(200, 100)
	line, err := typeset.Set("f(x) = $x^2$", typeset.Sans, 10)
	if err != nil {
		t.Fatal(err)
	}
	f.Put(Text{Line: line, At: vg.Point{X: 10, Y: 10}}, color.RGBA{A: 0xff})
	pdf := encode(t, f, "pdf")
	end := regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`).FindSubmatch(pdf)
	if end == nil {
		t.Fatal("no startxref at the end")
	}
	at, _ := strconv.Atoi(string(end[1]))
	entries := regexp.MustCompile(`(?m)^(\d{10}) 00000 n $`).FindAllSubmatch(pdf[at:], -1)
	head := fmt.Sprintf("xref\n0 %d\n", len(entries)+1)
	if !bytes.HasPrefix(pdf[at:], []byte(head)) || len(entries) < 5 {
		t.Fatalf("the table begins with %q, want %q", pdf[at:at+len(head)], head)
	}
	for i, e := range entries {
		offset, _ := strconv.Atoi(string(e[1]))
		if want := fmt.Sprintf("%d 0 obj\n", i+1); !bytes.HasPrefix(pdf[offset:], []byte(want)) {
			t.Errorf("object %d begins with %q", i+1, pdf[offset:offset+len(want)])
		}
	}
	checkStreams(t, pdf)
}

// checkStreams checks the lengths of all streams of a PDF.
func checkStreams(t *testing.T, pdf []byte) {
	t.Helper()
	streams := regexp.MustCompile(`/Length (\d+)>>\nstream\n`).FindAllSubmatchIndex(pdf, -1)
	if len(streams) == 0 {
		t.Fatal("no stream")
	}
	for i, s := range streams {
		n, _ := strconv.Atoi(string(pdf[s[2]:s[3]]))
		data := pdf[s[1]:]
		if len(data) < n || !bytes.HasPrefix(data[n:], []byte("\nendstream\nendobj\n")) {
			t.Errorf("stream %d is not %d bytes long", i+1, n)
			continue
		}
		z, err := unpack.NewReader(bytes.NewReader(data[:n]))
		if err == nil {
			_, err = io.Copy(io.Discard, z)
		}
		if err != nil {
			t.Errorf("stream %d: %v", i+1, err)
		}
	}
}
