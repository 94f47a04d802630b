// Parts of class creation that other files use.
#ifndef OBJECT_CLASS_H
#define OBJECT_CLASS_H

#include "object/interp.h"

/// Adds the note that CPython adds to an error raised by __set_name__; the error stays pending.
void class_note_set_name(Interp *interp, Type *type, Type *kind, Value key);
/// Reads and sets `__dict__` of instances: for the getsets of native types with TYPE_FLAG_DICT.
Value class_get_dict(Interp *interp, Value self);
bool class_set_dict(Interp *interp, Value self, Value value);
/// As class_set_dict where the dictionary cannot be deleted: TypeError "cannot delete __dict__".
MUST_USE bool class_replace_dict(Interp *interp, Value self, Value value);

#endif
