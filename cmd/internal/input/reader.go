package input

import (
	"context"
	"fmt"
	"io"
	"os"
)

// chunkSize is the number of bytes that a reader asks for at once.
const chunkSize = 256 << 10

// reader reads a stream up to a limit. It reads in a goroutine, so that a cancelled
// context ends a read that waits, as on a terminal.
type reader struct {
	ctx   context.Context
	from  io.Reader
	limit int64
	left  int64 // bytes until the limit
	buf   []byte
	ready []byte // part of buf that was read and not yet returned
	err   error  // returned once ready is empty
}

func newReader(ctx context.Context, from io.Reader, limit int64) *reader {
	return &reader{ctx: ctx, from: from, limit: limit, left: limit, buf: make([]byte, chunkSize)}
}

// Read returns bytes that are ready; without any it waits for more, or for the end of the
// context.
func (r *reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	for len(r.ready) == 0 && r.err == nil {
		r.fill()
	}
	if len(r.ready) == 0 {
		return 0, r.err
	}
	n := copy(p, r.ready)
	r.ready = r.ready[n:]
	return n, nil
}

// fill reads the next piece. Once the context has ended, the goroutine that still reads
// owns the buffer; the reader's error keeps fill from using the buffer again.
func (r *reader) fill() {
	type result struct {
		n   int
		err error
	}
	done := make(chan result, 1)
	go func() {
		n, err := r.from.Read(r.buf)
		done <- result{n, err}
	}()
	select {
	case <-r.ctx.Done():
		r.err = r.ctx.Err()
	case got := <-done:
		if r.left -= int64(got.n); r.left < 0 {
			r.err = fmt.Errorf("is larger than %s, and no more is read", size(r.limit))
			return
		}
		r.ready, r.err = r.buf[:got.n], got.err
	}
}

// fileReader is the reader of a file.
type fileReader struct {
	*reader
	file *os.File
}

func (f *fileReader) Close() error { return f.file.Close() }
