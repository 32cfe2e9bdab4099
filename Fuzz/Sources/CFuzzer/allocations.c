#include "CFuzzer.h"
#include <stdatomic.h>

// Of the address sanitizer's run-time library.
int __sanitizer_install_malloc_and_free_hooks(void (*on_malloc)(const volatile void *, size_t),
                                              void (*on_free)(const volatile void *));

static atomic_size_t allocated;

static void count(const volatile void *memory, size_t size) {
    atomic_fetch_add_explicit(&allocated, size, memory_order_relaxed);
}

static void ignore(const volatile void *memory) {}

void fuzzer_count_allocations(void) {
    __sanitizer_install_malloc_and_free_hooks(count, ignore);
}

size_t fuzzer_allocated_bytes(void) {
    return atomic_load_explicit(&allocated, memory_order_relaxed);
}
