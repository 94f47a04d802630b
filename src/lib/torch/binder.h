// The one argument parser: picks an overload and turns Python values into OpValues.
//
// Signatures are tried in order; when none fits, the texts are PyTorch's: the specific error of the only plausible
// signature, or the list of all ("received an invalid combination of arguments").
#ifndef LIB_TORCH_BINDER_H
#define LIB_TORCH_BINDER_H

#include "lib/torch/state.h"

enum { BINDER_INLINE_INTS = 24, BINDER_TEMPORARIES = 8 };

/// Memory behind a list that does not fit the inline array.
typedef struct BinderBlock {
    struct BinderBlock *next;
    size_t size;
} BinderBlock;

/// The arguments of one call, ready for Overload.call. Release with binder_free.
typedef struct ParsedCall {
    const Overload *overload;
    Value chosen[OPERATOR_MAX_PARAMETERS]; // lent: what was given for each parameter; UNSET where nothing was
    bool varargs;                          // the first list parameter takes all positional arguments
    OpValue values[OPERATOR_MAX_PARAMETERS];
    int64_t integers[BINDER_INLINE_INTS]; // the first int lists
    size_t integers_used;
    Tensor *temporaries[BINDER_TEMPORARIES]; // numbers that became tensors; owned
    size_t temporary_count;
    BinderBlock *blocks;
} ParsedCall;

/// Parses a call. `self` is the tensor of a method, UNSET for functions. False with TypeError (or a conversion's error)
/// pending; then there is nothing to free.
MUST_USE bool binder_parse(Interp *interp, const Operator *operation, Value self, const Arguments *arguments,
                           ParsedCall *call);
void binder_free(Interp *interp, ParsedCall *call);

/// True where the value may stand for the parameter. *failed is the index of the first element that does not fit, -1
/// where the value itself does not. An error is pending after false only where PyTorch raises at once (the items of
/// tensor lists).
bool binder_check(Interp *interp, const Parameter *parameter, Value v, int argument, int64_t *failed);
/// Raises the error of a call that fits no signature.
void binder_raise(Interp *interp, const Operator *operation, Value self, const Arguments *arguments);
/// Tries one signature; with `raise` set its specific error is raised.
bool binder_try(Interp *interp, const Operator *operation, const Overload *overload, Value self,
                const Arguments *arguments, ParsedCall *call, bool raise);
/// The value as an int where PyTorch takes one: ints, __index__, integer tensors of one element.
MUST_USE bool binder_to_int(Interp *interp, Value v, int64_t *out);

#endif
