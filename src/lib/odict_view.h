// Views of ordered dicts, for the module _collections.
#ifndef LIB_ODICT_VIEW_H
#define LIB_ODICT_VIEW_H

#include "lib/support.h"

/// ordered_keys(), ordered_values(), ordered_items(): each makes a view of a dict.
extern const NativeSpec *const ODICT_VIEW_NATIVES[];
/// Makes the types of the views. False with an error pending.
MUST_USE bool odict_view_prepare(Interp *interp, Value module);

#endif
