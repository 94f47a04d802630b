// property, classmethod, staticmethod.
#ifndef OBJECT_DESCRIPTOR_H
#define OBJECT_DESCRIPTOR_H

#include "object/interp.h"

typedef struct Property {
    Object head;
    Value get; // callables or NONE
    Value set;
    Value delete;
    Value doc;
    Value name;
    bool doc_from_getter;
} Property;

/// classmethod and staticmethod: both wrap one callable.
typedef struct MethodWrapping {
    Object head;
    Value callable;
} MethodWrapping;

MUST_USE Value classmethod_new(Interp *interp, Value callable);
MUST_USE Value staticmethod_new(Interp *interp, Value callable);

#endif
