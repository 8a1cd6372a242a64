package printing

import "testing"

func TestSize(t *testing.T) {
	for _, test := range []struct {
		bytes  float64
		digits int
		want   string
	}{
		{0, 2, "0 bytes"}, {-5, 2, "0 bytes"}, {999, 3, "999 bytes"}, {999, 2, "1 kB"}, {999.6, 4, "1 kB"}, {1000, 2, "1 kB"}, {1024, 3, "1.02 kB"},
		{131e6, 2, "130 MB"}, {512e6, 3, "512 MB"}, {536870912, 3, "537 MB"}, {999e6, 2, "1 GB"}, {999e6, 3, "999 MB"},
		{1e9, 2, "1 GB"}, {2.17e9, 2, "2.2 GB"}, {22.9e9, 2, "23 GB"}, {123e9, 2, "120 GB"}, {80e12, 2, "80 TB"}, {1e15, 2, "1000 TB"},
	} {
		if got := Size(test.bytes, test.digits); got != test.want {
			t.Errorf("Size(%g, %d) = %q, want %q", test.bytes, test.digits, got, test.want)
		}
	}
}
