package figure

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Format holds what there is to know of a file format, but for how its files are read. The zero value stands
// for a format that is not of figures.
type Format struct {
	HasText     bool    // TextAs changes its files
	Transparent bool    // its files leave out the background of a Figure that is Transparent
	HasSource   bool    // its files hold the Source of a figure, and ReadSource reads it
	Pages       bool    // a file may hold several figures, each on a page or slide of its own
	Slides      bool    // its Pages are slides, on which the frames of a figure follow each other
	Overlays    bool    // the frames of a figure lie over each other in a file
	Bytes       float64 // about how many bytes of memory a pixel takes while a file is written, as measured; 0: less than 1
	FilmBytes   float64 // the same of each picture of a film that is painted at a time

	names []string // file extensions, the usual one first
	still func(*Figure, io.Writer) error
	film  func(*Film, io.Writer) error
}

// formats is the table of file formats. PNG is written in strips; the other formats with Bytes hold the whole
// figure in memory, or the picture in it, and PPTX both its pictures.
var formats = []Format{
	{names: []string{"png"}, still: (*Figure).png, Transparent: true, HasSource: true},
	{names: []string{"gif"}, film: (*Film).gif, HasSource: true, FilmBytes: 24},
	{names: []string{"apng"}, film: (*Film).apng, HasSource: true, FilmBytes: 40},
	{names: []string{"svg"}, still: (*Figure).svg, film: (*Film).svg, Transparent: true, HasText: true, HasSource: true},
	{names: []string{"pdf"}, still: (*Figure).pdf, Transparent: true, HasText: true, Pages: true, HasSource: true},
	{names: []string{"eps"}, still: (*Figure).eps, Bytes: 5},
	{names: []string{"tex"}, still: (*Figure).tex, Transparent: true, HasText: true, Overlays: true, HasSource: true, Bytes: 5},
	{names: []string{"typ"}, still: (*Figure).typst, Transparent: true, HasText: true, HasSource: true, Bytes: 5},
	{names: []string{"jpg", "jpeg"}, still: (*Figure).jpeg, Bytes: 5},
	{names: []string{"tiff", "tif"}, still: (*Figure).tiff, Bytes: 5},
	{names: []string{"pptx"}, still: (*Figure).pptx, Pages: true, Slides: true, HasSource: true, Bytes: 3},
	{names: []string{"html"}, film: (*Film).html, HasText: true, HasSource: true},
	{names: []string{"mp4"}, film: (*Film).mp4, FilmBytes: 24},
}

// FormatNamed returns the format of a file extension, without the dot.
func FormatNamed(name string) Format {
	for _, f := range formats {
		if slices.Contains(f.names, name) {
			return f
		}
	}
	return Format{}
}

// FormatsWith returns the names of the formats that have a property.
func FormatsWith(has func(Format) bool) (names []string) {
	for _, f := range formats {
		if has(f) {
			names = append(names, f.names...)
		}
	}
	return names
}

// Formats returns the names that a Figure's Encode accepts: file extensions without the dot.
func Formats() []string { return FormatsWith(func(f Format) bool { return f.still != nil }) }

// FilmFormats returns the names that a Film's Encode accepts: file extensions without the dot.
func FilmFormats() []string { return FormatsWith(func(f Format) bool { return f.film != nil }) }

// Encode writes the figure in one of Formats.
func (f *Figure) Encode(w io.Writer, name string) error {
	write := FormatNamed(name).still
	if write == nil {
		return unknownFormat(name, Formats())
	}
	return write(f, w)
}

// Encode writes the film in one of FilmFormats. It drops frames shorter than 0.02 s,
// because browsers would stretch them.
func (f *Film) Encode(w io.Writer, name string) error {
	write := FormatNamed(name).film
	if write == nil {
		return unknownFormat(name, FilmFormats())
	}
	return write(f.paced(), w)
}

func unknownFormat(name string, known []string) error {
	return fmt.Errorf("unknown format %q (one of %s)", name, strings.Join(known, ", "))
}
