package module_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/optviz/optviz/cmd/internal/explore/module"
)

// skip skips a test that misses its tool, where that is no failure.
func skip(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("OPTVIZ_NO_SKIP") != "" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// page is a page that does nothing but ask the worker. numbers writes arrays of numbers as texts,
// since JSON has no NaN.
const page = `<!DOCTYPE html>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'wasm-unsafe-eval' 'unsafe-inline'; worker-src blob:">
<script type="text/plain" id="worker">%s</script>
<script type="text/plain" id="module">%s</script>
<script>
const text = id => document.getElementById(id).textContent;
const worker = new Worker(URL.createObjectURL(new Blob([text("worker")], {type: "text/javascript"})));
const waiting = new Map(), ready = new Promise((resolve, reject) => {
  worker.onmessage = first => {
    worker.onmessage = e => waiting.get(e.data.id)(e.data.out);
    if (first.data.ready) resolve(); else reject(Error(first.data.broken));
  };
  worker.onerror = e => reject(Error(e.message));
});
worker.postMessage(text("module"));
let asked = 0;
async function ask(name, state, more = {}) {
  await ready;
  worker.postMessage({id: ++asked, name, state, more});
  return new Promise(resolve => waiting.set(asked, resolve));
}
const numbers = out => JSON.stringify(out, (_, v) => ArrayBuffer.isView(v) ? v.join(" ") : v);
</script>`

// dies lets the module of a worker end at the question "dead".
const dies = `
{
  const onFirst = onmessage;
  onmessage = async e => {
    await onFirst(e);
    const asked = optviz;
    globalThis.optviz = (name, ...rest) => name === "dead" ? undefined : asked(name, ...rest);
  };
}`

// browser opens a headless Chromium at a page with the worker, and stops it with the test.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil && path == "" {
			path = p
		}
	}
	if path == "" {
		skip(t, "needs Chromium, which is not installed")
	}
	file := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(file, fmt.Appendf(nil, page, module.Worker+dies, module.Text()), 0o600); err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox)
	ctx, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	ctx, stop = context.WithTimeout(ctx, 4*time.Minute) // against hangs
	t.Cleanup(stop)
	if err := chromedp.Run(ctx, chromedp.Navigate("file://"+file)); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// eval decodes what a script promises, a JSON text.
func eval(t *testing.T, ctx context.Context, script string, into any) {
	t.Helper()
	var text string
	wait := func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
	if err := chromedp.Run(ctx, chromedp.Evaluate(script, &text, wait)); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatal(err)
	}
}

// ask decodes the worker's answer to a question about a state.
func ask(t *testing.T, ctx context.Context, name string, state map[string]any, into any) {
	t.Helper()
	object, err := json.Marshal(state)
	if err != nil {
		t.Fatal(err)
	}
	eval(t, ctx, fmt.Sprintf("ask(%q, %s).then(numbers)", name, object), into)
}
