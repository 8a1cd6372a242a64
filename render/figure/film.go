package figure

import (
	"bytes"

	"github.com/golang/freetype/raster"

	"github.com/optviz/optviz/optimizers/parallel"
)

// Film is an animation that repeats: frames drawn one after the other on a still.
type Film struct {
	Still  Figure
	Frames []Frame

	// The content of the frames in another form, for formats that draw growing lines.
	Trails []Trail
	Late   func() []Late // nil for none
	Runs   []FilmRun
	Axis   string            // the unit of places, such as "step"
	Lang   string            // language of Words
	Words  map[string]string // the player's texts, by the keys that its script uses
}

// Frame holds the marks that lie on the still for some time.
type Frame struct {
	Marks   []Mark
	Seconds float64
	Place   float64 // the point on the runs' axis that the frame shows
}

// lateMarks returns the marks that appear during the film.
func (f *Film) lateMarks() []Late {
	if f.Late == nil {
		return nil
	}
	return f.Late()
}

// picture is a painted frame, three bytes for each pixel.
type picture struct {
	width, height int
	pix           []uint8
}

func newPicture(width, height int) *picture {
	return &picture{width, height, make([]uint8, 3*width*height)}
}

// row returns the pixels x0 <= x < x1 of row y.
func (p *picture) row(y, x0, x1 int) []uint8 {
	return p.pix[3*(y*p.width+x0) : 3*(y*p.width+x1)]
}

// still paints the still.
func (f *Film) still() *picture {
	width, height := f.Still.Pixels()
	p := newPicture(width, height)
	_ = f.Still.strips(func(_ int, s *strip) error { // no error: the function returns nil
		copy(p.pix[3*width*s.top:], s.pix[:3*width*s.rows])
		return nil
	})
	return p
}

// painter paints frames on a still.
type painter struct {
	film    *Film
	still   *picture
	scratch *raster.Rasterizer
}

func (f *Film) painter(still *picture) painter {
	return painter{f, still, raster.NewRasterizer(still.width+gutter, still.height+gutter)}
}

// paint paints a frame into a picture.
func (p painter) paint(into *picture, frame int) {
	copy(into.pix, p.still.pix)
	on := p.film.Still // the marks have the size and density of the still
	on.Marks = p.film.Frames[frame].Marks
	s := &strip{width: into.width, rows: into.height, pix: into.pix}
	s.paint(on.shapes(), p.scratch)
}

// region is a part of a picture: columns x0 to x1 and rows y0 to y1, the ends excluded.
type region struct{ x0, y0, x1, y1 int }

// difference returns the smallest region that holds all pixels that differ between two
// pictures, but at least one pixel, which formats require.
func difference(a, b *picture) region {
	d := region{a.width, a.height, 0, 0}
	for y := range a.height {
		one, other := a.row(y, 0, a.width), b.row(y, 0, a.width)
		if bytes.Equal(one, other) {
			continue
		}
		first, last := 0, len(one)-1
		for one[first] == other[first] {
			first++
		}
		for one[last] == other[last] {
			last--
		}
		d.x0, d.x1 = min(d.x0, first/3), max(d.x1, last/3+1)
		d.y0, d.y1 = min(d.y0, y), y+1
	}
	if d.x0 >= d.x1 {
		return region{0, 0, 1, 1}
	}
	return d
}

// encodeFrames paints every frame and passes it to encode with the frame before, nil for
// the first. It paints several stretches of frames at a time, but returns encode's
// results in order.
func (f *Film) encodeFrames(still *picture, encode func(i int, frame, before *picture) ([]byte, error)) ([][]byte, error) {
	out := make([][]byte, len(f.Frames))
	var group parallel.Group
	const run = 25
	group.SetLimit(workers())
	for from := 0; from < len(f.Frames); from += run {
		group.Go(func() error {
			p := f.painter(still)
			frame, before := newPicture(still.width, still.height), newPicture(still.width, still.height)
			if from > 0 {
				p.paint(before, from-1)
			}
			for i := from; i < min(from+run, len(f.Frames)); i++ {
				p.paint(frame, i)
				last := before
				if i == 0 {
					last = nil
				}
				var err error
				if out[i], err = encode(i, frame, last); err != nil {
					return err
				}
				frame, before = before, frame
			}
			return nil
		})
	}
	return out, group.Wait()
}
