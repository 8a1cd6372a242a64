// The page.
ready.then(() => { document.documentElement.dataset.ready = "true"; });
