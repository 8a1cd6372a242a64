package figure

import (
	"bytes"
	"image/color"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

// tiled is a figure of tiles of random colours, some of them beyond the page.
func tiled(columns, rows, colours int) (*Figure, Tiles) {
	f := blank(60, 40)
	r := rand.New(rand.NewPCG(3, 5))
	var t Tiles
	for i := range columns + 1 {
		t.X = append(t.X, vg.Length(-3+70*float64(i)/float64(columns)))
	}
	for j := range rows + 1 {
		t.Y = append(t.Y, vg.Length(2+35*float64(j)/float64(rows)))
	}
	for i := range colours {
		t.Palette = append(t.Palette, color.RGBA{uint8(i), uint8(200 - i), 7, 0xff})
	}
	for range columns * rows {
		t.Index = append(t.Index, uint16(r.IntN(colours)))
	}
	f.Tile(t)
	return f, t
}

// Every pixel has the colour of the tile over its centre, exactly, and no two
// are blended.
func TestTilesArePixels(t *testing.T) {
	for _, n := range [][3]int{{1, 1, 1}, {7, 5, 3}, {70, 35, 200}, {300, 200, 4}} {
		f, tiles := tiled(n[0], n[1], n[2])
		f.DPI = 288 // four pixels a point, and strips of rows
		var b bytes.Buffer
		if err := f.Encode(&b, "png"); err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(&b)
		if err != nil {
			t.Fatal(err)
		}
		px := f.tiles(&tiles)
		at := func(edges []int, v int) int {
			for i := range len(edges) - 1 {
				if edges[i] <= v && v < edges[i+1] {
					return i
				}
			}
			return -1
		}
		for y := range 160 {
			for x := range 240 {
				want := white
				if i, j := at(px.x, x), at(px.y, y); i >= 0 && j >= 0 {
					want = tiles.Palette[tiles.row(j)[i]]
				}
				if got := color.RGBAModel.Convert(img.At(x, y)); got != want {
					t.Fatalf("%v: pixel (%d, %d) is %v, want %v", n, x, y, got, want)
				}
			}
		}
	}
}

// Patches cover each tile once with its own colour, and are few.
func TestPatches(t *testing.T) {
	cover := func(tiles Tiles) []patch {
		patches := tiles.patches()
		seen := make([]int, len(tiles.Index))
		for _, p := range patches {
			for j := p.top; j < p.base; j++ {
				for i := p.from; i < p.to; i++ {
					seen[j*tiles.columns()+i]++
					if got := tiles.row(j)[i]; got != p.index {
						t.Fatalf("tile (%d, %d) is %d, its patch %d", i, j, got, p.index)
					}
				}
			}
		}
		for i, n := range seen {
			if n != 1 {
				t.Fatalf("tile %d has %d patches", i, n)
			}
		}
		return patches
	}
	_, noisy := tiled(40, 30, 3)
	cover(noisy)
	_, flat := tiled(40, 30, 1)
	if n := len(cover(flat)); n != 1 {
		t.Errorf("%d patches of one colour", n)
	}
	halves := flat
	halves.Palette = append(halves.Palette, red)
	for i := range halves.Index {
		halves.Index[i] = uint16(i % 40 / 20)
	}
	if n := len(cover(halves)); n != 2 {
		t.Errorf("%d patches of two halves", n)
	}
}

// Vector formats have every colour that is seen, and what is below one tile's
// edge is another's colour.
func TestTilesAsVectors(t *testing.T) {
	f, tiles := tiled(7, 5, 3)
	for _, format := range []string{"svg", "pdf", "eps"} {
		var first, second bytes.Buffer
		if err := f.Encode(&first, format); err != nil {
			t.Fatal(err)
		}
		if err := f.Encode(&second, format); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("%s: other bytes the second time, %v", format, err)
		}
		if format == "svg" {
			for _, c := range tiles.Palette {
				if n := strings.Count(first.String(), Hex(c)); n != 1 {
					t.Errorf("%d paths of colour %s", n, Hex(c))
				}
			}
		}
	}
	painted := map[[2]int]color.RGBA{} // by tile, from the lowest row
	f.visitRuns(&tiles, func(c color.RGBA, x0, y0, x1, y1 vg.Length) {
		for j := range 5 {
			for i := range 7 {
				if x, y := (tiles.X[i]+tiles.X[i+1])/2, (tiles.Y[j]+tiles.Y[j+1])/2; x0 < x && x < x1 && y0 < y && y < y1 {
					painted[[2]int{i, j}] = c
				}
			}
		}
	})
	for j := range 5 {
		for i := range 7 {
			if want := tiles.Palette[tiles.Index[7*j+i]]; painted[[2]int{i, j}] != want {
				t.Errorf("tile (%d, %d) ends as %v, want %v", i, j, painted[[2]int{i, j}], want)
			}
		}
	}
}

// A map of noise, where nothing can be merged.
func BenchmarkTiles(b *testing.B) {
	f, _ := tiled(201, 201, 256)
	f.DPI = 1440
	for _, format := range []string{"png", "svg", "pdf"} {
		b.Run(format, func(b *testing.B) {
			for b.Loop() {
				var out bytes.Buffer
				if err := f.Encode(&out, format); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(out.Len())/1000, "kB")
			}
		})
	}
}
