// torchlet dump: the tree or the bytecode of a program.
#include <stdio.h>
#include <stdlib.h>

#include "cli/command.h"

int command_dump(int argc, char **argv)
{
    if (argc != 3)
        return command_usage_error("dump takes `ast` or `bytecode`, and a file");
    size_t length;
    char *text = command_read_file(argv[2], &length);
    if (!text)
        return EXIT_USAGE;
    TorchletOptions options = {.write = command_write};
    TorchletSession *session = torchlet_open(&options);
    TorchletResult result = {.exit_code = EXIT_INTERNAL};
    bool known = session && torchlet_dump(session, argv[1], text, length, argv[2], &result);
    int status = result.exit_code;
    torchlet_result_free(&result);
    if (session)
        torchlet_close(session);
    free(text);
    return known ? status : command_usage_error("dump shows `ast` or `bytecode`, not `%s`", argv[1]);
}
