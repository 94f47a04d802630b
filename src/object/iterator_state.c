#include "object/iterator_state.h"

#include "object/int.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/sequence.h"

// (maker, arguments), or with the state; takes all three.
static Value reduce_take(Interp *interp, Value maker, Value arguments, Value state)
{
    if (!value_is_error(maker) && !value_is_error(arguments) && !value_is_error(state))
        return tuple_from_values_take(interp, value_is_unset(state) ? 2 : 3, (Value[]){maker, arguments, state});
    value_drop(maker);
    value_drop(arguments);
    value_drop(state);
    return VALUE_ERROR;
}

Value iterator_state_reduce(Interp *interp, const char *function, Value source, Value state)
{
    Value maker = value_get_attribute_text(interp, interp->builtins, function);
    Value arguments = value_is_error(source) ? VALUE_ERROR : tuple_from_values_take(interp, 1, &source);
    return reduce_take(interp, maker, arguments, state);
}

Value iterator_state_reduce_empty(Interp *interp, Value empty)
{
    return iterator_state_reduce(interp, "iter", empty, VALUE_UNSET);
}

Value iterator_state_reduce_rest(Interp *interp, Value copy)
{
    Value rest = value_is_error(copy) ? VALUE_ERROR : list_from_iterable(interp, copy);
    value_drop(copy);
    return iterator_state_reduce(interp, "iter", rest, VALUE_UNSET);
}

Value iterator_state_reduce_class(Interp *interp, Value self, Value arguments, Value state)
{
    return reduce_take(interp, value_keep(value_from_object(value_type(interp, self))), arguments, state);
}

bool iterator_state_read(Interp *interp, Value state, int64_t least, int64_t most, int64_t *out)
{
    if (!int_check(interp, state)) {
        raise_type_error(interp, "an integer is required");
        return false;
    }
    if (!sequence_read_size(interp, state, out))
        return false;
    *out = *out < least ? least : *out > most ? most : *out;
    return true;
}
