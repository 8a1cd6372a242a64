package data

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
)

func write(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	beside(t, path, content)
	return path
}

func beside(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o666); err != nil {
		t.Fatal(err)
	}
}

func zipped(t *testing.T, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestCSV(t *testing.T) {
	for _, text := range []string{
		"x1,x2,y\n1,2,3\n-4.5,5e2,0\n", "1,2,3\n-4.5,5e2,0", "\ufeffa, b, c\r\n1, 2, 3\r\n\r\n -4.5 ,500,0\r\n", "\ufeff1,2,3\n\"-4.5\",500,0\n",
	} {
		for _, content := range [][]byte{[]byte(text), zipped(t, []byte(text))} {
			s, err := Load(write(t, "mine.csv", content), "")
			if err != nil {
				t.Errorf("%q: %v", text, err)
				continue
			}
			want := mat.NewDense(2, 2, []float64{1, 2, -4.5, 500})
			if s.Name != "mine.csv" || !mat.Equal(s.X, want) || !slices.Equal(s.Y, []float64{3, 0}) || s.Classes != 0 {
				t.Errorf("%q: %+v", text, s)
			}
		}
	}
}

func TestBadCSV(t *testing.T) {
	for text, want := range map[string]string{
		"":                                 "mine.csv: has no examples",
		"\n\n":                             "has no examples",
		"x,y\n":                            "has no examples",
		"1;2\n3;4\n":                       `line 1: one column, "1;2": needs inputs and what is wanted, separated by commas`,
		"x,y\n1,2\n\n3\n":                  "line 4: 1 columns, where line 1 has 2",
		"1,2\n3,4,5\n":                     "line 2: 3 columns, where line 1 has 2",
		"x,y\n1,2\n3,four\n":               `line 3, column 2: "four" is no number; classes are 0, 1, 2, ...`,
		"1,y\n2,3\n":                       `line 1, column 2: "y" is no number`,
		"x,y\n1,\n":                        `line 2, column 2: "" is no number`,
		"x,y\n1,NaN\n":                     `line 2, column 2: "NaN" is no number`,
		"x,y\n-inf,1\n":                    `line 2, column 1: "-inf" is no number`,
		"x,y\n1,1e999\n":                   `"1e999" is no number`,
		"x,y\n1,\"2\n":                     `line 2, character 6: extraneous or missing "`,
		"x,y\n1,2\nx,y\n":                  `line 3, column 1: "x" is no number`,
		"\x00\x00nonsense":                 "no IDX file of images",
		"\x1f\x8bnonsense":                 "gzip: invalid header",
		"\x00\x00\x08\x03\x00\x00":         "is cut off in its header",
		"\x00\x00\x0d\x03\x00\x00\x00\x01": "starts with 0x00000d03: no IDX file of images as bytes, which starts with 0x00000803",
	} {
		path := write(t, "mine.csv", []byte(text))
		if _, err := Load(path, ""); err == nil || !strings.HasPrefix(err.Error(), path+": ") || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	if _, err := Load(filepath.Join(t.TempDir(), "none.csv"), ""); !os.IsNotExist(err) {
		t.Errorf("no file: %v", err)
	}
	path := write(t, "mine.csv", []byte("1,2\n"))
	if _, err := Load(path, "labels"); err == nil || !strings.Contains(err.Error(), "labels of a CSV file are its last column") {
		t.Errorf("labels of a CSV: %v", err)
	}
}

// idx writes the sizes after the magic number, then the bytes.
func idx(magic uint32, content []byte, sizes ...uint32) []byte {
	b := binary.BigEndian.AppendUint32(nil, magic)
	for _, s := range sizes {
		b = binary.BigEndian.AppendUint32(b, s)
	}
	return append(b, content...)
}

func TestIDX(t *testing.T) {
	images := idx(magicImages, []byte{0, 51, 255, 102, 1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 3)
	labels := idx(magicLabels, []byte{9, 0}, 2)
	check := func(path, labels string) {
		t.Helper()
		s, err := Load(path, labels)
		if err != nil {
			t.Error(err)
			return
		}
		if s.Dim() != 6 || !slices.Equal(s.Y, []float64{9, 0}) || s.Classes != 10 || s.Name != filepath.Base(path) {
			t.Errorf("%+v", s)
		}
		for j, want := range []float64{0, .2, 1, .4, 1. / 255, 2. / 255} {
			if math.Abs(s.X.At(0, j)-want) > 1e-16 {
				t.Errorf("pixel %d is %v, want %v", j, s.X.At(0, j), want)
			}
		}
	}
	for _, zip := range []bool{false, true} {
		i, l := images, labels
		if zip {
			i, l = zipped(t, i), zipped(t, l)
		}
		path := write(t, "train-images-idx3-ubyte", i)
		beside(t, filepath.Join(filepath.Dir(path), "train-labels-idx1-ubyte"), l)
		check(path, "")
		check(write(t, "pictures", i), write(t, "classes", labels))
	}
}

func TestBadIDX(t *testing.T) {
	images := idx(magicImages, make([]byte, 12), 2, 2, 3)
	labels := idx(magicLabels, []byte{9, 0}, 2)
	for _, c := range []struct {
		images, labels []byte
		err            string
	}{
		{images[:20], labels, "images: holds 4 bytes of images where its header says [2 2 3], 12 in all"},
		{append(slices.Clone(images), 0), labels, "holds 13 bytes of images"},
		{images, labels[:9], "labels: holds 1 bytes of labels where its header says [2], 2 in all"},
		{images, idx(magicLabels, []byte{9, 0, 1}, 3), "images has 2 images, "},
		{images, idx(magicLabels, []byte{9, 10}, 2), "labels: the label 10 of example 2: must be 0 to 9"},
		{images, images, "labels: starts with 0x00000803: no IDX file of labels"},
		{images, []byte{0}, "labels: has only 1 bytes: no IDX file"},
		{labels, labels, "images: starts with 0x00000801"},
		{idx(magicImages, nil, 0, 28, 28), labels, "holds no images"},
		{idx(magicImages, nil, 1<<31, 1<<31, 1<<31), labels, "holds 4 bytes of images where its header says [2147483648 2147483648]"},
		{zipped(t, images)[:25], labels, "images: the compressed data is cut off"},
	} {
		path := write(t, "images", c.images)
		beside(t, filepath.Join(filepath.Dir(path), "labels"), c.labels)
		if _, err := Load(path, ""); err == nil || !strings.Contains(err.Error(), c.err) {
			t.Errorf("%v, want %q", err, c.err)
		}
	}
	path := write(t, "images-idx3-ubyte", images)
	if _, err := Load(path, ""); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "labels-idx1-ubyte") {
		t.Errorf("no labels: %v", err)
	}
	if _, err := Load(write(t, "pictures", images), ""); err == nil || !strings.Contains(err.Error(), "their labels are nowhere beside it") {
		t.Errorf("no name for labels: %v", err)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte("x,y\n1,2\n"))
	f.Add([]byte("1;2"))
	f.Add([]byte("\"1,2\n3"))
	f.Add(idx(magicImages, make([]byte, 12), 2, 2, 3))
	f.Add(idx(magicLabels, []byte{9, 0}, 2))
	f.Fuzz(func(t *testing.T, content []byte) {
		if s, err := ReadCSV(bytes.NewReader(content), "fuzz"); err == nil {
			if rows, _ := s.X.Dims(); rows != s.Len() || rows == 0 || s.Dim() == 0 {
				t.Errorf("%d examples of %d inputs, %d wanted", rows, s.Dim(), s.Len())
			}
		}
		if y, err := parseLabels(content); err == nil && (len(y) != len(content)-8 || slices.Max(y) > 9) {
			t.Errorf("labels %v", y)
		}
		if x, err := parseImages(content); err == nil {
			if r, c := x.Dims(); r*c != len(content)-16 || mat.Max(x) > 1 {
				t.Errorf("%d x %d pixels of %d bytes", r, c, len(content))
			}
		}
	})
}
