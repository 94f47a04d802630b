#include "syntax/build.h"

// A parameter or mark on its way into an AstArguments.
typedef struct Parameter {
    AstNode node;
    char role; // see build_parameter
    AstNode *argument;
    AstNode *default_value;
} Parameter;

AstNode *build_parameter(Parser *parser, AstLocation at, char role, uint32_t name, AstNode *annotation,
                         AstNode *default_value)
{
    Parameter *parameter = (Parameter *)build_node(parser, AST_PASS, sizeof *parameter, at);
    if (!parameter)
        return NULL;
    parameter->role = role;
    parameter->default_value = default_value;
    if (name) {
        // The annotation belongs to the argument, the default does not.
        AstLocation end = annotation ? annotation->at : parser->tokens->items[name].at;
        AstArg *argument = BUILD_NODE(parser, Arg, ARG, build_join_locations(parser->tokens->items[name].at, end));
        if (!argument || !(argument->arg = build_identifier(parser, name)))
            return NULL;
        argument->annotation = annotation;
        parameter->argument = build_finish(parser, &argument->node);
        if (!parameter->argument)
            return NULL;
    }
    return &parameter->node;
}

typedef struct Sorted {
    List *positional_only, *plain, *keyword_only, *keyword_defaults, *defaults;
    AstNode *variable, *keywords;
    bool star; // past * or *args
} Sorted;

static bool add_plain(Parser *parser, Sorted *sorted, const Parameter *parameter)
{
    if (!sorted->star) {
        if (parameter->default_value)
            return build_append(parser, sorted->defaults, parameter->default_value) &&
                   build_append(parser, sorted->plain, parameter->argument);
        if (sorted->defaults->count)
            return build_refuse(parser);
        return build_append(parser, sorted->plain, parameter->argument);
    }
    if (!build_append(parser, sorted->keyword_only, parameter->argument) ||
        !build_append(parser, sorted->keyword_defaults, parameter->argument))
        return false;
    // A missing default is a hole; the list itself refuses NULL.
    sorted->keyword_defaults->items[sorted->keyword_defaults->count - 1] = parameter->default_value;
    return true;
}

static bool add(Parser *parser, Sorted *sorted, const List *parameters, size_t index)
{
    const Parameter *parameter = (const Parameter *)parameters->items[index];
    if (sorted->keywords)
        return build_refuse_at(parser, parameter->node.at);
    switch (parameter->role) {
    case 'p':
        return add_plain(parser, sorted, parameter);
    case '/':
        if (sorted->star || sorted->positional_only || sorted->plain->count == 0)
            return build_refuse_at(parser, parameter->node.at);
        sorted->positional_only = sorted->plain;
        return (sorted->plain = build_list_empty(parser)) != NULL;
    case '*': {
        bool follows = index + 1 < parameters->count && ((const Parameter *)parameters->items[index + 1])->role == 'p';
        if (sorted->star || !follows)
            return build_refuse_at(parser, parameter->node.at);
        return sorted->star = true;
    }
    case 'a':
        if (sorted->star)
            return build_refuse(parser);
        sorted->variable = parameter->argument;
        return sorted->star = true;
    default:
        sorted->keywords = parameter->argument;
        return true;
    }
}

AstNode *build_parameters(Parser *parser, AstLocation at, List *parameters)
{
    AstArguments *arguments = BUILD_NODE(parser, Arguments, ARGUMENTS, at);
    if (!arguments || !parameters)
        return arguments ? build_finish(parser, &arguments->node) : NULL;
    Sorted sorted = {.plain = build_list_empty(parser),
                     .keyword_only = build_list_empty(parser),
                     .keyword_defaults = build_list_empty(parser),
                     .defaults = build_list_empty(parser)};
    if (!sorted.plain || !sorted.keyword_only || !sorted.keyword_defaults || !sorted.defaults)
        return NULL;
    for (size_t i = 0; i < parameters->count; i++) {
        if (!add(parser, &sorted, parameters, i))
            return NULL;
    }
    arguments->posonlyargs = build_nodes(sorted.positional_only);
    arguments->args = build_nodes(sorted.plain);
    arguments->vararg = sorted.variable;
    arguments->kwonlyargs = build_nodes(sorted.keyword_only);
    arguments->kw_defaults = build_nodes(sorted.keyword_defaults);
    arguments->kwarg = sorted.keywords;
    arguments->defaults = build_nodes(sorted.defaults);
    return build_finish(parser, &arguments->node);
}

AstNode *build_parameters_comma(Parser *parser, AstLocation at, List *parameters)
{
    const Parameter *last = (const Parameter *)parameters->items[parameters->count - 1];
    return last->role == '*' ? build_refuse(parser) : build_parameters(parser, at, parameters);
}
