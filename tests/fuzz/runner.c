// Replays the corpus: runs every file of the folders as the fuzzer would, and ends with the tests' line. To find no
// file is a failure.
//
//   runner FOLDER...
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "target.h"

static int replay(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return 1;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    uint8_t *bytes = malloc(size > 0 ? (size_t)size : 1);
    size_t length = bytes ? fread(bytes, 1, (size_t)size, file) : 0;
    fclose(file);
    LLVMFuzzerTestOneInput(bytes, length);
    free(bytes);
    return 0;
}

// Each file has a process of its own: a crash is one failure, and the rest still run.
static int replay_apart(const char *path)
{
    pid_t child = fork();
    if (child == 0) {
        alarm(60);
        _exit(replay(path));
    }
    int status = 1;
    if (child < 0 || waitpid(child, &status, 0) < 0 || status != 0)
        printf("%s: ended with status %d\n", path, status);
    return status != 0;
}

int main(int argc, char **argv)
{
    int passed = 0, failed = 0;
    for (int i = 1; i < argc; i++) {
        DIR *folder = opendir(argv[i]);
        struct dirent *entry;
        while (folder && (entry = readdir(folder))) {
            char path[4096];
            if (entry->d_name[0] == '.')
                continue;
            snprintf(path, sizeof path, "%s/%s", argv[i], entry->d_name);
            fflush(stdout);
            if (replay_apart(path) == 0)
                passed++;
            else
                failed++;
        }
        if (folder)
            closedir(folder);
    }
    printf("fuzz: %d passed, %d failed\n", passed, failed);
    return failed || !passed;
}
