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

// maxNumbers is how many numbers a set read from a file may have: 1 GB of them, enough
// for the 60 000 images of MNIST twice over.
const maxNumbers = 1 << 27

// maxInputs is how many inputs an example read from a file may have: a color image of
// 180 x 180 pixels. A surface has a parameter for each.
const maxInputs = 100_000

// An Opener opens a file for reading: it decides which files there are, how large they
// may be and when reading ends.
type Opener func(path string) (io.ReadCloser, error)

// Load reads a set from a file: CSV, or the IDX format of MNIST, either of them
// also compressed by gzip; the first bytes tell, not the name. An IDX file of
// images has its labels in another: labels, or if that is "" the one beside it
// with images replaced by labels in its name, and idx3 by idx1.
//
// Errors name the file, and the line and column where there is one, but quote none
// of its content, which may be private where somebody else's document names the
// file. An error of the labels is a *LabelsError.
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

// LabelsError is what is wrong with the labels of images, or where they are.
type LabelsError struct{ Err error }

func (e *LabelsError) Error() string { return e.Err.Error() }
func (e *LabelsError) Unwrap() error { return e.Err }

// read parses a file's content, uncompressed. An error names the file.
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

// Gzip makes nothing a thousand times smaller but what repeats itself. What is unpacked
// beyond freeBytes may be at most maxRatio times the size of what is packed.
const (
	freeBytes = 4 << 20
	maxRatio  = 100
)

// unzipper is a reader of gzip that refuses what unpacks to far more than it is.
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

// counter counts the bytes that are read.
type counter struct {
	io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}

// LabelsBeside is the customary name of the labels of a file of images:
// train-labels-idx1-ubyte for train-images-idx3-ubyte. Of another name it is the name.
func LabelsBeside(path string) string {
	dir, name := filepath.Split(path)
	return dir + strings.NewReplacer("images", "labels", "idx3", "idx1").Replace(name)
}
