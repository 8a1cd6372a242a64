//go:build js

// Command wasm is the part of the live page that computes, for the browser. It sets the global
// function optviz, which a worker calls with what it asks for, a state and further arguments, and
// which returns an object: the answer, or an error with the flag and the value it is about.
package main

import (
	"context"
	"errors"
	"runtime/debug"
	"syscall/js"

	"github.com/optviz/optviz/cmd/internal/explore/live"
)

func main() {
	// A drag leaves 0.5 MB behind. The browser has one thread for computing and collecting: it
	// collects after 32 MB, not after 4, so that one drag in 60 waits 20 ms for it.
	debug.SetGCPercent(800)
	lab := new(live.Lab)
	js.Global().Set("optviz", js.FuncOf(func(_ js.Value, args []js.Value) any {
		answer, err := ask(lab, args)
		if err != nil {
			return failure(err)
		}
		return answer
	}))
	select {} // the page calls for as long as it is open
}

// asks holds what the page may ask for.
var asks = map[string]func(ctx context.Context, lab *live.Lab, state, more js.Value) (object, error){
	"catalog": catalogue,
	"run":     run,
	"map":     drawnMap,
	"slice":   slice,
	"suit":    suit,
	"set":     set,
}

// ask answers a call. A panic becomes an error: the page lives on.
func ask(lab *live.Lab, args []js.Value) (answer object, err error) {
	if len(args) != 3 {
		return nil, errors.New("a call has a name, a state and further arguments")
	}
	f, ok := asks[args[0].String()]
	if !ok {
		return nil, errors.New("unknown question " + args[0].String())
	}
	err = live.Safely(func() (err error) {
		answer, err = f(context.Background(), lab, args[1], args[2])
		return err
	})
	return answer, err
}

// failure returns an error as the page shows it.
func failure(err error) object {
	f := live.FailureOf(err)
	return object{"error": f.Text, "flag": f.Flag, "value": f.Value, "reason": f.Reason, "name": f.Name, "at": f.At}
}
