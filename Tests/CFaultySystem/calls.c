#define _GNU_SOURCE

#include "CFaultySystem.h"

// Any header of the C library, to learn which one it is.
#include <stddef.h>
#include <stdlib.h>

#if defined(__linux__) && defined(__GLIBC__)

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static char directory[4096];
static long position, count;
// These are read without the mutex.
static _Atomic bool is_armed = false;
static _Atomic enum faulty_system_fault fault;
static _Atomic int error;

bool faulty_system_is_available(void) {
    return true;
}

void faulty_system_arm(const char *path, long at, enum faulty_system_fault what, int number) {
    pthread_mutex_lock(&mutex);
    snprintf(directory, sizeof directory, "%s/", path);
    position = at;
    fault = what;
    error = number;
    count = 0;
    is_armed = true;
    pthread_mutex_unlock(&mutex);
}

long faulty_system_disarm(void) {
    pthread_mutex_lock(&mutex);
    is_armed = false;
    long result = count;
    pthread_mutex_unlock(&mutex);
    return result;
}

/// Counts a call on a path; returns whether it is struck.
static bool is_struck(const char *path) {
    pthread_mutex_lock(&mutex);
    bool result = false;
    if (is_armed && path != NULL && strncmp(path, directory, strlen(directory)) == 0) {
        count++;
        result = position > 0 && (count == position || (fault == faulty_system_fails_from_then_on && count > position));
    }
    pthread_mutex_unlock(&mutex);
    return result;
}

static bool is_struck_descriptor(int file) {
    if (!is_armed) return false;
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0) return false;
    path[size] = 0;
    return is_struck(path);
}

/// Whether a call on a path is struck that no signal interrupts (POSIX).
static bool is_struck_uninterruptibly(const char *path) {
    return is_struck(path) && error != EINTR;
}

/// The function of the C library that this file stands in front of.
#define REAL(name) \
    static _Atomic(__typeof__(name) *) found = NULL; \
    __typeof__(name) *real = found; \
    if (real == NULL) found = real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

#define FAIL_IF(struck) \
    if ((struck) && fault != faulty_system_is_short) { \
        errno = error; \
        return -1; \
    }

static int open_with(int (*real)(const char *, int, ...), const char *path, int flags, mode_t mode) {
    if (flags & (O_CREAT | O_TRUNC)) { FAIL_IF(is_struck(path)) }
    return real(path, flags, mode);
}

int open(const char *path, int flags, ...) {
    REAL(open);
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return open_with(real, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    REAL(open64);
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return open_with(real, path, flags, mode);
}

// Paths are absolute wherever a test arms this, so that it makes no difference which directory they would begin in.

int openat(int directory, const char *path, int flags, ...) {
    REAL(openat);
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    if (flags & (O_CREAT | O_TRUNC)) { FAIL_IF(is_struck(path)) }
    return real(directory, path, flags, mode);
}

int openat64(int directory, const char *path, int flags, ...) {
    REAL(openat64);
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    if (flags & (O_CREAT | O_TRUNC)) { FAIL_IF(is_struck(path)) }
    return real(directory, path, flags, mode);
}

ssize_t write(int file, const void *bytes, size_t size) {
    REAL(write);
    bool struck = is_struck_descriptor(file);
    FAIL_IF(struck)
    return real(file, bytes, struck ? (size + 1) / 2 : size);
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t offset) {
    REAL(pwrite);
    bool struck = is_struck_descriptor(file);
    FAIL_IF(struck)
    return real(file, bytes, struck ? (size + 1) / 2 : size, offset);
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t offset) {
    REAL(pwrite64);
    bool struck = is_struck_descriptor(file);
    FAIL_IF(struck)
    return real(file, bytes, struck ? (size + 1) / 2 : size, offset);
}

int fsync(int file) {
    REAL(fsync);
    FAIL_IF(is_struck_descriptor(file))
    return real(file);
}

int fdatasync(int file) {
    REAL(fdatasync);
    FAIL_IF(is_struck_descriptor(file))
    return real(file);
}

int ftruncate(int file, off_t size) {
    REAL(ftruncate);
    FAIL_IF(is_struck_descriptor(file))
    return real(file, size);
}

int ftruncate64(int file, off64_t size) {
    REAL(ftruncate64);
    FAIL_IF(is_struck_descriptor(file))
    return real(file, size);
}

int rename(const char *from, const char *to) {
    REAL(rename);
    FAIL_IF(is_struck_uninterruptibly(to))
    return real(from, to);
}

int renameat2(int from_directory, const char *from, int to_directory, const char *to, unsigned flags) {
    REAL(renameat2);
    FAIL_IF(is_struck_uninterruptibly(to))
    return real(from_directory, from, to_directory, to, flags);
}

int renameat(int from_directory, const char *from, int to_directory, const char *to) {
    REAL(renameat);
    FAIL_IF(is_struck_uninterruptibly(to))
    return real(from_directory, from, to_directory, to);
}

int linkat(int from_directory, const char *from, int to_directory, const char *to, int flags) {
    REAL(linkat);
    FAIL_IF(is_struck_uninterruptibly(to))
    return real(from_directory, from, to_directory, to, flags);
}

int unlinkat(int directory, const char *path, int flags) {
    REAL(unlinkat);
    FAIL_IF(is_struck_uninterruptibly(path) && fault != faulty_system_fails_from_then_on)
    return real(directory, path, flags);
}

int link(const char *from, const char *to) {
    REAL(link);
    FAIL_IF(is_struck_uninterruptibly(to))
    return real(from, to);
}

int unlink(const char *path) {
    REAL(unlink);
    // A full disk lets go of what is removed.
    FAIL_IF(is_struck_uninterruptibly(path) && fault != faulty_system_fails_from_then_on)
    return real(path);
}

#else

bool faulty_system_is_available(void) {
    return false;
}

void faulty_system_arm(const char *directory, long position, enum faulty_system_fault fault, int error) {}

long faulty_system_disarm(void) {
    return 0;
}

#endif
