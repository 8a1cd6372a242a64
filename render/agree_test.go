package render_test

import (
	"bytes"
	"image"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/sheet"
)

// TestFormatsAgree reads vector formats back with other people's programs and
// compares them with the PNG: they differ in how they smooth edges, and in
// nothing else. Whole figures of another scene differ by more than 0.1.
func TestFormatsAgree(t *testing.T) {
	f, err := render.Compare(classics(t, "himmelblau", 100), sheet.DefaultStyle())
	if err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	if err := f.Encode(&want, "png"); err != nil {
		t.Fatal(err)
	}
	reference := decodePNG(t, want.Bytes())
	for _, c := range []struct {
		format  string
		most    float64 // root mean square difference, of 1
		command []string
	}{
		{"svg", 0.02, []string{"rsvg-convert", "in.svg", "-o", "out.png"}},
		{"pdf", 0.035, []string{"pdftoppm", "-r", "144", "-png", "-singlefile", "in.pdf", "out"}},
		{"eps", 0.03, []string{"gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-dEPSCrop", "-r144", "-sDEVICE=png16m", "-dGraphicsAlphaBits=4", "-sOutputFile=out.png", "in.eps"}},
	} {
		t.Run(c.format, func(t *testing.T) {
			if _, err := exec.LookPath(c.command[0]); err != nil {
				if os.Getenv("OPTVIZ_NO_SKIP") != "" {
					t.Fatal(err)
				}
				t.Skipf("%s is not installed", c.command[0])
			}
			dir := t.TempDir()
			var file bytes.Buffer
			if err := f.Encode(&file, c.format); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "in."+c.format), file.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(c.command[0], c.command[1:]...)
			cmd.Dir = dir
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v: %v: %s", c.command, err, out)
			}
			got, err := os.ReadFile(filepath.Join(dir, "out.png"))
			if err != nil {
				t.Fatal(err)
			}
			if d := difference(t, decodePNG(t, got), reference); d > c.most {
				t.Errorf("differs from the PNG by %.4f, more than %g", d, c.most)
			} else {
				t.Logf("differs from the PNG by %.4f", d)
			}
		})
	}
}

func decodePNG(t *testing.T, data []byte) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// difference is the root mean square over pixels and channels, of 1.
func difference(t *testing.T, a, b image.Image) float64 {
	t.Helper()
	if a.Bounds() != b.Bounds() {
		t.Fatalf("sizes %v and %v", a.Bounds(), b.Bounds())
	}
	var sum float64
	size := a.Bounds().Size()
	for y := range size.Y {
		for x := range size.X {
			r1, g1, b1, _ := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			for _, d := range [3]float64{float64(r1) - float64(r2), float64(g1) - float64(g2), float64(b1) - float64(b2)} {
				sum += d * d
			}
		}
	}
	return math.Sqrt(sum/float64(3*size.X*size.Y)) / 0xffff
}
