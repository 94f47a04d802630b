// What the loop's longer instructions do. Private to src/vm.
//
// All take lent operands and return an owned result, VALUE_ERROR with an error pending on failure.
#ifndef VM_OPERATION_H
#define VM_OPERATION_H

#include "vm/frame.h"

/// Looks at the limits and runs a collection that is due. False with LimitExceeded pending.
MUST_USE bool operation_poll(Vm *vm);
/// Looks at the limits, and says when to look again: the poll hook.
MUST_USE bool operation_poll_limits(Interp *interp);

Value operation_load_global(Vm *vm, Frame *frame, CodeSite *site);
Value operation_load_name(Vm *vm, Frame *frame, CodeSite *site);
bool operation_store_global(Vm *vm, Frame *frame, CodeSite *site, Value value);
bool operation_store_name(Vm *vm, Frame *frame, Value name, Value value);
bool operation_delete_name(Vm *vm, Frame *frame, Value name);
bool operation_delete_global(Vm *vm, Frame *frame, Value name);
/// `names` is the mapping; falls back to globals and builtins, or to a cell (slot).
Value operation_from_namespace(Vm *vm, Frame *frame, Value names, Value name, Value cell);
Value operation_raise_unbound(Vm *vm, Frame *frame, uint32_t slot);
Value operation_raise_unbound_cell(Vm *vm, Frame *frame, uint32_t slot);
/// The namespace of a body; UNSET in functions.
Value operation_load_build_class(Vm *vm, Frame *frame);
bool operation_setup_annotations(Vm *vm, Frame *frame);

/// super() without arguments: the class cell and the first argument of the innermost frame. Fills hooks.bare_super.
Value operation_bare_super(Interp *interp);
Value operation_super(Vm *vm, Value super, Value class, Value self, Value name, bool method, Value *bound);
/// Takes its parts off the frame's stack.
Value operation_make_function(Vm *vm, Frame *frame, unsigned flags);
Value operation_build_string(Vm *vm, const Value *parts, size_t count);
Value operation_format(Vm *vm, Value value, Value spec);
Value operation_convert(Vm *vm, Value value, uint32_t kind);
Value operation_build_map(Vm *vm, const Value *pairs, size_t count);
Value operation_build_set(Vm *vm, const Value *items, size_t count);
bool operation_list_extend(Vm *vm, Value list, Value iterable, bool argument, Value callee);
bool operation_set_update(Vm *vm, Value set, Value iterable);
bool operation_dict_update(Vm *vm, Value dict, Value mapping);
bool operation_dict_merge(Vm *vm, Value dict, Value mapping, Value callee);
/// Unpacks into out[0 .. count): the last value first, as the stack wants them.
bool operation_unpack(Vm *vm, Value iterable, size_t count, Value *out);
bool operation_unpack_star(Vm *vm, Value iterable, size_t before, size_t after, Value *out);

Value operation_raise(Vm *vm, Value exception, Value cause);
/// A bare raise: makes what is being handled pending. RuntimeError "No active exception to reraise", false.
bool operation_reraise(Vm *vm);
bool operation_check_group(Vm *vm, Value exception, Value clause, Value *match, Value *rest);
/// iterator.send(value) or next(): what it gives; *ended with what it returned.
Value operation_send(Vm *vm, Value iterator, Value value, bool *ended);
/// f(*values, **keywords): the result, or *next where a Python function's frame is to be run (UNSET then).
Value operation_call_extended(Vm *vm, Value callee, Value self, Value values, Value keywords, Frame **next);
bool operation_check_match(Vm *vm, Value exception, Value clause, bool *result);
bool operation_with_enter(Vm *vm, Value manager, Value *exit, Value *value);
Value operation_with_exit(Vm *vm, Value exit, Value exception);

Value operation_match_keys(Vm *vm, Value subject, Value keys);
Value operation_match_class(Vm *vm, Value subject, Value class, size_t count, Value names);
bool operation_is_sequence(Vm *vm, Value v);
bool operation_is_mapping(Vm *vm, Value v);

Value operation_import_name(Vm *vm, Frame *frame, Value name, Value from_list, Value level);
Value operation_import_from(Vm *vm, Frame *frame, Value module, Value name);
bool operation_import_star(Vm *vm, Frame *frame, Value module);
bool operation_print_value(Vm *vm, Value value);
Value operation_type_parameter(Vm *vm, unsigned kind, Value name, Value bound, Value fallback);
Value operation_type_alias(Vm *vm, Frame *frame, Value name, Value parameters, Value function);
Value operation_generic_base(Vm *vm, Value parameters);

#endif
