package render_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"log"

	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// Figures become the slides of a presentation, with what the speaker says.
func Example_presentation() {
	var file bytes.Buffer // or a file, talk.pptx
	deck := figure.NewDeck(&file)
	for _, s := range []surfaces.Surface{surfaces.Himmelblau{}, surfaces.Beale{}} {
		slide, err := render.Trajectory(render.Scene{Surface: s}, sheet.DefaultStyle())
		if err != nil {
			log.Fatal(err)
		}
		slide.Notes = "Where are the minima?"
		if err := deck.Add(&slide); err != nil {
			log.Fatal(err)
		}
	}
	if err := deck.Close(); err != nil {
		log.Fatal(err)
	}
	parts, err := zip.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		log.Fatal(err)
	}
	slides, err := fs.Glob(parts, "ppt/slides/*.xml")
	fmt.Println(slides, err)
	// Output: [ppt/slides/slide1.xml ppt/slides/slide2.xml] <nil>
}
