#include "cli/command.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/attributes.h"

typedef enum LimitType { LIMIT_COUNT, LIMIT_BYTES, LIMIT_SECONDS, LIMIT_DEPTH, LIMIT_FOLDER } LimitType;

typedef struct LimitOption {
    const char *name;
    LimitType type;
    size_t field; // of TorchletOptions
    const char *doc;
} LimitOption;

static const LimitOption LIMITS[] = {
    {"--steps", LIMIT_COUNT, offsetof(TorchletOptions, steps), "evaluated steps (default 2000000000)"},
    {"--seconds", LIMIT_SECONDS, offsetof(TorchletOptions, seconds),
     "seconds of processor time and sleep (default 60)"},
    {"--memory", LIMIT_BYTES, offsetof(TorchletOptions, memory_bytes), "bytes held, K, M or G behind (default 2G)"},
    {"--output", LIMIT_BYTES, offsetof(TorchletOptions, output_bytes), "bytes written, K, M or G behind (default 16M)"},
    {"--recursion", LIMIT_DEPTH, offsetof(TorchletOptions, recursion_depth), "nested calls (default 1000)"},
    {"--files", LIMIT_FOLDER, offsetof(TorchletOptions, files), "the folder whose files the program may use"},
};

const char *command_limits_help(void)
{
    return "  --steps N         evaluated steps (default 2000000000)\n"
           "  --seconds S       seconds of processor time and sleep (default 60)\n"
           "  --memory BYTES    bytes held at one time, K, M or G behind (default 2G)\n"
           "  --output BYTES    bytes written, K, M or G behind (default 16M)\n"
           "  --recursion N     nested calls (default 1000): RecursionError, which a program may catch\n"
           "  --files FOLDER    the folder whose files the program may read and write (default: none)\n";
}

static bool parse_count(const char *text, bool with_suffix, uint64_t *out)
{
    char *end;
    errno = 0;
    unsigned long long number = strtoull(text, &end, 10);
    if (end == text || errno || text[0] == '-')
        return false;
    int shift = 0;
    if (with_suffix && *end) {
        shift = *end == 'K' ? 10 : *end == 'M' ? 20 : *end == 'G' ? 30 : 0;
        end += shift != 0;
    }
    *out = (uint64_t)number << shift;
    return *end == '\0' && number > 0 && *out >> shift == number;
}

static bool store_limit(const LimitOption *limit, const char *text, TorchletOptions *options)
{
    void *field = (char *)options + limit->field;
    uint64_t count;
    if (limit->type == LIMIT_FOLDER) {
        struct stat facts;
        *(const char **)field = text;
        return stat(text, &facts) == 0 && S_ISDIR(facts.st_mode);
    }
    if (limit->type == LIMIT_SECONDS) {
        char *end;
        double seconds = strtod(text, &end);
        *(double *)field = seconds;
        return end != text && *end == '\0' && seconds > 0;
    }
    if (!parse_count(text, limit->type == LIMIT_BYTES, &count))
        return false;
    if (limit->type == LIMIT_DEPTH)
        *(int *)field = count < 1000000 ? (int)count : 1000000;
    else
        *(uint64_t *)field = count;
    return true;
}

int command_read_limit(int argc, char **argv, int *index, TorchletOptions *options)
{
    for (size_t i = 0; i < COUNT_OF(LIMITS); i++) {
        if (strcmp(argv[*index], LIMITS[i].name) != 0)
            continue;
        if (*index + 1 >= argc || !store_limit(&LIMITS[i], argv[*index + 1], options)) {
            command_usage_error("%s takes %s", LIMITS[i].name, LIMITS[i].doc);
            return -1;
        }
        ++*index;
        return 1;
    }
    return 0;
}

int command_usage_error(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "torchlet: ");
    vfprintf(stderr, format, arguments);
    fprintf(stderr, " (torchlet --help tells more)\n");
    va_end(arguments);
    return EXIT_USAGE;
}

static char *read_stream(FILE *file, size_t *length)
{
    size_t capacity = 1 << 16;
    char *bytes = malloc(capacity);
    *length = 0;
    while (bytes) {
        size_t got = fread(bytes + *length, 1, capacity - *length, file);
        *length += got;
        if (*length < capacity)
            return bytes;
        char *grown = realloc(bytes, capacity *= 2);
        if (!grown)
            free(bytes);
        bytes = grown;
    }
    return NULL;
}

char *command_read_file(const char *path, size_t *length)
{
    bool standard_input = strcmp(path, "-") == 0;
    FILE *file = standard_input ? stdin : fopen(path, "rb");
    errno = file ? 0 : errno;
    char *bytes = file ? read_stream(file, length) : NULL;
    bool failed = !bytes || ferror(file);
    if (failed) {
        fprintf(stderr, "torchlet: can't open file '%s': [Errno %d] %s\n", path, errno, strerror(errno));
        free(bytes);
        bytes = NULL;
    }
    if (file && !standard_input)
        fclose(file);
    return bytes;
}

static TorchletSession *interrupted_session; // what Ctrl-C is for: a handler has no argument of its own

static void interrupt(UNUSED int signal)
{
    torchlet_interrupt(interrupted_session);
}

void command_interrupt(TorchletSession *session)
{
    interrupted_session = session;
    // Without SA_RESTART: reading a line ends, too.
    struct sigaction action = {.sa_handler = session ? interrupt : SIG_DFL};
    sigaction(SIGINT, &action, NULL);
}

bool command_write(UNUSED void *context, int stream, const char *bytes, size_t length)
{
    FILE *file = stream == 2 ? stderr : stdout;
    if (stream == 2)
        fflush(stdout); // in the order in which they were written, where both go to one place
    return length ? fwrite(bytes, 1, length, file) == length : fflush(file) == 0;
}

size_t command_read_line(UNUSED void *context, char *line, size_t size)
{
    fflush(stdout);
    clearerr(stdin); // a terminal goes on after an interruption
    return fgets(line, (int)size, stdin) ? strlen(line) : 0;
}
