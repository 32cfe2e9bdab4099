// System calls that fail when a test wants them to. On Linux with glibc the program that links this calls these in place
// of the C library's, and so do the libraries that it loads, such as SQLite.

#ifndef CFAULTYSYSTEM_H
#define CFAULTYSYSTEM_H

#include <stdbool.h>

/// What happens to a call that is struck.
enum faulty_system_fault {
    /// It fails with the given error, once; with EINTR only if it is one that a signal can interrupt.
    faulty_system_fails_once,
    /// It and all later ones fail with the given error, but those that remove something.
    faulty_system_fails_from_then_on,
    /// A write writes half, and says so; other calls are left alone.
    faulty_system_is_short,
};

/// Whether calls can be struck on this platform.
bool faulty_system_is_available(void);

/// Counts the calls that change something in a directory, or below, from 1 on, and strikes the one at `position`; 0
/// strikes none. The calls are: open that creates or cuts, write, pwrite, fsync, fdatasync, ftruncate, rename,
/// renameat2, link, unlink, and openat, renameat, linkat, unlinkat of absolute paths.
///
/// `directory` is an absolute path without links.
void faulty_system_arm(const char *directory, long position, enum faulty_system_fault fault, int error);

/// Strikes no more, and returns how many calls were counted.
long faulty_system_disarm(void);

#endif
