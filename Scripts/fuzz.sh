#!/usr/bin/env bash
# Fuzzes the parsers of bytes that come from outside: fuzz.sh short | long | seeds | minimize [TARGET...]
#
# RUNS=N sets how many inputs a target gets in the long form, SECONDS_EACH=N how long it has in the short one; SEED=N takes
# the same way through the inputs every time; TIMEOUT=N
# how many seconds an input may take, for a machine that does other work meanwhile: they are those of the wall clock.
set -euo pipefail
cd "$(dirname "$0")/../Fuzz"

mode=$1
shift
# `-sanitize=fuzzer,address` makes this toolchain's linker fail, so its parts are named one by one: the coverage that
# libFuzzer wants, and libFuzzer without its own `main`.
runtime=$(swiftc -print-target-info | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')
instruments=(
    --configuration release --sanitize address
    -Xswiftc -enable-testing
    -Xswiftc -sanitize-coverage=edge,trace-cmp,indirect-calls,inline-8bit-counters
    -Xlinker "$runtime/clang/lib/linux/libclang_rt.fuzzer_no_main-$(uname -m).a" -Xlinker -lstdc++
)
swift build "${instruments[@]}" 2>&1 | { grep -E 'error|warning: unre|Compiling|Build complete' || true; } | tail -n 40
products=$(swift build "${instruments[@]}" --show-bin-path)

targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
    for directory in Corpus/*/; do targets+=("$(basename "$directory")"); done
fi

# The longest input and the most memory in MiB that one allocation may take. Whole files of a store go through SQLite; in
# 1,024 bytes of a script there is room for what nests too deeply.
limits() {
    case $1 in
        BackupFile) echo -max_len=8192 -malloc_limit_mb=16 ;;
        StoreFile) echo -max_len=16384 -malloc_limit_mb=64 ;;
        SQLBatch) echo -max_len=1024 -malloc_limit_mb=16 ;;
        MachineKey | SealedSecret) echo -max_len=512 -malloc_limit_mb=16 ;;
        *) echo -max_len=4096 -malloc_limit_mb=16 ;;
    esac
}

# How many inputs the long form gives to a target. A store is a file that is opened, checked and written for each.
runs() {
    case $1 in
        StoreFile) echo "${RUNS:-200000}" ;;
        *) echo "${RUNS:-10000000}" ;;
    esac
}

# Swift's own crash reporter waits for ever inside libFuzzer. No stack is kept of an allocation: that is a sixth of the time.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0:malloc_context_size=1:quarantine_size_mb=16

fuzz() {
    local target=$1
    shift
    mkdir -p ".build/corpus/$target" .build/found
    # Leaks are not looked for; unless libFuzzer knows, it gives each input twice after which memory is not free yet.
    # shellcheck disable=SC2046
    "$products/$target" $(limits "$target") -timeout="${TIMEOUT:-1}" -report_slow_units=1 -rss_limit_mb=2048 \
        -detect_leaks=0 ${SEED:+-seed=$SEED} -artifact_prefix=".build/found/$target-" -print_final_stats=1 "$@" \
        ".build/corpus/$target" "Corpus/$target" 2> ".build/$target.log" || {
        tail -n 40 ".build/$target.log" >&2
        echo "$target: found something; the input is in Fuzz/.build/found" >&2
        return 1
    }
    awk -v target="$target" '/number_of_executed_units/ { runs = $2 } /average_exec_per_sec/ { speed = $2 }
        /slowest_unit_time_sec/ { slowest = $2 }
        / ft: / { for (i = 1; i < NF; i++) if ($i == "ft:") coverage = $(i + 1) }
        END { printf "%-16s %10d inputs, %6d a second, each below %d s, %5d features\n", target, runs, speed, slowest + 1,
            coverage }' \
        ".build/$target.log"
}

case $mode in
    short) for target in "${targets[@]}"; do fuzz "$target" -max_total_time="${SECONDS_EACH:-5}"; done ;;
    long) for target in "${targets[@]}"; do fuzz "$target" -runs="$(runs "$target")"; done ;;
    seeds) "$products/Seeds" Corpus ;;
    minimize)
        for target in "${targets[@]}"; do
            rm -rf .build/minimized
            mkdir -p .build/minimized
            # shellcheck disable=SC2046
            "$products/$target" $(limits "$target") -detect_leaks=0 -merge=1 .build/minimized ".build/corpus/$target" \
                "Corpus/$target" 2> ".build/$target-merge.log"
            find "Corpus/$target" -type f ! -name 'seed-*' -delete
            cp .build/minimized/* "Corpus/$target/"
        done
        ;;
    *)
        echo "fuzz.sh short | long | seeds | minimize [TARGET...]" >&2
        exit 64
        ;;
esac
