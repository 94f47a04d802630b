// Proves the key of each problem: every option is executed, and exactly the marked one may be right.
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "challenge/challenge.h"
#include "challenge/match.h"
#include "session/torchlet.h"

// The two seeds of what a program may not rely on: an answer that differs between them is no answer.
static const uint64_t FIRST_ENTROPY = 1;
static const uint64_t SECOND_ENTROPY = 2;

typedef struct Verifier {
    Challenge *challenge;
    Problem *problem;
    const VerifyOptions *options;
} Verifier;

#define COMPLAIN(verifier, place, outcome, ...)                                                                        \
    ((verifier)->problem->verdict = (outcome),                                                                         \
     challenge_complain((verifier)->challenge, (verifier)->problem, place, outcome, __VA_ARGS__))

static char letter(size_t option)
{
    return (char)('A' + (option < 26 ? option : 25));
}

static TorchletSession *open_session(const Verifier *verifier, uint64_t entropy)
{
    TorchletOptions options = {.steps = verifier->options->steps,
                               .seconds = verifier->options->seconds,
                               .memory_bytes = verifier->options->memory_bytes,
                               .output_bytes = verifier->options->output_bytes,
                               .entropy = entropy};
    return torchlet_open(&options);
}

static void run(TorchletSession *session, const char *code, const char *name, TorchletResult *result)
{
    torchlet_run(session, code, strlen(code), name, result);
}

// Reports a run that could not end; true where it ended, raising or not.
static bool run_ended(Verifier *verifier, Place place, const TorchletResult *result)
{
    static const char *const LIMITS[] = {"", "steps", "time", "memory", "output"};
    switch (result->status) {
    case TORCHLET_LIMIT:
        COMPLAIN(verifier, place, VERDICT_LIMIT, "the run reached the limit of %s", LIMITS[result->limit]);
        return false;
    case TORCHLET_UNSUPPORTED:
        COMPLAIN(verifier, place, VERDICT_UNSUPPORTED, "%s", result->exception ? result->exception : "unsupported");
        return false;
    case TORCHLET_INTERNAL:
        COMPLAIN(verifier, place, VERDICT_BROKEN, "torchlet failed: %s", result->exception ? result->exception : "");
        return false;
    default:
        return true;
    }
}

static Place code_place(const Problem *problem)
{
    return (Place){problem->code_line ? problem->code_line : problem->place.line, 1};
}

// Opens a session and runs the seed and the setup in it. NULL where that failed (complained about).
static TorchletSession *prepare(Verifier *verifier, uint64_t entropy)
{
    const Problem *problem = verifier->problem;
    TorchletSession *session = open_session(verifier, entropy);
    if (!session)
        return NULL;
    char seeding[128] = "";
    if (problem->has_seed)
        snprintf(seeding, sizeof seeding,
                 "import random as _r, torch as _t\n_r.seed(%lld); _t.manual_seed(%lld)\ndel _r, _t\n",
                 (long long)problem->seed, (long long)problem->seed);
    const char *const steps[] = {seeding, problem->setup ? problem->setup : ""};
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        TorchletResult result;
        run(session, steps[i], "<setup>", &result);
        Place place = {problem->setup_line ? problem->setup_line : problem->place.line, 1};
        bool ok = run_ended(verifier, place, &result);
        if (ok && result.status == TORCHLET_RAISED) {
            COMPLAIN(verifier, place, VERDICT_BROKEN, "the setup raises %s", result.exception);
            ok = false;
        }
        torchlet_result_free(&result);
        if (!ok) {
            torchlet_close(session);
            return NULL;
        }
    }
    return session;
}

// What a run shows: its output, then the exception's own lines where it raised. In the challenge's arena.
static char *answer_of(Verifier *verifier, const TorchletResult *result)
{
    Text answer;
    text_init(&answer, &verifier->challenge->memory);
    text_append(&answer, result->output, result->output_length);
    if (result->status == TORCHLET_RAISED && result->exception)
        text_append_string(&answer, result->exception);
    while (answer.length && isspace((unsigned char)answer.bytes[answer.length - 1]))
        answer.bytes[--answer.length] = '\0';
    char *copy = arena_copy(&verifier->challenge->arena, text_string(&answer), answer.length);
    text_free(&answer);
    return copy;
}

// Runs `code` after the setup in a fresh session. False where there is no answer (complained about).
static bool run_fresh(Verifier *verifier, const char *code, uint64_t entropy, TorchletResult *result)
{
    TorchletSession *session = prepare(verifier, entropy);
    if (!session)
        return false;
    run(session, code, "challenge.py", result);
    torchlet_close(session);
    if (run_ended(verifier, code_place(verifier->problem), result))
        return true;
    torchlet_result_free(result);
    return false;
}

// The shown code's answer, the same in two runs; NULL where there is none (complained about).
static char *repeatable_answer(Verifier *verifier, TorchletResult *first)
{
    Problem *problem = verifier->problem;
    if (!run_fresh(verifier, problem->code, FIRST_ENTROPY, first))
        return NULL;
    char *answer = answer_of(verifier, first);
    problem->output = answer;
    TorchletResult second;
    bool same = answer != NULL;
    if (same && run_fresh(verifier, problem->code, SECOND_ENTROPY, &second)) {
        char *again = answer_of(verifier, &second);
        same = again && strcmp(answer, again) == 0;
        torchlet_result_free(&second);
        if (!same)
            COMPLAIN(verifier, code_place(problem), VERDICT_BROKEN,
                     "the output differs from run to run: the question has no answer%s",
                     problem->has_seed ? "" : " (set a seed)");
    } else {
        same = false;
    }
    if (!same)
        torchlet_result_free(first);
    return same ? answer : NULL;
}

// Turns what was found right into the verdict. `actual` tells what really happens, for the author.
static void judge(Verifier *verifier, const bool *right, const char *what, const char *actual)
{
    Problem *problem = verifier->problem;
    size_t marked = 0;
    size_t other = problem->option_count;
    for (size_t i = 0; i < problem->option_count; i++) {
        if (problem->options[i].marked)
            marked = i;
        else if (right[i])
            other = i;
    }
    Place place = problem->options[marked].place;
    if (right[marked] && other == problem->option_count)
        return;
    if (right[marked])
        COMPLAIN(verifier, problem->options[other].place, VERDICT_AMBIGUOUS, "option %c is right as well as %c: %s %s",
                 letter(other), letter(marked), what, actual);
    else if (other < problem->option_count)
        COMPLAIN(verifier, place, VERDICT_WRONG_KEY, "option %c is marked, but %c is right: %s %s", letter(marked),
                 letter(other), what, actual);
    else
        COMPLAIN(verifier, place, VERDICT_WRONG_KEY, "option %c is marked, but no option is right: %s %s",
                 letter(marked), what, actual);
}

static bool *new_flags(Verifier *verifier)
{
    bool *flags = arena_alloc(&verifier->challenge->arena, verifier->problem->option_count + 1);
    if (flags)
        memset(flags, 0, verifier->problem->option_count + 1);
    return flags;
}

static void verify_output(Verifier *verifier)
{
    Problem *problem = verifier->problem;
    TorchletResult result;
    bool *right = new_flags(verifier);
    char *answer = right ? repeatable_answer(verifier, &result) : NULL;
    if (!answer)
        return;
    for (size_t i = 0; i < problem->option_count; i++) {
        bool bad_pattern = false;
        right[i] = match_answer(problem->match, answer, problem->options[i].text, &bad_pattern);
        if (bad_pattern)
            COMPLAIN(verifier, problem->options[i].place, VERDICT_BROKEN, "not a regular expression");
    }
    if (problem->verdict == VERDICT_PROVED)
        judge(verifier, right, "the code prints", answer);
    torchlet_result_free(&result);
}

// Which error does this raise?
static void verify_error(Verifier *verifier)
{
    Problem *problem = verifier->problem;
    TorchletResult result;
    bool *right = new_flags(verifier);
    char *answer = right ? repeatable_answer(verifier, &result) : NULL;
    if (!answer)
        return;
    if (result.status != TORCHLET_RAISED) {
        COMPLAIN(verifier, code_place(problem), VERDICT_WRONG_KEY, "the code raises nothing; it prints %s", answer);
    } else {
        for (size_t i = 0; i < problem->option_count; i++)
            right[i] = match_answer(MATCH_CONTAINS, result.exception, problem->options[i].text, NULL);
        judge(verifier, right, "the code raises", result.exception);
    }
    torchlet_result_free(&result);
}

// ---- patches ----

// The code with `old` replaced; NULL where `old` does not stand in it exactly once (complained about).
static char *apply_patch(Verifier *verifier, const Option *option)
{
    const char *code = verifier->problem->code;
    const char *found = strstr(code, option->text);
    if (!found || !*found || strstr(found + 1, option->text)) {
        COMPLAIN(verifier, option->place, VERDICT_BROKEN, "`%s` stands %s in the code, not once", option->text,
                 found ? "more than once" : "nowhere");
        return NULL;
    }
    Text text;
    text_init(&text, &verifier->challenge->memory);
    text_append(&text, code, (size_t)(found - code));
    text_append_string(&text, option->replacement);
    text_append_string(&text, found + strlen(option->text));
    char *patched = arena_copy(&verifier->challenge->arena, text_string(&text), text.length);
    text_free(&text);
    return patched;
}

// Whether a program runs clean, or prints what `accept` expects. Sets *ended to false where a run had no end.
static bool is_accepted(Verifier *verifier, const char *code, bool *ended)
{
    const Problem *problem = verifier->problem;
    TorchletResult result;
    *ended = run_fresh(verifier, code, FIRST_ENTROPY, &result);
    if (!*ended)
        return false;
    bool accepted = result.status == TORCHLET_COMPLETED;
    if (accepted && problem->accept)
        accepted = match_answer(problem->match, result.output, problem->accept, NULL);
    torchlet_result_free(&result);
    return accepted;
}

// Which fix is right?
static void verify_fix(Verifier *verifier)
{
    Problem *problem = verifier->problem;
    bool *right = new_flags(verifier);
    bool ended;
    if (!right)
        return;
    if (is_accepted(verifier, problem->code, &ended))
        COMPLAIN(verifier, code_place(problem), VERDICT_BROKEN, "the code needs no fix");
    for (size_t i = 0; ended && i < problem->option_count; i++) {
        char *patched = apply_patch(verifier, &problem->options[i]);
        if (!patched)
            return;
        right[i] = is_accepted(verifier, patched, &ended);
    }
    if (ended && problem->verdict == VERDICT_PROVED)
        judge(verifier, right, "each patch was run against",
              problem->accept ? problem->accept : "a run without an exception");
}

// ---- verify blocks ----

// Runs the block with OPTION bound to one option; true where it ends without an exception.
static bool accepts_option(Verifier *verifier, const Option *option, bool *ended, char **why)
{
    const Problem *problem = verifier->problem;
    TorchletSession *session = prepare(verifier, FIRST_ENTROPY);
    *ended = session != NULL;
    if (!session)
        return false;
    TorchletResult result = {0};
    if (problem->code) {
        run(session, problem->code, "challenge.py", &result);
        *ended = run_ended(verifier, code_place(problem), &result);
        torchlet_result_free(&result);
    }
    bool accepted = false;
    if (*ended && torchlet_bind(session, "OPTION", option->text)) {
        run(session, problem->verify, "<verify>", &result);
        *ended = run_ended(verifier, (Place){problem->verify_line, 1}, &result);
        accepted = *ended && result.status == TORCHLET_COMPLETED;
        if (result.exception)
            *why = arena_copy(&verifier->challenge->arena, result.exception, strlen(result.exception));
        torchlet_result_free(&result);
    }
    torchlet_close(session);
    return accepted;
}

static void verify_by_block(Verifier *verifier)
{
    Problem *problem = verifier->problem;
    bool *right = new_flags(verifier);
    bool ended = right != NULL;
    const char *refusal = "";
    for (size_t i = 0; ended && i < problem->option_count; i++) {
        char *why = NULL;
        right[i] = accepts_option(verifier, &problem->options[i], &ended, &why);
        if (problem->options[i].marked && why)
            refusal = why;
    }
    if (ended)
        judge(verifier, right, "the verify block", *refusal ? refusal : "accepts both");
}

// ---- claims ----

static void check_claim(Verifier *verifier, TorchletSession *session, const Claim *claim)
{
    Text code;
    text_init(&code, &verifier->challenge->memory);
    const char *split = strstr(claim->expression, " == ");
    text_append_format(&code, "if not (%s): print(%.*s, end='')\n", claim->expression, (int)(split - claim->expression),
                       claim->expression);
    TorchletResult result;
    run(session, text_string(&code), "<claim>", &result);
    text_free(&code);
    if (run_ended(verifier, claim->place, &result)) {
        if (result.status == TORCHLET_RAISED)
            COMPLAIN(verifier, claim->place, VERDICT_WRONG_KEY, "the claim `%s` raises %s", claim->expression,
                     result.exception);
        else if (result.output_length)
            COMPLAIN(verifier, claim->place, VERDICT_WRONG_KEY, "the claim `%s` does not hold: the left side is %s",
                     claim->expression, result.output);
    }
    torchlet_result_free(&result);
}

// Claims may use torch, nn and F, and what the setup and the shown code define.
static void verify_claims(Verifier *verifier)
{
    static const char IMPORTS[] = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n";
    const Problem *problem = verifier->problem;
    if (!problem->claim_count || problem->verdict != VERDICT_PROVED)
        return;
    TorchletSession *session = prepare(verifier, FIRST_ENTROPY);
    if (!session)
        return;
    const char *const steps[] = {IMPORTS, problem->code ? problem->code : ""};
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        TorchletResult result;
        run(session, steps[i], "challenge.py", &result);
        torchlet_result_free(&result); // a Debug question's code raises: what it defined before is kept
    }
    for (size_t i = 0; i < problem->claim_count; i++)
        check_claim(verifier, session, &problem->claims[i]);
    torchlet_close(session);
}

// ---- problems ----

static bool asks_for_fix(const Problem *problem)
{
    for (size_t i = 0; i < problem->option_count; i++) {
        if (!problem->options[i].replacement)
            return false;
    }
    return true;
}

static void verify_key(Verifier *verifier)
{
    Problem *problem = verifier->problem;
    bool needs_code = problem->kind == KIND_PREDICT_OUTPUT || problem->kind == KIND_DEBUG;
    if (problem->kind == KIND_CONCEPTUAL)
        return;
    if (needs_code && !problem->code)
        COMPLAIN(verifier, problem->place, VERDICT_BROKEN, "a %s problem needs a `python` block",
                 problem_kind_name(problem->kind));
    else if (problem->kind == KIND_DEBUG)
        (asks_for_fix(problem) ? verify_fix : verify_error)(verifier);
    else if (problem->verify && !needs_code)
        verify_by_block(verifier);
    else if (problem->code)
        verify_output(verifier);
    else
        COMPLAIN(verifier, problem->place, VERDICT_UNPROVED, "nothing proves the key: add a `python verify` block");
}

bool challenge_verify(Challenge *challenge, const VerifyOptions *options)
{
    for (size_t i = 0; i < challenge->problem_count; i++) {
        Verifier verifier = {challenge, &challenge->problems[i], options};
        if (verifier.problem->verdict != VERDICT_PROVED)
            continue; // broken: there is no question to prove
        verify_key(&verifier);
        verify_claims(&verifier);
    }
    return !error_pending(&challenge->error);
}
