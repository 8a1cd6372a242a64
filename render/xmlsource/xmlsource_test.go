package xmlsource_test

import (
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/render/xmlsource"
)

const begin = `<?xml version="1.0"?><a:list xmlns:a="` + xmlsource.Namespace + `">`

func TestRead(t *testing.T) {
	for text, want := range map[string][]string{
		begin + `<a:source>x: 1 &lt; 2</a:source><a:source/><source>other</source><b><a:source>y<c>no</c>z</a:source></b></a:list>`: {"x: 1 < 2", "yz"},
		`<source xmlns="` + xmlsource.Namespace + `"><![CDATA[<x>]]></source>`:                                                      {"<x>"},
		`<svg/>`: nil,
	} {
		if got, err := xmlsource.Read([]byte(text)); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s\nholds %q, %v; want %q", text, got, err, want)
		}
	}
}

// XML that was made to fill the memory is refused before it does.
func TestHostile(t *testing.T) {
	const size = 4_000_000
	for name, c := range map[string]struct{ text, want string }{
		"cut":        {begin + "<a:source>x", "unexpected EOF"},
		"many":       {begin + strings.Repeat("<a:source>x</a:source>", size/22) + "</a:list>", "holds more than 1000 sources"},
		"deep":       {begin + strings.Repeat("<b>", size/3), "more than 1000 elements within each other"},
		"deeper":     {begin + "<a:source>" + strings.Repeat("<b>", size/3), "more than 1000 elements within each other"},
		"attributes": {"<b " + strings.Repeat(`a="" `, size/5) + "/>", "an element with more than 100000 quotes"},
		"hidden":     {`<!-- ' --><b c=">" ` + strings.Repeat(`a='' `, size/5) + "/>", "an element with more than 100000 quotes"},
	} {
		var before, after runtime.MemStats
		file := []byte(c.text)
		runtime.ReadMemStats(&before)
		_, err := xmlsource.Read(file)
		runtime.ReadMemStats(&after)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", name, err, c.want)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 4*size {
			t.Errorf("%s: took %d bytes", name, used)
		}
	}
}
