// Which views may not be changed in place, and the words in which that is refused.
#include "autograd/view.h"

#include <stdio.h>

static const char NO_GRAD_ADVICE[] =
    " Given that this use case is ambiguous and error-prone, it is forbidden. You can clarify your code by moving both "
    "the view and the inplace either both inside the %s block (if you don't want the inplace to be tracked) or both "
    "outside (if you want the inplace to be tracked).";
static const char CUSTOM_ADVICE[] =
    " This view was created inside a custom Function (or because an input was returned as-is) and the autograd logic "
    "to handle view+inplace would override the custom backward associated with the custom Function, leading to "
    "incorrect gradients. This behavior is forbidden. You can fix this by cloning the output of the custom Function.";
static const char MULTI_ADVICE[] =
    " This view is the output of a function that returns multiple views. Such functions do not allow the output views "
    "to be modified inplace. You should replace the inplace operation by an out-of-place one.";

static void raise_view(Error *error, const AutogradMeta *meta, const char *happening)
{
    char message[1024], prefix[200], advice[600] = "";
    const char *mode = meta->origin == VIEW_INFERENCE ? "inference" : "no_grad";
    bool by_mode = meta->origin == VIEW_INFERENCE || meta->origin == VIEW_NO_GRAD || !meta->grad_fn;
    if (by_mode && meta->grad_fn)
        snprintf(prefix, sizeof prefix, "Output %u of %s is a view of a view which was created in",
                 (unsigned)meta->output, meta->grad_fn->name);
    else
        snprintf(prefix, sizeof prefix, "A view was created in");
    if (by_mode)
        snprintf(message, sizeof message, "%s %s mode and %s modified inplace %s.", prefix, mode, happening,
                 meta->origin == VIEW_INFERENCE ? "in normal mode" : "with grad mode enabled");
    else
        snprintf(message, sizeof message, "Output %u of %s is a view and %s modified inplace.", (unsigned)meta->output,
                 meta->grad_fn->name, happening);
    if (meta->origin == VIEW_MULTI_OUTPUT)
        snprintf(advice, sizeof advice, "%s", MULTI_ADVICE);
    else if (meta->origin == VIEW_CUSTOM)
        snprintf(advice, sizeof advice, "%s", CUSTOM_ADVICE);
    else
        snprintf(advice, sizeof advice, NO_GRAD_ADVICE, meta->origin == VIEW_INFERENCE ? "inference_mode" : "no_grad");
    error_raise(error, ERROR_RUNTIME_ERROR, "%s%s", message, advice);
}

bool view_check_origin(Error *error, const AutogradMeta *meta, const char *happening)
{
    if (!meta->base || meta->origin == VIEW_DEFAULT)
        return true;
    raise_view(error, meta, happening);
    return false;
}
