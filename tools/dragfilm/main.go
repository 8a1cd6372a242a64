// Command dragfilm films a live page in a headless Chromium while its first start is dragged along a
// closed path, and writes a GIF:
//
//	optviz explore rosenbrock -o page.html
//	go -C tools run ./dragfilm page.html film.gif
//
// It needs chromium and ffmpeg.
package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

const (
	width, height = 1180, 720 // of the page in pixels
	drawn         = 900       // width of the film in pixels
	frames        = 48
	rate          = 12 // frames a second
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "dragfilm:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return errors.New("usage: dragfilm PAGE.html FILM.gif")
	}
	page, err := filepath.Abs(args[0])
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "dragfilm")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := shoot(page, dir); err != nil {
		return err
	}
	return encode(dir, args[1])
}

// shoot writes the frames of a page into a folder, as PNG.
func shoot(page, dir string) error {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.WindowSize(width, height))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	defer stop()
	ctx, stop = chromedp.NewContext(ctx)
	defer stop()
	ctx, stop = context.WithTimeout(ctx, 5*time.Minute) // against hangs
	defer stop()
	var at, span []float64 // of the start, and the map's width and height, in pixels
	if err := chromedp.Run(ctx,
		chromedp.EmulateViewport(width, height),
		chromedp.Navigate("file://"+page),
		chromedp.WaitReady("html[data-ready]", chromedp.ByQuery),
		chromedp.Evaluate(`(r => [r.x + r.width / 2, r.y + r.height / 2])(document.querySelector(".start").getBoundingClientRect())`, &at),
		chromedp.Evaluate(`(r => [r.width, r.height])(document.querySelector("#map").getBoundingClientRect())`, &span),
	); err != nil {
		return err
	}
	if err := chromedp.Run(ctx, mouse(input.MousePressed, at[0], at[1])); err != nil {
		return err
	}
	for i := range frames {
		x, y := onPath(float64(i) / frames)
		var picture []byte
		if err := chromedp.Run(ctx,
			mouse(input.MouseMoved, at[0]+x*span[0], at[1]+y*span[1]),
			chromedp.Sleep(80*time.Millisecond), // the runs are drawn
			chromedp.CaptureScreenshot(&picture),
		); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.png", i)), picture, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// onPath returns a place on a closed path from the start, in parts of the map's sides. It rests where
// it begins.
func onPath(t float64) (x, y float64) {
	a := 2 * math.Pi * (t - math.Sin(2*math.Pi*t)/(2*math.Pi))
	return 0.42 * (1 - math.Cos(a)) / 2 * 1.4, -0.13 * math.Sin(a)
}

// mouse sends an event of the left button, or of none where it is held.
func mouse(kind input.MouseType, x, y float64) chromedp.Action {
	return chromedp.ActionFunc(func(ctx context.Context) error {
		return input.DispatchMouseEvent(kind, x, y).WithButton(input.Left).WithButtons(1).WithClickCount(1).Do(ctx)
	})
}

// encode makes a GIF of the frames in a folder, with the colours that they have most.
func encode(dir, film string) error {
	filter := fmt.Sprintf("scale=%d:-1:flags=lanczos,split[a][b];[a]palettegen=stats_mode=full[p];[b][p]paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle", drawn)
	ffmpeg := exec.Command("ffmpeg", "-v", "error", "-y", "-framerate", fmt.Sprint(rate), "-i", filepath.Join(dir, "%03d.png"), "-vf", filter, film)
	ffmpeg.Stderr = os.Stderr
	return ffmpeg.Run()
}
