#define _GNU_SOURCE

#include "CSystem.h"

#include <fcntl.h>
#include <stdio.h>

int csystem_rename_exclusive(const char *from, const char *to) {
#if defined(__APPLE__)
    return renamex_np(from, to, RENAME_EXCL);
#else
    return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
#endif
}
