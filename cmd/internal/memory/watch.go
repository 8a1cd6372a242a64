package memory

import (
	"context"
	"fmt"
	"runtime/metrics"
	"time"

	"github.com/optviz/optviz/cmd/internal/printing"
)

// reserve is the number of bytes that must stay free: a process can take that much between
// two checks of Watch.
const reserve = 100 << 20

// Watch checks the memory of the process every 20 ms until ctx is cancelled. Its channel
// gets an error when almost no memory is left and the process itself has taken much, so
// that the command can end before the system or Go's runtime ends the program.
func Watch(ctx context.Context) <-chan error {
	short := make(chan error, 1)
	go func() {
		const often = 20 * time.Millisecond
		ticks := time.NewTicker(often)
		defer ticks.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticks.C:
			}
			if err := checkLeft(taken(), Free); err != nil {
				short <- err
				return
			}
		}
	}()
	return short
}

// checkLeft returns an error if the process has taken much memory and little is left. It
// calls free only where taken is large, since free reads files.
func checkLeft(taken float64, free func() Room) error {
	if taken < 2*Negligible {
		return nil
	}
	if room := free(); room.Bytes < reserve {
		return fmt.Errorf("needs more memory than there is: it has taken %s, and %s", printing.Size(taken, digits), room)
	}
	return nil
}

// taken returns the number of bytes that Go's runtime holds of the system's memory.
func taken() float64 {
	samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(samples)
	return float64(samples[0].Value.Uint64() - samples[1].Value.Uint64())
}
