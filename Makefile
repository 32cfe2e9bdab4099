.DEFAULT_GOAL := help
SHELL := /bin/bash

# What is built with all that it can have: everything here is built once, and with the same traits.
TRAITS := SQLite,Logging,PostgreSQL,PKCS11
# SwiftPM passes traits to the compiler in the order of a set: in another one each time, and everything would be built anew.
export SWIFT_DETERMINISTIC_HASHING := 1
SWIFT_BUILD := swift build --traits $(TRAITS)

.PHONY: help traits setup build test test-postgres demo examples interoperability lint format sanitize crash power-loss faults stress stress-postgres failover-postgres \
	reliability fuzz \
	fuzz-short memory timing check-diagrams docs api api-diff diagram messages bench bench-postgres bench-consumers bench-peers bench-plot bench-quick clean

FORMATTED := Package.swift Sources Tests Documentation Plugins Benchmarks/Package.swift Benchmarks/Sources \
	Benchmarks/Peers/SwiftCrypto/Package.swift Benchmarks/Peers/SwiftCrypto/Sources \
	Examples/Package.swift Examples/Sources Examples/Tests Fuzz/Package.swift Fuzz/Sources

help: ## List the targets.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-18s %s\n", $$1, $$2 }'

traits:
	@echo $(TRAITS)

setup: ## Install what is missing: libcrypto, SQLite, libpq and p11-kit with their headers, openssl, sqlite3, PostgreSQL and SoftHSM.
	@Scripts/setup.sh

build: setup ## Build everything.
	$(SWIFT_BUILD) --build-tests

test: setup ## Run all tests.
	swift test --traits $(TRAITS)

test-postgres: setup ## Run the tests of the store in PostgreSQL, on servers of their own.
	swift test --traits $(TRAITS) --filter PostgreSQLKeyStoreTests

demo: setup ## Back up, verify, lose and restore a service master key, recover it with stock openssl, run a script.
	$(SWIFT_BUILD) --product keyhierarchy
	@Scripts/demo.sh "$$($(SWIFT_BUILD) --show-bin-path)/keyhierarchy"

examples: setup ## Build, test and run the examples, and compare what they print.
	@Scripts/check-examples.sh

interoperability: setup ## Exchange messages and files with software of others, which is fetched first.
	@Scripts/check-interoperability.sh

lint: ## Check the formatting.
	swift format lint --strict --recursive --parallel $(FORMATTED)

format: ## Format the code.
	swift format --in-place --recursive --parallel $(FORMATTED)

sanitize: setup ## Run all tests under the thread sanitizer and under the address sanitizer.
	swift test --traits $(TRAITS) --sanitize=thread --scratch-path .build-thread
	swift test --traits $(TRAITS) --sanitize=address --scratch-path .build-address

crash: reliability ## Kill a process 1,000 times at random instants, and check what is left.
	"$$($(SWIFT_BUILD) --show-bin-path)/reliability" crash

power-loss: reliability ## Lose what was not forced onto the disk, after every system call, and check what is left.
	"$$($(SWIFT_BUILD) --show-bin-path)/reliability" power-loss

faults: reliability ## Let every system call of every operation fail, fill a disk, and check what is left.
	"$$($(SWIFT_BUILD) --show-bin-path)/reliability" faults

stress: reliability ## Let 4 processes of 8 tasks work on one store for a minute, and replay it in one order.
	"$$($(SWIFT_BUILD) --show-bin-path)/reliability" stress

stress-postgres: reliability ## Let 8 processes of 8 tasks work on one server, which is killed 3 times, for 5 minutes.
	"$$($(SWIFT_BUILD) --show-bin-path)/reliability" stress --database postgresql --processes 8 --seconds 300

failover-postgres: reliability ## Let 8 processes work on one server, kill it, and have its standby take over.
	"$$($(SWIFT_BUILD) --show-bin-path)/reliability" stress --database failover --processes 8 --seconds 60

reliability: setup
	$(SWIFT_BUILD) --product reliability

fuzz: setup ## Give ten million inputs to each parser of bytes from outside. It takes hours.
	@Scripts/fuzz.sh long

memory: setup ## Look for keys and passwords in the memory and the core dump of a process that is done with them.
	$(SWIFT_BUILD) --product MemoryCheck
	@"$$($(SWIFT_BUILD) --show-bin-path)/MemoryCheck"

timing: setup ## See whether the time of comparing secrets depends on what they hold: a minute or two.
	swift build --configuration release --product TimingCheck --scratch-path .build-timing
	@"$$(swift build --configuration release --scratch-path .build-timing --show-bin-path)/TimingCheck"

fuzz-short: setup ## Give inputs to each parser for a minute in all.
	@Scripts/fuzz.sh short

check-diagrams: setup ## Look at pictures and reports of 3 and of 300 databases in a browser; installs Chromium and Graphviz.
	$(SWIFT_BUILD) --configuration release --product keyhierarchy
	@Scripts/check-diagrams.py "$$($(SWIFT_BUILD) --configuration release --show-bin-path)/keyhierarchy"

docs: ## Build the reference of all modules, and check every link in it.
	@Scripts/build-docs.py

api: ## Write Documentation/API.md, the public surface by module.
	@Scripts/write-api.py

api-diff: ## List what breaks the users of a version: make api-diff TAG=1.0.0
	swift package diagnose-api-breaking-changes $(TAG)

messages: ## Compile the list of SQL Server's messages in.
	@Scripts/write-messages.py

diagram: ## Draw the modules in Documentation/Architecture.md.
	@Scripts/write-diagram.py

bench: setup ## Measure, beside the floor in the same run: a minute, and the build.
	@cd Benchmarks && swift build -c release && .build/release/Benchmarks

bench-postgres: setup ## Measure replacing the service master key of a store in PostgreSQL, beside one UPDATE: it takes a while.
	@cd Benchmarks && swift build -c release
	@Scripts/with-postgresql.sh Benchmarks/.build/release/Benchmarks postgresql

bench-consumers: setup ## Measure what it costs to take the library into a program: ten minutes.
	@Benchmarks/Consumers/consumers.py

bench-plot: setup ## Measure and draw the time of replacing the service master key against the number of databases.
	@cd Benchmarks && swift build -c release
	@mkdir -p Documentation/Images
	@Benchmarks/.build/release/Benchmarks curve > Documentation/Images/regenerate-cost.csv
	@Benchmarks/Plot/plot.py Documentation/Images/regenerate-cost.csv Documentation/Images/regenerate-cost.svg

bench-peers: setup ## Measure what somebody might use instead, on the same work; installs it first.
	@Benchmarks/Peers/setup.sh
	@$(SWIFT_BUILD) -c release --product keyhierarchy
	@cd Benchmarks && swift build -c release
	@cd Benchmarks/Peers/SwiftCrypto && swift build -c release
	@Benchmarks/Peers/.venv/bin/python Benchmarks/Peers/peers.py Benchmarks/.build/release/Benchmarks \
		.build/release/keyhierarchy Benchmarks/Peers/SwiftCrypto/.build/release/SwiftCryptoPeer
	@Benchmarks/Peers/.venv/bin/python Benchmarks/Peers/transact_sql.py Benchmarks/.build/release/Benchmarks

bench-quick: setup ## See whether the measurements run, with small sizes.
	@cd Benchmarks && swift build -c release && .build/release/Benchmarks --quick

clean: ## Remove everything that was built.
	rm -rf .build .build-* Benchmarks/.build Benchmarks/Peers/SwiftCrypto/.build Examples/.build Fuzz/.build
