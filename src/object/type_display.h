// How types look inside unions and generic aliases: "int", "list[int]", "module.Name", "None".
#ifndef OBJECT_TYPE_DISPLAY_H
#define OBJECT_TYPE_DISPLAY_H

#include "base/text.h"
#include "object/interp.h"

/// Appends a type as repr of an alias or union shows it.
MUST_USE bool type_display(Interp *interp, Text *out, Value v);
/// The type variables among arguments and their own __parameters__, in order: a tuple.
MUST_USE Value type_display_parameters(Interp *interp, Value arguments);

#endif
