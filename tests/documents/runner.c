// Runs the commands that documents show and compares what they print.
//
//   runner TORCHLET FILE.md|FOLDER...
//
// A fenced block with the info string `console` holds commands behind `$ ` and, below each, its output; `torchlet` in
// them is the program under test. Blocks with `console scratch` run in a copy of the tree that is thrown away;
// `...` as a line of output stands for any lines.
#include <cmark-gfm.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Runner {
    char scratch[64]; // a copy of the tree, made when the first block asks for it
    int passed;
    int failed;
} Runner;

static char *read_stream(FILE *file)
{
    size_t length = 0, capacity = 1 << 16;
    char *text = malloc(capacity);
    while (text) {
        size_t got = fread(text + length, 1, capacity - length - 1, file);
        length += got;
        text[length] = '\0';
        if (got == 0)
            break;
        if (capacity - length < 2)
            text = realloc(text, capacity *= 2);
    }
    return text;
}

// Whether the output fits what is written, line by line; "..." skips lines.
static bool fits(const char *want, const char *got)
{
    while (*want) {
        size_t length = strcspn(want, "\n");
        if (length == 3 && strncmp(want, "...", 3) == 0) {
            want += 3 + (want[3] == '\n');
            for (;; got++) {
                if (fits(want, got))
                    return true;
                got += strcspn(got, "\n");
                if (!*got)
                    return *want == '\0';
            }
        }
        if (strncmp(want, got, length) != 0 || (got[length] != '\n' && got[length] != '\0'))
            return false;
        want += length + (want[length] == '\n');
        got += length + (got[length] == '\n');
    }
    return *got == '\0';
}

static void run_command(Runner *runner, const char *path, int line, const char *command, const char *want,
                        const char *folder)
{
    char *full;
    if (asprintf(&full, "cd '%s' && { %s\n} 2>&1", folder, command) < 0)
        return;
    FILE *pipe = popen(full, "r");
    char *got = pipe ? read_stream(pipe) : NULL;
    if (pipe)
        pclose(pipe);
    if (got && fits(want, got)) {
        runner->passed++;
    } else {
        runner->failed++;
        printf("%s:%d: $ %s\nwant:\n%sgot:\n%s\n", path, line, command, want, got ? got : "(nothing)\n");
    }
    free(got);
    free(full);
}

static const char *scratch_folder(Runner *runner)
{
    if (!runner->scratch[0]) {
        strcpy(runner->scratch, "/tmp/torchlet-documents-XXXXXX");
        char command[256];
        if (!mkdtemp(runner->scratch))
            return "/nonexistent";
        snprintf(command, sizeof command, "cp -a . '%s'", runner->scratch);
        if (system(command) != 0)
            return "/nonexistent";
    }
    return runner->scratch;
}

static void run_block(Runner *runner, const char *path, int line, char *text, const char *folder)
{
    char *command = NULL;
    char *start = NULL; // of the expected output
    int command_line = line;
    for (char *at = text; *at;) {
        line++;
        char *next = at + strcspn(at, "\n");
        if (strncmp(at, "$ ", 2) == 0) {
            if (command) {
                at[0] = '\0';
                run_command(runner, path, command_line, command, start, folder);
                at[0] = '$';
            }
            if (*next)
                *next++ = '\0';
            command = strdup(at + 2);
            command_line = line;
            start = next;
        } else if (*next) {
            next++;
        }
        at = next;
    }
    if (command)
        run_command(runner, path, command_line, command, start, folder);
}

static void run_document(Runner *runner, const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = file ? read_stream(file) : NULL;
    if (file)
        fclose(file);
    if (!text)
        return;
    cmark_node *document = cmark_parse_document(text, strlen(text), CMARK_OPT_DEFAULT);
    cmark_iter *iterator = cmark_iter_new(document);
    while (cmark_iter_next(iterator) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iterator);
        if (cmark_node_get_type(node) != CMARK_NODE_CODE_BLOCK)
            continue;
        const char *info = cmark_node_get_fence_info(node);
        bool scratch = strcmp(info, "console scratch") == 0;
        if (scratch || strcmp(info, "console") == 0) {
            char *block = strdup(cmark_node_get_literal(node));
            run_block(runner, path, cmark_node_get_start_line(node), block, scratch ? scratch_folder(runner) : ".");
            free(block);
        }
    }
    cmark_iter_free(iterator);
    cmark_node_free(document);
    free(text);
}

static void run_path(Runner *runner, const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISDIR(status.st_mode)) {
        run_document(runner, path);
        return;
    }
    struct dirent **entries;
    int count = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char inner[4096];
        size_t length = strlen(entries[i]->d_name);
        snprintf(inner, sizeof inner, "%s/%s", path, entries[i]->d_name);
        if (length > 3 && strcmp(entries[i]->d_name + length - 3, ".md") == 0)
            run_document(runner, inner);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: runner TORCHLET FILE.md|FOLDER...\n");
        return 2;
    }
    char *program = realpath(argv[1], NULL);
    char *slash = program ? strrchr(program, '/') : NULL;
    char *search;
    if (!slash || asprintf(&search, "%.*s:%s", (int)(slash - program), program, getenv("PATH")) < 0)
        return 2;
    setenv("PATH", search, 1);
    unsetenv("MAKEFLAGS"); // the commands are a reader's, not parts of the make that runs this
    unsetenv("MAKELEVEL");
    Runner runner = {0};
    for (int i = 2; i < argc; i++)
        run_path(&runner, argv[i]);
    if (runner.scratch[0]) {
        char command[256];
        snprintf(command, sizeof command, "rm -rf '%s'", runner.scratch);
        if (system(command) != 0)
            printf("could not remove %s\n", runner.scratch);
    }
    printf("documents: %d passed, %d failed\n", runner.passed, runner.failed);
    return runner.failed ? 1 : 0;
}
