// What keys(), values() and items() of a dict return, and the iterators of dicts.
#ifndef OBJECT_DICT_VIEW_H
#define OBJECT_DICT_VIEW_H

#include "object/dict.h"

typedef struct DictView {
    Object head;
    Value dict;
} DictView;

/// A view: TYPE_DICT_KEYS, TYPE_DICT_VALUES or TYPE_DICT_ITEMS.
MUST_USE Value dict_view_new(Interp *interp, TypeId id, Value dict);
/// An iterator over a dict: one of the TYPE_DICT_..._ITERATOR rows. Backwards iterators of values and items share the
/// row of keys; `what` names what they give.
MUST_USE Value dict_iterator_new(Interp *interp, TypeId what, Value dict, bool backwards);
/// The iterator of an OrderedDict, of one type for keys, values and items. It stops where a key moved, too.
MUST_USE Value dict_iterator_new_ordered(Interp *interp, TypeId what, Value dict, bool backwards);

#endif
