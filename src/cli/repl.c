// torchlet repl: the author's prompt, on libedit; plain line reading where standard input is no terminal.
#include <histedit.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/attributes.h"
#include "cli/command.h"

enum { HISTORY_SIZE = 1000, CANDIDATES_SHOWN = 200 };

typedef struct Repl {
    TorchletSession *session;
    EditLine *editor; // NULL on a pipe
    History *history;
    bool continued;  // inside a statement of several lines
    char *statement; // the lines so far
    size_t length;
} Repl;

// ---- completion ----

typedef struct Candidates {
    size_t prefix; // the length of what is typed
    char *common;  // the longest start that all candidates share
    size_t count;
    char *shown[CANDIDATES_SHOWN];
} Candidates;

static void add_candidate(void *context, const char *candidate)
{
    Candidates *all = context;
    if (!all->common) {
        all->common = strdup(candidate);
    } else {
        size_t same = 0;
        while (all->common[same] && all->common[same] == candidate[same])
            same++;
        all->common[same] = '\0';
    }
    if (all->count < CANDIDATES_SHOWN)
        all->shown[all->count] = strdup(candidate);
    all->count++;
}

static void free_candidates(Candidates *all)
{
    for (size_t i = 0; i < all->count && i < CANDIDATES_SHOWN; i++)
        free(all->shown[i]);
    free(all->common);
}

static bool is_name_character(char c)
{
    return c == '_' || c == '.' || (c & 0x80) || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

static void show_candidates(const Candidates *all)
{
    printf("\n");
    for (size_t i = 0; i < all->count && i < CANDIDATES_SHOWN; i++)
        printf("%s%s", all->shown[i], (i + 1) % 4 ? "  " : "\n");
    printf("%s\n", all->count > CANDIDATES_SHOWN ? "..." : "");
    fflush(stdout);
}

static unsigned char complete(EditLine *editor, UNUSED int key)
{
    Repl *repl;
    el_get(editor, EL_CLIENTDATA, &repl);
    const LineInfo *line = el_line(editor);
    const char *start = line->cursor;
    while (start > line->buffer && is_name_character(start[-1]))
        start--;
    if (start == line->cursor)
        return el_insertstr(editor, "    ") == 0 ? CC_REFRESH : CC_ERROR;
    char *word = strndup(start, (size_t)(line->cursor - start));
    if (!word)
        return CC_ERROR;
    Candidates all = {.prefix = strlen(word)};
    torchlet_complete(repl->session, word, add_candidate, &all);
    unsigned char action = CC_ERROR;
    if (all.count && strlen(all.common) > all.prefix)
        action = el_insertstr(editor, all.common + all.prefix) == 0 ? CC_REFRESH : CC_ERROR;
    else if (all.count > 1) {
        show_candidates(&all);
        action = CC_REDISPLAY;
    }
    free_candidates(&all);
    free(word);
    return action;
}

// ---- lines ----

static char *prompt(EditLine *editor)
{
    static char FIRST[] = ">>> ";
    static char NEXT[] = "... ";
    Repl *repl;
    el_get(editor, EL_CLIENTDATA, &repl);
    return repl->continued ? NEXT : FIRST;
}

static bool open_editor(Repl *repl)
{
    repl->editor = el_init("torchlet", stdin, stdout, stderr);
    repl->history = history_init();
    if (!repl->editor || !repl->history)
        return false;
    HistEvent event;
    history(repl->history, &event, H_SETSIZE, HISTORY_SIZE);
    history(repl->history, &event, H_SETUNIQUE, 1);
    el_set(repl->editor, EL_CLIENTDATA, repl);
    el_set(repl->editor, EL_PROMPT, prompt);
    el_set(repl->editor, EL_EDITOR, "emacs");
    el_set(repl->editor, EL_SIGNAL, 1);
    el_set(repl->editor, EL_HIST, history, repl->history);
    el_set(repl->editor, EL_ADDFN, "complete", "Complete a name", complete);
    el_set(repl->editor, EL_BIND, "\t", "complete", NULL);
    el_source(repl->editor, NULL);
    return true;
}

static void close_editor(Repl *repl)
{
    if (repl->history)
        history_end(repl->history);
    if (repl->editor)
        el_end(repl->editor);
}

static volatile sig_atomic_t cancelled; // Ctrl-C at the prompt: what is typed is forgotten

static void cancel(UNUSED int signal)
{
    cancelled = 1;
}

// One line with its newline, NULL at the end of input; "" where it was cancelled. Valid until the next call.
static const char *next_line(Repl *repl, char **buffer, size_t *size)
{
    if (repl->editor) {
        int count;
        sigaction(SIGINT, &(struct sigaction){.sa_handler = cancel}, NULL);
        const char *line = el_gets(repl->editor, &count);
        if (cancelled)
            return "";
        if (!line || count <= 0)
            return NULL;
        HistEvent event;
        if (line[strspn(line, " \t\n")])
            history(repl->history, &event, H_ENTER, line);
        return line;
    }
    return getline(buffer, size, stdin) > 0 ? *buffer : NULL;
}

static bool append_line(Repl *repl, const char *line)
{
    size_t more = strlen(line);
    char *grown = realloc(repl->statement, repl->length + more + 2);
    if (!grown)
        return false;
    repl->statement = grown;
    memcpy(grown + repl->length, line, more + 1);
    repl->length += more;
    if (more == 0 || line[more - 1] != '\n') {
        grown[repl->length++] = '\n';
        grown[repl->length] = '\0';
    }
    return true;
}

static void forget_statement(Repl *repl)
{
    cancelled = 0;
    repl->continued = false;
    repl->length = 0;
    el_reset(repl->editor);
    printf("\nKeyboardInterrupt\n");
}

// Runs what has been read so far; keeps it where the statement goes on. Returns the exit code where the program
// asked to end, else -1.
static int run_statement(Repl *repl)
{
    TorchletResult result;
    command_interrupt(repl->session);
    torchlet_run_interactive(repl->session, repl->statement, repl->length, "<stdin>", &result);
    command_interrupt(NULL);
    fflush(stdout);
    repl->continued = result.status == TORCHLET_INCOMPLETE;
    if (!repl->continued)
        repl->length = 0;
    bool left = result.exited;
    int code = result.exit_code;
    torchlet_result_free(&result);
    return left ? code : -1;
}

int command_repl(int argc, char **argv)
{
    TorchletOptions options = {.write = command_write, .read = command_read_line, .seconds = -1, .steps = UINT64_MAX};
    for (int i = 1; i < argc; i++) {
        int limit = command_read_limit(argc, argv, &i, &options);
        if (limit <= 0)
            return limit < 0 ? EXIT_USAGE : command_usage_error("repl does not take %s", argv[i]);
    }
    Repl repl = {.session = torchlet_open(&options)};
    if (!repl.session)
        return command_usage_error("no memory for a session");
    int status = EXIT_OK;
    char *buffer = NULL;
    size_t size = 0;
    const char *line;
    if (isatty(STDIN_FILENO)) {
        printf("torchlet (PyTorch 2.6.0, Python 3.13). Tab completes, Ctrl-D ends.\n");
        if (!open_editor(&repl))
            status = command_usage_error("the terminal cannot be used");
    }
    while (status == EXIT_OK && (line = next_line(&repl, &buffer, &size)) && append_line(&repl, line)) {
        if (cancelled) {
            forget_statement(&repl);
            continue;
        }
        int code = run_statement(&repl);
        if (code >= 0) {
            status = code;
            goto ended; // the program asked to end: its status, whatever it is
        }
    }
    if (repl.length && status == EXIT_OK && append_line(&repl, "\n"))
        run_statement(&repl); // input ended inside a statement: its error is shown
ended:
    close_editor(&repl);
    free(buffer);
    free(repl.statement);
    torchlet_close(repl.session);
    return status;
}
