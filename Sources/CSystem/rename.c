#define _GNU_SOURCE

#include "CSystem.h"

#include <fcntl.h>
#include <stdio.h>

int csystem_rename_exclusive(int directory, const char *from, const char *to) {
#if defined(__APPLE__)
    return renameatx_np(directory, from, directory, to, RENAME_EXCL);
#else
    return renameat2(directory, from, directory, to, RENAME_NOREPLACE);
#endif
}
