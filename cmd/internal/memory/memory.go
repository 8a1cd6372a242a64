// Package memory refuses work that needs more memory than there is, before the work starts:
// later, the system or Go's runtime would end the program without a useful message.
package memory

import (
	"fmt"
	"math"

	"github.com/optviz/optviz/cmd/internal/printing"
)

// digits is the number of significant digits of a size in a message, which is an estimate.
const digits = 2

// Negligible is the number of bytes below which nothing is checked: a figure takes more
// than that beside the memory that is estimated.
const Negligible = 128 << 20

// Room is how much memory a process may still take, in bytes, with the limit that bounds
// it.
type Room struct {
	Bytes float64
	Of    string // as in "this machine has 2.1 GB free"
}

// Check returns an error if bytes exceed the free memory. hint names a way to need less,
// as in "--every 10 keeps fewer"; hint may be empty.
func Check(bytes float64, hint string) error {
	if bytes < Negligible {
		return nil
	}
	return check(bytes, Free(), hint)
}

func check(bytes float64, room Room, hint string) error {
	if bytes <= room.Bytes {
		return nil
	}
	if hint != "" {
		hint = "; " + hint
	}
	return fmt.Errorf("needs about %s of memory, but %s%s", printing.Size(bytes, digits), room, hint)
}

func (r Room) String() string { return fmt.Sprintf(r.Of, printing.Size(r.Bytes, digits)) }

// tightest returns the smallest room.
func tightest(rooms ...Room) Room {
	least := Room{Bytes: math.Inf(1), Of: "there is %s"}
	for _, r := range rooms {
		if r.Bytes < least.Bytes {
			least = r
		}
	}
	return least
}
