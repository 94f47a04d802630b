// torchlet run: a program from a file, an argument or standard input.
#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"

// What the command line asks for.
typedef struct Program {
    const char *name; // as tracebacks show it
    const char *code; // NULL: read `name`
    int first;        // of argv, where the program's own arguments start
} Program;

static int read_command_line(int argc, char **argv, TorchletOptions *options, Program *program)
{
    for (int i = 1; i < argc; i++) {
        int limit = command_read_limit(argc, argv, &i, options);
        if (limit < 0)
            return EXIT_USAGE;
        if (limit > 0)
            continue;
        if (strcmp(argv[i], "-c") == 0) {
            if (i + 1 >= argc)
                return command_usage_error("-c takes the code to run");
            *program = (Program){"<string>", argv[i + 1], i + 1};
            argv[i + 1] = argv[i]; // what sys.argv starts with
            return EXIT_OK;
        }
        if (argv[i][0] == '-' && argv[i][1] != '\0')
            return command_usage_error("unknown option %s", argv[i]);
        *program = (Program){argv[i], NULL, i};
        return EXIT_OK;
    }
    return command_usage_error("nothing to run");
}

// The process is about to end, so its memory is left to the system, unless a test asks what is still alive.
static int close_session(TorchletSession *session, int status)
{
    if (!getenv("TORCHLET_LEAKS")) {
        torchlet_leave(session);
        return status;
    }
    size_t alive = torchlet_close(session);
    if (!alive)
        return status;
    fprintf(stderr, "torchlet: %zu blocks still alive\n", alive);
    return EXIT_INTERNAL;
}

int command_run(int argc, char **argv)
{
    TorchletOptions options = {.write = command_write, .read = command_read_line};
    Program program = {0};
    int status = read_command_line(argc, argv, &options, &program);
    if (status != EXIT_OK)
        return status;
    size_t length = program.code ? strlen(program.code) : 0;
    char *text = NULL;
    if (!program.code && !(text = command_read_file(program.name, &length)))
        return EXIT_USAGE;
    // As python3 does, the program imports what lies beside it.
    char *folder = program.code || strcmp(program.name, "-") == 0 ? NULL : strdup(program.name);
    options.modules = folder ? dirname(folder) : NULL;
    options.argument_count = argc - program.first;
    options.arguments = (const char *const *)(argv + program.first);
    TorchletSession *session = torchlet_open(&options);
    free(folder);
    if (!session) {
        free(text);
        return command_usage_error("no session: %s", strerror(errno));
    }
    TorchletResult result;
    const char *name = strcmp(program.name, "-") == 0 ? "<stdin>" : program.name;
    command_interrupt(session);
    torchlet_run(session, text ? text : program.code, length, name, &result);
    command_interrupt(NULL);
    status = result.exit_code;
    torchlet_result_free(&result);
    free(text);
    status = close_session(session, status);
    return fflush(stdout) == 0 ? status : EXIT_RAISED;
}
