package document

import (
	"testing"

	"github.com/optviz/optviz/cmd/internal/input"
	"github.com/optviz/optviz/render/sheet"
)

// A map that is chosen is that of heat maps, too, unless the base has it with another for heat maps, or
// states that one alone.
func TestMapOfHeatMaps(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "both.yaml", "base: dark\nmap: {name: night, heat: magma}\n")
	write(t, "heat.yaml", "map: {heat: magma}\n")
	write(t, "grey.yaml", "map: grey\n")
	for text, want := range map[string]sheet.MapStyle{
		"{map: night}":                            {Name: "night"}, // of sweeps that were drawn before, too
		"{base: dark, map: night}":                sheet.MustTheme("dark").Map,
		"{base: print, map: grey}":                sheet.MustTheme("print").Map,
		"{map: deep}":                             sheet.MustTheme("light").Map,
		"{base: dark, map: deep}":                 {Name: "deep"},
		"{background: black, map: night}":         sheet.MustTheme("dark").Map,
		"{base: both.yaml, map: night}":           {Name: "night", Heat: "magma"},
		"{base: both.yaml, map: grey}":            {Name: "grey"},
		"{base: both.yaml, map: {heat: cividis}}": {Name: "night", Heat: "cividis"},
		"{base: heat.yaml, ink: navy}":            {Name: "deep", Heat: "magma"},
		"{base: heat.yaml, map: grey}":            {Name: "grey", Heat: "magma"},
		"{base: grey.yaml, map: {heat: magma}}":   {Name: "grey", Heat: "magma"},
	} {
		d, err := ParseYAML([]byte("theme: "+text+"\n"), nil)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		read, _, err := d.Theme.Read(t.Context(), input.Anywhere)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := mustLook(t, read).Map; got.Name != want.Name || got.Heat != want.Heat || len(got.Deep) > 0 {
			t.Errorf("%s: got %+v, want %+v", text, got, want)
		}
	}
}
