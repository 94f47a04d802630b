// Challenge files as a program sees them: what is parsed, what agrees with an answer, which verdict comes out.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "challenge/challenge.h"
#include "challenge/match.h"

static const char FRONT[] = "---\n"
                            "torchlet: 1\n"
                            "badge: Tester\n"
                            "defaults: {level: expert, time: \"1:30\", attempts: 3}\n"
                            "---\n";

static const char PROBLEM[] = "## A sum\n"
                              "<!-- {id: a-sum, kind: Predict Output, attempts: 1} -->\n"
                              "What does this print?\n"
                              "```python\n"
                              "print(1 + 1)\n"
                              "```\n"
                              "> **Hint:** count.\n"
                              "\n"
                              "- [ ] `3`\n"
                              "  > One too many.\n"
                              "- [x] `2`\n"
                              "### Explanation\n"
                              "It is two: `1 + 1 == 2`.\n";

// Parses the front matter and a problem in which `old` stands as `new`.
static Challenge *parse_changed(const char *old, const char *new)
{
    char text[2000];
    const char *at = strstr(PROBLEM, old);
    assert_non_null(at);
    int length = snprintf(text, sizeof text, "%s%.*s%s%s", FRONT, (int)(at - PROBLEM), PROBLEM, new, at + strlen(old));
    assert_true(length > 0 && (size_t)length < sizeof text);
    Challenge *challenge = challenge_parse("file.md", text, (size_t)length);
    assert_non_null(challenge);
    return challenge;
}

static void the_parts_of_a_problem(void **state)
{
    (void)state;
    Challenge *challenge = parse_changed("", "");
    assert_string_equal(challenge->badge, "Tester");
    assert_int_equal(challenge->complaint_count, 0);
    assert_int_equal(challenge->problem_count, 1);
    const Problem *problem = &challenge->problems[0];
    assert_string_equal(problem->id, "a-sum");
    assert_string_equal(problem->title, "A sum");
    assert_int_equal(problem->kind, KIND_PREDICT_OUTPUT);
    assert_int_equal(problem->level, LEVEL_EXPERT); // a default
    assert_int_equal(problem->seconds, 90);
    assert_int_equal(problem->attempts, 1); // its own
    assert_string_equal(problem->code, "print(1 + 1)\n");
    assert_int_equal(problem->code_line, 10);
    assert_int_equal(problem->option_count, 2);
    assert_string_equal(problem->options[0].text, "3");
    assert_non_null(strstr(problem->options[0].feedback, "One too many."));
    assert_true(problem->options[1].marked && !problem->options[0].marked);
    assert_int_equal(problem->options[1].place.line, 16);
    assert_int_equal(problem->claim_count, 1);
    challenge_free(challenge);
}

static void assert_verdict(const char *old, const char *new, Verdict verdict)
{
    Challenge *challenge = parse_changed(old, new);
    assert_true(challenge_verify(challenge, &(VerifyOptions){.steps = 1000000}));
    assert_int_equal(challenge->problem_count, 1);
    assert_string_equal(verdict_name(challenge->problems[0].verdict), verdict_name(verdict));
    assert_int_equal(challenge_passed(challenge), verdict == VERDICT_PROVED);
    challenge_free(challenge);
}

static void every_verdict_is_reached(void **state)
{
    (void)state;
    assert_verdict("", "", VERDICT_PROVED);
    assert_verdict("1 + 1)", "1 + 2)", VERDICT_WRONG_KEY);
    assert_verdict("- [ ] `3`", "- [ ] `2 `", VERDICT_AMBIGUOUS);
    assert_verdict("- [ ]", "- [x]", VERDICT_BROKEN);
    assert_verdict("print(1 + 1)", "while True: pass", VERDICT_LIMIT);
    assert_verdict("print(1 + 1)", "import socket; socket.socket()", VERDICT_UNSUPPORTED);
    assert_verdict("Predict Output", "Guess", VERDICT_BROKEN);
    assert_verdict("`1 + 1 == 2`", "`1 + 1 == 3`", VERDICT_WRONG_KEY);
}

static void rules_of_agreement(void **state)
{
    (void)state;
    bool bad = false;
    assert_true(match_answer(MATCH_EXACT, " a\nb\n", "a\nb", &bad));
    assert_false(match_answer(MATCH_EXACT, "a\nb", "b", &bad));
    assert_true(match_answer(MATCH_LAST_LINE, "a\nb\n", "b", &bad));
    assert_false(match_answer(MATCH_LAST_LINE, "a\nb\n", "a", &bad));
    assert_true(match_answer(MATCH_CONTAINS, "one two three", "two", &bad));
    assert_true(match_answer(MATCH_REGEX, "loss 0.25", "loss [0-9.]+", &bad));
    assert_true(match_answer(MATCH_APPROX, "0.30000001", "0.3", &bad));
    assert_false(match_answer(MATCH_APPROX, "0.31", "0.3", &bad));
    assert_false(bad);
    assert_false(match_answer(MATCH_REGEX, "x", "(", &bad));
    assert_true(bad);
}

static void a_file_may_hold_anything(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "---\n", "---\n: [\n---\n", "## \n<!-- {{{ -->\n", "\xff\xfe", "- [x]\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Challenge *challenge = challenge_parse("file.md", texts[i], strlen(texts[i]));
        assert_non_null(challenge);
        assert_true(challenge_verify(challenge, &(VerifyOptions){0}));
        assert_false(challenge_passed(challenge));
        challenge_free(challenge);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_parts_of_a_problem),
        cmocka_unit_test(every_verdict_is_reached),
        cmocka_unit_test(rules_of_agreement),
        cmocka_unit_test(a_file_may_hold_anything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
