// System calls that Swift cannot reach by itself: GNU extensions that its Glibc module leaves out.

#ifndef CSYSTEM_H
#define CSYSTEM_H

/// Renames `from` to `to` unless `to` exists. Both are found in `directory`, an open directory or AT_FDCWD.
///
/// Returns 0, or -1 with `errno` set: EEXIST when `to` exists, EINVAL or ENOSYS where the file system
/// or the kernel has no such operation.
int csystem_rename_exclusive(int directory, const char *from, const char *to);

#endif
