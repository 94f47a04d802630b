// grad_fn: a node of the graph as a Python object of a class named after the operator.
#include <string.h>

#include "autograd/accumulate.h"
#include "lib/torch/autograd.h"
#include "lib/torch/function.h"
#include "lib/torch/objects.h"
#include "lib/torch/tensor_object.h"
#include "object/attribute.h"
#include "object/dict.h"
#include "object/gc.h"
#include "object/int.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/str.h"

static Node *node_of(Value v)
{
    return ((const NodeObject *)v.object)->node;
}

#define CUSTOM_MODULE "torch.autograd.function"

/// The dotted name of a node's class: what a program defined lies in PyTorch's module of custom functions.
static Value class_name(Interp *interp, const Node *node)
{
    bool custom = !value_is_unset(function_context(node));
    return str_from_format(interp, "%s%s", custom ? CUSTOM_MODULE "." : "", node->name);
}

/// Calls a class after the nodes it stands for. `full_name` outlives it.
static bool name_class(Interp *interp, Type *type, const Node *node, Value full_name)
{
    Value name = str_from_string(interp, node->name);
    if (value_is_error(name))
        return false;
    value_replace_take(&type->name, value_keep(name));
    value_replace_take(&type->qualified_name, name);
    type->full_name = str_of(full_name)->text;
    if (value_is_unset(function_context(node)))
        return true;
    Value module = str_from_string(interp, CUSTOM_MODULE);
    bool ok = !value_is_error(module) && dict_set_text(interp, type->attributes, "__module__", module);
    value_drop(module);
    return ok;
}

/// The class of a node's name, lent: made at first use. The dictionary of classes keeps their names.
static Type *node_type(Interp *interp, const Node *node)
{
    Torch *torch = torch_of(interp);
    Value name = class_name(interp, node);
    if (value_is_error(name))
        return NULL;
    Value found = dict_get(interp, torch->node_types, name);
    if (!value_is_unset(found)) {
        value_drop(name);
        value_drop(found);
        return value_is_error(found) ? NULL : type_of(found);
    }
    Type *type = interp_make_type(interp, &node_spec, torch->types[TORCH_TYPE_NODE]);
    bool ok = type && dict_set(interp, torch->node_types, name, value_from_object(type)) &&
              name_class(interp, type, node, name);
    value_drop(name);
    object_drop(type);
    return ok ? type : NULL;
}

Value autograd_node_value(Interp *interp, Node *node)
{
    if (node->wrapper)
        return value_keep(value_from_object(node->wrapper));
    Type *type = node_type(interp, node);
    NodeObject *object = type ? object_new(interp, type, sizeof *object) : NULL;
    if (!object)
        return VALUE_ERROR;
    object->node = node_retain(node);
    node->wrapper = object;
    return value_from_object(object);
}

static Value node_repr(Interp *interp, Value self)
{
    return str_from_format(interp, "<%s object at %p>", self.object->type->full_name, (void *)self.object);
}

static void node_destroy(UNUSED Interp *interp, Object *self)
{
    NodeObject *object = (NodeObject *)self;
    Node *node = object->node;
    object->node = NULL;
    if (node) {
        node->wrapper = NULL;
        node_release(node);
    }
}

NATIVE(node_name, "name(self, /)", "Returns the name of the operator's backward function.")
{
    const Node *node = node_of(arg[0]);
    return str_from_format(interp, "%s%s",
                           accumulate_is(node) || !strcmp(node->name, "NotImplemented") ? "torch::autograd::" : "",
                           node->name);
}

static Value edge_value(Interp *interp, const Edge *edge)
{
    Value pair[2] = {edge->node ? autograd_node_value(interp, edge->node) : VALUE_NONE, value_from_int(edge->input)};
    if (value_is_error(pair[0]))
        return VALUE_ERROR;
    return tuple_from_values_take(interp, 2, pair);
}

static Value node_get_next(Interp *interp, Value self)
{
    const Node *node = node_of(self);
    Value tuple = tuple_new(interp, node->edge_count);
    for (uint32_t i = 0; !value_is_error(tuple) && i < node->edge_count; i++) {
        Value edge = edge_value(interp, &node->edges[i]);
        if (value_is_error(edge)) {
            value_drop(tuple);
            return edge;
        }
        tuple_of(tuple)->items[i] = edge;
    }
    return tuple;
}

static Value node_get_metadata(Interp *interp, Value self)
{
    Object *dict = object_dict(interp, self.object);
    if (!dict)
        return VALUE_ERROR;
    Value metadata = dict_get_text(interp, value_from_object(dict), "_metadata");
    if (!value_is_unset(metadata))
        return metadata;
    metadata = dict_new(interp);
    if (!value_is_error(metadata) && !dict_set_text(interp, value_from_object(dict), "_metadata", metadata)) {
        value_drop(metadata);
        return VALUE_ERROR;
    }
    return metadata;
}

static Value node_get_variable(Interp *interp, Value self)
{
    Node *node = node_of(self);
    if (!accumulate_is(node))
        return attribute_raise(interp, self, VALUE_NONE, "'%s' object has no attribute 'variable'", node->name);
    return tensor_wrap(interp, accumulate_leaf(node));
}

static Value node_get_sequence(UNUSED Interp *interp, Value self)
{
    return value_from_int((int64_t)node_of(self)->sequence);
}

static Value add_hook(Interp *interp, Hook **list, Value callable)
{
    Hook *hook = autograd_hook_new(interp, callable, true);
    return hook ? value_from_int(hook_append(list, hook, runtime_of(interp))) : VALUE_ERROR;
}

NATIVE(node_add_hook, "_add_hook(self, hook, before, /)", "Adds a hook behind or before the node; returns its number.")
{
    Node *node = node_of(arg[0]);
    bool before = arg[1].tag != TAG_ERROR && arg[2].tag == TAG_BOOL && arg[2].boolean;
    return add_hook(interp, before ? &node->before : &node->after, arg[1]);
}

NATIVE(node_remove_hook, "_remove_hook(self, id, /)", "Takes a hook out again.")
{
    Node *node = node_of(arg[0]);
    if (arg[1].tag == TAG_INT) {
        hook_remove(&node->before, arg[1].integer, runtime_of(interp));
        hook_remove(&node->after, arg[1].integer, runtime_of(interp));
    }
    return VALUE_NONE;
}

static Value register_hook(Interp *interp, Value self, Value hook, bool before)
{
    Value module = interp->hooks.import_module(interp, "torch.utils.hooks");
    if (value_is_error(module))
        return module;
    value_drop(module);
    module = interp->hooks.import_module(interp, "torch._tensor");
    if (value_is_error(module))
        return module;
    Value values[3] = {self, hook, value_from_bool(before)};
    Value handle = value_call_method(interp, module, "_register_node_hook", 3, values);
    value_drop(module);
    return handle;
}

NATIVE(node_register_hook, "register_hook(self, hook, /)", "Calls the hook with the gradients after the node has run.")
{
    return register_hook(interp, arg[0], arg[1], false);
}

NATIVE(node_register_prehook, "register_prehook(self, hook, /)",
       "Calls the hook with the gradients before the node runs.")
{
    return register_hook(interp, arg[0], arg[1], true);
}

// ---- What was saved ----

static Value saved_tensor(Interp *interp, Node *node, const SavedTensor *saved)
{
    Tensor *tensor;
    if (!node_unpack(node, saved, &tensor))
        return VALUE_ERROR;
    return tensor ? tensor_wrap_take(interp, tensor) : VALUE_NONE;
}

/// PyTorch shows the ints as unsigned ones: a dimension of -1 is 18446744073709551615.
static Value saved_int(Interp *interp, int64_t number)
{
    return int_from_uint64(interp, (uint64_t)number);
}

static Value saved_ints(Interp *interp, const IntList *list)
{
    if (list->count == LIST_NONE)
        return VALUE_NONE;
    Value tuple = tuple_new(interp, (size_t)list->count);
    for (int64_t i = 0; !value_is_error(tuple) && i < list->count; i++) {
        Value item = saved_int(interp, list->items[i]);
        if (value_is_error(item)) {
            value_drop(tuple);
            return item;
        }
        tuple_of(tuple)->items[i] = item;
    }
    return tuple;
}

static Value saved_value(Interp *interp, Node *node, const SavedField *field)
{
    const void *at = (const char *)node_saved(node) + field->offset;
    if (node->released && field->kind != SAVED_TENSOR)
        return value_raise(interp, ERROR_RUNTIME_ERROR,
                           "Trying to backward through the graph a second time (or directly access saved tensors after "
                           "they have already been freed). Saved intermediate values of the graph are freed when you "
                           "call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward "
                           "through the graph a second time or if you need to access saved tensors after calling "
                           "backward.");
    switch (field->kind) {
    case SAVED_TENSOR:
        return saved_tensor(interp, node, at);
    case SAVED_SCALAR:
        return scalar_to_value(interp, *(const Scalar *)at);
    case SAVED_INT:
        return saved_int(interp, *(const int64_t *)at);
    case SAVED_FLOAT:
        return value_from_float(*(const double *)at);
    case SAVED_BOOL:
        return value_from_bool(*(const bool *)at);
    case SAVED_STRING:
        return str_from_string(interp, *(const char *const *)at);
    default:
        return saved_ints(interp, at);
    }
}

/// `_saved_NAME`: UNSET where the name is none of these.
static Value find_saved(Interp *interp, Value self, const char *name)
{
    static const char prefix[] = "_saved_";
    Node *node = node_of(self);
    if (strncmp(name, prefix, sizeof prefix - 1) != 0 || accumulate_is(node))
        return VALUE_UNSET;
    for (const SavedField *field = node->class->fields; field && field->name; field++)
        if (strcmp(field->name, name + sizeof prefix - 1) == 0)
            return saved_value(interp, node, field);
    return value_raise(interp, ERROR_UNSUPPORTED_ERROR, "%s.%s is not supported by torchlet", node->name, name);
}

static bool add_name(Interp *interp, Value list, const char *prefix, const char *name)
{
    Value text = str_from_format(interp, "%s%s", prefix, name);
    return !value_is_error(text) && list_append_take(interp, list, text);
}

NATIVE(node_dir, "__dir__(self, /)", "Lists the attributes, what the node has saved among them.")
{
    Value object = value_from_object(interp->types[TYPE_OBJECT]);
    Value names = value_call_method(interp, object, "__dir__", 1, arg);
    const Node *node = node_of(arg[0]);
    if (value_is_error(names) || accumulate_is(node))
        return names;
    for (const SavedField *field = node->class->fields; field && field->name; field++)
        if (!add_name(interp, names, "_saved_", field->name)) {
            value_drop(names);
            return VALUE_ERROR;
        }
    return names;
}

/// Attributes of a custom function's context are seen on its node.
static Value node_get_attribute(Interp *interp, Value self, Value name)
{
    Value found = attribute_find_generic(interp, self, name);
    if (value_is_unset(found))
        found = find_saved(interp, self, str_of(name)->text);
    if (!value_is_unset(found))
        return found;
    Value context = function_context(node_of(self));
    if (!value_is_unset(context))
        return value_get_attribute(interp, context, name);
    return attribute_raise_missing(interp, self, name);
}

static const NativeSpec *const node_methods[] = {&node_dir_native,
                                                 &node_name_native,
                                                 &node_add_hook_native,
                                                 &node_remove_hook_native,
                                                 &node_register_hook_native,
                                                 &node_register_prehook_native,
                                                 NULL};
static const GetSetSpec node_getsets[] = {
    {"next_functions", "The nodes that come next in a backward pass, with their inputs' numbers.", node_get_next, NULL},
    {"metadata", "A dictionary for notes.", node_get_metadata, NULL},
    {"variable", "The leaf of an AccumulateGrad node.", node_get_variable, NULL},
    {"_sequence_nr", "The number of the node in the order of making.", node_get_sequence, NULL},
    {NULL},
};

static void node_traverse(UNUSED Object *self, UNUSED VisitFunction visit, UNUSED void *context)
{
}

static void node_clear(UNUSED Interp *interp, UNUSED Object *self)
{
}

const TypeSpec node_spec = {
    .name = "Node",
    .doc = "A node of the graph that backward passes walk.",
    .id = -1,
    .size = sizeof(NodeObject),
    .flags = TYPE_FLAG_NO_NEW | TYPE_FLAG_GC | TYPE_FLAG_DICT | TYPE_FLAG_WEAKREF,
    .slots = {.repr = node_repr,
              .get_attribute = node_get_attribute,
              .destroy = node_destroy,
              .traverse = node_traverse,
              .clear = node_clear},
    .methods = node_methods,
    .getsets = node_getsets,
};
