package figure

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/render/pptx"
	"github.com/optviz/optviz/render/xmlsource"
)

// sourcedFigure has a source and texts with all that an encoding may trip over.
func sourcedFigure() *Figure {
	f := &Figure{Width: 40, Height: 30, DPI: 72, Title: "Häß 😀 (x) \\ y", Desc: "a\rb"}
	f.Source = "# optviz v1, seed 3\ntitle: \"λ → 0, 'ß' 😀 \\\\ (a) )( ]]> & <x>\"\r\nsteps: 4\n"
	return f
}

// A figure gives back what it was made from, byte for byte.
func TestSource(t *testing.T) {
	for _, format := range []string{"png", "svg", "pdf", "tex", "typ"} {
		f := sourcedFigure()
		var b bytes.Buffer
		if err := f.Encode(&b, format); err != nil {
			t.Fatal(err)
		}
		if got, err := ReadSource(b.Bytes()); err != nil || got != f.Source {
			t.Errorf("%s: %q, %v; want %q", format, got, err, f.Source)
		}
	}
}

// Part of a file is damaged wherever it ends, and a PNG where a byte is another.
func TestDamagedSource(t *testing.T) {
	for _, format := range []string{"png", "svg", "pdf", "tex", "typ"} {
		var b bytes.Buffer
		if err := sourcedFigure().Encode(&b, format); err != nil {
			t.Fatal(err)
		}
		file := bytes.TrimRight(b.Bytes(), "\n")
		for n := 9; n < len(file); n += 7 {
			if s, err := ReadSource(file[:n]); err == nil || !strings.Contains(err.Error(), "is a damaged "+strings.ToUpper(format)) {
				t.Fatalf("%s cut at %d of %d: %q, %v", format, n, len(file), s, err)
			}
		}
		for i := 8; format == "png" && i < len(file); i += 7 {
			changed := bytes.Clone(file)
			changed[i] ^= 4
			if s, err := ReadSource(changed); err == nil {
				t.Fatalf("byte %d changed: %q", i, s)
			}
		}
	}
}

// A figure without a source, and what is none, says so.
func TestNoSource(t *testing.T) {
	for _, format := range Formats() {
		f := sourcedFigure()
		f.Source = ""
		var b bytes.Buffer
		if err := f.Encode(&b, format); err != nil {
			t.Fatal(err)
		}
		if !IsFigure(b.Bytes()) {
			t.Errorf("%s is no figure", format)
		}
		if s, err := ReadSource(b.Bytes()); err == nil || !strings.Contains(err.Error(), "holds nothing that it could be drawn from") {
			t.Errorf("%s: %q, %v", format, s, err)
		}
	}
	if IsFigure([]byte("surface: ravine\n")) {
		t.Error("YAML is a figure")
	}
	if _, err := ReadSource([]byte("surface: ravine\n")); err == nil {
		t.Error("YAML has a source")
	}
}

// A file with more sources than are read, or with longer ones, is not damaged, and says what there is too much of.
func TestSourceLimits(t *testing.T) {
	pdf := func(sources ...string) []byte { return []byte("%PDF-1.4\n<<" + pdfSources(sources) + ">>\n%%EOF") }
	deck := func(sources ...string) []byte {
		var b bytes.Buffer
		d := pptx.NewWriter(&b)
		for _, s := range sources {
			if err := d.Add(pptx.Slide{Width: 1, Height: 1, Source: s}); err != nil {
				t.Fatal(err)
			}
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	const one, half = "# x\n", xmlsource.MostBytes / 2
	some, many := slices.Repeat([]string{one}, xmlsource.MostSources), slices.Repeat([]string{one}, xmlsource.MostSources+1)
	long := []string{"#" + strings.Repeat("x", half), "#" + strings.Repeat("y", half)}
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"PDF": {pdf(some...), ""}, "presentation": {deck(some...), ""},
		"PDF of many": {pdf(many...), "holds more than 1000 sources"}, "presentation of many": {deck(many...), "holds more than 1000 sources"},
		"long PDF": {pdf(long...), "holds sources of more than 16000000 bytes"}, "long presentation": {deck(long...), "holds parts customXml of more than 16000000 bytes"},
	} {
		sources, err := ReadSources(c.file)
		if c.want == "" && (err != nil || !slices.Equal(sources, some)) {
			t.Errorf("%s: %d sources, %v", name, len(sources), err)
		}
		if c.want != "" && (err == nil || err.Error() != c.want) {
			t.Errorf("%s: error %v, want %q", name, err, c.want)
		}
	}
}
