// Runs every NAME.py below a folder and compares the answer with NAME.out, which PyTorch's reference printed.
//
//   runner [--list FILE] [--shrink] [--show N] [--jobs N] TORCHLET FOLDER...
//
// A case in a folder named "files" gets an empty folder of its own (--files).
// The answer is standard output, then, where the program ended with a traceback, the exception's own lines.
// FILE names the cases known to fail, one path a line. The run fails where an unlisted case is wrong and where a
// listed one is right: the list can only shrink. A crash fails the run, listed or not. --shrink takes the right ones
// off the list.
#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CPU_SECONDS = 20, MOST_JOBS = 64, EXIT_STATUS_BUG = 70 };

typedef enum Verdict { WRONG, RIGHT, CRASHED } Verdict;

typedef struct Names {
    char **items;
    size_t count;
    size_t capacity;
} Names;

typedef struct Job {
    pid_t process; // 0: free
    size_t test;
    FILE *output;
    FILE *errors;
    char folder[40]; // of its own, "" where it has none
} Job;

typedef struct Runner {
    const char *program;
    Names cases;
    Names known;       // sorted
    Verdict *verdicts; // one for each case
    int show;
} Runner;

static void *checked(void *block)
{
    if (!block) {
        perror("conformance");
        exit(70);
    }
    return block;
}

static void names_add(Names *names, const char *name)
{
    if (names->count == names->capacity) {
        names->capacity = names->capacity ? names->capacity * 2 : 256;
        names->items = checked(realloc(names->items, names->capacity * sizeof *names->items));
    }
    names->items[names->count++] = checked(strdup(name));
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool names_hold(const Names *names, const char *name)
{
    return names->count && bsearch(&name, names->items, names->count, sizeof *names->items, compare_names);
}

static bool ends_with(const char *name, const char *suffix)
{
    size_t length = strlen(name), wanted = strlen(suffix);
    return length > wanted && strcmp(name + length - wanted, suffix) == 0;
}

static void names_free(Names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->items[i]);
    free(names->items);
}

static void collect(Runner *runner, const char *folder)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char path[4096];
        struct stat status;
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && stat(path, &status) == 0) {
            if (S_ISDIR(status.st_mode))
                collect(runner, path);
            else if (ends_with(path, ".py"))
                names_add(&runner->cases, path);
        }
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
}

static char *read_all(FILE *file, size_t *length)
{
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = checked(malloc((size_t)size + 1));
    *length = fread(text, 1, (size_t)size, file);
    text[*length] = '\0';
    return text;
}

// ---- one case ----

static Job start(const Runner *runner, size_t test)
{
    Job job = {.test = test, .output = checked(tmpfile()), .errors = checked(tmpfile())};
    if (strstr(runner->cases.items[test], "/files/")) {
        strcpy(job.folder, "/tmp/torchlet-case-XXXXXX");
        checked(mkdtemp(job.folder));
    }
    job.process = fork();
    if (job.process == 0) {
        struct rlimit limit = {CPU_SECONDS, CPU_SECONDS + 1};
        setrlimit(RLIMIT_CPU, &limit);
        dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
        dup2(fileno(job.output), STDOUT_FILENO);
        dup2(fileno(job.errors), STDERR_FILENO);
        if (job.folder[0])
            execl(runner->program, runner->program, "run", "--files", job.folder, runner->cases.items[test],
                  (char *)NULL);
        else
            execl(runner->program, runner->program, runner->cases.items[test], (char *)NULL);
        _exit(127);
    }
    return job;
}

static const char *last_line_starting(const char *text, const char *start)
{
    const char *found = NULL;
    for (const char *line = text; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
        if (strncmp(line, start, strlen(start)) == 0)
            found = line;
    }
    return found;
}

// The exception's own lines of the last traceback: from the first line behind it that is not indented.
static const char *exception_lines(const char *errors)
{
    const char *line = last_line_starting(errors, "Traceback (most recent call last)");
    if (!line)
        return last_line_starting(errors, "  File \""); // a SyntaxError: its file line and what follows
    while ((line = strchr(line, '\n'))) {
        line++;
        if (*line && *line != '\n' && *line != ' ')
            return line;
    }
    return NULL;
}

static const char *last_line(const char *text)
{
    size_t length = strlen(text);
    while (length && text[length - 1] == '\n')
        length--;
    while (length && text[length - 1] != '\n')
        length--;
    return text + length;
}

static bool is_syntax_error(const char *line)
{
    return strncmp(line, "SyntaxError", 11) == 0 || strncmp(line, "IndentationError", 16) == 0 ||
           strncmp(line, "TabError", 8) == 0;
}

// A SyntaxError names its file, whose path differs: its last line is what counts.
static bool same_answer(const char *want, const char *got)
{
    return strcmp(want, got) == 0 || (is_syntax_error(last_line(want)) && strcmp(last_line(want), last_line(got)) == 0);
}

// What no program may do, listed or not: die of a signal, or make a sanitizer speak.
static bool is_crash(const char *errors, int status)
{
    return WIFSIGNALED(status) || WEXITSTATUS(status) == EXIT_STATUS_BUG || strstr(errors, "Sanitizer: ") ||
           strstr(errors, "runtime error: ");
}

static char *answer(Job *job, int status, bool *crashed)
{
    size_t length, errors_length;
    char *output = read_all(job->output, &length);
    char *errors = read_all(job->errors, &errors_length);
    bool ended = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    const char *exception = ended ? NULL : exception_lines(errors);
    char *both = checked(malloc(length + errors_length + 64));
    memcpy(both, output, length);
    strcpy(both + length, exception ? exception : "");
    *crashed = is_crash(errors, status);
    if (*crashed)
        sprintf(both + length, "(crashed: wait status %#x)\n%.*s", (unsigned)status, (int)errors_length, errors);
    size_t total = strlen(both);
    if (exception && total && both[total - 1] != '\n')
        strcpy(both + total, "\n");
    free(output);
    free(errors);
    return both;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status, (void)kind, (void)place;
    return remove(path);
}

static void finish(Runner *runner, Job *job, int status)
{
    const char *path = runner->cases.items[job->test];
    char expected[4096];
    snprintf(expected, sizeof expected, "%.*s.out", (int)(strlen(path) - 3), path);
    FILE *file = fopen(expected, "r");
    size_t length;
    char *want = file ? read_all(file, &length) : checked(strdup("(no .out file)"));
    if (file)
        fclose(file);
    bool crashed;
    char *got = answer(job, status, &crashed);
    runner->verdicts[job->test] = crashed ? CRASHED : same_answer(want, got) ? RIGHT : WRONG;
    if (crashed || (runner->verdicts[job->test] == WRONG && runner->show > 0 && !names_hold(&runner->known, path))) {
        runner->show--;
        printf("--- %s\nwant:\n%.2000s\ngot:\n%.2000s\n", path, want, got);
    }
    free(want);
    free(got);
    fclose(job->output);
    fclose(job->errors);
    if (job->folder[0])
        nftw(job->folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    job->process = 0;
}

// ---- all cases ----

static void run_all(Runner *runner, int job_count)
{
    Job jobs[MOST_JOBS] = {0};
    size_t next = 0, done = 0;
    while (done < runner->cases.count) {
        for (int i = 0; i < job_count && next < runner->cases.count; i++) {
            if (!jobs[i].process)
                jobs[i] = start(runner, next++);
        }
        int status;
        pid_t ended = wait(&status);
        for (int i = 0; i < job_count; i++) {
            if (jobs[i].process && jobs[i].process == ended) {
                finish(runner, &jobs[i], status);
                done++;
            }
        }
    }
}

static void read_list(Names *known, const char *path)
{
    FILE *file = fopen(path, "r");
    char line[4096];
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] && line[0] != '#')
            names_add(known, line);
    }
    if (file)
        fclose(file);
    if (known->count)
        qsort(known->items, known->count, sizeof *known->items, compare_names);
}

// A listed case that this run did not cover stays.
static bool still_fails(const Runner *runner, const char *name)
{
    for (size_t i = 0; i < runner->cases.count; i++) {
        if (strcmp(runner->cases.items[i], name) == 0)
            return runner->verdicts[i] != RIGHT;
    }
    return true;
}

static void write_list(const Runner *runner, const char *path)
{
    FILE *file = checked(fopen(path, "w"));
    fprintf(file, "# The cases that are not right yet. A listed case that passes fails the run: take it off.\n");
    for (size_t i = 0; i < runner->known.count; i++) {
        if (still_fails(runner, runner->known.items[i]))
            fprintf(file, "%s\n", runner->known.items[i]);
    }
    fclose(file);
}

static int report(const Runner *runner, bool shrink)
{
    size_t passed = 0, known = 0, failed = 0;
    for (size_t i = 0; i < runner->cases.count; i++) {
        bool listed = names_hold(&runner->known, runner->cases.items[i]);
        if (runner->verdicts[i] == CRASHED) {
            printf("crashed: %s\n", runner->cases.items[i]);
            failed++;
        } else if (runner->verdicts[i] == RIGHT && listed && !shrink) {
            printf("passes, but is listed as a known failure: %s\n", runner->cases.items[i]);
            failed++;
        } else if (runner->verdicts[i] == RIGHT) {
            passed++;
        } else if (listed) {
            known++;
        } else {
            printf("wrong: %s\n", runner->cases.items[i]);
            failed++;
        }
    }
    printf("conformance: %zu passed, %zu failed (%zu known failures of %zu cases)\n", passed, failed, known,
           runner->cases.count);
    return failed ? 1 : 0;
}

int main(int argc, char **argv)
{
    Runner runner = {0};
    const char *list = NULL;
    bool shrink = false;
    long jobs = sysconf(_SC_NPROCESSORS_ONLN);
    int i = 1;
    for (; i < argc && argv[i][0] == '-'; i++) {
        if (strcmp(argv[i], "--shrink") == 0)
            shrink = true;
        else if (strcmp(argv[i], "--list") == 0 && i + 1 < argc)
            list = argv[++i];
        else if (strcmp(argv[i], "--show") == 0 && i + 1 < argc)
            runner.show = atoi(argv[++i]);
        else if (strcmp(argv[i], "--jobs") == 0 && i + 1 < argc)
            jobs = atol(argv[++i]);
    }
    if (i + 1 >= argc) {
        fprintf(stderr, "usage: runner [--list FILE] [--shrink] [--show N] [--jobs N] TORCHLET FOLDER...\n");
        return 2;
    }
    runner.program = argv[i++];
    for (; i < argc; i++)
        collect(&runner, argv[i]);
    if (list)
        read_list(&runner.known, list);
    runner.verdicts = checked(calloc(runner.cases.count + 1, sizeof *runner.verdicts));
    run_all(&runner, jobs < 1 ? 1 : jobs > MOST_JOBS ? MOST_JOBS : (int)jobs);
    if (shrink && list)
        write_list(&runner, list);
    int status = report(&runner, shrink);
    free(runner.verdicts);
    names_free(&runner.cases);
    names_free(&runner.known);
    return status;
}
