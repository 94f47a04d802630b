// The embedding interface: run a text under limits, get a result object.
//
//   TorchletSession *session = torchlet_open(NULL);
//   TorchletResult result;
//   torchlet_run(session, "print(1 + 1)", 12, "quiz.py", &result);
//   // result.status == TORCHLET_COMPLETED, result.output is "2\n"
//   torchlet_result_free(&result);
//   torchlet_close(session);
//
// A session holds one Python program's state: what one run defines, the next one sees. Sessions share nothing;
// two of them may be used at the same time, each from one thread at a time.
#ifndef SESSION_TORCHLET_H
#define SESSION_TORCHLET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct TorchletSession TorchletSession;

/// How a run ended.
typedef enum TorchletStatus {
    TORCHLET_COMPLETED,   // it ran to its end, or left through sys.exit (see exit_code)
    TORCHLET_RAISED,      // an exception left the text, or it is not Python
    TORCHLET_LIMIT,       // a limit was reached: result.limit tells which
    TORCHLET_UNSUPPORTED, // it needs what PyTorch or Python has and torchlet lacks
    TORCHLET_INCOMPLETE,  // torchlet_run_interactive only: the text goes on in the next line
    TORCHLET_INTERNAL,    // a bug of ours
} TorchletStatus;

typedef enum TorchletLimit {
    TORCHLET_NO_LIMIT,
    TORCHLET_LIMIT_STEPS,
    TORCHLET_LIMIT_TIME,
    TORCHLET_LIMIT_MEMORY,
    TORCHLET_LIMIT_OUTPUT,
} TorchletLimit;

/// Where output goes: stream 1 is standard output, 2 standard error. Nothing (length 0) asks to pass on what was
/// written before. False stops the run.
typedef bool (*TorchletWrite)(void *context, int stream, const char *bytes, size_t length);
/// Reads one line of standard input into `line` (at most `size` bytes with its newline); the bytes read, 0 at the end.
typedef size_t (*TorchletRead)(void *context, char *line, size_t size);

/// Zero in a limit means its default, UINT64_MAX (or a negative time) none.
typedef struct TorchletOptions {
    uint64_t steps;        // executed by the evaluator; default 2,000,000,000
    double seconds;        // of processor time and sleep for each run; default 60
    uint64_t memory_bytes; // held at one time; default 2 GiB
    uint64_t output_bytes; // written by each run, both streams; default 16 MiB
    int recursion_depth;   // default 1000, as CPython's
    /// Seeds what a program may not rely on (the generators before manual_seed); 0 takes it from the system.
    uint64_t entropy;
    uint64_t fail_at;    // for tests: the allocation that fails, counted from 1; 0: none
    TorchletWrite write; // NULL: output is collected in the result
    TorchletRead read;   // NULL: standard input is empty
    void *context;       // passed to write and read
    /// A folder whose files the program may read and write: it is the program's "/", its current folder, and all it
    /// ever sees of the system. NULL: open() and its like are refused. What it writes counts as output.
    const char *files;
    /// A folder whose .py files the program may import. NULL: only what is in `files`, if anything.
    const char *modules;
    int argument_count; // sys.argv
    const char *const *arguments;
} TorchletOptions;

/// What a run did. Texts are UTF-8, NUL-terminated, owned by the result.
typedef struct TorchletResult {
    TorchletStatus status;
    TorchletLimit limit;
    bool exited;          // it left through sys.exit
    int exit_code;        // the process exit status that this result stands for: 0, 1, 3, 4, 70 or sys.exit's
    char *output;         // standard output, "" where a write function took it
    size_t output_length; // in bytes
    char *errors;         // standard error: warnings and the traceback
    size_t errors_length;
    char *exception;      // "ValueError: text" as the traceback's last lines; NULL where nothing was raised
    char *exception_type; // "ValueError"
    char *message;        // str(exception)
    int line;             // of the text, where the exception passed last; 0 where unknown
    uint64_t steps;       // executed in this run; the same text always needs the same
    uint64_t peak_bytes;  // the highest memory use so far
    uint64_t allocations; // asked for so far
} TorchletResult;

/// Opens a session. `options` may be NULL. NULL where memory is out or a folder cannot be opened (errno tells).
TorchletSession *torchlet_open(const TorchletOptions *options);
/// Closes it and frees all it holds. Returns the number of objects and blocks that were still alive: 0, or a bug.
size_t torchlet_close(TorchletSession *session);
/// Ends the program as torchlet_close does (finalizers run and may print), but frees nothing: for a process that is
/// about to end, whose memory goes at once.
void torchlet_leave(TorchletSession *session);

/// Runs a text as a program. Fills `result`, which torchlet_result_free releases. The traceback is in
/// result->errors (or went to the write function's stream 2).
void torchlet_run(TorchletSession *session, const char *text, size_t length, const char *filename,
                  TorchletResult *result);
/// Runs one interactive statement: values of expressions are printed and kept in `_`.
void torchlet_run_interactive(TorchletSession *session, const char *text, size_t length, const char *filename,
                              TorchletResult *result);
/// Raises KeyboardInterrupt in the run that is under way, at the next point where its limits are looked at. May be
/// called from a signal handler or another thread; without a run under way, the next one is interrupted.
void torchlet_interrupt(TorchletSession *session);
/// Binds a global name to the value of `text`: a Python literal where it is one, else the text as a str.
/// False where memory is out.
bool torchlet_bind(TorchletSession *session, const char *name, const char *text);
/// Completes a dotted name ("torch.nn.Li"): calls `found` with each candidate, sorted. Runs no code of the program
/// beyond attribute lookups.
void torchlet_complete(TorchletSession *session, const char *text, void (*found)(void *context, const char *candidate),
                       void *context);
/// Writes the syntax tree (`what` is "ast") or the bytecode ("bytecode") of a text to standard output.
/// Returns false, with an empty result, where `what` is neither.
bool torchlet_dump(TorchletSession *session, const char *what, const char *text, size_t length, const char *filename,
                   TorchletResult *result);
/// Frees the texts of a result and clears it.
void torchlet_result_free(TorchletResult *result);

#endif
