// tlgen: the host tool of the build. One command a generated thing.
#include <stdio.h>
#include <string.h>

#include "gen/names.h"
#include "gen/ops.h"

static const struct {
    const char *name;
    int (*run)(int count, char **arguments);
} commands[] = {
    {"ops", ops_command},
    {"names", names_command},
};

int main(int count, char **arguments)
{
    for (size_t i = 0; count > 1 && i < sizeof commands / sizeof *commands; i++)
        if (!strcmp(commands[i].name, arguments[1]))
            return commands[i].run(count - 2, arguments + 2);
    fputs("usage: tlgen COMMAND ...\ncommands: ops names\n", stderr);
    return 2;
}
