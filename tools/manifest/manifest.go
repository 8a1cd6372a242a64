package main

import (
	"fmt"
	"slices"
	"strings"
)

// manifest lists what the commands made, in the order of the table.
type manifest struct {
	kind    string
	entries []entry
}

// entry is the hash of what a command printed, or of a file that it wrote.
type entry struct {
	hash string // hexadecimal
	name string // the command, and the file after " > "
}

// String returns the text that parse reads: the kind, and one line for each entry.
func (m manifest) String() string {
	var b strings.Builder
	fmt.Fprintln(&b, "#", m.kind)
	for _, e := range m.entries {
		fmt.Fprintf(&b, "%s  %s\n", e.hash, e.name)
	}
	return b.String()
}

// parse reads the text of a manifest.
func parse(text string) (manifest, error) {
	head, rest, _ := strings.Cut(text, "\n")
	m := manifest{kind: strings.TrimPrefix(head, "# ")}
	if !slices.Contains([]string{whole, short, tables}, m.kind) {
		return m, fmt.Errorf("line 1 is %q, not \"# %s\", \"# %s\" or \"# %s\"", head, whole, short, tables)
	}
	for i, line := range strings.Split(strings.TrimSuffix(rest, "\n"), "\n") {
		hash, name, ok := strings.Cut(line, "  ")
		if !ok {
			return m, fmt.Errorf("line %d is no hash, two spaces and a name", i+2)
		}
		m.entries = append(m.entries, entry{hash, name})
	}
	return m, nil
}

// compare returns a line for every entry that changed, is missing after, or is new.
func compare(before, after manifest) []string {
	var lines []string
	hashes := map[string]string{}
	for _, e := range after.entries {
		hashes[e.name] = e.hash
	}
	known := map[string]bool{}
	for _, e := range before.entries {
		known[e.name] = true
		switch hash, ok := hashes[e.name]; {
		case !ok:
			lines = append(lines, "missing  "+e.name)
		case hash != e.hash:
			lines = append(lines, "changed  "+e.name)
		}
	}
	for _, e := range after.entries {
		if !known[e.name] {
			lines = append(lines, "new      "+e.name)
		}
	}
	return lines
}
