#include "challenge/challenge.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

const char *problem_kind_name(ProblemKind kind)
{
    static const char *const NAMES[] = {
#define KIND(id, word) word,
#include "challenge/words.def"
        "unknown"};
    return NAMES[kind];
}

const char *problem_level_name(ProblemLevel level)
{
    static const char *const NAMES[] = {
#define LEVEL(id, word) word,
#include "challenge/words.def"
        "unknown"};
    return NAMES[level];
}

const char *match_rule_name(MatchRule rule)
{
    static const char *const NAMES[] = {
#define MATCH(id, word) word,
#include "challenge/words.def"
        "unknown"};
    return NAMES[rule];
}

const char *verdict_name(Verdict verdict)
{
    static const char *const NAMES[] = {
#define VERDICT(id, word, meaning) word,
#include "challenge/words.def"
        "unknown"};
    return NAMES[verdict];
}

void challenge_free(Challenge *challenge)
{
    if (!challenge)
        return;
    mem_free(&challenge->memory, challenge->complaints, challenge->complaint_capacity * sizeof *challenge->complaints);
    mem_free(&challenge->memory, challenge->problems, challenge->problem_capacity * sizeof *challenge->problems);
    arena_free(&challenge->arena);
    memory_finish(&challenge->memory);
    error_clear(&challenge->error);
    free(challenge);
}

void challenge_complain(Challenge *challenge, const Problem *problem, Place place, Verdict verdict, const char *format,
                        ...)
{
    Text message;
    text_init(&message, &challenge->memory);
    va_list arguments;
    va_start(arguments, format);
    text_append_format_va(&message, format, arguments);
    va_end(arguments);
    if (challenge->complaint_count == challenge->complaint_capacity) {
        size_t capacity = challenge->complaint_capacity ? challenge->complaint_capacity * 2 : 8;
        Complaint *grown = mem_resize(&challenge->memory, challenge->complaints,
                                      challenge->complaint_capacity * sizeof *grown, capacity * sizeof *grown);
        if (!grown) {
            text_free(&message);
            return;
        }
        challenge->complaints = grown;
        challenge->complaint_capacity = capacity;
    }
    challenge->complaints[challenge->complaint_count++] =
        (Complaint){.place = place,
                    .verdict = verdict,
                    .problem = problem ? problem->number : 0,
                    .message = arena_copy(&challenge->arena, text_string(&message), message.length)};
    text_free(&message);
}

bool challenge_passed(const Challenge *challenge)
{
    for (size_t i = 0; i < challenge->complaint_count; i++) {
        if (challenge->complaints[i].verdict != VERDICT_PROVED)
            return false;
    }
    for (size_t i = 0; i < challenge->problem_count; i++) {
        if (challenge->problems[i].verdict != VERDICT_PROVED)
            return false;
    }
    return challenge->problem_count > 0;
}
