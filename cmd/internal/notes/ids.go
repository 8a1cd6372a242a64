package notes

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/optviz/optviz/cmd/internal/pattern"
)

// unsafeInID matches characters that an id must not have.
var unsafeInID = pattern.Lazy(`[^\p{L}\p{N}_.-]+`)

// baseOf returns the beginning of the ids of blocks that give none: the name of the note's
// file.
func baseOf(file string) string {
	base := unsafeInID().ReplaceAllString(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), "-")
	if !name().MatchString(base) {
		return "note"
	}
	return base
}

// folded returns a name without the difference between small and capital letters, which
// many file systems ignore.
func folded(name string) string { return strings.ToLower(strings.ToUpper(name)) }

// givenIDs returns the folded ids in the info strings of a note's blocks.
func givenIDs(plans []*plan) map[string]bool {
	given := map[string]bool{}
	for _, p := range plans {
		if p.ID != "" {
			given[folded(p.ID)] = true
		}
	}
	return given
}

// identify sets the id of each block: that of the info string, else that of the link below
// the block, else the note's name with the next number.
func identify(file string, plans []*plan) {
	taken := map[string]*plan{}
	for _, p := range plans {
		switch {
		case p.Err != nil && p.link != nil: // no other block may take the figure
			taken[folded(p.link.stem)] = p
			continue
		case p.Err != nil && p.ID != "":
			taken[folded(p.ID)] = p
			continue
		case p.Err != nil:
			continue
		case p.ID != "":
			p.id = p.ID
		case p.link != nil && taken[folded(p.link.stem)] == nil:
			p.id = p.link.stem
		default:
			continue
		}
		if other := taken[folded(p.id)]; other != nil {
			p.Err = clash(p.id, other)
			continue
		}
		taken[folded(p.id)] = p
	}
	number := 1
	for _, p := range plans {
		for ; p.id == "" && p.Err == nil; number++ {
			if id := fmt.Sprintf("%s-%d", baseOf(file), number); taken[folded(id)] == nil {
				p.id = id
			}
		}
	}
}

// clash returns the error of an id that another block already has.
func clash(id string, other *plan) error {
	if other.id != "" && other.id != id {
		return fmt.Errorf("the id %s differs from %s of the block in line %d in capital letters only: many file systems make no difference between the two", id, other.id, other.Line)
	}
	return fmt.Errorf("the id %s is that of the block in line %d", id, other.Line)
}

// checkIDPrefix refuses a prefix of ids that has characters which no id may have.
func checkIDPrefix(prefix string) error {
	if prefix != "" && unsafeInID().MatchString(prefix) {
		return errors.New("cannot stand in an id: letters, digits, - _ and . can")
	}
	return nil
}
