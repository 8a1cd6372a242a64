package document

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/catalog"
)

// Animation holds the lengths and the frame rate of an animated figure; 0 stands for the
// default.
type Animation struct {
	Seconds float64 `yaml:"seconds" doc:"how long the runs go on (default 5)"`
	FPS     float64 `yaml:"fps" doc:"frames a second (default 20)"`
	Pause   float64 `yaml:"pause" doc:"seconds that the last frame stays (default 2)"`
}

// WithDefaults returns the animation with defaults in place of zeros.
func (a Animation) WithDefaults() Animation {
	return Animation{cmp.Or(a.Seconds, 5), cmp.Or(a.FPS, 20), cmp.Or(a.Pause, 2)}
}

// mostFrames is the largest number of frames of an animation, some minutes.
const mostFrames = 10_000

// MaxFPS is the number of frames a second that browsers can show.
const MaxFPS = 50

// check refuses lengths and frame rates out of range.
func (a Animation) check() error {
	a = a.WithDefaults()
	for _, v := range []struct {
		flag  string
		value float64
		most  float64
	}{{"--seconds", a.Seconds, 600}, {"--fps", a.FPS, MaxFPS}, {"--pause", a.Pause, 60}} {
		if !(v.value > 0 && v.value <= v.most) {
			return catalog.Blame(v.flag, catalog.FormatNumber(v.value), fmt.Errorf("must be in (0, %g]", v.most))
		}
	}
	if n := a.Seconds * a.FPS; n > mostFrames {
		return catalog.Blame("--seconds", catalog.FormatNumber(a.Seconds), fmt.Errorf("at %g frames a second makes %g frames, at most %d", a.FPS, n, mostFrames))
	}
	return nil
}

// Flags declares the flags of an animation.
func (a *Animation) Flags(fs *pflag.FlagSet) {
	positive := func(v *float64, name, placeholder, usage string) {
		fs.Var(newValue(placeholder, "", func(t string) (err error) {
			if *v, err = catalog.ParseNumber(t); err == nil && !(*v > 0) {
				err = errors.New("must be above 0")
			}
			return err
		}), name, usage)
	}
	positive(&a.Seconds, "seconds", "S", "how long the runs go on (default 5)")
	positive(&a.FPS, "fps", "N", "frames a second, less where there are fewer steps (default 20)")
	positive(&a.Pause, "pause", "S", "how long the last frame stays before all begins again (default 2)")
}

// AnimationSize is the default size of an animation, in pixels.
const AnimationSize = "960x540"

// checkMovable refuses to animate a figure without runs, and a page of such figures: only runs proceed
// in time.
func (d Document) checkMovable() error {
	switch {
	case len(d.Figures) > 0:
		if slices.ContainsFunc(d.Figures, func(f Document) bool { return f.checkMovable() == nil }) {
			return nil
		}
		return errors.New("no figure of the page moves: only runs do")
	case d.Kind != "":
		return fmt.Errorf("kind: %s does not move: only runs do", d.Kind)
	}
	return nil
}

// CheckMoving refuses animate, until and frames on a document that cannot be animated, and values
// of these keys out of range.
func (d Document) CheckMoving() error {
	if d.Animate == nil && d.Until == nil && d.Frames == nil {
		return nil
	}
	if err := d.checkMovable(); err != nil {
		return catalog.Usage("%w", err)
	}
	if d.Until != nil && !(*d.Until >= 0) {
		return catalog.Blame("until", catalog.FormatNumber(*d.Until), errors.New("must be at least 0"))
	}
	if d.Until != nil && d.Frames != nil {
		return catalog.Blame("until", catalog.FormatNumber(*d.Until), errors.New("is one place, frames are several: leave one out"))
	}
	if d.Animate != nil {
		return d.Animate.check()
	}
	return nil
}
