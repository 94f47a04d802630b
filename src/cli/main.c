// torchlet: chooses the command. Everything else is in the file that the command is named after.
#include <stdio.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/attributes.h"
#include "cli/command.h"

static const Command COMMANDS[] = {
#define COMMAND(name, usage, doc) {#name, usage, doc, command_##name},
#include "cli/commands.def"
#undef COMMAND
};

static bool is_help(const char *argument)
{
    return strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0;
}

static void print_usage(const Command *command)
{
    printf("  torchlet %s %s\n      %s\n", command->name, command->usage, command->doc);
}

static int print_command_help(const Command *command)
{
    print_usage(command);
    if (strstr(command->usage, "LIMITS"))
        printf("\nLIMITS:\n%s", command_limits_help());
    return EXIT_OK;
}

static int print_help(void)
{
    printf("torchlet runs PyTorch-like Python and prints what PyTorch prints.\n\n");
    for (size_t i = 0; i < COUNT_OF(COMMANDS); i++)
        print_usage(&COMMANDS[i]);
    printf(
        "\n`torchlet FILE.py`, `torchlet -c CODE` and `torchlet -` are `torchlet run`; without arguments: the "
        "prompt.\n\n"
        "LIMITS, each with its verdict and exit status 3:\n%s"
        "\nExit status: 0 ran or passed, 1 raised or failed, 2 usage, 3 limit, 4 unsupported, 70 a bug of torchlet.\n",
        command_limits_help());
    return EXIT_OK;
}

// A training step frees and makes the same tensors again and again. Pages of those that base/large.h does not keep, and
// of the libraries' own blocks, stay with the process instead of going back to the system, which would have to clear
// them each time.
static void keep_pages(void)
{
#ifdef __GLIBC__
    enum { KEPT = 1 << 28, LARGEST = 1 << 25 };
    mallopt(M_TRIM_THRESHOLD, KEPT);
    mallopt(M_MMAP_THRESHOLD, LARGEST);
#endif
}

int main(int argc, char **argv)
{
    keep_pages();
    if (argc < 2) {
        char name[] = "repl";
        char *arguments[] = {name, NULL};
        return command_repl(1, arguments);
    }
    if (is_help(argv[1]) || strcmp(argv[1], "help") == 0)
        return print_help();
    if (strcmp(argv[1], "--version") == 0) {
        printf("torchlet 0.1 (PyTorch 2.6.0, Python 3.13)\n");
        return EXIT_OK;
    }
    for (size_t i = 0; i < COUNT_OF(COMMANDS); i++) {
        if (strcmp(argv[1], COMMANDS[i].name) == 0)
            return argc > 2 && is_help(argv[2]) ? print_command_help(&COMMANDS[i])
                                                : COMMANDS[i].run(argc - 1, argv + 1);
    }
    return command_run(argc, argv);
}
