package data

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"io"
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

// load is Load of any file.
func load(path, labels string) (*Set, error) {
	return Load(func(path string) (io.ReadCloser, error) { return os.Open(path) }, path, labels)
}

func TestCSV(t *testing.T) {
	for _, text := range []string{
		"x1,x2,y\n1,2,3\n-4.5,5e2,0\n", "1,2,3\n-4.5,5e2,0", "\ufeffa, b, c\r\n1, 2, 3\r\n\r\n -4.5 ,500,0\r\n", "\ufeff1,2,3\n\"-4.5\",500,0\n",
	} {
		for _, content := range [][]byte{[]byte(text), zipped(t, []byte(text))} {
			s, err := load(write(t, "mine.csv", content), "")
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

// Each error names the place and says what is wrong, and holds nothing of the file.
func TestBadCSV(t *testing.T) {
	const binary = "is neither IDX nor CSV in UTF-8: it has bytes 0, as binary files and UTF-16 do"
	for text, want := range map[string]string{
		"":                                  "has no examples",
		"\n\n":                              "has no examples",
		"x,y\n":                             "has no examples",
		"1;2\n3;4\n":                        "line 1: one column: needs inputs and what is wanted, separated by commas",
		"x,y\n1,2\n\n3\n":                   "line 4: 1 columns, where line 1 has 2",
		"1,2\n3,4,5\n":                      "line 2: 3 columns, where line 1 has 2",
		"x,y\n1,2\n3,four\n":                "line 3, column 2: not a number: write it as 25, 0.1 or 1e-3; classes are 0, 1, 2, ...",
		"1,y\n2,3\n":                        "line 1, column 2: not a number: write it as 25, 0.1 or 1e-3; classes are 0, 1, 2, ...",
		"x,y\n1,\n":                         "line 2, column 2: not a number: write it as 25, 0.1 or 1e-3; classes are 0, 1, 2, ...",
		"x,y\n1,NaN\n":                      "line 2, column 2: not a finite number",
		"x,y\n-inf,1\n":                     "line 2, column 1: not a finite number",
		"x,y\n1e999,1\n":                    "line 2, column 1: too large",
		"x,y\n1,\"2\n":                      `line 2, character 6: extraneous or missing " in quoted-field`,
		"x,y\n1,2\nx,y\n":                   "line 3, column 1: not a number: write it as 25, 0.1 or 1e-3",
		strings.Repeat("1,", 100_001) + "1": "line 1: 100001 inputs and what is wanted: at most 100000 inputs are read",
		"root:x:0:0:root:/root\n":           "line 1: one column: needs inputs and what is wanted, separated by commas",
		"\x00\x00nonsense":                  binary,
		"\x00\x00\x00\x18ftypmp42":          binary,
		"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d": binary,
		"\xff\xfe1\x00,\x002\x00\n\x00":     binary,
		"\xfe\xff\x001\x00,\x002\x00\n":     binary,
		"\x1f\x8bnonsense":                  "gzip: invalid header",
		"\x00\x00\x08\x03\x00\x00":          "is cut off in its header",
		"\x00\x00\x0d\x03\x00\x00\x00\x01":  "is no IDX file of images as bytes, which starts with 0x00000803",
	} {
		path := write(t, "mine.csv", []byte(text))
		if _, err := load(path, ""); err == nil || err.Error() != path+": "+want {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	if _, err := load(filepath.Join(t.TempDir(), "none.csv"), ""); !os.IsNotExist(err) {
		t.Errorf("no file: %v", err)
	}
	path := write(t, "mine.csv", []byte("1,2\n"))
	if _, err := load(path, "labels"); err == nil || !strings.Contains(err.Error(), "labels of a CSV file are its last column") {
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
		s, err := load(path, labels)
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
		{append(slices.Clone(images), 0), labels, "holds more bytes of images than its header says, [2 2 3], 12 in all"},
		{images, labels[:9], "labels: holds 1 bytes of labels where its header says [2], 2 in all"},
		{images, idx(magicLabels, []byte{9, 0, 1}, 3), "images has 2 images, "},
		{images, idx(magicLabels, []byte{9, 10}, 2), "labels: the label of example 2 is above 9"},
		{images, images, "labels: is no IDX file of labels as bytes, which starts with 0x00000801"},
		{images, []byte{0}, "labels: is shorter than 4 bytes: no IDX file"},
		{labels, labels, "images: is no IDX file of images as bytes"},
		{idx(magicImages, nil, 0, 28, 28), labels, "holds no images"},
		{idx(magicImages, nil, 1<<31, 1<<31, 1<<31), labels, "promises more than 134217728 bytes of images"},
		{idx(magicImages, nil, 1<<16, 1<<16, 1<<32-1), labels, "promises more than 134217728 bytes of images"}, // their product is -65536 x 65536 in 64 bits
		{idx(magicImages, nil, 1<<20, 1<<20, 1<<24), labels, "promises more than 134217728 bytes of images"},   // 0 in 64 bits
		{idx(magicImages, nil, 0, 1<<32-1, 1<<32-1), labels, "holds no images"},
		{idx(magicImages, nil, 2, 1<<13, 1<<13), labels, "images: holds 0 bytes of images where its header says [2 8192 8192], 134217728 in all"},
		{idx(magicImages, make([]byte, 100_001), 1, 1, 100_001), labels, "holds images of 100001 pixels: at most 100000 are read"},
		{images, idx(magicLabels, nil, 1<<32-1), "labels: promises more than 134217728 bytes of labels"},
		{zipped(t, images)[:25], labels, "images: the compressed data is cut off"},
	} {
		path := write(t, "images", c.images)
		beside(t, filepath.Join(filepath.Dir(path), "labels"), c.labels)
		if _, err := load(path, ""); err == nil || !strings.Contains(err.Error(), c.err) {
			t.Errorf("%v, want %q", err, c.err)
		}
	}
	path := write(t, "images-idx3-ubyte", images)
	if _, err := load(path, ""); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "labels-idx1-ubyte") {
		t.Errorf("no labels: %v", err)
	}
	if _, err := load(write(t, "pictures", images), ""); err == nil || !strings.Contains(err.Error(), "their labels are nowhere beside it") {
		t.Errorf("no name for labels: %v", err)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte("x,y\n1,2\n"))
	f.Add([]byte("1;2"))
	f.Add([]byte("\"1,2\n3"))
	f.Add(idx(magicImages, make([]byte, 12), 2, 2, 3))
	f.Add(idx(magicLabels, []byte{9, 0}, 2))
	f.Add(idx(magicImages, nil, 1<<20, 1<<20, 1<<24))
	f.Add([]byte("\ufeff1,2\n"))
	f.Add([]byte("\xff\xfe1\x00"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if s, err := ReadCSV(bytes.NewReader(content)); err == nil {
			if rows, _ := s.X.Dims(); rows != s.Len() || rows == 0 || s.Dim() == 0 {
				t.Errorf("%d examples of %d inputs, %d wanted", rows, s.Dim(), s.Len())
			}
		}
		if y, err := readLabels(bytes.NewReader(content)); err == nil && (len(y) != len(content)-8 || slices.Max(y) > 9) {
			t.Errorf("labels %v", y)
		}
		if s, err := readImages(bytes.NewReader(content)); err == nil {
			if r, c := s.X.Dims(); r*c != len(content)-16 || mat.Max(s.X) > 1 {
				t.Errorf("%d x %d pixels of %d bytes", r, c, len(content))
			}
		}
	})
}

// repeated is a text many times over.
type repeated struct {
	text string
	left int
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.left == 0 {
		return 0, io.EOF
	}
	n := 0
	for ; r.left > 0 && n+len(r.text) <= len(p); r.left-- {
		n += copy(p[n:], r.text)
	}
	return n, nil
}

// What unpacks to a thousand times its size is refused long before its end; what
// unpacks to much is read.
func TestBomb(t *testing.T) {
	for _, c := range []struct {
		text  string
		times int
		err   string
	}{
		{"1,2\n", 1 << 20, ""},
		{"1" + strings.Repeat(" ", 1019) + ",2\n", 1 << 14, "the compressed data unpacks to more than 100 times its size: unpack it yourself if it is meant so"},
		{"\x00\x00\x00\x00", 1 << 20, "is neither IDX nor CSV in UTF-8: it has bytes 0, as binary files and UTF-16 do"},
	} {
		var b bytes.Buffer
		w, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
		if _, err := io.Copy(w, &repeated{c.text, c.times}); err != nil {
			t.Fatal(err)
		}
		w.Close()
		path := write(t, "mine.csv.gz", b.Bytes())
		s, err := load(path, "")
		if c.err == "" && (err != nil || s.Len() != c.times) {
			t.Errorf("%.4q: %v", c.text, err)
		}
		if c.err != "" && (err == nil || err.Error() != path+": "+c.err) {
			t.Errorf("%.4q: %v, want %s", c.text, err, c.err)
		}
	}
}

// The opener says what there is, and its errors come through, also in the middle.
func TestOpener(t *testing.T) {
	stop := errors.New("stop")
	open := func(string) (io.ReadCloser, error) {
		return io.NopCloser(io.MultiReader(strings.NewReader("1,2\n3,4\n"), broken{stop})), nil
	}
	if _, err := Load(open, "a", ""); !errors.Is(err, stop) {
		t.Error(err)
	}
	if _, err := Load(func(string) (io.ReadCloser, error) { return nil, stop }, "a", ""); err != stop {
		t.Error(err)
	}
}

// broken is a reader that fails.
type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }
