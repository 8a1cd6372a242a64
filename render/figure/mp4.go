package figure

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"os/exec"
	"strconv"
	"strings"
)

// mp4 lets ffmpeg write the film as an H.264 video, which plays once and holds the last
// frame for its time.
func (f *Film) mp4(w io.Writer) error {
	ffmpeg, err := exec.LookPath("ffmpeg")
	if err != nil {
		return errors.New("mp4 needs ffmpeg, which is not installed; gif, apng, svg and html do not")
	}
	width, height := f.Still.Pixels()
	rate := 1 / f.Frames[0].Seconds
	cmd := exec.Command(ffmpeg, "-loglevel", "error",
		"-f", "rawvideo", "-pix_fmt", "rgb24", "-s", fmt.Sprintf("%dx%d", width, height), "-r", strconv.FormatFloat(rate, 'g', -1, 64), "-i", "-",
		"-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2:color="+Hex(f.Still.Background), // H.264 needs even sides
		"-c:v", "libx264", "-pix_fmt", "yuv420p", "-crf", "18", "-bitexact", "-map_metadata", "-1",
		"-f", "mp4", "-movflags", "frag_keyframe+empty_moov", "-") // a stream without seeking back
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	var out, complaints bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaints
	if err := cmd.Start(); err != nil {
		return err
	}
	written := f.writeFrames(in, rate)
	in.Close()
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("ffmpeg: %w: %s", err, strings.TrimSpace(complaints.String()))
	}
	if written != nil {
		return written
	}
	_, err = w.Write(out.Bytes())
	return err
}

// writeFrames writes the pixels of each frame, repeated for the frame's time.
func (f *Film) writeFrames(w io.Writer, rate float64) error {
	still := f.still()
	p, frame := f.painter(still), newPicture(still.width, still.height)
	for i := range f.Frames {
		p.paint(frame, i)
		for range max(1, int(math.Round(f.Frames[i].Seconds*rate))) {
			if _, err := w.Write(frame.pix); err != nil {
				return err
			}
		}
	}
	return nil
}
