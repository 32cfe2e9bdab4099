// System calls that fail when a test wants them to, and that a test can watch. On Linux with glibc the program that links this calls these in place
// of the C library's, and so do the libraries that it loads, such as SQLite.

#ifndef CFAULTYSYSTEM_H
#define CFAULTYSYSTEM_H

#include <stdbool.h>
#include <stddef.h>

/// What happens to a call that is struck.
enum faulty_system_fault {
    /// It fails with the given error, once; with EINTR only if it is one that a signal can interrupt.
    faulty_system_fails_once,
    /// It and all later ones fail with the given error, but those that remove something.
    faulty_system_fails_from_then_on,
    /// A write writes half, and says so; other calls are left alone.
    faulty_system_is_short,
};

/// Whether calls can be struck and watched on this platform.
bool faulty_system_is_available(void);

/// Counts the calls that change something in a directory, or below, from 1 on, and strikes the one at `position`; 0
/// strikes none. The calls are: open that creates or cuts, write, pwrite, fsync, fdatasync, ftruncate, rename,
/// renameat2, link, unlink, and openat, renameat, linkat, unlinkat of absolute paths.
///
/// `directory` is an absolute path without links.
void faulty_system_arm(const char *directory, long position, enum faulty_system_fault fault, int error);

/// Strikes no more, and returns how many calls were counted.
long faulty_system_disarm(void);

/// What a call does.
enum faulty_system_kind {
    /// Makes a file that was not there.
    faulty_system_create,
    /// Writes to a file.
    faulty_system_write,
    /// Sets the size of a file.
    faulty_system_cut,
    /// Forces a file, or the names in a directory, onto the disk.
    faulty_system_force,
    /// Gives a file another name, in place of whatever has it.
    faulty_system_rename,
    /// Gives a file one more name.
    faulty_system_link,
    /// Takes a name away.
    faulty_system_unlink,
};

/// A call that has succeeded.
struct faulty_system_call {
    enum faulty_system_kind kind;
    /// The absolute path that the call leaves behind, or that of an open file; a directory's ends in a slash.
    const char *path;
    /// The path before a file was renamed or linked.
    const char *from;
    /// What the system tells an open file by.
    unsigned long long file;
    /// Where in the file something was written, or its new size, in bytes.
    long long offset;
    /// What was written.
    const void *bytes;
    size_t size;
};

/// Called with one call after the other, by whichever thread has made it. It must change no file.
typedef void (*faulty_system_observer)(const struct faulty_system_call *call);

/// Tells an observer of the calls that change something in a directory, or below: those that can be struck.
///
/// `directory` is an absolute path without links.
void faulty_system_observe(const char *directory, faulty_system_observer observer);

/// Tells nobody any more.
void faulty_system_ignore(void);

#endif
