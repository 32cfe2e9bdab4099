#include <stddef.h>
#include <stdint.h>

/// libFuzzer: gives inputs to `body` until the options in `argv` say that it is enough.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*body)(const uint8_t *data, size_t size));

/// Begins to count the bytes that the process allocates.
void fuzzer_count_allocations(void);

/// The bytes that were allocated since counting began, whether they were freed or not.
size_t fuzzer_allocated_bytes(void);

/// SQLite, in the programs that link it: how many bytes it may have at a time.
int64_t sqlite3_hard_heap_limit64(int64_t size);
