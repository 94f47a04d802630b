// torchlet check: proves challenge files, or all *.md below a folder.
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "challenge/challenge.h"
#include "cli/command.h"

typedef struct Check {
    VerifyOptions limits;
    bool show;
    bool json;
    size_t files;
    size_t passed;
    bool unreadable;
} Check;

static void check_file(Check *check, const char *path)
{
    size_t length;
    char *text = command_read_file(path, &length);
    if (!text) {
        check->unreadable = true;
        return;
    }
    check->files++;
    Challenge *challenge = challenge_parse(path, text, length);
    free(text);
    if (!challenge || !challenge_verify(challenge, &check->limits)) {
        fprintf(stderr, "torchlet: %s: out of memory\n", path);
    } else {
        check->passed += challenge_passed(challenge);
        if (check->json)
            challenge_report_json(challenge, stdout);
        else
            challenge_report_text(challenge, stdout, check->show);
    }
    challenge_free(challenge);
}

static bool has_suffix(const char *name, const char *suffix)
{
    size_t length = strlen(name), wanted = strlen(suffix);
    return length > wanted && strcmp(name + length - wanted, suffix) == 0;
}

static int visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static void check_path(Check *check, const char *path, int depth);

static void check_folder(Check *check, const char *path, int depth)
{
    struct dirent **entries;
    int count = scandir(path, &entries, visible, alphasort);
    if (count < 0) {
        perror(path);
        check->unreadable = true;
        return;
    }
    for (int i = 0; i < count; i++) {
        char *inner;
        if (asprintf(&inner, "%s/%s", path, entries[i]->d_name) >= 0) {
            struct stat status;
            bool folder = stat(inner, &status) == 0 && S_ISDIR(status.st_mode);
            if (folder || has_suffix(inner, ".md"))
                check_path(check, inner, depth + 1);
            free(inner);
        }
        free(entries[i]);
    }
    free(entries);
}

static void check_path(Check *check, const char *path, int depth)
{
    struct stat status;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        if (depth < 32)
            check_folder(check, path, depth);
    } else {
        check_file(check, path);
    }
}

int command_check(int argc, char **argv)
{
    TorchletOptions options = {.seconds = 10};
    Check check = {0};
    int paths = 0;
    for (int i = 1; i < argc; i++) {
        int limit = command_read_limit(argc, argv, &i, &options);
        if (limit < 0)
            return EXIT_USAGE;
        if (limit > 0)
            continue;
        if (strcmp(argv[i], "--show") == 0)
            check.show = true;
        else if (strcmp(argv[i], "--json") == 0)
            check.json = true;
        else if (argv[i][0] == '-' && argv[i][1])
            return command_usage_error("unknown option %s", argv[i]);
        else
            argv[1 + paths++] = argv[i];
    }
    if (paths == 0)
        return command_usage_error("check needs a challenge file or a folder of them");
    check.limits = (VerifyOptions){options.steps, options.seconds, options.memory_bytes, options.output_bytes};
    for (int i = 0; i < paths; i++)
        check_path(&check, argv[1 + i], 0);
    if (!check.json)
        printf("%zu of %zu challenge files proved\n", check.passed, check.files);
    if (check.unreadable)
        return EXIT_USAGE;
    return check.files && check.passed == check.files ? EXIT_OK : EXIT_RAISED;
}
