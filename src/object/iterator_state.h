// How the built-in iterators are copied and pickled: what __reduce__ and __setstate__ share.
#ifndef OBJECT_ITERATOR_STATE_H
#define OBJECT_ITERATOR_STATE_H

#include "object/interp.h"
#include "object/native.h"

/// (iter, (source,)), with `state` behind where it is set: what __reduce__ gives. `function` names the built-in
/// function that makes the iterator. Takes `source` and `state`, which may be VALUE_ERROR.
MUST_USE Value iterator_state_reduce(Interp *interp, const char *function, Value source, Value state);
/// As iterator_state_reduce for an exhausted iterator: one over the given empty container, which it takes.
MUST_USE Value iterator_state_reduce_empty(Interp *interp, Value empty);
/// (iter, ([items left],)): from a copy of the iterator, which it takes.
MUST_USE Value iterator_state_reduce_rest(Interp *interp, Value copy);
/// (the object's class, arguments), with `state` behind where it is set: `arguments` is a tuple. Takes both, which may
/// be VALUE_ERROR.
MUST_USE Value iterator_state_reduce_class(Interp *interp, Value self, Value arguments, Value state);
/// Reads the argument of __setstate__, brought into the bounds.
MUST_USE bool iterator_state_read(Interp *interp, Value state, int64_t least, int64_t most, int64_t *out);

#endif
