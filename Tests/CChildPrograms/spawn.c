// For the functions whose names end in _np.
#define _GNU_SOURCE

#include "CChildPrograms.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

/// What the child does with its files before its program starts.
static int set_actions(posix_spawn_file_actions_t *actions, const char *directory, const int files[3]) {
    int status = directory ? posix_spawn_file_actions_addchdir_np(actions, directory) : 0;
    for (int number = 0; number < 3 && status == 0; number++) {
        status = files[number] >= 0 ? posix_spawn_file_actions_adddup2(actions, files[number], number)
                                    : posix_spawn_file_actions_addopen(actions, number, "/dev/null", O_RDWR, 0);
    }
#ifndef __APPLE__
    // Since glibc 2.34.
    if (status == 0) status = posix_spawn_file_actions_addclosefrom_np(actions, STDERR_FILENO + 1);
#endif
    return status;
}

static int set_attributes(posix_spawnattr_t *attributes) {
    short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK;
#ifdef __APPLE__
    flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#endif
    sigset_t signals;
    sigemptyset(&signals);
    int status = posix_spawnattr_setsigmask(attributes, &signals);
    return status ? status : posix_spawnattr_setflags(attributes, flags);
}

int start_program(pid_t *pid, char *const argv[], char *const envp[], const char *directory, const int files[3]) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int status = posix_spawn_file_actions_init(&actions);
    if (status) return status;
    status = posix_spawnattr_init(&attributes);
    if (status == 0) {
        status = set_actions(&actions, directory, files);
        if (status == 0) status = set_attributes(&attributes);
        if (status == 0) status = posix_spawn(pid, argv[0], &actions, &attributes, argv, envp);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    return status;
}
