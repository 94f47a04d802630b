// Modules: a name and a dictionary.
#ifndef OBJECT_MODULE_H
#define OBJECT_MODULE_H

#include "object/interp.h"

typedef struct Module {
    Object head;            // its __dict__ always exists
    const ModuleSpec *spec; // of a native module, NULL otherwise
} Module;

/// An empty module with __name__, __doc__ (None), __package__, __loader__, __spec__.
MUST_USE Value module_new(Interp *interp, const char *name);
/// The module of a spec: functions made, `fill` called.
MUST_USE Value module_from_spec(Interp *interp, const ModuleSpec *spec);
/// Its dictionary, lent.
Value module_dict(Value module);
/// Adds a value; takes it, also on failure.
MUST_USE bool module_add_take(Interp *interp, Value module, const char *name, Value value);
/// Adds the functions of a NULL-terminated table.
MUST_USE bool module_add_natives(Interp *interp, Value module, const NativeSpec *const *natives);

#endif
