// What can be done with any value: the operations that the evaluator and the natives share.
//
// Each follows Python's data model exactly: slots, reflected methods, fallbacks, and CPython 3.13's messages.
#ifndef OBJECT_OPERATE_H
#define OBJECT_OPERATE_H

#include "object/interp.h"
#include "object/type.h"
#include "object/value.h"

/// The TypeId of the values that are no objects, by their tags.
static const uint8_t OPERATE_TAG_TYPES[] = {
    [TAG_ERROR] = TYPE_NONE,        [TAG_UNSET] = TYPE_NONE,
    [TAG_NONE] = TYPE_NONE,         [TAG_NOT_IMPLEMENTED] = TYPE_NOT_IMPLEMENTED,
    [TAG_ELLIPSIS] = TYPE_ELLIPSIS, [TAG_BOOL] = TYPE_BOOL,
    [TAG_INT] = TYPE_INT,           [TAG_FLOAT] = TYPE_FLOAT,
};
/// The type of a value; lent.
static inline struct Type *value_type(struct Interp *interp, Value v)
{
    return v.tag == TAG_OBJECT ? v.object->type : interp->types[OPERATE_TAG_TYPES[v.tag]];
}
const char *value_type_name(struct Interp *interp, Value v);
bool value_is_instance(struct Interp *interp, Value v, struct Type *type); // real subclass test, no __instancecheck__
bool type_is_subtype(const struct Type *type, const struct Type *ancestor);

MUST_USE Value value_repr(struct Interp *, Value v); // always a str
MUST_USE Value value_str(struct Interp *, Value v);  // always a str
MUST_USE Value value_ascii(struct Interp *, Value v);
MUST_USE Value value_format(struct Interp *, Value v, Value spec); // spec: str
MUST_USE bool value_hash(struct Interp *, Value v, int64_t *hash);
MUST_USE bool value_truth(struct Interp *, Value v, bool *truth);
MUST_USE bool value_equal(struct Interp *, Value a, Value b, bool *equal); // identity counts as equality
MUST_USE Value value_compare(struct Interp *, Value a, Value b, CompareKind kind);
MUST_USE Value value_binary(struct Interp *, BinaryKind kind, Value a, Value b);
MUST_USE Value value_inplace(struct Interp *, BinaryKind kind, Value a, Value b);
MUST_USE Value value_power(struct Interp *, Value base, Value exponent, Value modulus); // modulus may be None
/// The same for a call of a number's own method with a modulus: NotImplemented where an operand is of another kind.
MUST_USE Value value_power_method(struct Interp *, Value base, Value exponent, Value modulus);
MUST_USE Value value_unary(struct Interp *, UnaryKind kind, Value v);

MUST_USE Value value_get_attribute(struct Interp *, Value v, Value name); // name: interned str
/// VALUE_UNSET, nothing pending, where there is no such attribute.
MUST_USE Value value_find_attribute(struct Interp *, Value v, Value name);
MUST_USE Value value_get_attribute_text(struct Interp *, Value v, const char *name);
MUST_USE bool value_set_attribute(struct Interp *, Value v, Value name, Value value); // VALUE_UNSET deletes
MUST_USE Value value_get_item(struct Interp *, Value v, Value key);
MUST_USE bool value_set_item(struct Interp *, Value v, Value key, Value item); // VALUE_UNSET deletes
MUST_USE bool value_contains(struct Interp *, Value v, Value item, bool *found);
MUST_USE bool value_length(struct Interp *, Value v, int64_t *length);
MUST_USE Value value_iter(struct Interp *, Value v);
/// The iterator over v[0], v[1] ... until IndexError.
MUST_USE Value value_sequence_iter(struct Interp *, Value v);
/// iter(callable, sentinel).
MUST_USE Value value_callable_iter(struct Interp *, Value callable, Value sentinel);
/// The iterator's next value; VALUE_UNSET at the end with nothing pending.
MUST_USE Value value_next(struct Interp *, Value iterator);
/// The same for iterators that draw from others: a StopIteration that `iterator` raises stays pending, with its value.
MUST_USE Value value_next_raw(struct Interp *, Value iterator);
/// next(iterator): as value_next, but the end is StopIteration pending, with the value that a generator returned.
MUST_USE Value value_next_or_stop(struct Interp *, Value iterator);
/// Counts the items of an iterable that are equal to a value. With `first` it stops at the first of them, whose number
/// is then in *place.
MUST_USE bool value_count_equal(struct Interp *, Value iterable, Value v, bool first, int64_t *count, int64_t *place);

/// The interned equal of a str, owned; instances of subclasses become exact strs.
MUST_USE Value value_intern_name(struct Interp *, Value name);
/// The hash that an int returned by __hash__ stands for (wide ints are reduced, -1 becomes -2).
MUST_USE bool value_hash_of_int(struct Interp *, Value v, int64_t *hash);
/// The address that id() and default reprs show.
int64_t value_identity(struct Interp *, Value v);

MUST_USE Value value_call(struct Interp *, Value callable, const Arguments *arguments);
MUST_USE Value value_call_values(struct Interp *, Value callable, size_t count, const Value *values);
MUST_USE Value value_call_method(struct Interp *, Value v, const char *name, size_t count, const Value *values);
bool value_is_callable(struct Interp *, Value v);

/// An int of any kind with __index__ as int64; TypeError "'float' object cannot be interpreted as an integer",
/// OverflowError where it does not fit.
MUST_USE bool value_to_int64(struct Interp *, Value v, int64_t *out);
/// operator.index(): an int, or what __index__ gives; owned.
MUST_USE Value value_to_index(struct Interp *, Value v);
/// As float() does for numbers: __float__, __index__; TypeError "must be real number, not str".
MUST_USE bool value_to_double(struct Interp *, Value v, double *out);
/// What the type's __float__ gives, which must have one: a class derived from float may answer in its own way.
MUST_USE bool value_call_float(struct Interp *, Value v, double *out);
/// isinstance() and issubclass() as the builtins do them (tuples, unions, __instancecheck__).
MUST_USE bool value_check_instance(struct Interp *, Value v, Value class_or_tuple, bool *result);
MUST_USE bool value_check_subclass(struct Interp *, Value v, Value class_or_tuple, bool *result);

/// The same without the class's own __instancecheck__ and __subclasscheck__.
MUST_USE bool value_check_instance_plain(struct Interp *, Value v, Value class_or_tuple, bool *result);
MUST_USE bool value_check_subclass_plain(struct Interp *, Value v, Value class_or_tuple, bool *result);

/// Raises through interp->error; all return VALUE_ERROR so that `return raise_...` reads well.
#define raise_type_error(interp, ...)  value_raise(interp, ERROR_TYPE_ERROR, __VA_ARGS__)
#define raise_value_error(interp, ...) value_raise(interp, ERROR_VALUE_ERROR, __VA_ARGS__)
Value value_raise(struct Interp *, int error_kind, const char *format, ...) FORMAT_CHECK(3, 4);
/// Raises an exception object (or class, called without arguments), as the raise statement does without a cause.
Value value_raise_instance(struct Interp *, Value exception);

#endif
