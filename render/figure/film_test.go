package figure

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/png"
	"math"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

// square is a filled one.
func square(x, y, side vg.Length, c color.RGBA) Mark {
	var p vg.Path
	p.Move(vg.Point{X: x, Y: y})
	p.Line(vg.Point{X: x + side, Y: y})
	p.Line(vg.Point{X: x + side, Y: y + side})
	p.Line(vg.Point{X: x, Y: y + side})
	p.Close()
	return Mark{Path: p, Color: c}
}

// testFilm has squares that move over another in 60 frames.
func testFilm() *Film {
	blue, red, green := color.RGBA{0, 0x72, 0xb2, 0xff}, color.RGBA{0xd5, 0x5e, 0, 0xff}, color.RGBA{0, 0x9e, 0x73, 0xff}
	f := &Film{Still: Figure{Width: 61, Height: 45, DPI: 72, Background: color.RGBA{0xff, 0xff, 0xff, 0xff}, Title: "A film", Source: "# optviz v1, seed 0\nsteps: 3\n"}}
	f.Still.Marks = []Mark{square(10, 10, 20, blue)}
	for i := range 60 {
		marks := []Mark{square(vg.Length(i)*0.75, 12, 5, red), square(20, vg.Length(i)/2, 4, green)}
		f.Frames = append(f.Frames, Frame{Marks: marks, Seconds: 0.05, Place: float64(i)})
	}
	f.Frames[59].Seconds = 2
	return f
}

// frames are the film's pictures, painted alone.
func (f *Film) frames() []*image.RGBA {
	var out []*image.RGBA
	for _, frame := range f.Frames {
		whole := f.Still
		whole.Marks = append(append([]Mark{}, whole.Marks...), frame.Marks...)
		out = append(out, whole.image())
	}
	return out
}

func encodeFilm(t *testing.T, f *Film, format string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Encode(&b, format); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Put one on the other, the frames of a GIF are those of the film: what is filled
// exactly, and the mixed colours of edges nearly.
func TestGIF(t *testing.T) {
	f := testFilm()
	g, err := gif.DecodeAll(bytes.NewReader(encodeFilm(t, f, "gif")))
	if err != nil {
		t.Fatal(err)
	}
	want := f.frames()
	fills := [][4]uint8{{0xff, 0xff, 0xff, 0xff}, {0, 0x72, 0xb2, 0xff}, {0xd5, 0x5e, 0, 0xff}, {0, 0x9e, 0x73, 0xff}}
	if len(g.Image) != len(want) || g.LoopCount != 0 {
		t.Fatalf("%d frames, %d loops", len(g.Image), g.LoopCount)
	}
	canvas := image.NewRGBA(want[0].Bounds())
	for i, frame := range g.Image {
		draw.Draw(canvas, frame.Bounds(), frame, frame.Bounds().Min, draw.Over)
		off := 0.0
		for j := 0; j < len(canvas.Pix); j += 4 {
			got, exact := [4]uint8(canvas.Pix[j:]), [4]uint8(want[i].Pix[j:])
			if slices.Contains(fills, exact) && got != exact {
				t.Fatalf("frame %d: pixel %d is %v, want %v", i, j/4, got, exact)
			}
			for k := range got {
				off += math.Abs(float64(got[k]) - float64(exact[k]))
			}
		}
		if mean := off / float64(len(canvas.Pix)); mean > 0.5 {
			t.Errorf("frame %d is off by %.2f of 255 in the mean", i, mean)
		}
		if i > 0 && frame.Bounds() == canvas.Bounds() {
			t.Errorf("frame %d is all of the picture", i)
		}
	}
	total := 0
	for _, d := range g.Delay {
		total += d
	}
	if total != 59*5+200 || g.Delay[59] != 200 {
		t.Errorf("%d hundredths of a second, the last frame %d", total, g.Delay[59])
	}
}

// The frames of an APNG are those of the film to the last bit.
func TestAPNG(t *testing.T) {
	f := testFilm()
	want := f.frames()
	canvas := image.NewRGBA(want[0].Bounds())
	pictures := apngFrames(t, encodeFilm(t, f, "apng"))
	if len(pictures) != len(want) {
		t.Fatalf("%d frames, want %d", len(pictures), len(want))
	}
	for i, p := range pictures {
		draw.Draw(canvas, p.at, p.picture, image.Point{}, draw.Over)
		if !bytes.Equal(canvas.Pix, want[i].Pix) {
			t.Fatalf("frame %d differs", i)
		}
	}
	if last := pictures[len(pictures)-1]; last.delay != 2000 {
		t.Errorf("the last frame stays %d ms", last.delay)
	}
}

// apngFrame is one of an animated PNG, where it goes, and for how many milliseconds.
type apngFrame struct {
	at      image.Rectangle
	picture image.Image
	delay   int
}

// apngFrames reads an animated PNG: each frame as a PNG of its own.
func apngFrames(t *testing.T, file []byte) []apngFrame {
	t.Helper()
	if _, err := png.Decode(bytes.NewReader(file)); err != nil { // for readers that know no animations
		t.Fatal(err)
	}
	var out []apngFrame
	var header []byte
	number := uint32(0)
	for rest := file[8:]; len(rest) > 0; {
		n := binary.BigEndian.Uint32(rest)
		name, data := string(rest[4:8]), rest[8:8+n]
		rest = rest[12+n:]
		switch name {
		case "IHDR":
			header = data
		case "fcTL", "fdAT":
			if got := binary.BigEndian.Uint32(data); got != number {
				t.Fatalf("chunk %d is numbered %d", number, got)
			}
			number++
		}
		switch name {
		case "fcTL":
			v := func(i int) int { return int(binary.BigEndian.Uint32(data[i:])) }
			out = append(out, apngFrame{at: image.Rect(v(12), v(16), v(12)+v(4), v(16)+v(8)), delay: int(binary.BigEndian.Uint16(data[20:]))})
		case "fdAT":
			data = data[4:]
			fallthrough
		case "IDAT":
			var b bytes.Buffer
			c := chunks{w: &b}
			c.write([]byte(pngSignature))
			size := out[len(out)-1].at.Size()
			own := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(size.X)), uint32(size.Y))
			c.chunk("IHDR", append(own, header[8:]...))
			c.chunk("IDAT", data)
			c.chunk("IEND", nil)
			picture, err := png.Decode(&b)
			if err != nil {
				t.Fatal(err)
			}
			out[len(out)-1].picture = picture
		}
	}
	return out
}

// A film's bytes are the same on any number of processors, and hold its source.
func TestFilmIsDeterministic(t *testing.T) {
	for _, format := range FilmFormats() {
		if format == "mp4" {
			continue
		}
		was := runtime.GOMAXPROCS(1)
		one := encodeFilm(t, testFilm(), format)
		runtime.GOMAXPROCS(4)
		four := encodeFilm(t, testFilm(), format)
		runtime.GOMAXPROCS(was)
		if !bytes.Equal(one, four) {
			t.Errorf("%s: other bytes on 4 processors than on 1", format)
		}
		if s, err := ReadSource(one); err != nil || s != testFilm().Still.Source {
			t.Errorf("%s: source %q, %v", format, s, err)
		}
		for n := 0; n < len(one); n += 97 { // of a part there is an error or the source, no panic
			if s, err := ReadSource(one[:n]); err == nil && s != testFilm().Still.Source {
				t.Errorf("%s cut at %d: %q", format, n, s)
			}
		}
	}
}

// ffmpeg makes a video of every frame, the last one longer.
func TestMP4(t *testing.T) {
	if _, err := exec.LookPath("ffprobe"); err != nil {
		if os.Getenv("OPTVIZ_NO_SKIP") != "" {
			t.Fatal("needs ffmpeg, which is not installed")
		}
		t.Skip("needs ffmpeg, which is not installed")
	}
	file := encodeFilm(t, testFilm(), "mp4")
	cmd := exec.Command("ffprobe", "-v", "error", "-count_frames", "-show_entries", "stream=width,height,nb_read_frames", "-of", "csv=p=0", "-")
	cmd.Stdin = bytes.NewReader(file)
	out, err := cmd.Output()
	if err != nil || strings.TrimSpace(string(out)) != "62,46,99" { // even sides; 59 frames and 2 s of the last
		t.Errorf("%s, %v", out, err)
	}
}

// Without ffmpeg there is a clear error.
func TestNoFFmpeg(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	err := testFilm().Encode(&bytes.Buffer{}, "mp4")
	if err == nil || !strings.Contains(err.Error(), "mp4 needs ffmpeg, which is not installed") {
		t.Error(err)
	}
}

// No frame is seen for less than 0.02 s, which browsers stretch to 0.1 s, and a film with
// fewer frames lasts as long.
func TestPaced(t *testing.T) {
	for _, c := range []struct {
		given, want []float64
		delays      []int
	}{
		{[]float64{.05, .05, 2}, []float64{.05, .05, 2}, []int{5, 5, 200}},
		{[]float64{.02, .02, .02}, []float64{.02, .02, .02}, []int{2, 2, 2}},
		{[]float64{.001, 2}, []float64{2.001}, []int{200}},
		{[]float64{.01, .01, .01, .01, 1}, []float64{.02, .02, 1}, []int{2, 2, 100}},
		{[]float64{.05, .05, .001}, []float64{.05, .051}, []int{5, 5}},
		{[]float64{.001, .001}, []float64{.002}, []int{2}},
		{[]float64{.025, .025, .025}, []float64{.025, .025, .025}, []int{3, 2, 3}},
	} {
		f := Film{Frames: make([]Frame, len(c.given))}
		for i, s := range c.given {
			f.Frames[i] = Frame{Seconds: s, Place: float64(i)}
		}
		got := f.paced()
		if n := len(got.Frames); got.Frames[n-1].Place != float64(len(c.given)-1) {
			t.Errorf("%v ends at frame %v", c.given, got.Frames[n-1].Place)
		}
		seconds := make([]float64, len(got.Frames))
		for i, frame := range got.Frames {
			seconds[i] = math.Round(1e6*frame.Seconds) / 1e6
		}
		if delays := got.delays(100, 2); !slices.Equal(seconds, c.want) || !slices.Equal(delays, c.delays) {
			t.Errorf("%v: frames of %v s, delays %v, want %v and %v", c.given, seconds, delays, c.want, c.delays)
		}
	}
}

// A page runs and looks as its own script and style say alone, which its policy has the
// digests of.
func TestPolicy(t *testing.T) {
	var b bytes.Buffer
	f := Film{Frames: []Frame{{Seconds: 1}}, Words: map[string]string{"play": `"><script>`}, Lang: "en"}
	f.Still = Figure{Title: "</title><script>", Width: 100, Height: 100, DPI: 72}
	if err := f.Encode(&b, "html"); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	between := func(from, to string) string {
		_, rest, _ := strings.Cut(page, from)
		text, _, _ := strings.Cut(rest, to)
		return text
	}
	digest := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	want := "default-src 'none'; img-src data:; style-src " + digest(between("<style>", "</style>")) + "; script-src " + digest(between("<script>", "</script>")) + "; base-uri 'none'; form-action 'none'"
	if got := between(`<meta http-equiv="Content-Security-Policy" content="`, `"`); got != want {
		t.Errorf("policy %s, want %s", got, want)
	}
	if n := strings.Count(page, "<script"); n != 2 {
		t.Errorf("%d scripts", n)
	}
}
