package data

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// idxClasses is the number of classes of MNIST and of the sets in its format.
const idxClasses = 10

// The first four bytes of an IDX file are 0, 0, the type of its numbers (8: unsigned
// bytes) and the number of their dimensions.
const (
	magicImages = 0x00000803
	magicLabels = 0x00000801
)

// idxTypes are the types of numbers in an IDX file. readIDX reads only unsigned bytes.
var idxTypes = []byte{0x08, 0x09, 0x0b, 0x0c, 0x0d, 0x0e}

// isIDX reports whether the content is an IDX file, of any type and dimension.
func isIDX(r *bufio.Reader) bool {
	first, _ := r.Peek(4)
	return len(first) == 4 && first[0] == 0 && first[1] == 0 && slices.Contains(idxTypes, first[2])
}

// readIDX reads the magic number, one size for each dimension, and as many bytes as the
// product of the sizes, which must end the content.
func readIDX(r io.Reader, magic uint32, what string) (sizes []int, content []byte, err error) {
	head := make([]byte, 4*(1+magic&0xff))
	if _, err := io.ReadFull(r, head[:4]); err != nil {
		return nil, nil, eofAs(err, "is shorter than 4 bytes: no IDX file")
	}
	if binary.BigEndian.Uint32(head) != magic {
		return nil, nil, fmt.Errorf("is no IDX file of %s as bytes, which starts with 0x%08x", what, magic)
	}
	if _, err := io.ReadFull(r, head[4:]); err != nil {
		return nil, nil, eofAs(err, "is cut off in its header")
	}
	promised := uint64(1)
	for rest := head[4:]; len(rest) > 0; rest = rest[4:] {
		size := uint64(binary.BigEndian.Uint32(rest))
		if sizes = append(sizes, int(size)); size > 0 && promised > maxNumbers/size {
			return nil, nil, fmt.Errorf("promises more than %d bytes of %s, the most that is read", maxNumbers, what)
		}
		promised *= size
	}
	if promised == 0 {
		return nil, nil, fmt.Errorf("holds no %s", what)
	}
	content, err = io.ReadAll(io.LimitReader(r, int64(promised)+1))
	if err != nil {
		return nil, nil, err
	}
	if more := uint64(len(content)); more > promised {
		return nil, nil, fmt.Errorf("holds more bytes of %s than its header says, %v, %d in all", what, sizes, promised)
	} else if more < promised {
		return nil, nil, fmt.Errorf("holds %d bytes of %s where its header says %v, %d in all", more, what, sizes, promised)
	}
	return sizes, content, nil
}

// eofAs replaces the error of content that ends too early by text; other errors stay.
func eofAs(err error, text string) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New(text)
	}
	return err
}

// readImages reads each image into a row, scaling bytes from 0..255 to 0..1.
func readImages(r io.Reader) (*Set, error) {
	sizes, pixels, err := readIDX(r, magicImages, "images")
	if err != nil {
		return nil, err
	}
	if inputs := sizes[1] * sizes[2]; inputs > maxInputs {
		return nil, fmt.Errorf("holds images of %d pixels: at most %d are read", inputs, maxInputs)
	}
	x := make([]float64, len(pixels))
	for i, p := range pixels {
		x[i] = float64(p) / 255
	}
	return &Set{X: mat.NewDense(sizes[0], sizes[1]*sizes[2], x), Classes: idxClasses}, nil
}

func readLabels(r io.Reader) ([]float64, error) {
	_, labels, err := readIDX(r, magicLabels, "labels")
	if err != nil {
		return nil, err
	}
	y := make([]float64, len(labels))
	for i, label := range labels {
		if label >= idxClasses {
			return nil, fmt.Errorf("the label of example %d is above %d", i+1, idxClasses-1)
		}
		y[i] = float64(label)
	}
	return y, nil
}
