package main

import "testing"

// A format that holds pictures takes more memory than one of lines, and a film more than a picture.
func TestBytesOfPixel(t *testing.T) {
	order := []string{"svg", "pptx", "tiff", "gif", "apng"}
	for i, format := range order[1:] {
		if bytesOfPixel(format) <= bytesOfPixel(order[i]) {
			t.Errorf("%s takes no more than %s", format, order[i])
		}
	}
}
