// What the native modules share: adding types to modules, small conversions, iterators.
#ifndef LIB_SUPPORT_H
#define LIB_SUPPORT_H

#include "base/vector.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/float.h"
#include "object/gc.h"
#include "object/int.h"
#include "object/interp.h"
#include "object/list.h"
#include "object/module.h"
#include "object/native.h"
#include "object/operate.h"
#include "object/str.h"

/// Makes the types of a NULL-terminated table and adds each to the module under its last name. A spec with an id is
/// registered in interp->types. False with an error pending.
MUST_USE bool support_add_types(Interp *interp, Value module, const TypeSpec *const *specs);
/// Adds one type whose layout comes from `base` (NULL: the spec's).
MUST_USE bool support_add_type(Interp *interp, Value module, const TypeSpec *spec, Type *base);
/// The iter slot of iterators: the object itself.
Value support_self_iter(Interp *interp, Value self);
/// True where the value is of the built-in type or of a class derived from it.
bool support_is(Interp *interp, Value v, TypeId id);
/// The text of a str argument; TypeError "`what` must be str, not int" for others. Lent.
MUST_USE bool support_text(Interp *interp, Value v, const char *what, const Str **out);
/// One attribute of a module that is imported on demand; owned.
MUST_USE Value support_import(Interp *interp, const char *module, const char *name);
/// Raises SystemExit(status); without an argument where the status is None. Returns VALUE_ERROR.
Value support_exit(Interp *interp, Value status);
/// Raises UnsupportedError "NAME is not supported by torchlet". Returns VALUE_ERROR.
Value support_refuse(Interp *interp, const char *name);
/// Interns a name and looks it up; VALUE_UNSET with nothing pending where it is missing.
MUST_USE Value support_find_attribute(Interp *interp, Value v, const char *name);
/// Makes a str key's value of a dictionary; takes value, also on failure.
MUST_USE bool support_set_take(Interp *interp, Value dict, const char *key, Value value);
/// The bytes of bytes, bytearray, memoryview or array objects; lent, valid while the object is not changed. False with
/// TypeError "a bytes-like object is required, not 'str'" for others.
MUST_USE bool support_bytes(Interp *interp, Value v, const unsigned char **bytes, size_t *length);
/// A pair as a tuple; takes both, also on failure.
MUST_USE Value support_pair_take(Interp *interp, Value first, Value second);

#endif
