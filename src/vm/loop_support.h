// What the cases of the dispatch loop (loop_*.inc) are written with: macros over the registers of loop_run, and the
// quick paths of operators and attributes.
#ifndef VM_LOOP_SUPPORT_H
#define VM_LOOP_SUPPORT_H

#include <math.h>

#include "object/attribute.h"
#include "object/dict.h"
#include "object/float.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/number.h"
#include "object/operate.h"
#include "object/range.h"
#include "object/str.h"
#include "vm/call.h"
#include "vm/frame.h"

#define CASE(name) label_##name
#define DISPATCH()                                                                                                     \
    do {                                                                                                               \
        word = *ip++;                                                                                                  \
        goto *LABELS[word & 0xff];                                                                                     \
    } while (0)
#define N           (word >> 8)
#define SAVE()      (frame->ip = ip, frame->sp = sp)
#define PUSH(value) (*sp++ = (value))
/// Fails with the stack as it is.
#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (UNLIKELY(!(condition)))                                                                                    \
            goto error;                                                                                                \
    } while (0)
/// Pushes a result that may have failed.
#define PUSH_CHECKED(value)                                                                                            \
    do {                                                                                                               \
        Value result_ = (value);                                                                                       \
        if (UNLIKELY(value_is_error(result_)))                                                                         \
            goto error;                                                                                                \
        PUSH(result_);                                                                                                 \
    } while (0)
/// Drops `count` operands, which the expression before has only borrowed, and pushes its result.
#define FINISH(count, value)                                                                                           \
    do {                                                                                                               \
        SAVE();                                                                                                        \
        Value result_ = (value);                                                                                       \
        for (int drop_ = 0; drop_ < (count); drop_++)                                                                  \
            value_drop(*--sp);                                                                                         \
        if (UNLIKELY(value_is_error(result_)))                                                                         \
            goto error;                                                                                                \
        PUSH(result_);                                                                                                 \
        DISPATCH();                                                                                                    \
    } while (0)
/// The same for an operation that only succeeds or fails.
#define FINISH_BOOL(count, condition)                                                                                  \
    do {                                                                                                               \
        SAVE();                                                                                                        \
        bool done_ = (condition);                                                                                      \
        for (int drop_ = 0; drop_ < (count); drop_++)                                                                  \
            value_drop(*--sp);                                                                                         \
        CHECK(done_);                                                                                                  \
        DISPATCH();                                                                                                    \
    } while (0)
#define JUMP_TO(index) (ip = code->instructions + (index))
/// A comparison's result that is known here: most often a jump follows, which is taken at once.
#define BRANCH_OR_PUSH(condition)                                                                                      \
    do {                                                                                                               \
        bool truth_ = (condition);                                                                                     \
        Instruction next_ = *ip;                                                                                       \
        Opcode opcode_ = (Opcode)(next_ & 0xff);                                                                       \
        if (opcode_ == OP_POP_JUMP_IF_FALSE || opcode_ == OP_POP_JUMP_IF_TRUE) {                                       \
            if (truth_ == (opcode_ == OP_POP_JUMP_IF_TRUE))                                                            \
                JUMP_TO(next_ >> 8);                                                                                   \
            else                                                                                                       \
                ip++;                                                                                                  \
        } else {                                                                                                       \
            PUSH(value_from_bool(truth_));                                                                             \
        }                                                                                                              \
        DISPATCH();                                                                                                    \
    } while (0)
/// Goes on with another frame.
#define ENTER(next)                                                                                                    \
    do {                                                                                                               \
        frame = (next);                                                                                                \
        vm->frame = frame;                                                                                             \
        code = frame->code;                                                                                            \
        locals = frame->slots;                                                                                         \
        ip = frame->ip;                                                                                                \
        sp = frame->sp;                                                                                                \
        DISPATCH();                                                                                                    \
    } while (0)
#define STEP() (UNLIKELY(++interp->steps >= interp->next_poll || interp->gc->due))

/// ints and floats as doubles, where one of the two is a float.
#define ARITHMETIC(kind, int_operation, float_operation)                                                               \
    do {                                                                                                               \
        Value a = sp[-2], b = sp[-1];                                                                                  \
        if (LIKELY(a.tag == TAG_INT && b.tag == TAG_INT)) {                                                            \
            int64_t result;                                                                                            \
            if (LIKELY(!int_operation(a.integer, b.integer, &result))) {                                               \
                sp--;                                                                                                  \
                sp[-1] = value_computed_int(result, ip);                                                               \
                DISPATCH();                                                                                            \
            }                                                                                                          \
        } else if (a.tag == TAG_FLOAT && (b.tag == TAG_FLOAT || b.tag == TAG_INT)) {                                   \
            sp--;                                                                                                      \
            double right = b.tag == TAG_FLOAT ? b.real : (double)b.integer;                                            \
            sp[-1] = value_computed_float(a.real float_operation right, ip);                                           \
            DISPATCH();                                                                                                \
        } else if (a.tag == TAG_INT && b.tag == TAG_FLOAT) {                                                           \
            sp--;                                                                                                      \
            sp[-1] = value_computed_float((double)a.integer float_operation b.real, ip);                               \
            DISPATCH();                                                                                                \
        }                                                                                                              \
        FINISH(2, N ? value_inplace(interp, kind, a, b) : value_binary(interp, kind, a, b));                           \
    } while (0)

/// The same with the small int that is a part of the instruction.
#define ARITHMETIC_INT(kind, int_operation, float_operation)                                                           \
    do {                                                                                                               \
        Value a = sp[-1];                                                                                              \
        int64_t b = instruction_integer(word) >> 1;                                                                    \
        if (LIKELY(a.tag == TAG_INT)) {                                                                                \
            int64_t result;                                                                                            \
            if (LIKELY(!int_operation(a.integer, b, &result))) {                                                       \
                sp[-1] = value_computed_int(result, ip);                                                               \
                DISPATCH();                                                                                            \
            }                                                                                                          \
        } else if (a.tag == TAG_FLOAT) {                                                                               \
            sp[-1] = value_computed_float(a.real float_operation(double) b, ip);                                       \
            DISPATCH();                                                                                                \
        }                                                                                                              \
        FINISH(1, N & 1 ? value_inplace(interp, kind, a, value_from_int(b))                                            \
                        : value_binary(interp, kind, a, value_from_int(b)));                                           \
    } while (0)

/// The truth of values that need no call; -1 for others.
static inline int quick_truth(Value v)
{
    switch (v.tag) {
    case TAG_BOOL:
        return v.boolean;
    case TAG_NONE:
        return 0;
    case TAG_INT:
        return v.integer != 0;
    case TAG_FLOAT:
        return v.real != 0.0;
    default:
        return -1;
    }
}

/// A global that its site remembers; UNSET where it has to be looked up.
static inline Value cached_global(const Vm *vm, const Frame *frame, const CodeSite *site)
{
    const Dict *dict = frame->globals;
    if (site->global.builtin) {
        if (site->global.globals != dict || site->global.version != dict->version || site->global.epoch != vm->epoch)
            return VALUE_UNSET;
        dict = frame->builtins;
    }
    const DictEntry *entry = dict_entry_at(dict, site->global.hint, site->name);
    return entry ? entry->value : VALUE_UNSET;
}

/// The place of a global that its site remembers; NULL where it has to be looked up.
static inline Value *cached_global_place(const Frame *frame, const CodeSite *site)
{
    DictEntry *entry = site->global.builtin ? NULL : dict_entry_at(frame->globals, site->global.hint, site->name);
    return entry ? &entry->value : NULL;
}

/// The instance attribute that a site remembers the place of; lent. NULL where it has to be looked up.
static inline Value *cached_attribute(Value v, const CodeSite *site)
{
    const AttributeCache *cache = &site->attribute;
    if (v.tag != TAG_OBJECT || cache->kind != ATTRIBUTE_CACHE_DICT || cache->version != v.object->type->version ||
        !cache->version)
        return NULL;
    const Dict *dict = (const Dict *)*object_dict_slot(v.object);
    DictEntry *entry = dict ? dict_entry_at(dict, cache->hint, site->name) : NULL;
    return entry ? &entry->value : NULL;
}

/// The method that a site remembers for values of this type, which a call passes the value to; lent. UNSET where it has
/// to be looked up, or the instance may have an attribute of that name.
static inline Value cached_method(Interp *interp, Value v, const CodeSite *site)
{
    const AttributeCache *cache = &site->attribute;
    const Type *type = value_type(interp, v);
    if (cache->version != type->version || !cache->version || !cache->method)
        return VALUE_UNSET;
    if (cache->kind == ATTRIBUTE_CACHE_CLASS)
        return cache->found;
    if (cache->kind != ATTRIBUTE_CACHE_DICT)
        return VALUE_UNSET;
    const Dict *dict = (const Dict *)*object_dict_slot(v.object);
    if (!dict)
        return cache->found;
    if (dict->index)
        return VALUE_UNSET;
    int64_t hash = str_of(site->name)->hash;
    for (size_t i = 0; i < dict->used; i++)
        if (dict->entries[i].hash == hash)
            return VALUE_UNSET;
    return cache->found;
}

/// Stores an attribute at the place that a site remembers: where it stands, or behind the others as it did in the
/// instance before. False where it has to be looked up; else the value is taken, and *old is to be dropped.
static inline bool store_attribute_take(Interp *interp, Value v, const CodeSite *site, Value value, Value *old)
{
    const AttributeCache *cache = &site->attribute;
    if (v.tag != TAG_OBJECT || cache->kind != ATTRIBUTE_CACHE_DICT || cache->version != v.object->type->version ||
        !cache->version)
        return false;
    Dict *dict = (Dict *)*object_dict_slot(v.object);
    size_t place = cache->hint, used = dict ? dict->used : 0;
    if (place < used) {
        DictEntry *entry = dict_entry_at(dict, place, site->name);
        if (!entry)
            return false;
        *old = entry->value;
        entry->value = value_halves(value);
        return true;
    }
    if (place != used)
        return false;
    if (!dict) {
        dict = dict_start_inside(interp, v.object);
        if (!dict)
            return false;
    } else if (dict->index || used >= dict->capacity) {
        return false;
    }
    for (size_t i = 0; i < used; i++)
        if (dict_entry_at(dict, i, site->name))
            return false;
    dict_append_take(dict, site->name, value);
    *old = VALUE_UNSET;
    return true;
}

#endif
