package data

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Load reads a set from a file: CSV, or the IDX format of MNIST, either of them
// also compressed by gzip; the first bytes tell, not the name. An IDX file of
// images has its labels in another: labels, or if that is "" the one beside it
// with images replaced by labels in its name, and idx3 by idx1.
//
// Errors name the file, and the line and column where there is one. One of the
// labels is a *LabelsError.
func Load(path, labels string) (*Set, error) {
	content, err := read(path)
	if err != nil {
		return nil, err
	}
	name := filepath.Base(path)
	if !isIDX(content) {
		if labels != "" {
			return nil, &LabelsError{fmt.Errorf("%s: labels of a CSV file are its last column, not in %s", path, labels)}
		}
		s, err := ReadCSV(bytes.NewReader(content), name)
		return s, within(path, err)
	}
	images, err := parseImages(content)
	if err != nil {
		return nil, within(path, err)
	}
	if labels == "" {
		if labels = labelsBeside(path); labels == path {
			return nil, &LabelsError{fmt.Errorf("%s: holds images, and their labels are nowhere beside it", path)}
		}
	}
	if content, err = read(labels); err != nil {
		return nil, &LabelsError{err}
	}
	y, err := parseLabels(content)
	if err != nil {
		return nil, &LabelsError{within(labels, err)}
	}
	if n, _ := images.Dims(); n != len(y) {
		return nil, &LabelsError{fmt.Errorf("%s has %d images, %s has %d labels", path, n, labels, len(y))}
	}
	return &Set{Name: name, X: images, Y: y, Classes: idxClasses}, nil
}

// LabelsError is what is wrong with the labels of images, or where they are.
type LabelsError struct{ Err error }

func (e *LabelsError) Error() string { return e.Err.Error() }
func (e *LabelsError) Unwrap() error { return e.Err }

// within names the file of an error.
func within(path string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", path, err)
}

// read is a file's content, uncompressed.
func read(path string) ([]byte, error) {
	content, err := os.ReadFile(path)
	if err != nil || !bytes.HasPrefix(content, []byte{0x1f, 0x8b}) {
		return content, err
	}
	unzip, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		return nil, within(path, err)
	}
	content, err = io.ReadAll(unzip)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("the compressed data is cut off")
	}
	return content, within(path, err)
}

// labelsBeside is the customary name of the labels of a file of images:
// train-labels-idx1-ubyte for train-images-idx3-ubyte.
func labelsBeside(path string) string {
	dir, name := filepath.Split(path)
	return dir + strings.NewReplacer("images", "labels", "idx3", "idx1").Replace(name)
}
