#include "lib/torch/print.h"

#include <string.h>

#include "autograd/meta.h"
#include "lib/torch/function_protocol.h"
#include "lib/torch/objects.h"
#include "lib/torch/tensor_object.h"
#include "object/operate.h"
#include "object/str.h"
#include "tensor/tensor.h"

/// The text under construction and where its last line stands.
typedef struct Writer {
    const Torch *torch;
    Text text;
    int64_t indent;
    int64_t last_line;
} Writer;

/// Adds ", suffix", on a new line where the current one has no room for it.
static void add_suffix(Writer *writer, const char *suffix)
{
    int64_t length = (int64_t)utf8_count(suffix, strlen(suffix));
    if (writer->last_line + length + 2 > writer->torch->print.line_width) {
        text_append_string(&writer->text, ",\n");
        text_append_repeated(&writer->text, ' ', (size_t)writer->indent);
        writer->last_line = writer->indent + length;
    } else {
        text_append_string(&writer->text, ", ");
        writer->last_line += length + 2;
    }
    text_append_string(&writer->text, suffix);
}

static void add_suffix_text(Writer *writer, const char *before, const char *middle, const char *after)
{
    Text suffix;
    text_init(&suffix, writer->text.memory);
    text_append_format(&suffix, "%s%s%s", before, middle, after);
    if (suffix.failed)
        writer->text.failed = true;
    else
        add_suffix(writer, text_string(&suffix));
    text_free(&suffix);
}

/// The length of the last line so far, as PyTorch counts it: two more than its characters.
static void measure_last_line(Writer *writer)
{
    const char *text = text_string(&writer->text), *newline = strrchr(text, '\n');
    const char *start = newline ? newline + 1 : text;
    writer->last_line = (int64_t)utf8_count(start, strlen(start)) + 2;
}

static void add_size(Writer *writer, const Tensor *tensor)
{
    Text sizes;
    text_init(&sizes, writer->text.memory);
    for (int i = 0; i < tensor->rank; i++)
        text_append_format(&sizes, "%s%lld", i ? ", " : "", (long long)tensor->sizes[i]);
    if (sizes.failed)
        writer->text.failed = true;
    else
        add_suffix_text(writer, "size=(", text_string(&sizes), tensor->rank == 1 ? ",)" : ")");
    text_free(&sizes);
}

static bool is_usual_dtype(const Torch *torch, DType dtype)
{
    DType usual = torch->runtime.default_dtype;
    DType wide = usual == DTYPE_FLOAT64 ? DTYPE_COMPLEX128 : DTYPE_COMPLEX64;
    return dtype == usual || dtype == wide || dtype == DTYPE_INT64 || dtype == DTYPE_BOOL;
}

static bool add_history(Writer *writer, const Tensor *tensor)
{
    Node *node = NULL;
    if (!autograd_grad_fn(tensor, &node)) {
        error_clear(writer->torch->runtime.error);
        add_suffix(writer, "grad_fn=<Invalid>");
        return true;
    }
    if (node)
        add_suffix_text(writer, "grad_fn=<", node->name, ">");
    else if (autograd_requires_grad(tensor))
        add_suffix(writer, "requires_grad=True");
    return true;
}

/// What stands in the parentheses before the suffixes, and the suffixes that depend on it.
static bool add_contents(Writer *writer, const Tensor *tensor, const char *contents)
{
    const Torch *torch = writer->torch;
    bool meta = tensor->device == DEVICE_META, empty = !meta && tensor_count(tensor) == 0;
    if (contents)
        text_append_string(&writer->text, contents);
    else if (meta)
        text_append_string(&writer->text, "...");
    else if (!print_values(torch, &writer->text, tensor, writer->indent))
        return false;
    measure_last_line(writer);
    if (meta)
        add_suffix(writer, "device='meta'");
    if (meta || (empty && tensor->rank != 1))
        add_size(writer, tensor);
    bool unusual =
        meta || empty ? tensor->dtype != torch->runtime.default_dtype : !is_usual_dtype(torch, tensor->dtype);
    if (unusual)
        add_suffix_text(writer, "dtype=torch.", dtype_name(tensor->dtype), "");
    return true;
}

Value print_tensor(Interp *interp, Value self, const char *contents)
{
    const Torch *torch = torch_of(interp);
    const Tensor *tensor = tensor_of(self);
    Type *type = self.object->type;
    bool plain = type == torch->types[TORCH_TYPE_TENSOR] || !protocol_takes_part(interp, self);
    Writer writer = {.torch = torch};
    text_init(&writer.text, &interp->memory);
    text_append_format(&writer.text, "%s(", plain ? "tensor" : str_of(type->name)->text);
    writer.indent = (int64_t)utf8_count(text_string(&writer.text), writer.text.length);
    if (!add_contents(&writer, tensor, contents) || !add_history(&writer, tensor)) {
        text_free(&writer.text);
        return VALUE_ERROR;
    }
    text_append_char(&writer.text, ')');
    return str_from_text_take(&writer.text);
}
