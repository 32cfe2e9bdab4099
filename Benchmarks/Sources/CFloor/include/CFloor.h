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

/// Encrypts `count` values of `size` bytes with AES-256-CBC and padding, all into the same memory; initialisation vectors are
/// drawn 256 at a time.
double floor_encrypt(int64_t count, int64_t size);

/// Decrypts one value of `size` bytes `count` times.
double floor_decrypt(int64_t count, int64_t size);

/// Encrypts as many values on `threads` threads, each into memory of its own, of which there is then as much as of results.
double floor_encrypt_rows(int64_t count, int64_t size, int threads);

/// Seals or opens `count` messages of `size` bytes with AES-256-GCM in frames, each message under a key that HKDF-SHA-512
/// derives for it, and with 87 bytes of associated data for each frame; all into the same memory.
double floor_seal(int64_t count, int64_t size, int64_t frame_size, int encrypting);

/// Reads the encrypted keys of a store that lie under the service master key, and writes as many bytes in their places,
/// in one transaction with the settings of the store. Gives the number of rows through `rows`.
double floor_sqlite_update(const char *path, int64_t *rows);

#endif
