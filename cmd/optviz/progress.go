package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/term"
)

// progress shows on a terminal how far a long computation is and how long it will still
// take. A nil progress shows nothing: where stderr is no terminal, as in a pipe.
type progress struct {
	mu          sync.Mutex // what is interrupted may still go on for a moment
	closed      bool
	w           io.Writer
	now         func() time.Time
	start, last time.Time
	total, done int
	what        string // is counted
}

// Times of the progress: short work shows none, and nobody reads faster.
const (
	quietTime   = 500 * time.Millisecond
	refreshTime = 100 * time.Millisecond
)

// newProgress begins to count a total of something.
func newProgress(w io.Writer, total int, what string, quiet bool) *progress {
	f, ok := w.(*os.File)
	if quiet || !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	return startProgress(w, total, what, time.Now)
}

func startProgress(w io.Writer, total int, what string, now func() time.Time) *progress {
	t := now()
	return &progress{w: w, now: now, start: t, last: t.Add(quietTime - refreshTime), total: total, what: what}
}

// add counts what is done.
func (p *progress) add(n int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done += n
	t := p.now()
	if p.closed || t.Sub(p.last) < refreshTime {
		return
	}
	p.last = t
	left := time.Duration(float64(t.Sub(p.start)) / float64(p.done) * float64(p.total-p.done))
	fmt.Fprintf(p.w, "\r\x1b[K%d of %d %s, %d %%, %s left", p.done, p.total, p.what, 100*p.done/p.total, inWords(left))
}

// close clears the line.
func (p *progress) close() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.closed && p.last.Sub(p.start) >= quietTime {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
	p.closed = true
}

// inWords returns a duration as people say it.
func inWords(d time.Duration) string {
	switch {
	case d >= 90*time.Minute:
		d = d.Round(time.Minute)
		return fmt.Sprintf("%d h %d min", int(d.Hours()), int(d.Minutes())%60)
	case d >= 90*time.Second:
		return fmt.Sprintf("%d min", int(d.Round(time.Minute).Minutes()))
	}
	return fmt.Sprintf("%d s", int(d.Round(time.Second).Seconds()))
}
