// Markdown to problems, by walking the document tree of cmark-gfm. Nothing here looks at the raw text except
// the front matter, which Markdown does not know.
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "challenge/challenge.h"
#include "challenge/metadata.h"

typedef struct Reader {
    Challenge *challenge;
    Settings defaults;
    Problem *problem;    // the newest one, NULL before the first
    bool in_explanation; // behind `### Explanation`
    bool has_metadata;   // the newest problem's comment was read
    Text question;       // of the newest problem
    Text explanation;
} Reader;

static Place place_of(cmark_node *node)
{
    return (Place){cmark_node_get_start_line(node), cmark_node_get_start_column(node)};
}

#define BROKEN(reader, place, ...)                                                                                     \
    challenge_complain((reader)->challenge, (reader)->problem, place, VERDICT_BROKEN, __VA_ARGS__)

static char *copy_text(Reader *reader, const char *text)
{
    return text ? arena_copy(&reader->challenge->arena, text, strlen(text)) : NULL;
}

// The Markdown of one node, without the line break at its end.
static void append_markdown(Text *out, cmark_node *node)
{
    char *markdown = cmark_render_commonmark(node, CMARK_OPT_DEFAULT, 0);
    if (!markdown)
        return;
    size_t length = strlen(markdown);
    while (length && markdown[length - 1] == '\n')
        length--;
    if (out->length)
        text_append_string(out, "\n\n");
    text_append(out, markdown, length);
    free(markdown);
}

// The visible text of inline nodes: code spans and text alike.
static void append_inline(Text *out, cmark_node *node)
{
    for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child)) {
        cmark_node_type type = cmark_node_get_type(child);
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
            text_append_string(out, cmark_node_get_literal(child));
        else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
            text_append_char(out, '\n');
        else
            append_inline(out, child);
    }
}

static char *inline_text(Reader *reader, cmark_node *node)
{
    Text text;
    text_init(&text, &reader->challenge->memory);
    append_inline(&text, node);
    char *copy = arena_copy(&reader->challenge->arena, text_string(&text), text.length);
    text_free(&text);
    return copy;
}

// ---- options ----

// Code spans of a paragraph in order; returns how many there are, the first two in `spans`.
static int code_spans(cmark_node *paragraph, cmark_node *spans[2])
{
    int count = 0;
    for (cmark_node *child = cmark_node_first_child(paragraph); child; child = cmark_node_next(child)) {
        if (cmark_node_get_type(child) == CMARK_NODE_CODE) {
            if (count < 2)
                spans[count] = child;
            count++;
        }
    }
    return count;
}

// A patch is exactly: code span, an arrow, code span.
static bool is_patch(cmark_node *paragraph, cmark_node *spans[2])
{
    if (code_spans(paragraph, spans) != 2 || cmark_node_first_child(paragraph) != spans[0])
        return false;
    cmark_node *between = cmark_node_next(spans[0]);
    if (!between || cmark_node_next(between) != spans[1] || cmark_node_next(spans[1]))
        return false;
    const char *arrow = cmark_node_get_literal(between);
    return arrow && (strcmp(arrow, " -> ") == 0 || strcmp(arrow, " \xE2\x86\x92 ") == 0);
}

static void read_option_paragraph(Reader *reader, cmark_node *paragraph, Option *option)
{
    cmark_node *spans[2];
    if (is_patch(paragraph, spans)) {
        option->text = copy_text(reader, cmark_node_get_literal(spans[0]));
        option->replacement = copy_text(reader, cmark_node_get_literal(spans[1]));
    } else {
        option->text = inline_text(reader, paragraph);
    }
}

static void read_option(Reader *reader, cmark_node *item, Option *option)
{
    *option = (Option){.place = place_of(item), .marked = cmark_gfm_extensions_get_tasklist_item_checked(item)};
    for (cmark_node *child = cmark_node_first_child(item); child; child = cmark_node_next(child)) {
        cmark_node_type type = cmark_node_get_type(child);
        if (type == CMARK_NODE_PARAGRAPH && !option->text) {
            read_option_paragraph(reader, child, option);
        } else if (type == CMARK_NODE_CODE_BLOCK) {
            // A fence is the whole text: what stands before it only introduces it.
            option->text = copy_text(reader, cmark_node_get_literal(child));
        } else if (type == CMARK_NODE_BLOCK_QUOTE) {
            Text feedback;
            text_init(&feedback, &reader->challenge->memory);
            for (cmark_node *part = cmark_node_first_child(child); part; part = cmark_node_next(part))
                append_markdown(&feedback, part);
            option->feedback = copy_text(reader, text_string(&feedback));
            text_free(&feedback);
        }
    }
    if (!option->text || !option->text[0])
        BROKEN(reader, option->place, "an option without a text");
}

static bool is_task_item(cmark_node *item)
{
    return strcmp(cmark_node_get_type_string(item), "tasklist") == 0;
}

static void read_options(Reader *reader, cmark_node *list)
{
    Problem *problem = reader->problem;
    if (problem->options) {
        BROKEN(reader, place_of(list), "a second list of options");
        return;
    }
    size_t count = 0;
    for (cmark_node *item = cmark_node_first_child(list); item; item = cmark_node_next(item))
        count++;
    problem->options = arena_alloc(&reader->challenge->arena, count * sizeof *problem->options);
    if (!problem->options)
        return;
    for (cmark_node *item = cmark_node_first_child(list); item; item = cmark_node_next(item)) {
        if (!is_task_item(item))
            BROKEN(reader, place_of(item), "an option starts with [ ] or [x]");
        read_option(reader, item, &problem->options[problem->option_count++]);
    }
}

// ---- blocks ----

static void read_code(Reader *reader, cmark_node *block)
{
    static const struct {
        const char *info;
        size_t code; // where the text goes
        size_t line; // and the number of its first line
    } ROLES[] = {
        {"python", offsetof(Problem, code), offsetof(Problem, code_line)},
        {"python setup", offsetof(Problem, setup), offsetof(Problem, setup_line)},
        {"python verify", offsetof(Problem, verify), offsetof(Problem, verify_line)},
    };
    const char *info = cmark_node_get_fence_info(block);
    for (size_t i = 0; i < COUNT_OF(ROLES); i++) {
        if (strcmp(info, ROLES[i].info) != 0)
            continue;
        char **code = (char **)((char *)reader->problem + ROLES[i].code);
        if (*code)
            BROKEN(reader, place_of(block), "a second `%s` block", info);
        *code = copy_text(reader, cmark_node_get_literal(block));
        *(int *)((char *)reader->problem + ROLES[i].line) = cmark_node_get_start_line(block) + 1;
        if (i == 0)
            append_markdown(&reader->question, block);
        return;
    }
    if (strncmp(info, "python", 6) == 0)
        BROKEN(reader, place_of(block), "`%s`: a Python block is shown, `setup` or `verify`", info);
    append_markdown(&reader->question, block);
}

// <!-- {YAML} -->
static void read_comment(Reader *reader, cmark_node *block)
{
    const char *html = cmark_node_get_literal(block);
    const char *start = strncmp(html, "<!--", 4) == 0 ? html + 4 : NULL;
    const char *end = start ? strstr(start, "-->") : NULL;
    if (!end)
        return; // other HTML is for the reader's browser
    if (reader->has_metadata) {
        BROKEN(reader, place_of(block), "a second comment with settings");
        return;
    }
    reader->has_metadata = true;
    Place place = place_of(block);
    place.column += (int)(start - html);
    metadata_read_problem(reader->challenge, reader->problem, start, (size_t)(end - start), place);
}

static bool starts_with_hint(cmark_node *quote)
{
    cmark_node *paragraph = cmark_node_first_child(quote);
    cmark_node *strong = paragraph ? cmark_node_first_child(paragraph) : NULL;
    if (!strong || cmark_node_get_type(strong) != CMARK_NODE_STRONG)
        return false;
    cmark_node *word = cmark_node_first_child(strong);
    return word && cmark_node_get_type(word) == CMARK_NODE_TEXT && strcmp(cmark_node_get_literal(word), "Hint:") == 0;
}

static void read_quote(Reader *reader, cmark_node *quote)
{
    if (!starts_with_hint(quote)) {
        append_markdown(&reader->question, quote);
        return;
    }
    if (reader->problem->hint)
        BROKEN(reader, place_of(quote), "a second hint");
    char *hint = inline_text(reader, cmark_node_first_child(quote));
    size_t skip = hint ? strspn(hint + strlen("Hint:"), " \n") : 0;
    reader->problem->hint = hint ? hint + strlen("Hint:") + skip : NULL;
}

// Code spans `expression == value` of an explanation are claims.
static void read_claims(Reader *reader, cmark_node *block)
{
    Problem *problem = reader->problem;
    cmark_iter *iterator = cmark_iter_new(block);
    if (!iterator)
        return;
    Place place = place_of(block);
    while (cmark_iter_next(iterator) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iterator);
        if (cmark_node_get_type(node) != CMARK_NODE_CODE || !strstr(cmark_node_get_literal(node), " == "))
            continue;
        Claim *grown = arena_alloc(&reader->challenge->arena, (problem->claim_count + 1) * sizeof *grown);
        if (!grown)
            break;
        if (problem->claim_count)
            memcpy(grown, problem->claims, problem->claim_count * sizeof *grown);
        Place exact = place_of(node);
        grown[problem->claim_count++] =
            (Claim){copy_text(reader, cmark_node_get_literal(node)), exact.line ? exact : place};
        problem->claims = grown;
    }
    cmark_iter_free(iterator);
}

static void read_block(Reader *reader, cmark_node *block)
{
    if (reader->in_explanation) {
        append_markdown(&reader->explanation, block);
        read_claims(reader, block);
        return;
    }
    switch (cmark_node_get_type(block)) {
    case CMARK_NODE_CODE_BLOCK:
        read_code(reader, block);
        break;
    case CMARK_NODE_HTML_BLOCK:
        read_comment(reader, block);
        break;
    case CMARK_NODE_BLOCK_QUOTE:
        read_quote(reader, block);
        break;
    case CMARK_NODE_LIST:
        if (is_task_item(cmark_node_first_child(block))) {
            read_options(reader, block);
            break;
        }
        append_markdown(&reader->question, block);
        break;
    default:
        append_markdown(&reader->question, block);
    }
}

// ---- problems ----

// The rules that only the whole problem can break.
static void finish_problem(Reader *reader)
{
    Problem *problem = reader->problem;
    if (!problem)
        return;
    problem->question = copy_text(reader, text_string(&reader->question));
    problem->explanation = copy_text(reader, text_string(&reader->explanation));
    text_clear(&reader->question);
    text_clear(&reader->explanation);
    if (!reader->has_metadata)
        BROKEN(reader, problem->place, "no comment with settings follows the heading");
    if (!problem->id)
        BROKEN(reader, problem->place, "the problem has no id");
    if (problem->kind == KIND_COUNT)
        BROKEN(reader, problem->place, "the problem has no kind");
    size_t marked = 0;
    for (size_t i = 0; i < problem->option_count; i++)
        marked += problem->options[i].marked;
    if (problem->option_count < 2)
        BROKEN(reader, problem->place, "a problem needs at least two options");
    else if (marked != 1)
        BROKEN(reader, problem->place, "exactly one option is marked with [x], here %zu", marked);
    for (size_t i = 0; i + 1 < reader->challenge->problem_count; i++) {
        const char *other = reader->challenge->problems[i].id;
        if (problem->id && other && strcmp(problem->id, other) == 0)
            BROKEN(reader, problem->place, "the id '%s' is used twice", problem->id);
    }
}

static void start_problem(Reader *reader, cmark_node *heading)
{
    Challenge *challenge = reader->challenge;
    finish_problem(reader);
    if (challenge->problem_count == challenge->problem_capacity) {
        size_t capacity = challenge->problem_capacity ? challenge->problem_capacity * 2 : 8;
        Problem *grown = mem_resize(&challenge->memory, challenge->problems,
                                    challenge->problem_capacity * sizeof *grown, capacity * sizeof *grown);
        if (!grown)
            return;
        challenge->problems = grown;
        challenge->problem_capacity = capacity;
    }
    reader->problem = &challenge->problems[challenge->problem_count++];
    *reader->problem = (Problem){.number = (int)challenge->problem_count, .place = place_of(heading)};
    reader->problem->title = inline_text(reader, heading);
    metadata_apply_defaults(&reader->defaults, reader->problem);
    reader->in_explanation = false;
    reader->has_metadata = false;
}

static void read_heading(Reader *reader, cmark_node *heading)
{
    int level = cmark_node_get_heading_level(heading);
    if (level == 2) {
        start_problem(reader, heading);
        return;
    }
    char *title = level == 3 ? inline_text(reader, heading) : NULL;
    if (reader->problem && title && strcmp(title, "Explanation") == 0)
        reader->in_explanation = true;
    else if (reader->problem)
        read_block(reader, heading);
}

static void read_document(Reader *reader, cmark_node *document)
{
    for (cmark_node *block = cmark_node_first_child(document); block; block = cmark_node_next(block)) {
        if (cmark_node_get_type(block) == CMARK_NODE_HEADING)
            read_heading(reader, block);
        else if (reader->problem)
            read_block(reader, block);
    }
    finish_problem(reader);
    if (reader->challenge->problem_count == 0)
        challenge_complain(reader->challenge, NULL, (Place){1, 1}, VERDICT_BROKEN, "the file holds no problem");
}

// ---- the file ----

// Reads the front matter and blanks it out in `text`, so that lines keep their numbers. False where there is none.
static bool take_front_matter(Reader *reader, char *text, size_t length)
{
    if (length < 4 || memcmp(text, "---\n", 4) != 0)
        return false;
    char *end = strstr(text + 3, "\n---\n");
    if (!end)
        return false;
    metadata_read_front(reader->challenge, text + 4, (size_t)(end + 1 - (text + 4)), 2, &reader->defaults);
    for (char *c = text; c < end + 4; c++) {
        if (*c != '\n')
            *c = ' ';
    }
    return true;
}

static cmark_node *parse_markdown(const char *text, size_t length)
{
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("tasklist"));
    cmark_parser_feed(parser, text, length);
    cmark_node *document = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return document;
}

static void parse_text(Reader *reader, char *text, size_t length)
{
    size_t bad;
    if (!utf8_valid(text, length, &bad) || memchr(text, '\0', length)) {
        challenge_complain(reader->challenge, NULL, (Place){1, 1}, VERDICT_BROKEN, "the file is not UTF-8 text");
        return;
    }
    if (!take_front_matter(reader, text, length))
        challenge_complain(reader->challenge, NULL, (Place){1, 1}, VERDICT_BROKEN,
                           "the file starts with a front matter between two lines `---`");
    cmark_node *document = parse_markdown(text, length);
    read_document(reader, document);
    cmark_node_free(document);
}

Challenge *challenge_parse(const char *path, const char *text, size_t length)
{
    Challenge *challenge = calloc(1, sizeof *challenge);
    if (!challenge)
        return NULL;
    memory_init(&challenge->memory, &challenge->error, 0);
    arena_init(&challenge->arena, &challenge->memory);
    challenge->path = arena_copy(&challenge->arena, path, strlen(path));
    char *copy = mem_copy_text(&challenge->memory, text, length);
    if (!challenge->path || !copy) {
        mem_free(&challenge->memory, copy, length + 1);
        challenge_free(challenge);
        return NULL;
    }
    Reader reader = {.challenge = challenge};
    text_init(&reader.question, &challenge->memory);
    text_init(&reader.explanation, &challenge->memory);
    parse_text(&reader, copy, length);
    text_free(&reader.question);
    text_free(&reader.explanation);
    mem_free(&challenge->memory, copy, length + 1);
    for (size_t i = 0; i < challenge->complaint_count; i++) {
        int problem = challenge->complaints[i].problem;
        if (problem && challenge->complaints[i].verdict == VERDICT_BROKEN)
            challenge->problems[problem - 1].verdict = VERDICT_BROKEN;
    }
    return challenge;
}
