#include "CSanitizerOptions.h"

/// What the address sanitizer is told before it starts.
///
/// Searching for leaks when the process ends is switched off. On Linux XCTest's own runner and Foundation's Process and Data
/// leave memory behind, and libcrypto keeps a random generator for every thread until the thread ends, which those of a
/// pool do not: every run would fail for what is not ours.
const char *__asan_default_options(void);

const char *__asan_default_options(void) {
    return "detect_leaks=0";
}
