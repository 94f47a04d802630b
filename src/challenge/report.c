#include <jansson.h>
#include <string.h>

#include "challenge/challenge.h"

static const char *name_of(const Problem *problem)
{
    return problem->id ? problem->id : problem->title;
}

static void show_run(const Problem *problem, FILE *out)
{
    fprintf(out, "\n%s\n\n", problem->question ? problem->question : problem->title);
    if (!problem->output)
        return;
    fprintf(out, "prints:\n");
    for (const char *line = problem->output; *line;) {
        size_t length = strcspn(line, "\n");
        fprintf(out, "    %.*s\n", (int)length, line);
        line += length + (line[length] == '\n');
    }
    fprintf(out, "\n");
}

void challenge_report_text(const Challenge *challenge, FILE *out, bool show_output)
{
    for (size_t i = 0; i < challenge->problem_count; i++) {
        const Problem *problem = &challenge->problems[i];
        if (show_output)
            fprintf(out, "## %s\n", problem->title);
        if (show_output && problem->code)
            show_run(problem, out);
        fprintf(out, "%-12s %s (%s)\n", verdict_name(problem->verdict), name_of(problem),
                problem_kind_name(problem->kind));
        if (show_output)
            fprintf(out, "\n");
    }
    for (size_t i = 0; i < challenge->complaint_count; i++) {
        const Complaint *complaint = &challenge->complaints[i];
        fprintf(out, "%s:%d:%d: %s\n", challenge->path, complaint->place.line, complaint->place.column,
                complaint->message ? complaint->message : "out of memory");
    }
}

static json_t *problem_json(const Problem *problem)
{
    return json_pack("{s:s?, s:s, s:s, s:s, s:i, s:i, s:i, s:s, s:s?}", "id", problem->id, "title", problem->title,
                     "kind", problem_kind_name(problem->kind), "level", problem_level_name(problem->level), "seconds",
                     problem->seconds, "attempts", problem->attempts, "line", problem->place.line, "verdict",
                     verdict_name(problem->verdict), "output", problem->output);
}

static json_t *complaint_json(const Challenge *challenge, const Complaint *complaint)
{
    const char *id = complaint->problem ? challenge->problems[complaint->problem - 1].id : NULL;
    return json_pack("{s:i, s:i, s:s, s:s?, s:s?}", "line", complaint->place.line, "column", complaint->place.column,
                     "verdict", verdict_name(complaint->verdict), "problem", id, "message", complaint->message);
}

bool challenge_report_json(const Challenge *challenge, FILE *out)
{
    json_t *problems = json_array();
    json_t *complaints = json_array();
    for (size_t i = 0; i < challenge->problem_count; i++)
        json_array_append_new(problems, problem_json(&challenge->problems[i]));
    for (size_t i = 0; i < challenge->complaint_count; i++)
        json_array_append_new(complaints, complaint_json(challenge, &challenge->complaints[i]));
    json_t *report = json_pack("{s:s, s:s?, s:s?, s:b, s:o, s:o}", "path", challenge->path, "badge", challenge->badge,
                               "tagline", challenge->tagline, "passed", challenge_passed(challenge), "problems",
                               problems, "complaints", complaints);
    bool ok = report && json_dumpf(report, out, JSON_INDENT(2)) == 0 && fputc('\n', out) != EOF;
    json_decref(report);
    return ok;
}
