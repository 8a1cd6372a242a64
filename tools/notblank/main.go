// Command notblank fails unless each PNG named on its command line is a
// picture: at least 256 pixels wide and high, with a hundred colours or more and
// ink on a tenth of its pixels.
package main

import (
	"fmt"
	"image"
	"image/color"
	_ "image/png"
	"os"
)

func main() {
	for _, name := range os.Args[1:] {
		if err := check(name); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
			os.Exit(1)
		}
	}
}

func check(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	img, _, err := image.Decode(f)
	if err != nil {
		return err
	}
	size := img.Bounds().Size()
	if size.X < 256 || size.Y < 256 {
		return fmt.Errorf("only %d x %d pixels", size.X, size.Y)
	}
	colours := map[color.Color]int{}
	most := 0
	for y := range size.Y {
		for x := range size.X {
			c := img.At(x, y)
			colours[c]++
			most = max(most, colours[c])
		}
	}
	if len(colours) < 100 || most > size.X*size.Y*9/10 {
		return fmt.Errorf("blank: %d colours, one of them on %d of %d pixels", len(colours), most, size.X*size.Y)
	}
	return nil
}
