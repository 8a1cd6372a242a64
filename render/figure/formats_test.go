package figure

import (
	"bytes"
	"slices"
	"testing"

	"gonum.org/v1/plot/vg"
)

// What the table says of a format is true of its files.
func TestFormatFacts(t *testing.T) {
	still := func(change func(*Figure), name string) []byte {
		f := blank(40, 20)
		f.Fill(box(1, 1, 5, 5), red)
		f.Put(Text{Line: setText(t, "x"), At: vg.Point{X: 10, Y: 5}}, red)
		change(f)
		return encode(t, f, name)
	}
	film := func(change func(*Figure), name string) []byte {
		f := testFilm()
		f.Still.Put(Text{Line: setText(t, "x"), At: vg.Point{X: 10, Y: 5}}, red)
		change(&f.Still)
		var b bytes.Buffer
		if err := f.Encode(&b, name); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	real, outlines := func(f *Figure) { f.TextAs = RealText }, func(f *Figure) { f.TextAs = Outlines }
	clear, opaque := func(f *Figure) { f.Transparent = true }, func(f *Figure) { f.Transparent = false }
	check := func(name string, file func(func(*Figure), string) []byte) {
		f := FormatNamed(name)
		if differ := !bytes.Equal(file(real, name), file(outlines, name)); differ != f.HasText {
			t.Errorf("%s has text: %v, and files with text differ: %v", name, f.HasText, differ)
		}
		source, err := ReadSource(file(func(f *Figure) { f.Source = "# x\n" }, name))
		if has := source == "# x\n"; has != f.HasSource || has != (err == nil) {
			t.Errorf("%s has a source: %v, and its files hold %q, %v", name, f.HasSource, source, err)
		}
		backed := name == "pptx" || name == "html" // the slide and the page have the background that their picture lacks
		if differ := !bytes.Equal(file(clear, name), file(opaque, name)); differ != (f.Transparent || backed) {
			t.Errorf("%s may be transparent: %v, and transparent files differ: %v", name, f.Transparent, differ)
		}
	}
	for _, name := range Formats() {
		check(name, still)
	}
	for _, name := range FilmFormats() {
		if name != "mp4" { // another program's work
			check(name, film)
		}
	}
}

// Formats are listed as help and messages do, each with all of its names, and an unknown one has no properties.
func TestFormatNames(t *testing.T) {
	for _, c := range []struct{ got, want []string }{
		{Formats(), []string{"png", "svg", "pdf", "eps", "tex", "typ", "jpg", "jpeg", "tiff", "tif", "pptx"}},
		{FilmFormats(), []string{"gif", "apng", "svg", "html", "mp4"}},
		{FormatsWith(func(f Format) bool { return f.Pages }), []string{"pdf", "pptx"}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	if f := FormatNamed("csv"); f.names != nil || f.HasText || f.Transparent || f.Pages {
		t.Errorf("CSV is %+v", f)
	}
	var b bytes.Buffer
	for name, write := range map[string]func() error{
		"unknown format \"gif\" (one of png, svg, pdf, eps, tex, typ, jpg, jpeg, tiff, tif, pptx)": func() error { return blank(1, 1).Encode(&b, "gif") },
		"unknown format \"png\" (one of gif, apng, svg, html, mp4)":                                func() error { return testFilm().Encode(&b, "png") },
	} {
		if err := write(); err == nil || err.Error() != name {
			t.Errorf("error %v, want %s", err, name)
		}
	}
}
