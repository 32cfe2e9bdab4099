#ifndef CFLOOR_H
#define CFLOOR_H

#include <stdint.h>

// What the work costs without the library: plain loops over the same calls of libcrypto and SQLite. Times are in
// nanoseconds of the wall clock; a negative result is a failure.

/// Seals `count` keys of 32 bytes with AES-256-GCM, under associated data of 46 bytes; nonces are drawn 256 at a time.
double floor_wrap(int64_t count);

/// Opens `count` keys of 32 bytes, each into memory of libcrypto's secure heap that is wiped and given back.
double floor_unwrap(int64_t count);

/// Opens and seals `count` keys of 32 bytes on `threads` threads, each with memory and ciphers of its own.
double floor_rewrap(int64_t count, int threads);

/// Derives 32 bytes with PBKDF2-HMAC-SHA-512.
double floor_pbkdf2(int iterations);

/// Reads the encrypted keys of a store that lie under the service master key, and writes as many bytes in their places,
/// in one transaction with the settings of the store. Gives the number of rows through `rows`.
double floor_sqlite_update(const char *path, int64_t *rows);

#endif
