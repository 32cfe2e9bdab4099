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
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static char directory[4096];
static long position, count;
// These are read without the mutex.
static _Atomic bool is_armed = false;
static _Atomic enum faulty_system_fault fault;
static _Atomic int error;
static _Atomic faulty_system_observer observer = NULL;

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

void faulty_system_observe(const char *path, faulty_system_observer what) {
    pthread_mutex_lock(&mutex);
    snprintf(directory, sizeof directory, "%s/", path);
    observer = what;
    pthread_mutex_unlock(&mutex);
}

void faulty_system_ignore(void) {
    observer = NULL;
}

/// Whether a path lies in the directory, and the mutex is held.
static bool is_inside(const char *path) {
    return path != NULL && strncmp(path, directory, strlen(directory)) == 0;
}

/// Tells the observer of a call that has succeeded.
static void observe(struct faulty_system_call call) {
    pthread_mutex_lock(&mutex);
    faulty_system_observer told = observer;
    if (told != NULL && is_inside(call.path)) told(&call);
    pthread_mutex_unlock(&mutex);
}

/// Writes the path of an open file to a buffer of 4096 bytes.
static const char *path_of(int file, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t size = readlink(link, path, 4095);
    if (size < 0) return NULL;
    path[size] = 0;
    return path;
}

/// Tells the observer of a call on an open file that has succeeded.
static void observe_descriptor(int file, struct faulty_system_call call) {
    if (observer == NULL) return;
    struct stat status;
    if (fstat(file, &status) != 0) return;
    char path[4096];
    call.path = path_of(file, path);
    call.file = status.st_ino;
    // What is forced onto the disk may be a directory, and is not inside itself then.
    if (S_ISDIR(status.st_mode) && call.path != NULL) strncat(path, "/", sizeof path - strlen(path) - 1);
    observe(call);
}

/// Counts a call on a path; returns whether it is struck.
static bool is_struck(const char *path) {
    pthread_mutex_lock(&mutex);
    bool result = false;
    if (is_armed && is_inside(path)) {
        count++;
        result = position > 0 && (count == position || (fault == faulty_system_fails_from_then_on && count > position));
    }
    pthread_mutex_unlock(&mutex);
    return result;
}

static bool is_struck_descriptor(int file) {
    if (!is_armed) return false;
    char path[4096];
    return is_struck(path_of(file, path));
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
    if (!(flags & (O_CREAT | O_TRUNC))) return real(path, flags, mode);
    FAIL_IF(is_struck(path))
    bool is_new = observer != NULL && access(path, F_OK) != 0;
    int file = real(path, flags, mode);
    if (file >= 0 && is_new) observe_descriptor(file, (struct faulty_system_call){.kind = faulty_system_create});
    if (file >= 0 && flags & O_TRUNC) observe_descriptor(file, (struct faulty_system_call){.kind = faulty_system_cut});
    return file;
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

static int openat_with(
    int (*real)(int, const char *, int, ...), int base, const char *path, int flags, mode_t mode) {
    if (!(flags & (O_CREAT | O_TRUNC))) return real(base, path, flags, mode);
    FAIL_IF(is_struck(path))
    bool is_new = observer != NULL && faccessat(base, path, F_OK, 0) != 0;
    int file = real(base, path, flags, mode);
    if (file >= 0 && is_new) observe_descriptor(file, (struct faulty_system_call){.kind = faulty_system_create});
    if (file >= 0 && flags & O_TRUNC) observe_descriptor(file, (struct faulty_system_call){.kind = faulty_system_cut});
    return file;
}

int openat(int base, const char *path, int flags, ...) {
    REAL(openat);
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return openat_with(real, base, path, flags, mode);
}

int openat64(int base, const char *path, int flags, ...) {
    REAL(openat64);
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return openat_with(real, base, path, flags, mode);
}

static ssize_t written(int file, const void *bytes, ssize_t size, off64_t offset) {
    if (size > 0) {
        observe_descriptor(
            file,
            (struct faulty_system_call){
                .kind = faulty_system_write, .offset = offset, .bytes = bytes, .size = (size_t)size});
    }
    return size;
}

ssize_t write(int file, const void *bytes, size_t size) {
    REAL(write);
    bool struck = is_struck_descriptor(file);
    FAIL_IF(struck)
    off64_t offset = observer == NULL ? 0 : lseek64(file, 0, SEEK_CUR);
    return written(file, bytes, real(file, bytes, struck ? (size + 1) / 2 : size), offset);
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t offset) {
    REAL(pwrite);
    bool struck = is_struck_descriptor(file);
    FAIL_IF(struck)
    return written(file, bytes, real(file, bytes, struck ? (size + 1) / 2 : size, offset), offset);
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t offset) {
    REAL(pwrite64);
    bool struck = is_struck_descriptor(file);
    FAIL_IF(struck)
    return written(file, bytes, real(file, bytes, struck ? (size + 1) / 2 : size, offset), offset);
}

static int succeeded(int status, int file, enum faulty_system_kind kind, off64_t size) {
    if (status == 0) observe_descriptor(file, (struct faulty_system_call){.kind = kind, .offset = size});
    return status;
}

int fsync(int file) {
    REAL(fsync);
    FAIL_IF(is_struck_descriptor(file))
    return succeeded(real(file), file, faulty_system_force, 0);
}

int fdatasync(int file) {
    REAL(fdatasync);
    FAIL_IF(is_struck_descriptor(file))
    return succeeded(real(file), file, faulty_system_force, 0);
}

int ftruncate(int file, off_t size) {
    REAL(ftruncate);
    FAIL_IF(is_struck_descriptor(file))
    return succeeded(real(file, size), file, faulty_system_cut, size);
}

int ftruncate64(int file, off64_t size) {
    REAL(ftruncate64);
    FAIL_IF(is_struck_descriptor(file))
    return succeeded(real(file, size), file, faulty_system_cut, size);
}

static int renamed(int status, const char *from, const char *to) {
    if (status == 0) observe((struct faulty_system_call){.kind = faulty_system_rename, .path = to, .from = from});
    return status;
}

int rename(const char *from, const char *to) {
    REAL(rename);
    FAIL_IF(is_struck_uninterruptibly(to))
    return renamed(real(from, to), from, to);
}

int renameat2(int from_directory, const char *from, int to_directory, const char *to, unsigned flags) {
    REAL(renameat2);
    FAIL_IF(is_struck_uninterruptibly(to))
    return renamed(real(from_directory, from, to_directory, to, flags), from, to);
}

int renameat(int from_directory, const char *from, int to_directory, const char *to) {
    REAL(renameat);
    FAIL_IF(is_struck_uninterruptibly(to))
    return renamed(real(from_directory, from, to_directory, to), from, to);
}

static int linked(int status, const char *from, const char *to) {
    if (status == 0) observe((struct faulty_system_call){.kind = faulty_system_link, .path = to, .from = from});
    return status;
}

static int unlinked(int status, const char *path) {
    if (status == 0) observe((struct faulty_system_call){.kind = faulty_system_unlink, .path = path});
    return status;
}

int linkat(int from_directory, const char *from, int to_directory, const char *to, int flags) {
    REAL(linkat);
    FAIL_IF(is_struck_uninterruptibly(to))
    return linked(real(from_directory, from, to_directory, to, flags), from, to);
}

int unlinkat(int directory, const char *path, int flags) {
    REAL(unlinkat);
    FAIL_IF(is_struck_uninterruptibly(path) && fault != faulty_system_fails_from_then_on)
    return unlinked(real(directory, path, flags), path);
}

int link(const char *from, const char *to) {
    REAL(link);
    FAIL_IF(is_struck_uninterruptibly(to))
    return linked(real(from, to), from, to);
}

int unlink(const char *path) {
    REAL(unlink);
    // A full disk lets go of what is removed.
    FAIL_IF(is_struck_uninterruptibly(path) && fault != faulty_system_fails_from_then_on)
    return unlinked(real(path), path);
}

#else

bool faulty_system_is_available(void) {
    return false;
}

void faulty_system_arm(const char *directory, long position, enum faulty_system_fault fault, int error) {}

long faulty_system_disarm(void) {
    return 0;
}

void faulty_system_observe(const char *directory, faulty_system_observer observer) {}

void faulty_system_ignore(void) {}

#endif
