package figure

import "math"

// leastSeconds is the shortest time for which browsers show a frame; they stretch shorter
// frames to a tenth of a second.
const leastSeconds = 0.02

// paced returns the film without frames shorter than leastSeconds. The next frame takes
// the place and the time of a dropped frame, and the last frame stays, so that the film
// lasts as long as before.
func (f *Film) paced() *Film {
	const exact = leastSeconds - 1e-9 // allows for rounding in sums of times
	out := *f
	out.Frames = nil
	for _, frame := range f.Frames {
		if n := len(out.Frames); n > 0 && out.Frames[n-1].Seconds < exact {
			frame.Seconds += out.Frames[n-1].Seconds
			out.Frames = out.Frames[:n-1]
		}
		out.Frames = append(out.Frames, frame)
	}
	if n := len(out.Frames); n > 1 && out.Frames[n-1].Seconds < exact {
		out.Frames[n-1].Seconds += out.Frames[n-2].Seconds
		out.Frames = append(out.Frames[:n-2], out.Frames[n-1])
	}
	return &out
}

// delays rounds the times of the frames to whole ticks, at least least ticks each,
// without letting rounding errors add up.
func (f *Film) delays(ticks float64, least int) []int {
	out, clock, sum := make([]int, len(f.Frames)), 0.0, 0
	for i, frame := range f.Frames {
		clock += frame.Seconds
		out[i] = max(least, int(math.Round(ticks*clock))-sum)
		sum += out[i]
	}
	return out
}
