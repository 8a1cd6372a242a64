package figure

import (
	"image/color"
	"io"
	"os"
	"testing"

	"github.com/optviz/optviz/render/typeset"
)

// A figure with text in any font that is read can be written as PDF and as SVG.
func FuzzFontInFigure(f *testing.F) {
	for _, name := range []string{"glyfTest.ttf", "CFFTest.otf"} {
		data, err := os.ReadFile("../typeset/testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		font, err := typeset.ParseFont(data)
		if err != nil {
			return
		}
		l, err := (&typeset.Fonts{Sans: font}).Set("0145 AQé", typeset.Sans, 10)
		if err != nil {
			t.Fatal(err)
		}
		figure := Figure{Width: 100, Height: 50, DPI: 72, TextAs: RealText}
		figure.Put(Text{Line: l}, color.RGBA{A: 0xff})
		for _, format := range []string{"pdf", "svg"} {
			if err := figure.Encode(io.Discard, format); err != nil {
				t.Errorf("%s: %v", format, err)
			}
		}
	})
}
