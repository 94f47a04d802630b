// Compares whole tracebacks with those that CPython 3.13 printed for the same programs on PyTorch 2.6, the frames of
// its library left out.
//
//   runner TORCHLET CASES EXPECTED
//
// CASES is the folder of conformance cases. EXPECTED holds, for each program, a line "==== AREA/NAME.py" and then what
// stood on standard error from the traceback on.
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROOM = 1 << 16, NAME_ROOM = 512 };

static const char HEAD[] = "==== ";

typedef struct Text {
    char bytes[ROOM];
    size_t length;
} Text;

static bool append(Text *text, const char *bytes, size_t length)
{
    if (text->length + length >= sizeof text->bytes)
        return false;
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
    return true;
}

static void read_all(int from, Text *text)
{
    char piece[4096];
    ssize_t count;
    while ((count = read(from, piece, sizeof piece)) > 0)
        if (!append(text, piece, (size_t)count))
            text->length = sizeof text->bytes - 1; // what is longer than this differs anyway
}

// Runs AREA/NAME.py in its folder; `errors` receives its standard error.
static bool run(const char *program, const char *cases, const char *name, Text *errors)
{
    int ends[2];
    if (pipe(ends) != 0)
        return false;
    pid_t child = fork();
    if (child == 0) {
        char folder[NAME_ROOM];
        const char *slash = strchr(name, '/');
        snprintf(folder, sizeof folder, "%s/%.*s", cases, slash ? (int)(slash - name) : 0, name);
        char *path = realpath(program, NULL);
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        if (path && freopen("/dev/null", "w", stdout) && chdir(folder) == 0)
            execl(path, path, slash ? slash + 1 : name, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    errors->length = 0;
    errors->bytes[0] = '\0';
    read_all(ends[0], errors);
    close(ends[0]);
    return child > 0 && waitpid(child, NULL, 0) == child;
}

// What stands from the traceback on, or from a syntax error's place; warnings may come before.
static const char *traceback_in(const char *errors, const char *expected)
{
    static const char HEADING[] = "Traceback (most recent call last)";
    bool headed = strncmp(expected, HEADING, strlen(HEADING)) == 0;
    const char *start = strstr(errors, headed ? HEADING : "  File \"");
    return start ? start : errors;
}

static bool check(const char *program, const char *cases, const char *name, const char *expected)
{
    static Text errors;
    if (!run(program, cases, name, &errors)) {
        perror("tracebacks");
        exit(70);
    }
    const char *got = traceback_in(errors.bytes, expected);
    if (strcmp(got, expected) == 0)
        return true;
    printf("wrong: %s\n---- expected\n%s---- got\n%s", name, expected, got);
    return false;
}

int main(int argc, char **argv)
{
    FILE *file = argc == 4 ? fopen(argv[3], "r") : NULL;
    if (!file) {
        fprintf(stderr, "usage: runner TORCHLET CASES EXPECTED\n");
        return 2;
    }
    static Text expected;
    char name[NAME_ROOM] = "", line[8192];
    int passed = 0, failed = 0;
    for (bool more = true; more;) {
        more = fgets(line, sizeof line, file) != NULL;
        if (more && strncmp(line, HEAD, strlen(HEAD)) != 0) {
            append(&expected, line, strlen(line));
            continue;
        }
        if (*name)
            *(check(argv[1], argv[2], name, expected.bytes) ? &passed : &failed) += 1;
        snprintf(name, sizeof name, "%.*s", more ? (int)strcspn(line + strlen(HEAD), "\n") : 0, line + strlen(HEAD));
        expected.length = 0;
        expected.bytes[0] = '\0';
    }
    fclose(file);
    printf("tracebacks: %d passed, %d failed\n", passed, failed);
    return failed || !passed;
}
