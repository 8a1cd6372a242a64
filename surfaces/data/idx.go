package data

import (
	"encoding/binary"
	"errors"
	"fmt"

	"gonum.org/v1/gonum/mat"
)

// idxClasses is the number of classes of MNIST and of the sets in its format.
const idxClasses = 10

// The first four bytes of an IDX file: 0, 0, the type of its numbers, of which 8
// is unsigned bytes, and their dimensions.
const (
	magicImages = 0x00000803
	magicLabels = 0x00000801
)

// isIDX says whether the content is of this format, of any type and dimension:
// no text starts with two bytes 0.
func isIDX(content []byte) bool {
	return len(content) >= 4 && content[0] == 0 && content[1] == 0
}

// header reads the magic number and as many sizes as it has dimensions; rest is
// what follows, which must have as many bytes as the sizes say.
func header(content []byte, magic uint32, what string) (sizes []int, rest []byte, err error) {
	if len(content) < 4 {
		return nil, nil, fmt.Errorf("has only %d bytes: no IDX file", len(content))
	}
	if got := binary.BigEndian.Uint32(content); got != magic {
		return nil, nil, fmt.Errorf("starts with 0x%08x: no IDX file of %s as bytes, which starts with 0x%08x", got, what, magic)
	}
	rest = content[4:]
	promised := uint64(1)
	for range magic & 0xff {
		if len(rest) < 4 {
			return nil, nil, errors.New("is cut off in its header")
		}
		size := binary.BigEndian.Uint32(rest)
		sizes, rest = append(sizes, int(size)), rest[4:]
		if promised *= uint64(size); promised > 1<<40 {
			break // before the product overflows; no file is that large
		}
	}
	if promised != uint64(len(rest)) {
		return nil, nil, fmt.Errorf("holds %d bytes of %s where its header says %v, %d in all", len(rest), what, sizes, promised)
	}
	if promised == 0 {
		return nil, nil, fmt.Errorf("holds no %s", what)
	}
	return sizes, rest, nil
}

// parseImages makes a row of each image, from 0 for a byte 0 to 1 for 255.
func parseImages(content []byte) (*mat.Dense, error) {
	sizes, pixels, err := header(content, magicImages, "images")
	if err != nil {
		return nil, err
	}
	x := make([]float64, len(pixels))
	for i, p := range pixels {
		x[i] = float64(p) / 255
	}
	return mat.NewDense(sizes[0], sizes[1]*sizes[2], x), nil
}

func parseLabels(content []byte) ([]float64, error) {
	_, labels, err := header(content, magicLabels, "labels")
	if err != nil {
		return nil, err
	}
	y := make([]float64, len(labels))
	for i, label := range labels {
		if label >= idxClasses {
			return nil, fmt.Errorf("the label %d of example %d: must be 0 to %d", label, i+1, idxClasses-1)
		}
		y[i] = float64(label)
	}
	return y, nil
}
