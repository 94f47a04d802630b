// The dispatch loop. Each instruction's meaning stands in grammar/opcodes.def.
//
// `sp` points one behind the top value. A frame's own sp and ip are brought up to date where other code may look:
// before anything that can run Python code, and on errors.
#include "vm/loop.h"

#include <math.h>

#include "object/attribute.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/float.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/range.h"
#include "object/slice.h"
#include "object/str.h"
#include "vm/call.h"
#include "vm/generator_object.h"
#include "vm/operation.h"
#include "vm/unwind.h"

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
#define STEP() (UNLIKELY(++interp->steps >= vm->next_poll || interp->gc->due))

/// ints and floats as doubles, where one of the two is a float.
#define ARITHMETIC(kind, int_operation, float_operation)                                                               \
    do {                                                                                                               \
        Value a = sp[-2], b = sp[-1];                                                                                  \
        if (LIKELY(a.tag == TAG_INT && b.tag == TAG_INT)) {                                                            \
            int64_t result;                                                                                            \
            if (LIKELY(!int_operation(a.integer, b.integer, &result))) {                                               \
                sp--;                                                                                                  \
                sp[-1].integer = result;                                                                               \
                DISPATCH();                                                                                            \
            }                                                                                                          \
        } else if (a.tag == TAG_FLOAT && (b.tag == TAG_FLOAT || b.tag == TAG_INT)) {                                   \
            sp--;                                                                                                      \
            sp[-1].real = a.real float_operation(b.tag == TAG_FLOAT ? b.real : (double)b.integer);                     \
            DISPATCH();                                                                                                \
        } else if (a.tag == TAG_INT && b.tag == TAG_FLOAT) {                                                           \
            sp--;                                                                                                      \
            sp[-1] = value_from_float((double)a.integer float_operation b.real);                                       \
            DISPATCH();                                                                                                \
        }                                                                                                              \
        FINISH(2, N ? value_inplace(interp, kind, a, b) : value_binary(interp, kind, a, b));                           \
    } while (0)

static inline int64_t floor_divide(int64_t a, int64_t b)
{
    int64_t quotient = a / b;
    return quotient - (a % b != 0 && (a < 0) != (b < 0));
}

static inline int64_t floor_remainder(int64_t a, int64_t b)
{
    int64_t remainder = a % b;
    return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder;
}

static inline bool compare_ints(int64_t a, int64_t b, CompareKind kind)
{
    switch (kind) {
    case COMPARE_LT:
        return a < b;
    case COMPARE_LE:
        return a <= b;
    case COMPARE_EQ:
        return a == b;
    case COMPARE_NE:
        return a != b;
    case COMPARE_GT:
        return a > b;
    default:
        return a >= b;
    }
}

static inline bool compare_floats(double a, double b, CompareKind kind)
{
    switch (kind) {
    case COMPARE_LT:
        return a < b;
    case COMPARE_LE:
        return a <= b;
    case COMPARE_EQ:
        return a == b;
    case COMPARE_NE:
        return a != b;
    case COMPARE_GT:
        return a > b;
    default:
        return a >= b;
    }
}

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
    if (site->global.hint < dict->used) {
        const DictEntry *entry = &dict->entries[site->global.hint];
        if (entry->key.object == site->name.object)
            return entry->value;
    }
    return VALUE_UNSET;
}

/// The instance attribute that a site remembers the place of; lent. NULL where it has to be looked up.
static inline Value *cached_attribute(Value v, const CodeSite *site)
{
    const AttributeCache *cache = &site->attribute;
    if (v.tag != TAG_OBJECT || cache->kind != ATTRIBUTE_CACHE_DICT || cache->version != v.object->type->version ||
        !cache->version)
        return NULL;
    const Dict *dict = (const Dict *)*object_dict_slot(v.object);
    if (!dict || cache->hint >= dict->used || dict->entries[cache->hint].key.object != site->name.object)
        return NULL;
    return &dict->entries[cache->hint].value;
}

/// Adds an attribute to a small instance dictionary, at the place where it stood in the instance before. False where
/// that cannot be done at once. Keeps the value.
static inline bool append_attribute(Value v, const CodeSite *site, Value value)
{
    const AttributeCache *cache = &site->attribute;
    if (v.tag != TAG_OBJECT || cache->kind != ATTRIBUTE_CACHE_DICT || cache->version != v.object->type->version ||
        !cache->version)
        return false;
    Dict *dict = (Dict *)*object_dict_slot(v.object);
    if (!dict || dict->index || dict->used >= dict->capacity || cache->hint != dict->used)
        return false;
    for (size_t i = 0; i < dict->used; i++)
        if (dict->entries[i].key.object == site->name.object)
            return false;
    dict->entries[dict->used++] = (DictEntry){value_keep(site->name), value_keep(value), str_hash(str_of(site->name))};
    dict->count++;
    dict->version++;
    return true;
}

Value loop_run(Vm *vm, Frame *frame, Value sent)
{
    static const void *const LABELS[] = {
#define OP(name, operand, pops, pushes, taken, stack, meaning) &&label_##name,
#include "opcodes.def"
#undef OP
    };
    Interp *const interp = &vm->interp;
    Type *const function_type = interp->types[TYPE_FUNCTION];
    Code *code;
    Value *locals, *sp;
    const Instruction *ip;
    Instruction word;

    frame->kind = FRAME_ENTRY;
    if (!frame->generator) {
        frame->previous = vm->frame;
        vm->frame = frame;
    }
    code = frame->code;
    locals = frame->slots;
    ip = frame->ip;
    sp = frame->sp;
    if (value_is_error(sent))
        goto error;
    if (!value_is_unset(sent))
        PUSH(sent);
    DISPATCH();

    CASE(NOP) : DISPATCH();
    CASE(POP) :
    {
        Value v = *--sp;
        if (v.tag == TAG_OBJECT && --v.object->references == 0) {
            SAVE();
            object_destroy(v.object);
        }
        DISPATCH();
    }
    CASE(COPY) :
    {
        Value v = value_keep(sp[-(int)N]);
        PUSH(v);
        DISPATCH();
    }
    CASE(SWAP) :
    {
        Value top = sp[-1];
        sp[-1] = sp[-(int)N];
        sp[-(int)N] = top;
        DISPATCH();
    }
    CASE(PUSH_UNSET) : PUSH(VALUE_UNSET);
    DISPATCH();
    CASE(LOAD_CONST) : PUSH(value_keep(code->constants[N]));
    DISPATCH();
    CASE(LOAD_INT) : PUSH(value_from_int(instruction_integer(word)));
    DISPATCH();
    CASE(LOAD_LOCAL) :
    {
        Value v = locals[N];
        if (UNLIKELY(v.tag == TAG_UNSET)) {
            operation_raise_unbound(vm, frame, N);
            goto error;
        }
        PUSH(value_keep(v));
        DISPATCH();
    }
    CASE(LOAD_LOCALS_PAIR) :
    {
        Value a = locals[N & 0xfff], b = locals[N >> 12];
        if (UNLIKELY(a.tag == TAG_UNSET || b.tag == TAG_UNSET)) {
            operation_raise_unbound(vm, frame, a.tag == TAG_UNSET ? N & 0xfff : N >> 12);
            goto error;
        }
        PUSH(value_keep(a));
        PUSH(value_keep(b));
        DISPATCH();
    }
    CASE(STORE_LOCAL) :
    {
        Value *slot = &locals[N], old = *slot;
        *slot = *--sp;
        if (old.tag == TAG_OBJECT && --old.object->references == 0) {
            SAVE();
            object_destroy(old.object);
        }
        DISPATCH();
    }
    CASE(DELETE_LOCAL) :
    {
        if (UNLIKELY(locals[N].tag == TAG_UNSET)) {
            operation_raise_unbound(vm, frame, N);
            goto error;
        }
        SAVE();
        value_replace_take(&locals[N], VALUE_UNSET);
        DISPATCH();
    }
    CASE(CLEAR_LOCAL) : SAVE();
    value_replace_take(&locals[N], VALUE_UNSET);
    DISPATCH();
    CASE(MAKE_CELL) :
    {
        Value cell = cell_new(interp, locals[N]);
        CHECK(!value_is_error(cell));
        value_replace_take(&locals[N], cell);
        DISPATCH();
    }
    CASE(LOAD_CLOSURE) : PUSH(value_keep(locals[N]));
    DISPATCH();
    CASE(LOAD_CELL) :
    {
        Value v = cell_of(locals[N])->content;
        if (UNLIKELY(v.tag == TAG_UNSET)) {
            operation_raise_unbound_cell(vm, frame, N);
            goto error;
        }
        PUSH(value_keep(v));
        DISPATCH();
    }
    CASE(LOAD_CLASS_CELL) :
    {
        SAVE();
        Value v = operation_from_namespace(vm, frame, frame->names, code->slot_names[N], locals[N]);
        if (value_is_unset(v))
            v = operation_raise_unbound_cell(vm, frame, N);
        PUSH_CHECKED(v);
        DISPATCH();
    }
    CASE(STORE_CELL) : SAVE();
    sp--;
    value_replace_take(&cell_of(locals[N])->content, *sp);
    DISPATCH();
    CASE(DELETE_CELL) :
    {
        Value *content = &cell_of(locals[N])->content;
        if (content->tag == TAG_UNSET) {
            operation_raise_unbound_cell(vm, frame, N);
            goto error;
        }
        SAVE();
        value_replace_take(content, VALUE_UNSET);
        DISPATCH();
    }
    CASE(LOAD_GLOBAL) :
    {
        CodeSite *site = &code->sites[N];
        Value v = cached_global(vm, frame, site);
        if (LIKELY(v.tag != TAG_UNSET)) {
            PUSH(value_keep(v));
            DISPATCH();
        }
        SAVE();
        PUSH_CHECKED(operation_load_global(vm, frame, site));
        DISPATCH();
    }
    CASE(STORE_GLOBAL) : FINISH_BOOL(1, dict_set(interp, value_from_object(frame->globals), code->names[N], sp[-1]));
    CASE(DELETE_GLOBAL) : FINISH_BOOL(0, operation_delete_global(vm, frame, code->names[N]));
    CASE(LOAD_NAME) :
    {
        CodeSite *site = &code->sites[N];
        if (frame->names.object == &frame->globals->head) {
            Value v = cached_global(vm, frame, site);
            if (LIKELY(v.tag != TAG_UNSET)) {
                PUSH(value_keep(v));
                DISPATCH();
            }
        }
        SAVE();
        PUSH_CHECKED(operation_load_name(vm, frame, site));
        DISPATCH();
    }
    CASE(STORE_NAME) : FINISH_BOOL(1, operation_store_name(vm, frame, code->names[N], sp[-1]));
    CASE(DELETE_NAME) : FINISH_BOOL(0, operation_delete_name(vm, frame, code->names[N]));
    CASE(LOAD_NAMESPACE) : PUSH(value_keep(frame->names));
    DISPATCH();
    CASE(LOAD_FROM_NAMESPACE) : FINISH(1, operation_from_namespace(vm, frame, sp[-1], code->names[N], VALUE_NONE));
    CASE(LOAD_FROM_NAMESPACE_OR_CELL)
        : FINISH(1, operation_from_namespace(vm, frame, sp[-1], code->slot_names[N], locals[N]));
    CASE(LOAD_LOCAL_ATTRIBUTE) :
    {
        Value v = locals[N & 0xfff];
        if (UNLIKELY(v.tag == TAG_UNSET)) {
            operation_raise_unbound(vm, frame, N & 0xfff);
            goto error;
        }
        CodeSite *site = &code->sites[N >> 12];
        const Value *found = cached_attribute(v, site);
        if (LIKELY(found)) {
            PUSH(value_keep(*found));
            DISPATCH();
        }
        SAVE();
        PUSH_CHECKED(attribute_get_cached(interp, v, site->name, &site->attribute));
        DISPATCH();
    }
    CASE(LOAD_ATTRIBUTE) :
    {
        CodeSite *site = &code->sites[N];
        Value v = sp[-1];
        const Value *found = cached_attribute(v, site);
        if (LIKELY(found)) {
            sp[-1] = value_keep(*found);
            if (--v.object->references == 0) {
                SAVE();
                object_destroy(v.object);
            }
            DISPATCH();
        }
        FINISH(1, attribute_get_cached(interp, v, site->name, &site->attribute));
    }
    CASE(LOAD_METHOD) :
    {
        CodeSite *site = &code->sites[N];
        Value self, object = sp[-1];
        SAVE();
        Value callee = attribute_get_method(interp, object, site->name, &site->attribute, &self);
        CHECK(!value_is_error(callee));
        sp[-1] = callee;
        if (value_is_unset(self))
            value_drop(object);
        PUSH(value_is_unset(self) ? VALUE_UNSET : object);
        DISPATCH();
    }
    CASE(LOAD_SUPER) : FINISH(3, operation_super(vm, sp[-3], sp[-2], sp[-1], code->sites[N].name, false, NULL));
    CASE(LOAD_SUPER_METHOD) :
    {
        SAVE();
        Value bound, callee = operation_super(vm, sp[-3], sp[-2], sp[-1], code->sites[N].name, true, &bound);
        for (int i = 0; i < 3; i++)
            value_drop(*--sp);
        PUSH_CHECKED(callee);
        PUSH(bound);
        DISPATCH();
    }
    CASE(STORE_ATTRIBUTE) :
    {
        CodeSite *site = &code->sites[N];
        Value v = sp[-1];
        Value *place = cached_attribute(v, site);
        if (LIKELY(place)) {
            Value old = *place;
            *place = sp[-2];
            sp -= 2;
            SAVE();
            value_drop(old);
            value_drop(v);
            DISPATCH();
        }
        if (append_attribute(v, site, sp[-2])) {
            sp -= 2;
            SAVE();
            value_drop(sp[0]);
            value_drop(v);
            DISPATCH();
        }
        FINISH_BOOL(2, attribute_set_cached(interp, v, site->name, sp[-2], &site->attribute));
    }
    CASE(DELETE_ATTRIBUTE) : FINISH_BOOL(1, value_set_attribute(interp, sp[-1], code->names[N], VALUE_UNSET));
    CASE(GET_ITEM) :
    {
        Value container = sp[-2], key = sp[-1];
        if (container.tag == TAG_OBJECT && key.tag == TAG_INT) {
            Type *type = container.object->type;
            const Value *items = NULL;
            size_t count = 0;
            if (type == interp->types[TYPE_LIST])
                items = list_of(container)->items, count = list_of(container)->count;
            else if (type == interp->types[TYPE_TUPLE])
                items = tuple_of(container)->items, count = tuple_of(container)->count;
            size_t index = (size_t)(key.integer < 0 ? key.integer + (int64_t)count : key.integer);
            if (index < count) {
                sp--;
                sp[-1] = value_keep(items[index]);
                if (--container.object->references == 0) {
                    SAVE();
                    object_destroy(container.object);
                }
                DISPATCH();
            }
        }
        FINISH(2, value_get_item(interp, container, key));
    }
    CASE(SET_ITEM) : FINISH_BOOL(3, value_set_item(interp, sp[-2], sp[-1], sp[-3]));
    CASE(DELETE_ITEM) : FINISH_BOOL(2, value_set_item(interp, sp[-2], sp[-1], VALUE_UNSET));
    CASE(BUILD_SLICE) :
    {
        Value step = N == 3 ? sp[-1] : VALUE_NONE;
        Value *base = sp - N;
        FINISH((int)(word >> 8), slice_new(interp, base[0], base[1], step));
    }
    CASE(ADD) :
    {
        Value a = sp[-2], b = sp[-1];
        if (a.tag == TAG_OBJECT && b.tag == TAG_OBJECT && a.object->type == interp->types[TYPE_STR] &&
            b.object->type == a.object->type) {
            // `text = text + more`: the variable lets go first, so that the text can grow in place.
            Instruction next = *ip;
            if ((next & 0xff) == OP_STORE_LOCAL && locals[next >> 8].tag == TAG_OBJECT &&
                locals[next >> 8].object == a.object) {
                locals[next >> 8] = VALUE_UNSET;
                a.object->references--;
            }
            Value result = str_append_take(interp, a, b);
            sp -= 2;
            value_drop(b);
            PUSH_CHECKED(result);
            DISPATCH();
        }
    }
    ARITHMETIC(BINARY_ADD, __builtin_add_overflow, +);
    CASE(SUBTRACT) : ARITHMETIC(BINARY_SUBTRACT, __builtin_sub_overflow, -);
    CASE(MULTIPLY) : ARITHMETIC(BINARY_MULTIPLY, __builtin_mul_overflow, *);
    CASE(TRUE_DIVIDE) :
    {
        Value a = sp[-2], b = sp[-1];
        if (a.tag == TAG_FLOAT && b.tag == TAG_FLOAT && b.real != 0.0) {
            sp--;
            sp[-1].real = a.real / b.real;
            DISPATCH();
        }
        FINISH(2, N ? value_inplace(interp, BINARY_TRUE_DIVIDE, a, b) : value_binary(interp, BINARY_TRUE_DIVIDE, a, b));
    }
    CASE(FLOOR_DIVIDE) :
    {
        Value a = sp[-2], b = sp[-1];
        if (a.tag == TAG_INT && b.tag == TAG_INT && b.integer != 0 && b.integer != -1) {
            sp--;
            sp[-1].integer = floor_divide(a.integer, b.integer);
            DISPATCH();
        }
        FINISH(2,
               N ? value_inplace(interp, BINARY_FLOOR_DIVIDE, a, b) : value_binary(interp, BINARY_FLOOR_DIVIDE, a, b));
    }
    CASE(REMAINDER) :
    {
        Value a = sp[-2], b = sp[-1];
        if (a.tag == TAG_INT && b.tag == TAG_INT && b.integer != 0 && b.integer != -1) {
            sp--;
            sp[-1].integer = floor_remainder(a.integer, b.integer);
            DISPATCH();
        }
        FINISH(2, N ? value_inplace(interp, BINARY_REMAINDER, a, b) : value_binary(interp, BINARY_REMAINDER, a, b));
    }
    CASE(BINARY) :
    {
        Value a = sp[-2], b = sp[-1];
        if (a.tag == TAG_INT && b.tag == TAG_INT) {
            BinaryKind kind = (BinaryKind)N;
            if (kind == BINARY_AND || kind == BINARY_OR || kind == BINARY_XOR) {
                sp--;
                sp[-1].integer = kind == BINARY_AND  ? a.integer & b.integer
                                 : kind == BINARY_OR ? a.integer | b.integer
                                                     : a.integer ^ b.integer;
                DISPATCH();
            }
        }
        FINISH(2, value_binary(interp, (BinaryKind)(word >> 8), a, b));
    }
    CASE(INPLACE) : FINISH(2, value_inplace(interp, (BinaryKind)N, sp[-2], sp[-1]));
    CASE(UNARY) :
    {
        Value v = sp[-1];
        if (v.tag == TAG_FLOAT && N == UNARY_NEGATIVE) {
            sp[-1].real = -v.real;
            DISPATCH();
        }
        FINISH(1, value_unary(interp, (UnaryKind)N, v));
    }
    CASE(NOT) :
    {
        int truth = quick_truth(sp[-1]);
        if (LIKELY(truth >= 0)) {
            sp[-1] = value_from_bool(!truth);
            DISPATCH();
        }
        SAVE();
        bool slow;
        bool done = value_truth(interp, sp[-1], &slow);
        value_drop(*--sp);
        CHECK(done);
        PUSH(value_from_bool(!slow));
        DISPATCH();
    }
    CASE(COMPARE) :
    {
        Value a = sp[-2], b = sp[-1];
        CompareKind kind = (CompareKind)N;
        if (LIKELY(a.tag == TAG_INT && b.tag == TAG_INT)) {
            sp -= 2;
            BRANCH_OR_PUSH(compare_ints(a.integer, b.integer, kind));
        }
        if (a.tag == TAG_FLOAT && b.tag == TAG_FLOAT) {
            sp -= 2;
            BRANCH_OR_PUSH(compare_floats(a.real, b.real, kind));
        }
        FINISH(2, value_compare(interp, a, b, kind));
    }
    CASE(IS) :
    {
        Value a = sp[-2], b = sp[-1];
        bool same = value_is(a, b);
        sp -= 2;
        SAVE();
        value_drop(a);
        value_drop(b);
        BRANCH_OR_PUSH(same == !(word >> 8));
    }
    CASE(CONTAINS) :
    {
        bool found;
        SAVE();
        bool done = value_contains(interp, sp[-1], sp[-2], &found);
        value_drop(*--sp);
        value_drop(*--sp);
        CHECK(done);
        BRANCH_OR_PUSH(found == !(word >> 8));
    }
    CASE(BUILD_TUPLE) :
    {
        sp -= N;
        PUSH_CHECKED(tuple_from_values_take(interp, N, sp));
        DISPATCH();
    }
    CASE(BUILD_LIST) :
    {
        Value list = list_new(interp, N);
        CHECK(!value_is_error(list));
        sp -= N;
        for (uint32_t i = 0; i < N; i++)
            list_of(list)->items[i] = sp[i];
        list_of(list)->count = N;
        PUSH(list);
        DISPATCH();
    }
    CASE(BUILD_SET) : FINISH((int)(word >> 8), operation_build_set(vm, sp - (word >> 8), word >> 8));
    CASE(BUILD_MAP) : FINISH(2 * (int)(word >> 8), operation_build_map(vm, sp - 2 * (size_t)(word >> 8), word >> 8));
    CASE(LIST_APPEND) :
    {
        sp--;
        CHECK(list_append_take(interp, sp[-(int)N], *sp));
        DISPATCH();
    }
    CASE(SET_ADD) : FINISH_BOOL(1, set_add(interp, sp[-1 - (int)N], sp[-1]));
    CASE(MAP_ADD) : FINISH_BOOL(2, dict_set(interp, sp[-2 - (int)N], sp[-2], sp[-1]));
    CASE(LIST_EXTEND) :
    {
        bool argument = (*ip & 0xff) == OP_CALL_EXTENDED;
        FINISH_BOOL(1, operation_list_extend(vm, sp[-1 - (int)N], sp[-1], argument, argument ? sp[-4] : VALUE_UNSET));
    }
    CASE(SET_UPDATE) : FINISH_BOOL(1, operation_set_update(vm, sp[-1 - (int)N], sp[-1]));
    CASE(DICT_UPDATE) : FINISH_BOOL(1, operation_dict_update(vm, sp[-1 - (int)N], sp[-1]));
    CASE(DICT_MERGE) : FINISH_BOOL(1, operation_dict_merge(vm, sp[-1 - (int)N], sp[-1], sp[-5]));
    CASE(LIST_TO_TUPLE) : FINISH(1, tuple_from_iterable(interp, sp[-1]));
    CASE(BUILD_STRING) : FINISH((int)(word >> 8), operation_build_string(vm, sp - (word >> 8), word >> 8));
    CASE(CONVERT) : FINISH(1, operation_convert(vm, sp[-1], N));
    CASE(FORMAT) : FINISH(1, operation_format(vm, sp[-1], VALUE_UNSET));
    CASE(FORMAT_WITH_SPEC) : FINISH(2, operation_format(vm, sp[-2], sp[-1]));
    CASE(UNPACK) :
    {
        Value v = sp[-1];
        const Value *items;
        size_t count;
        SAVE();
        if (v.tag == TAG_OBJECT &&
            (v.object->type == interp->types[TYPE_TUPLE] || v.object->type == interp->types[TYPE_LIST]) &&
            sequence_items(interp, v, &items, &count) && count == N) {
            sp--;
            for (size_t i = count; i-- > 0;)
                PUSH(value_keep(items[i]));
            value_drop(v);
            DISPATCH();
        }
        sp--;
        bool done = operation_unpack(vm, v, N, sp);
        value_drop(v);
        CHECK(done);
        sp += N;
        DISPATCH();
    }
    CASE(UNPACK_STAR) :
    {
        Value v = *--sp;
        frame->ip = ip;
        frame->sp = sp;
        bool done = operation_unpack_star(vm, v, N & 0xfff, N >> 12, sp);
        value_drop(v);
        CHECK(done);
        sp += (N & 0xfff) + (N >> 12) + 1;
        DISPATCH();
    }
    CASE(JUMP) : JUMP_TO(N);
    DISPATCH();
    CASE(JUMP_BACK) :
    {
        if (STEP()) {
            SAVE();
            CHECK(operation_poll(vm));
        }
        JUMP_TO(N);
        DISPATCH();
    }
#define CONDITIONAL(when, kept)                                                                                        \
    do {                                                                                                               \
        int truth = quick_truth(sp[-1]);                                                                               \
        if (UNLIKELY(truth < 0)) {                                                                                     \
            bool slow;                                                                                                 \
            SAVE();                                                                                                    \
            CHECK(value_truth(interp, sp[-1], &slow));                                                                 \
            truth = slow;                                                                                              \
        }                                                                                                              \
        if (truth == (when)) {                                                                                         \
            JUMP_TO(N);                                                                                                \
            if (kept)                                                                                                  \
                DISPATCH();                                                                                            \
        }                                                                                                              \
        Value dropped = *--sp;                                                                                         \
        if (dropped.tag == TAG_OBJECT) {                                                                               \
            SAVE();                                                                                                    \
            value_drop(dropped);                                                                                       \
        }                                                                                                              \
        DISPATCH();                                                                                                    \
    } while (0)
    CASE(POP_JUMP_IF_FALSE) : CONDITIONAL(0, false);
    CASE(POP_JUMP_IF_TRUE) : CONDITIONAL(1, false);
    CASE(JUMP_IF_FALSE_OR_POP) : CONDITIONAL(0, true);
    CASE(JUMP_IF_TRUE_OR_POP) : CONDITIONAL(1, true);
    CASE(POP_JUMP_IF_NONE) :
    {
        Value v = *--sp;
        if (v.tag == TAG_NONE)
            JUMP_TO(N);
        value_drop(v);
        DISPATCH();
    }
    CASE(POP_JUMP_IF_NOT_NONE) :
    {
        Value v = *--sp;
        if (v.tag != TAG_NONE)
            JUMP_TO(N);
        value_drop(v);
        DISPATCH();
    }
    CASE(GET_ITER) : FINISH(1, value_iter(interp, sp[-1]));
    CASE(FOR_ITER) :
    {
        Value iterator = sp[-1];
        Type *type = iterator.object->type;
        if (type == interp->types[TYPE_RANGE_ITERATOR]) {
            RangeIterator *range = (RangeIterator *)iterator.object;
            if (range->left > 0 && range->big_next.tag == TAG_UNSET) {
                Value v = value_from_int(range->next);
                range->left--;
                range->next = (int64_t)((uint64_t)range->next + (uint64_t)range->step);
                Instruction next = *ip;
                if ((next & 0xff) == OP_STORE_LOCAL && locals[next >> 8].tag != TAG_OBJECT) {
                    locals[next >> 8] = v;
                    ip++;
                } else {
                    PUSH(v);
                }
                DISPATCH();
            }
        } else if (type == interp->types[TYPE_GENERATOR]) {
            GeneratorObject *generator = generator_object_of(iterator);
            if (generator->frame && !generator->running && interp->recursion_depth < interp->recursion_limit) {
                SAVE();
                generator_object_enter(vm, generator, FRAME_FOR, VALUE_NONE);
                ENTER(vm->frame);
            }
        }
        SAVE();
        Value v = type->slots.next(interp, iterator);
        if (LIKELY(v.tag > TAG_UNSET)) {
            PUSH(v);
            DISPATCH();
        }
        CHECK(v.tag == TAG_UNSET);
        sp--;
        value_drop(iterator);
        JUMP_TO(N);
        DISPATCH();
    }
    {
        // The three calls meet at `call`, with `base` at the callee and the arguments behind.
        Value *base, *values;
        size_t count;
        Value names;
        CASE(CALL_KEYWORDS) : names = *--sp;
        base = sp - N - 2;
        goto call;
        CASE(CALL) : names = VALUE_UNSET;
        base = sp - N - 2;
    call:
        SAVE();
        if (STEP() && !operation_poll(vm)) {
            value_drop(names);
            goto error;
        }
        {
            Value callee = base[0];
            if (callee.tag == TAG_OBJECT && callee.object->type == interp->types[TYPE_METHOD] &&
                value_is_unset(base[1])) {
                base[0] = value_keep(method_of(callee)->function);
                base[1] = value_keep(method_of(callee)->self);
                value_drop(callee);
                callee = base[0];
            }
            values = base + (value_is_unset(base[1]) ? 2 : 1);
            count = (size_t)(sp - values);
            size_t keyword_count = value_is_unset(names) ? 0 : tuple_of(names)->count;
            Frame *next;
            if (LIKELY(callee.tag == TAG_OBJECT && callee.object->type == function_type)) {
                Code *callee_code = (Code *)function_of(callee)->code;
                if (LIKELY(call_is_simple(callee_code) && count == callee_code->argument_count &&
                           value_is_unset(names))) {
                    next = frame_push_fast(vm, callee, count);
                    if (UNLIKELY(!next))
                        next = frame_push_take(vm, callee, count);
                    if (UNLIKELY(!next)) {
                        while (sp > values)
                            value_drop(*--sp);
                        sp = base;
                        goto error;
                    }
                    for (size_t i = 0; i < count; i++)
                        next->slots[i] = values[i];
                } else {
                    next = call_bind_take(vm, value_keep(callee), values, count - keyword_count,
                                          value_is_unset(names) ? NULL : tuple_of(names));
                    value_drop(names);
                    for (size_t i = 0; i < count; i++)
                        value_drop(values[i]);
                    value_drop(callee);
                    sp = base;
                    CHECK(next);
                    if (next->code->flags & CODE_GENERATOR) {
                        PUSH_CHECKED(generator_object_new(vm, next));
                        DISPATCH();
                    }
                }
                frame->sp = base;
                next->previous = frame;
                ENTER(next);
            }
            if (callee.tag == TAG_OBJECT && value_is_type(callee)) {
                Type *type = type_of(callee);
                Value init = call_find_init(vm, type);
                if (!value_is_unset(init)) {
                    Arguments arguments = {values, count - keyword_count,
                                           value_is_unset(names) ? NULL : tuple_of(names)};
                    bool direct = !(type->flags & TYPE_FLAG_ABSTRACT);
                    Value self = direct ? value_or_error(object_new(interp, type, type->size))
                                        : type->slots.new_(interp, type, &arguments);
                    next = NULL;
                    if (LIKELY(!value_is_error(self) && value_is_unset(names))) {
                        Code *init_code = (Code *)function_of(init)->code;
                        if (LIKELY(call_is_simple(init_code) && count + 1 == init_code->argument_count))
                            next = frame_push_fast(vm, init, count + 1);
                        if (LIKELY(next)) { // the arguments move; only the class is dropped
                            value_keep(init);
                            value_drop(base[0]);
                            next->slots[0] = value_keep(self);
                            for (size_t i = 0; i < count; i++)
                                next->slots[i + 1] = values[i];
                            sp = base;
                            next->held = self;
                            next->kind = FRAME_INIT;
                            frame->sp = base;
                            next->previous = frame;
                            ENTER(next);
                        }
                    }
                    if (!value_is_error(self)) {
                        // The class's place on the stack is free for self: the arguments follow it.
                        value_drop(base[0]);
                        values[-1] = base[0] = self;
                        next = call_bind_take(vm, value_keep(init), values - 1, count - keyword_count + 1,
                                              arguments.keywords);
                    }
                    value_drop(names);
                    for (size_t i = 0; i < count; i++)
                        value_drop(values[i]);
                    sp = base;
                    if (UNLIKELY(!next)) {
                        value_drop(base[0]);
                        goto error;
                    }
                    next->held = base[0];
                    next->kind = FRAME_INIT;
                    frame->sp = base;
                    next->previous = frame;
                    ENTER(next);
                }
                if (type == interp->types[TYPE_SUPER] && count == 0) {
                    value_drop(callee);
                    sp = base;
                    PUSH_CHECKED(operation_super(vm, VALUE_UNSET, VALUE_UNSET, VALUE_UNSET, VALUE_UNSET, false, NULL));
                    DISPATCH();
                }
            }
            Arguments arguments = {values, count - keyword_count, value_is_unset(names) ? NULL : tuple_of(names)};
            Value result = value_call(interp, callee, &arguments);
            value_drop(names);
            while (sp > base)
                value_drop(*--sp);
            PUSH_CHECKED(result);
            DISPATCH();
        }
    }
    CASE(CALL_EXTENDED) :
    {
        Frame *next = NULL;
        Value *base = sp - 3 - N;
        SAVE();
        CHECK(!STEP() || operation_poll(vm));
        Value result = operation_call_extended(vm, base[0], base[1], base[2], N ? base[3] : VALUE_UNSET, &next);
        while (sp > base)
            value_drop(*--sp);
        if (next) {
            frame->sp = sp;
            next->previous = frame;
            ENTER(next);
        }
        PUSH_CHECKED(result);
        DISPATCH();
    }
    CASE(RETURN) :
    {
        Value result = *--sp;
        goto leave;
        CASE(RETURN_CONST) : result = value_keep(code->constants[N]);
    leave:
        frame->ip = ip;
        frame->sp = sp;
        Frame *ended = frame;
        FrameKind kind = (FrameKind)ended->kind;
        Frame *previous = ended->previous;
        if (UNLIKELY(ended->generator != NULL)) {
            generator_object_leave(vm, ended->generator, true);
        } else {
            Value held = ended->held;
            if (kind == FRAME_INIT)
                ended->held = VALUE_UNSET;
            vm->frame = previous;
            frame_pop_fast(vm, ended);
            if (kind == FRAME_INIT) {
                if (UNLIKELY(result.tag != TAG_NONE)) {
                    raise_type_error(interp, "__init__() should return None, not '%s'",
                                     value_type_name(interp, result));
                    value_drop(result);
                    value_drop(held);
                    result = VALUE_ERROR;
                } else {
                    result = held;
                }
            }
        }
        if (kind == FRAME_ENTRY)
            return result;
        frame = previous;
        code = frame->code;
        locals = frame->slots;
        ip = frame->ip;
        sp = frame->sp;
        if (kind == FRAME_FOR) {
            value_drop(result);
            value_drop(*--sp);
            JUMP_TO(ip[-1] >> 8);
            DISPATCH();
        }
        if (kind == FRAME_SEND)
            JUMP_TO(ip[-1] >> 8);
        PUSH_CHECKED(result);
        DISPATCH();
    }
    CASE(YIELD) :
    {
        Value v = *--sp;
        SAVE();
        FrameKind kind = (FrameKind)frame->kind;
        Frame *previous = frame->previous;
        generator_object_leave(vm, frame->generator, false);
        if (kind == FRAME_ENTRY)
            return v;
        frame = previous;
        code = frame->code;
        locals = frame->slots;
        ip = frame->ip;
        sp = frame->sp;
        PUSH(v);
        DISPATCH();
    }
    CASE(GET_YIELD_FROM_ITER) :
    {
        if (sp[-1].tag == TAG_OBJECT && sp[-1].object->type == interp->types[TYPE_GENERATOR])
            DISPATCH();
        FINISH(1, value_iter(interp, sp[-1]));
    }
    CASE(SEND) :
    {
        Value iterator = sp[-2], value = *--sp;
        SAVE();
        if (iterator.object->type == interp->types[TYPE_GENERATOR] && generator_object_of(iterator)->frame &&
            !generator_object_of(iterator)->running && interp->recursion_depth < interp->recursion_limit) {
            generator_object_enter(vm, generator_object_of(iterator), FRAME_SEND, value);
            ENTER(vm->frame);
        }
        bool ended;
        Value result = operation_send(vm, iterator, value, &ended);
        value_drop(value);
        PUSH_CHECKED(result);
        if (ended)
            JUMP_TO(N);
        DISPATCH();
    }
    CASE(END_SEND) :
    {
        Value v = *--sp;
        SAVE();
        value_drop(*--sp);
        PUSH(v);
        DISPATCH();
    }
    CASE(RAISE) :
    {
        SAVE();
        if (N == 0) {
            CHECK(operation_reraise(vm));
            goto reraise;
        }
        Value cause = N == 2 ? *--sp : VALUE_UNSET, exception = *--sp;
        operation_raise(vm, exception, cause);
        value_drop(exception);
        value_drop(cause);
        goto error;
    }
    CASE(RERAISE) : exception_restore_take(interp, *--sp);
    goto reraise;
    CASE(PUSH_EXCEPTION) :
    {
        Value exception = sp[-1];
        sp[-1] = vm->handling->exception;
        vm->handling->exception = value_keep(exception);
        PUSH(exception);
        DISPATCH();
    }
    CASE(POP_EXCEPTION) : SAVE();
    sp--;
    value_replace_take(&vm->handling->exception, *sp);
    DISPATCH();
    CASE(CHECK_MATCH) :
    {
        bool result;
        SAVE();
        bool done = operation_check_match(vm, sp[-2], sp[-1], &result);
        value_drop(*--sp);
        CHECK(done);
        BRANCH_OR_PUSH(result);
    }
    CASE(CHECK_ANY) :
    {
        if (UNLIKELY(value_is_instance(interp, sp[-1], interp->exceptions[ERROR_UNSUPPORTED_ERROR]))) {
            exception_restore_take(interp, *--sp);
            goto reraise;
        }
        DISPATCH();
    }
    CASE(CHECK_GROUP_MATCH) :
    {
        Value match, rest;
        SAVE();
        bool done = operation_check_group(vm, sp[-2], sp[-1], &match, &rest);
        value_drop(*--sp);
        CHECK(done);
        value_replace_take(&sp[-1], rest);
        PUSH(match);
        DISPATCH();
    }
    CASE(MERGE_GROUP) : FINISH(2, exception_merge(interp, sp[-2], sp[-1]));
    CASE(WITH_ENTER) :
    {
        Value exit, value, manager = sp[-1];
        SAVE();
        CHECK(operation_with_enter(vm, manager, &exit, &value));
        sp[-1] = exit;
        PUSH(value);
        value_drop(manager);
        DISPATCH();
    }
    CASE(WITH_EXIT) : SAVE();
    PUSH_CHECKED(operation_with_exit(vm, sp[-3], sp[-1]));
    DISPATCH();
    CASE(MATCH_SEQUENCE) :
    {
        bool fits = operation_is_sequence(vm, sp[-1]);
        BRANCH_OR_PUSH(fits);
    }
    CASE(MATCH_MAPPING) :
    {
        bool fits = operation_is_mapping(vm, sp[-1]);
        BRANCH_OR_PUSH(fits);
    }
    CASE(MATCH_KEYS) : SAVE();
    PUSH_CHECKED(operation_match_keys(vm, sp[-2], sp[-1]));
    DISPATCH();
    CASE(MATCH_CLASS) : FINISH(3, operation_match_class(vm, sp[-3], sp[-2], word >> 8, sp[-1]));
    CASE(GET_LENGTH) :
    {
        int64_t length;
        SAVE();
        CHECK(value_length(interp, sp[-1], &length));
        PUSH(value_from_int(length));
        DISPATCH();
    }
    CASE(MAKE_FUNCTION) :
    {
        SAVE(); // the operation moves frame->sp: a pointer to sp would keep it out of its register
        Value made = operation_make_function(vm, frame, N);
        sp = frame->sp;
        PUSH_CHECKED(made);
        DISPATCH();
    }
    CASE(LOAD_BUILD_CLASS) : SAVE();
    PUSH_CHECKED(operation_load_build_class(vm, frame));
    DISPATCH();
    CASE(SETUP_ANNOTATIONS) : FINISH_BOOL(0, operation_setup_annotations(vm, frame));
    CASE(IMPORT_NAME) : FINISH(2, operation_import_name(vm, frame, code->names[word >> 8], sp[-1], sp[-2]));
    CASE(IMPORT_FROM) : SAVE();
    PUSH_CHECKED(operation_import_from(vm, frame, sp[-1], code->names[N]));
    DISPATCH();
    CASE(IMPORT_STAR) : FINISH_BOOL(1, operation_import_star(vm, frame, sp[-1]));
    CASE(LOAD_ASSERTION_ERROR) : PUSH(value_from_object(object_keep(interp->exceptions[ERROR_ASSERTION_ERROR])));
    DISPATCH();
    CASE(PRINT_VALUE) : FINISH_BOOL(1, operation_print_value(vm, sp[-1]));
    CASE(TYPE_PARAMETER) :
    {
        uint32_t kind = N;
        int extra = (int)(kind & 1) + (int)(kind >> 1 & 1);
        Value bound = kind & 1 ? sp[-extra] : VALUE_UNSET, fallback = kind & 2 ? sp[-1] : VALUE_UNSET;
        FINISH(1 + extra, operation_type_parameter(vm, kind, sp[-1 - extra], bound, fallback));
    }
    CASE(TYPE_ALIAS) : FINISH(3, operation_type_alias(vm, frame, sp[-3], sp[-2], sp[-1]));
    CASE(GENERIC_BASE) : FINISH(1, operation_generic_base(vm, sp[-1]));
    CASE(SET_TYPE_PARAMETERS) :
    {
        Value parameters = *--sp;
        value_replace_take(&function_of(sp[-1])->type_parameters, parameters);
        DISPATCH();
    }

error:
    SAVE();
    if (!unwind(vm, true))
        return VALUE_ERROR;
    ENTER(vm->frame);
reraise:
    SAVE();
    if (!unwind(vm, false))
        return VALUE_ERROR;
    ENTER(vm->frame);
}
