// System calls that Swift cannot reach by itself: GNU extensions that its Glibc module leaves out.

#ifndef CSYSTEM_H
#define CSYSTEM_H

/// Renames `from` to `to` unless `to` exists.
///
/// Returns 0, or -1 with `errno` set: EEXIST when `to` exists, EINVAL or ENOSYS where the file system
/// or the kernel has no such operation.
int csystem_rename_exclusive(const char *from, const char *to);

#endif
