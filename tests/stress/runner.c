// Runs programs again and again, each time with another allocation failing: whatever the program does then, the
// session ends without a crash and gives every block back.
//
//   runner [--runs N] FILE.py...
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session/torchlet.h"

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = malloc((size_t)size + 1);
    *length = text ? fread(text, 1, (size_t)size, file) : 0;
    fclose(file);
    return text;
}

// Runs a text with one failing allocation; returns the blocks that were left over.
static size_t run(const char *text, size_t length, uint64_t fail_at, uint64_t *allocations)
{
    TorchletOptions options = {.fail_at = fail_at, .entropy = 1, .seconds = 20};
    TorchletSession *session = torchlet_open(&options);
    if (!session)
        return 0;
    TorchletResult result;
    torchlet_run(session, text, length, "stress.py", &result);
    *allocations = result.allocations;
    torchlet_result_free(&result);
    return torchlet_close(session);
}

// Spreads `runs` failures over all allocations that the program makes.
static int check(const char *path, uint64_t runs)
{
    size_t length;
    char *text = read_file(path, &length);
    if (!text)
        return 1;
    uint64_t total = 0, ignored;
    size_t left = run(text, length, 0, &total);
    int failures = left != 0;
    if (left)
        printf("%s: %zu blocks left over without a failure\n", path, left);
    uint64_t step = total / runs + 1;
    for (uint64_t n = 1; n <= total; n += step) {
        left = run(text, length, n, &ignored);
        if (left) {
            printf("%s: %zu blocks left over when allocation %llu failed\n", path, left, (unsigned long long)n);
            failures = 1;
        }
    }
    free(text);
    return failures;
}

int main(int argc, char **argv)
{
    int passed = 0, failed = 0, first = 1;
    uint64_t runs = 200;
    if (argc > 2 && strcmp(argv[1], "--runs") == 0) {
        runs = strtoull(argv[2], NULL, 10);
        first = 3;
    }
    for (int i = first; i < argc; i++) {
        if (check(argv[i], runs ? runs : 1) == 0)
            passed++;
        else
            failed++;
    }
    printf("stress: %d passed, %d failed\n", passed, failed);
    return failed ? 1 : 0;
}
