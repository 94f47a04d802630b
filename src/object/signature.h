// Signatures of natives: parsed once, then used to bind every call.
#ifndef OBJECT_SIGNATURE_H
#define OBJECT_SIGNATURE_H

#include "object/interp.h"

typedef struct Parameter {
    Value name;          // interned str
    Value default_value; // UNSET for `...`; meaningless where required
    bool required;
} Parameter;

/// `insert(self, index, object, /)`: parameters in the order of the text; the order of what a body receives.
typedef struct Signature {
    const char *text; // the literal, which is the key
    size_t name_length;
    bool takes_self;  // the first parameter is self, $cls or $type
    bool takes_class; // it is $cls
    size_t count;     // of parameters, *args and **kwargs included
    size_t positional_only;
    size_t positional; // all that may be given by position, positional-only ones included
    size_t required;   // how many of the positional ones have no default (they stand first)
    bool keyword_only_required;
    int rest_index;     // of *args, -1 where there is none
    int keywords_index; // of **kwargs, -1
    Parameter *parameters;
} Signature;

/// The parsed form of a literal, lent: the interp keeps it. NULL with MemoryError (or SystemError for a bad literal).
MUST_USE const Signature *signature_of(Interp *interp, const char *text);
/// Binds a call: `first` (UNSET: none) is the value in front. `bound` receives count values. *args and **kwargs are
/// owned by `bound` (signature_release); all else is lent. False with TypeError pending and nothing to release.
/// `owner` is whose method or function is called, for messages: "list", "math" or NULL.
MUST_USE bool signature_bind(Interp *interp, const Signature *signature, const char *owner, Value first,
                             const Arguments *arguments, Value *bound);
/// The common call, `count` values by position that stand in `bound` already: fills in the defaults behind them. False,
/// nothing pending, where the signature gathers, has keyword-only parameters, or the count does not fit.
MUST_USE bool signature_bind_positional(const Signature *signature, size_t count, Value *bound);
void signature_release(const Signature *signature, Value *bound);
void signature_finish(Interp *interp);

#endif
