package catalog

import "testing"

// FuzzParse: whatever is typed, the parsers return a value or an error that
// says something, and what they accept they accept again as they print it.
func FuzzParse(f *testing.F) {
	for _, entries := range catalogs() {
		for _, e := range entries {
			f.Add(e.Name)
			for _, p := range e.Params() {
				f.Add(e.Name + ":" + p.Key + "=" + p.Text())
			}
		}
	}
	for _, s := range []string{
		"adam:lr=0.15 cosine:warmup=20", "constant@30+cosine*linear", "exponential:gamma=1e+2@30+step", "a:b=c,", "::", "@1+", "**", "adam:lr=0x1p-3",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		_, errSurface := ParseSurface(s, nil)
		r, errRule := ParseRule(s)
		sch, errSchedule := ParseSchedule(s)
		for _, err := range []error{errSurface, errRule, errSchedule} {
			if err != nil && err.Error() == "" {
				t.Fatalf("%q: an empty error", s)
			}
		}
		if errRule == nil {
			if again, err := ParseRule(r.Text); err != nil || again.Value != r.Value || again.LR != r.LR {
				t.Fatalf("%q became %q: %v", s, r.Text, err)
			}
		}
		if errSchedule == nil {
			if again, err := ParseSchedule(sch.Text); err != nil || again.Text != sch.Text || again.Title != sch.Title {
				t.Fatalf("%q became %q: %v", s, sch.Text, err)
			}
		}
	})
}
