//go:build js

// Command wasm is the part of the live page that computes, for the browser. It sets the global
// function optviz, which a worker calls with what it asks for, a state and further arguments, and
// which returns an object: the answer, or an error with the flag and the value it is about. A search, which
// takes long, returns the promise of one, and goes on between other questions.
package main

import (
	"context"
	"errors"
	"runtime/debug"
	"syscall/js"
	"time"

	"github.com/optviz/optviz/cmd/internal/explore/live"
)

func main() {
	// A drag leaves 0.5 MB behind. The browser has one thread for computing and collecting: it
	// collects after 32 MB, not after 4, so that one drag in 60 waits 20 ms for it.
	debug.SetGCPercent(800)
	lab := new(live.Lab)
	js.Global().Set("optviz", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if len(args) > 0 && args[0].String() == "search" {
			return promise(func() object { return answer(lab, args) })
		}
		return answer(lab, args)
	}))
	select {} // the page calls for as long as it is open
}

// letOthersIn lets the browser hand over what it was asked meanwhile, which it does between pieces of work.
func letOthersIn() { time.Sleep(time.Millisecond) }

// promise returns the promise of an answer.
func promise(answer func() object) js.Value {
	var begin js.Func
	begin = js.FuncOf(func(_ js.Value, resolve []js.Value) any {
		go func() {
			letOthersIn()
			resolve[0].Invoke(answer())
			begin.Release()
		}()
		return nil
	})
	return js.Global().Get("Promise").New(begin)
}

// asks holds what the page may ask for.
var asks = map[string]func(ctx context.Context, lab *live.Lab, state, more js.Value) (object, error){
	"catalog": catalogue,
	"run":     run,
	"map":     drawnMap,
	"search":  search,
	"slice":   slice,
	"suit":    suit,
	"set":     set,
}

// answer answers a call with an object.
func answer(lab *live.Lab, args []js.Value) object {
	out, err := ask(lab, args)
	if err != nil {
		return failure(err)
	}
	return out
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
