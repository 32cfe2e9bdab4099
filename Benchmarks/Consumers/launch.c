// Starts a program some times, one run after the other, and prints a line for each: the nanoseconds from starting it to
// its end, and the most memory that it had resident, in KiB. Usage: launch RUNS PROGRAM [ARGUMENT...]
//
// It is in C because the system counts the memory of whoever starts a program to that program's peak.
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

int main(int count, char **arguments) {
    if (count < 3) return 2;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    for (int run = atoi(arguments[1]); run > 0; run--) {
        struct timespec start, end;
        struct rusage usage;
        pid_t child;
        int status;
        clock_gettime(CLOCK_MONOTONIC, &start);
        if (posix_spawn(&child, arguments[2], &actions, NULL, arguments + 2, environ) != 0) return 1;
        if (wait4(child, &status, 0, &usage) != child || status != 0) return 1;
        clock_gettime(CLOCK_MONOTONIC, &end);
        printf("%lld %ld\n", (end.tv_sec - start.tv_sec) * 1000000000LL + end.tv_nsec - start.tv_nsec, usage.ru_maxrss);
    }
    return 0;
}
