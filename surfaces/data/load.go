package data

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

// maxNumbers bounds the numbers of a set read from a file: 1 GB of them, enough for the
// 60 000 images of MNIST twice over.
const maxNumbers = 1 << 27

// maxInputs bounds the inputs of an example read from a file: a color image of 180 x 180
// pixels. A surface has a parameter for each input.
const maxInputs = 100_000

// An Opener opens a file for reading. It decides which files exist, how large they may be
// and when reading ends.
type Opener func(path string) (io.ReadCloser, error)

// Load reads a set from a file: CSV, or the IDX format of MNIST, either of them
// also compressed by gzip; the first bytes decide, not the name. The labels of IDX
// images are in the file named labels or, if labels is "", in the file that
// LabelsBeside names.
//
// Errors name the file, line and column, but quote no content: the file may be private,
// and somebody else's document may name it. An error of the labels is a *LabelsError.
func Load(open Opener, path, labels string) (*Set, error) {
	var s *Set
	var images bool
	err := read(open, path, func(r *bufio.Reader) (err error) {
		if images = isIDX(r); images {
			s, err = readImages(r)
		} else {
			s, err = ReadCSV(r)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	s.Name = filepath.Base(path)
	if images {
		return s, s.label(open, path, labels)
	}
	if labels != "" {
		return nil, &LabelsError{fmt.Errorf("%s: labels of a CSV file are its last column, not in %s", path, labels)}
	}
	return s, nil
}

// label reads the labels of images.
func (s *Set) label(open Opener, path, labels string) error {
	if labels == "" {
		if labels = LabelsBeside(path); labels == path {
			return &LabelsError{fmt.Errorf("%s: holds images, and their labels are nowhere beside it", path)}
		}
	}
	err := read(open, labels, func(r *bufio.Reader) (err error) {
		s.Y, err = readLabels(r)
		return err
	})
	if err != nil {
		return &LabelsError{err}
	}
	if n, _ := s.X.Dims(); n != len(s.Y) {
		return &LabelsError{fmt.Errorf("%s has %d images, %s has %d labels", path, n, labels, len(s.Y))}
	}
	return nil
}

// LabelsError reports labels of images that are missing, misplaced or wrong.
type LabelsError struct{ Err error }

// Error returns the text of Err.
func (e *LabelsError) Error() string { return e.Err.Error() }

// Unwrap returns Err.
func (e *LabelsError) Unwrap() error { return e.Err }

// read parses a file's content, unpacking gzip first. An error names the file.
func read(open Opener, path string, parse func(*bufio.Reader) error) error {
	file, err := open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	r := bufio.NewReader(file)
	if first, _ := r.Peek(2); bytes.Equal(first, []byte{0x1f, 0x8b}) {
		var z io.Reader
		if z, err = unzip(r); err == nil {
			err = parse(bufio.NewReader(z))
		}
	} else {
		err = parse(r)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// Only content that repeats itself shrinks a thousandfold in gzip. Beyond freeBytes, the
// unpacked content may be at most maxRatio times as large as the packed one.
const (
	freeBytes = 4 << 20
	maxRatio  = 100
)

// unzipper is a reader of gzip that refuses content unpacking to far more than its size.
type unzipper struct {
	*gzip.Reader
	packed counter
	given  int64
}

func unzip(r io.Reader) (io.Reader, error) {
	z := &unzipper{packed: counter{Reader: r}}
	var err error
	z.Reader, err = gzip.NewReader(&z.packed)
	return z, err
}

func (z *unzipper) Read(p []byte) (int, error) {
	n, err := z.Reader.Read(p)
	z.given += int64(n)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		err = errors.New("the compressed data is cut off")
	case z.given > freeBytes+maxRatio*z.packed.n:
		err = fmt.Errorf("the compressed data unpacks to more than %d times its size: unpack it yourself if it is meant so", maxRatio)
	}
	return n, err
}

// counter counts the bytes read.
type counter struct {
	io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}

// LabelsBeside returns the customary name of the labels for a file of images:
// train-labels-idx1-ubyte for train-images-idx3-ubyte. It returns any other name
// unchanged.
func LabelsBeside(path string) string {
	dir, name := filepath.Split(path)
	return dir + strings.NewReplacer("images", "labels", "idx3", "idx1").Replace(name)
}
