#pragma once

#include <sys/types.h>

/// Starts a program in a process group of its own, with no signal blocked, and with no open files but the three standard ones.
///
/// @param pid Receives the number of the process.
/// @param argv The path of the program, its arguments, and a null pointer.
/// @param envp Its environment, and a null pointer.
/// @param directory Its working directory, or a null pointer for this process's own.
/// @param files The descriptors that become its standard input, output and errors; -1 for none.
/// @return Zero, or the number of an error.
int start_program(pid_t *pid, char *const argv[], char *const envp[], const char *directory, const int files[3]);
