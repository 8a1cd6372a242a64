# One command each; `make ci` is what .ci/run does after it has installed what it needs.
.PHONY: install test lint golden live bench peers fuzz manifest manifest-compare ci

install: ## the program, without cgo: it then starts in less address space (ulimit -v)
	CGO_ENABLED=0 go install ./cmd/optviz

test: ## all tests
	go test ./...

lint: ## formatting, vet, staticcheck at the version in tools/go.mod, a tidy go.mod
	@test -z "$$(gofmt -l .)" || { gofmt -l .; exit 1; }
	go vet ./...
	go tool -modfile=tools/go.mod staticcheck ./...
	go -C tools vet ./...
	go -C tools tool staticcheck ./...
	go mod tidy -diff

golden: ## accept today's pictures: the golden figures and out/gallery; look at each before committing
	go test ./render ./cmd/optviz -update

live: ## the module of the live page, from today's source: run it when a test says that the module is not of it
	go generate ./cmd/internal/explore/module

bench: ## every benchmark, with allocations
	go test -run '^$$' -bench . -benchmem ./...

peers: ## whole processes against matplotlib, gnuplot, C and NumPy, on this machine; PEERS=DIR says where they are
	tools/peers
	tools/peers_maps
	tools/peers_network

fuzz: ## 10 000 inputs of each fuzz target
	tools/fuzz 10000x

manifest: ## hashes of all that optviz makes, in out/manifest.txt; FLAGS=-short for fewer, FLAGS=-no-lecture for the fewest
	@mkdir -p out
	go -C tools run ./manifest $(FLAGS) > out/manifest.new && mv out/manifest.new out/manifest.txt

manifest-compare: ## what differs from out/manifest.txt
	go -C tools run ./manifest -compare $(CURDIR)/out/manifest.txt

ci:
	.ci/run
