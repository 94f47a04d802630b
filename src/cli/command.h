// The commands of the program, one file each. commands.def has one row a command.
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "session/torchlet.h"

/// Exit statuses of the program.
enum {
    EXIT_OK = 0,
    EXIT_RAISED = 1, // the snippet raised, or a check failed
    EXIT_USAGE = 2,
    EXIT_LIMIT = 3,
    EXIT_UNSUPPORTED = 4,
    EXIT_INTERNAL = 70,
};

/// A command gets its own arguments (argv[0] is its name) and returns the exit status.
typedef struct Command {
    const char *name;
    const char *usage; // what follows the name
    const char *doc;   // one sentence
    int (*run)(int argc, char **argv);
} Command;

#define COMMAND(name, usage, doc) int command_##name(int argc, char **argv);
#include "cli/commands.def"
#undef COMMAND

/// Reads one limit option (`--steps N`) at argv[*index] into `options`, advancing *index over it.
/// Returns 1 where it was one, 0 where it is something else, -1 where it is one but wrong (told on standard error).
int command_read_limit(int argc, char **argv, int *index, TorchletOptions *options);
/// The limit options as lines of help.
const char *command_limits_help(void);
/// Prints "torchlet: " and the message to standard error; returns EXIT_USAGE.
int command_usage_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
/// Reads a whole file ("-" is standard input). NULL with a message printed where it cannot be read; free() it.
char *command_read_file(const char *path, size_t *length);
/// Ctrl-C (SIGINT) interrupts the session from now on, instead of ending the process; NULL: the process again.
void command_interrupt(TorchletSession *session);
/// A TorchletWrite for the process's own streams.
bool command_write(void *context, int stream, const char *bytes, size_t length);
/// A TorchletRead for the process's standard input.
size_t command_read_line(void *context, char *line, size_t size);

#endif
