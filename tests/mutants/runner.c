// Makes small mistakes in programs that work and looks at what becomes of them: whatever a program says, torchlet
// ends with an answer or an error, never with a crash, a hang or a finding of a sanitizer.
//
//   runner [--count N] [--seed N] [--write FOLDER] [LIMITS] TORCHLET PATH...
//
// A PATH is a program or a folder of programs. N mutants are made, spread evenly over the programs; mutant I of seed S
// is always the same one. With --write the mutants are only written, for a comparison with the reference. LIMITS
// (--steps, --memory, --seconds) are handed on to torchlet.
#include <ctype.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { GRACE_SECONDS = 5, MOST_TOKENS = 20000, MOST_PARTS = 64, INTERNAL_ERROR_STATUS = 70 };

typedef struct Names {
    char **items;
    size_t count;
    size_t capacity;
} Names;

typedef enum TokenKind { TOKEN_NAME, TOKEN_NUMBER, TOKEN_STRING, TOKEN_OPERATOR } TokenKind;

typedef struct Token {
    TokenKind kind;
    size_t start;
    size_t end;
} Token;

// A program's text and its tokens; comments and white space are no tokens.
typedef struct Program {
    char *text;
    size_t length;
    Token *tokens;
    size_t count;
} Program;

// One replacement in a text.
typedef struct Edit {
    size_t start;
    size_t end;
    char text[256];
} Edit;

// The pieces between the brackets of one call, list or tuple.
typedef struct Pieces {
    size_t starts[MOST_PARTS];
    size_t ends[MOST_PARTS];
    size_t count;
} Pieces;

typedef struct Options {
    size_t count;
    uint64_t seed;
    const char *folder; // NULL: run them
    const char *steps;
    const char *memory;
    const char *seconds;
    const char *program;
} Options;

static void *checked(void *block)
{
    if (!block) {
        perror("mutants");
        exit(INTERNAL_ERROR_STATUS);
    }
    return block;
}

// ---- The programs ----

static void names_add(Names *names, const char *folder, const char *name)
{
    if (names->count == names->capacity) {
        names->capacity = names->capacity ? names->capacity * 2 : 256;
        names->items = checked(realloc(names->items, names->capacity * sizeof *names->items));
    }
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = checked(malloc(size));
    snprintf(path, size, "%s%s%s", folder, *folder ? "/" : "", name);
    names->items[names->count++] = path;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void names_find(Names *names, const char *path)
{
    DIR *folder = opendir(path);
    if (!folder) {
        names_add(names, "", path);
        return;
    }
    for (struct dirent *entry; (entry = readdir(folder));) {
        size_t length = strlen(entry->d_name);
        if (length > 3 && strcmp(entry->d_name + length - 3, ".py") == 0)
            names_add(names, path, entry->d_name);
    }
    closedir(folder);
}

static char *read_text(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(2);
    }
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = checked(malloc((size_t)size + 1));
    *length = fread(text, 1, (size_t)size, file);
    text[*length] = 0;
    fclose(file);
    return text;
}

// ---- Tokens ----

static size_t string_end(const char *text, size_t start)
{
    char quote = text[start];
    bool triple = text[start + 1] == quote && text[start + 2] == quote;
    size_t i = start + (triple ? 3 : 1);
    for (; text[i]; i++) {
        if (text[i] == '\\' && text[i + 1])
            i++;
        else if (text[i] == quote && (!triple || (text[i + 1] == quote && text[i + 2] == quote)))
            return i + (triple ? 3 : 1);
        else if (text[i] == '\n' && !triple)
            break;
    }
    return i;
}

static size_t operator_end(const char *text, size_t start)
{
    static const char *const LONG[] = {
        "**=", "//=", "**", "//", "==", "!=", "<=", ">=", "+=", "-=", "*=", "/=", "->", ":="};
    for (size_t i = 0; i < sizeof LONG / sizeof *LONG; i++)
        if (strncmp(text + start, LONG[i], strlen(LONG[i])) == 0)
            return start + strlen(LONG[i]);
    return start + 1;
}

static Token next_token(const char *text, size_t start)
{
    Token token = {TOKEN_OPERATOR, start, start};
    unsigned char first = (unsigned char)text[start];
    size_t i = start;
    if (isalpha(first) || first == '_' || first >= 0x80) {
        while (isalnum((unsigned char)text[i]) || text[i] == '_' || (unsigned char)text[i] >= 0x80)
            i++;
        bool prefix = i - start <= 2 && (text[i] == '"' || text[i] == '\'');
        token.kind = prefix ? TOKEN_STRING : TOKEN_NAME;
        token.end = prefix ? string_end(text, i) : i;
    } else if (isdigit(first) || (first == '.' && isdigit((unsigned char)text[i + 1]))) {
        while (isalnum((unsigned char)text[i]) || text[i] == '.' || text[i] == '_' ||
               ((text[i] == '-' || text[i] == '+') && (text[i - 1] == 'e' || text[i - 1] == 'E')))
            i++;
        token.kind = TOKEN_NUMBER;
        token.end = i;
    } else if (first == '"' || first == '\'') {
        token.kind = TOKEN_STRING;
        token.end = string_end(text, start);
    } else {
        token.end = operator_end(text, start);
    }
    return token;
}

static Program program_read(const char *path)
{
    Program program = {0};
    program.text = read_text(path, &program.length);
    program.tokens = checked(malloc(MOST_TOKENS * sizeof *program.tokens));
    for (size_t i = 0; i < program.length && program.count < MOST_TOKENS;) {
        if (isspace((unsigned char)program.text[i]) || program.text[i] == '\\') {
            i++;
        } else if (program.text[i] == '#') {
            i += strcspn(program.text + i, "\n");
        } else {
            Token token = next_token(program.text, i);
            program.tokens[program.count++] = token;
            i = token.end > i ? token.end : i + 1;
        }
    }
    return program;
}

static void program_free(Program *program)
{
    free(program->text);
    free(program->tokens);
}

static bool token_is(const Program *program, size_t index, const char *text)
{
    if (index >= program->count)
        return false;
    const Token *token = &program->tokens[index];
    return token->end - token->start == strlen(text) &&
           strncmp(program->text + token->start, text, token->end - token->start) == 0;
}

// ---- Chance: splitmix64, so that a seed says everything ----

static uint64_t draw(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

static size_t draw_below(uint64_t *state, size_t count)
{
    return count ? (size_t)(draw(state) % count) : 0;
}

#define PICK(state, table) ((table)[draw_below(state, sizeof(table) / sizeof *(table))])

// ---- Mistakes. Each takes a token and says in `edit` what to put in its place, or gives false where it does not fit.

static bool replace(Edit *edit, const Token *token, const char *text)
{
    edit->start = token->start;
    edit->end = token->end;
    snprintf(edit->text, sizeof edit->text, "%s", text);
    return true;
}

static bool mistake_number(const Program *program, size_t index, uint64_t *chance, Edit *edit)
{
    static const char *const ODD[] = {"0",   "-1",   "7",     "-3",       "1.5", "True",         "None",
                                      "'3'", "1e30", "2**31", "(1, 2)",   "[3]", "2**63",        "float('nan')",
                                      "2j",  "-0.0", "2**40", "[1, [2]]", "5.0", "torch.ones(2)"};
    const Token *token = &program->tokens[index];
    if (token->kind != TOKEN_NUMBER)
        return false;
    if (draw_below(chance, 2))
        return replace(edit, token, PICK(chance, ODD));
    char text[64];
    long number = strtol(program->text + token->start, NULL, 10);
    snprintf(text, sizeof text, "%ld", number + (draw_below(chance, 2) ? 1 : -1));
    return replace(edit, token, text);
}

static bool mistake_dtype(const Program *program, size_t index, uint64_t *chance, Edit *edit)
{
    static const char *const DTYPES[] = {"float32",  "float64", "int64",     "int32", "bool",  "uint8",     "float16",
                                         "bfloat16", "int8",    "complex64", "long",  "float", "complex128"};
    const Token *token = &program->tokens[index];
    if (token->kind != TOKEN_NAME)
        return false;
    for (size_t i = 0; i < sizeof DTYPES / sizeof *DTYPES; i++)
        if (token_is(program, index, DTYPES[i]))
            return replace(edit, token, PICK(chance, DTYPES));
    return false;
}

// Leaves out, doubles or swaps a letter of a name, or takes another name of the program.
static bool mistake_name(const Program *program, size_t index, uint64_t *chance, Edit *edit)
{
    const Token *token = &program->tokens[index];
    size_t length = token->end - token->start;
    if (token->kind != TOKEN_NAME || length >= 100)
        return false;
    char text[128];
    memcpy(text, program->text + token->start, length);
    text[length] = 0;
    size_t at = draw_below(chance, length);
    size_t other = draw_below(chance, program->count);
    switch (draw_below(chance, 5)) {
    case 0:
        memmove(text + at, text + at + 1, length - at);
        break;
    case 1:
        memmove(text + at + 1, text + at, length - at + 1);
        break;
    case 2:
        at = at + 1 < length ? at : 0;
        if (length > 1) {
            char first = text[at];
            text[at] = text[at + 1];
            text[at + 1] = first;
        }
        break;
    default:
        if (program->tokens[other].kind != TOKEN_NAME ||
            program->tokens[other].end - program->tokens[other].start >= 100)
            return false;
        snprintf(text, sizeof text, "%.*s", (int)(program->tokens[other].end - program->tokens[other].start),
                 program->text + program->tokens[other].start);
    }
    return *text && replace(edit, token, text);
}

static bool mistake_operator(const Program *program, size_t index, uint64_t *chance, Edit *edit)
{
    static const char *const OPERATORS[] = {"+", "-", "*", "/", "//", "%", "@", "**", "==", "<", ">", "&", "|", "<<"};
    for (size_t i = 0; i < sizeof OPERATORS / sizeof *OPERATORS; i++)
        if (token_is(program, index, OPERATORS[i]))
            return replace(edit, &program->tokens[index], PICK(chance, OPERATORS));
    return false;
}

static bool mistake_string(const Program *program, size_t index, uint64_t *chance, Edit *edit)
{
    static const char *const ODD[] = {"'x'", "''", "None", "3", "'mean'", "'none'", "['a']", "'cuda'", "b'x'"};
    const Token *token = &program->tokens[index];
    return token->kind == TOKEN_STRING && replace(edit, token, PICK(chance, ODD));
}

// Finds the pieces behind the opening bracket at `index`; false where there are none or the bracket is not closed.
static bool find_pieces(const Program *program, size_t index, Pieces *pieces)
{
    if (!token_is(program, index, "(") && !token_is(program, index, "["))
        return false;
    size_t depth = 1;
    pieces->count = 0;
    size_t start = program->tokens[index].end;
    for (size_t i = index + 1; i < program->count && pieces->count < MOST_PARTS; i++) {
        if (token_is(program, i, "(") || token_is(program, i, "[") || token_is(program, i, "{"))
            depth++;
        bool closing = token_is(program, i, ")") || token_is(program, i, "]") || token_is(program, i, "}");
        depth -= closing;
        if (depth && (depth > 1 || !token_is(program, i, ",")))
            continue;
        pieces->starts[pieces->count] = start;
        pieces->ends[pieces->count++] = program->tokens[i].start;
        start = program->tokens[i].end;
        if (!depth)
            return pieces->ends[0] > pieces->starts[0];
    }
    return false;
}

static bool mistake_argument(const Program *program, size_t index, uint64_t *chance, Edit *edit)
{
    static const char *const ODD[] = {
        "None", "'abc'", "-1",     "[1, 2]",           "(2, 3)",          "1.5",         "True",          "torch", "[]",
        "{}",   "()",    "object", "torch.ones(2, 3)", "torch.tensor(3)", "slice(1, 2)", "torch.float64", "print"};
    static const char *const ADDED[] = {
        ", dim=1",    ", foo=1",        ", None",        ", 1",          ", keepdim=True", ", dtype=torch.int64",
        ", out=None", ", inplace=True", ", dtype=float", ", bias=False", ", size=(2,)",    ", 'x'"};
    Pieces pieces;
    if (!find_pieces(program, index, &pieces))
        return false;
    size_t at = draw_below(chance, pieces.count);
    Token piece = {TOKEN_OPERATOR, pieces.starts[at], pieces.ends[at]};
    size_t next = (at + 1) % pieces.count;
    switch (draw_below(chance, 5)) {
    case 0: // left out, with its comma
        if (at + 1 < pieces.count)
            piece.end = pieces.starts[at + 1];
        else if (at)
            piece.start = pieces.ends[at - 1];
        return replace(edit, &piece, "");
    case 1:
        return replace(edit, &piece, PICK(chance, ODD));
    case 2:
        piece.start = piece.end;
        return replace(edit, &piece, PICK(chance, ADDED));
    case 3: // another piece in its place
        if (next == at || pieces.ends[next] - pieces.starts[next] >= sizeof edit->text)
            return false;
        replace(edit, &piece, "");
        snprintf(edit->text, sizeof edit->text, "%.*s", (int)(pieces.ends[next] - pieces.starts[next]),
                 program->text + pieces.starts[next]);
        return true;
    default: // swapped with the next
        if (next <= at || pieces.ends[next] - pieces.starts[at] >= sizeof edit->text)
            return false;
        piece.end = pieces.ends[next];
        replace(edit, &piece, "");
        snprintf(edit->text, sizeof edit->text, "%.*s, %.*s", (int)(pieces.ends[next] - pieces.starts[next]),
                 program->text + pieces.starts[next], (int)(pieces.ends[at] - pieces.starts[at]),
                 program->text + pieces.starts[at]);
        return true;
    }
}

// Words of the language stay: a changed one is only a syntax error.
static bool may_change(const Program *program, size_t index)
{
    static const char *const KEPT[] = {"import", "from", "def",  "class", "for",   "in",    "if",   "else",   "elif",
                                       "return", "try",  "with", "as",    "while", "raise", "pass", "except", "print"};
    for (size_t i = 0; i < sizeof KEPT / sizeof *KEPT; i++)
        if (token_is(program, index, KEPT[i]))
            return false;
    return index == 0 || (!token_is(program, index - 1, "import") && !token_is(program, index - 1, "from"));
}

static bool find_mistake(const Program *program, uint64_t *chance, Edit *edit)
{
    typedef bool (*Mistake)(const Program *program, size_t index, uint64_t *chance, Edit *edit);
    static const Mistake MISTAKES[] = {mistake_number,   mistake_number,   mistake_argument,
                                       mistake_argument, mistake_argument, mistake_operator,
                                       mistake_name,     mistake_dtype,    mistake_string};
    for (int tries = 0; tries < 2000; tries++) {
        Mistake mistake = PICK(chance, MISTAKES);
        size_t index = draw_below(chance, program->count);
        if (!program->count || !may_change(program, index) || !mistake(program, index, chance, edit))
            continue;
        size_t length = strlen(edit->text);
        if (length != edit->end - edit->start || strncmp(program->text + edit->start, edit->text, length) != 0)
            return true;
    }
    return false;
}

// ---- Running ----

static bool write_mutant(const Program *program, const Edit *edit, const char *path)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    fwrite(program->text, 1, edit->start, file);
    fputs(edit->text, file);
    fwrite(program->text + edit->end, 1, program->length - edit->end, file);
    return fclose(file) == 0;
}

static int run(const Options *options, const char *path, const char *errors)
{
    fflush(stdout); // or the child would write it again
    pid_t child = fork();
    if (child == 0) {
        rlim_t seconds = (rlim_t)atoi(options->seconds) + GRACE_SECONDS;
        struct rlimit limit = {seconds, seconds + 1};
        setrlimit(RLIMIT_CPU, &limit);
        if (!freopen("/dev/null", "r", stdin) || !freopen("/dev/null", "w", stdout) || !freopen(errors, "w", stderr))
            _exit(126);
        execl(options->program, options->program, "--steps", options->steps, "--memory", options->memory, "--seconds",
              options->seconds, path, (char *)NULL);
        _exit(127);
    }
    int status;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// NULL where the end was an orderly one.
static const char *find_fault(int status, const char *errors)
{
    if (status == 128 + 24 || status == 128 + 9)
        return "hangs";
    if (status > 128)
        return "ends by a signal";
    if (status == INTERNAL_ERROR_STATUS)
        return "internal error";
    if (status == 126 || status == 127)
        return "does not start";
    size_t length;
    char *text = read_text(errors, &length);
    bool found = strstr(text, "AddressSanitizer") || strstr(text, "LeakSanitizer") || strstr(text, "runtime error: ");
    free(text);
    return found ? "a sanitizer reports" : NULL;
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

// Makes mutant number `index`, and runs it unless it is only to be written; false where it misbehaves.
static bool try_mutant(const Options *options, const Names *names, size_t index, const char *folder)
{
    const char *path = names->items[index * names->count / options->count];
    uint64_t chance = options->seed * 1000003 + index;
    Program program = program_read(path);
    Edit edit;
    bool good = true;
    char mutant[4096];
    char errors[4096];
    const char *name = last_part(path);
    snprintf(mutant, sizeof mutant, "%s/%.*s-%zu.py", folder, (int)strlen(name) - 3, name, index);
    snprintf(errors, sizeof errors, "%s/errors", folder);
    if (find_mistake(&program, &chance, &edit) && !write_mutant(&program, &edit, mutant)) {
        perror(mutant);
        good = false;
    } else if (!options->folder) {
        const char *fault = find_fault(run(options, mutant, errors), errors);
        good = !fault;
        if (fault)
            printf("%s: %s: `%.*s` -> `%s`, kept as %s\n", path, fault, (int)(edit.end - edit.start),
                   program.text + edit.start, edit.text, mutant);
        else
            unlink(mutant);
    }
    unlink(errors);
    program_free(&program);
    return good;
}

static bool read_option(Options *options, const char *name, const char *value)
{
    if (strcmp(name, "--count") == 0)
        options->count = strtoul(value, NULL, 10);
    else if (strcmp(name, "--seed") == 0)
        options->seed = strtoul(value, NULL, 10);
    else if (strcmp(name, "--write") == 0)
        options->folder = value;
    else if (strcmp(name, "--steps") == 0)
        options->steps = value;
    else if (strcmp(name, "--memory") == 0)
        options->memory = value;
    else if (strcmp(name, "--seconds") == 0)
        options->seconds = value;
    else
        return false;
    return true;
}

int main(int argc, char **argv)
{
    Options options = {.count = 300, .seed = 1, .steps = "5000000", .memory = "400M", .seconds = "5"};
    int i = 1;
    for (; i + 1 < argc && strncmp(argv[i], "--", 2) == 0; i += 2)
        if (!read_option(&options, argv[i], argv[i + 1]))
            break;
    if (i + 2 > argc || options.count == 0) {
        fprintf(stderr, "usage: %s [--count N] [--seed N] [--write FOLDER] [LIMITS] TORCHLET PATH...\n", argv[0]);
        return 2;
    }
    options.program = argv[i++];
    Names names = {0};
    for (; i < argc; i++)
        names_find(&names, argv[i]);
    if (!names.count)
        return 2;
    qsort(names.items, names.count, sizeof *names.items, compare_names);
    char folder[] = "/tmp/mutants.XXXXXX";
    if (!options.folder && !mkdtemp(folder)) {
        perror(folder);
        return INTERNAL_ERROR_STATUS;
    }
    size_t failed = 0;
    for (size_t index = 0; index < options.count; index++)
        failed += !try_mutant(&options, &names, index, options.folder ? options.folder : folder);
    if (!options.folder && !failed)
        rmdir(folder);
    for (size_t k = 0; k < names.count; k++)
        free(names.items[k]);
    free(names.items);
    printf("mutants: %zu passed, %zu failed\n", options.count - failed, failed);
    return failed != 0;
}
