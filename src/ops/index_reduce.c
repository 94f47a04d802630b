// The gradients of index_reduce: how much of a place's result is the place's own and how much each source row's.
#include "ops/scratch.h"

typedef struct Reduction {
    Scratch s;
    const Tensor *self;
    int64_t dim;
    const Tensor *index;
    const Tensor *source;
    const char *reduce;
    bool include_self;
    const Tensor *result;
} Reduction;

static Tensor *keep(Reduction *r, Tensor *tensor)
{
    return scratch_keep(&r->s, tensor);
}

// The rows of `a` that the sources went to.
static Tensor *rows_of(Reduction *r, const Tensor *a)
{
    return a ? keep(r, op_index_select(r->s.runtime, a, r->dim, r->index)) : NULL;
}

// a, and `b` added to the rows that the sources went to.
static Tensor *added(Reduction *r, const Tensor *a, const Tensor *b)
{
    return a && b ? keep(r, op_index_add(r->s.runtime, a, r->dim, r->index, b, scalar_int(1))) : NULL;
}

static Tensor *zeros(Reduction *r, const Tensor *like)
{
    return keep(r, op_zeros_like(r->s.runtime, like, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE));
}

static Tensor *ones(Reduction *r, const Tensor *like)
{
    return keep(r, op_ones_like(r->s.runtime, like, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE));
}

// Where both are equal, as numbers.
static Tensor *equal(Reduction *r, const Tensor *a, const Tensor *b)
{
    Tensor *same = a && b ? keep(r, op_eq_Tensor(r->s.runtime, a, b)) : NULL;
    return same ? keep(r, op_to_dtype(r->s.runtime, same, r->self->dtype, false, false, OPTION_NONE)) : NULL;
}

static Tensor *is_number(Reduction *r, const Tensor *a, int64_t number)
{
    return a ? keep(r, op_eq_Scalar(r->s.runtime, a, scalar_int(number))) : NULL;
}

// `a` with ones in the places of the mask.
static Tensor *filled(Reduction *r, const Tensor *a, const Tensor *mask)
{
    return a && mask ? keep(r, op_masked_fill_Scalar(r->s.runtime, a, mask, scalar_int(1))) : NULL;
}

// How many numbers share the gradient of a place: for means all of them, for extrema those that are the result.
static Tensor *shares(Reduction *r)
{
    if (!text_same(r->reduce, "mean"))
        return added(r, equal(r, r->self, r->result), equal(r, r->source, rows_of(r, r->result)));
    Tensor *count = added(r, r->include_self ? ones(r, r->result) : zeros(r, r->result), ones(r, r->source));
    return filled(r, count, is_number(r, count, 0));
}

static Tensor *self_gradient(Reduction *r, const Tensor *grad)
{
    if (text_same(r->reduce, "prod")) {
        Tensor *whole = filled(r, r->self, is_number(r, r->self, 0));
        Tensor *product =
            whole
                ? keep(r, op_index_reduce(r->s.runtime, whole, r->dim, r->index, r->source, r->reduce, r->include_self))
                : NULL;
        return scratch_div(&r->s, scratch_mul(&r->s, grad, product), whole);
    }
    Tensor *share = scratch_div(&r->s, grad, shares(r));
    return text_same(r->reduce, "mean") ? share : scratch_mul(&r->s, equal(r, r->self, r->result), share);
}

Tensor *index_reduce_self_gradient(Runtime *runtime, const Tensor *grad, const Tensor *self, int64_t dim,
                                   const Tensor *index, const Tensor *source, const char *reduce, bool include_self,
                                   const Tensor *result)
{
    Reduction r = {{.runtime = runtime}, self, dim, index, source, reduce, include_self, result};
    Tensor *gradient = self_gradient(&r, grad);
    if (gradient && !include_self)
        gradient = keep(&r, op_index_fill_int_Scalar(runtime, gradient, dim, index, scalar_int(0)));
    return scratch_end(&r.s, gradient);
}

// A single zero among the factors of a place takes the product of the others; with more of them all products are zero.
static Tensor *product_gradient(Reduction *r, const Tensor *grad)
{
    Runtime *runtime = r->s.runtime;
    Tensor *zero = is_number(r, r->source, 0);
    Tensor *number = zero ? keep(r, op_to_dtype(runtime, zero, r->self->dtype, false, false, OPTION_NONE)) : NULL;
    Tensor *single = is_number(r, rows_of(r, added(r, zeros(r, r->self), number)), 1);
    Tensor *alone = single ? keep(r, op_logical_and(runtime, zero, single)) : NULL;
    Tensor *others = filled(r, r->source, alone);
    Tensor *rest =
        others ? keep(r, op_index_reduce(runtime, r->self, r->dim, r->index, others, r->reduce, r->include_self))
               : NULL;
    Tensor *at_zero = rows_of(r, scratch_mul(&r->s, grad, rest));
    Tensor *elsewhere = scratch_div(&r->s, rows_of(r, scratch_mul(&r->s, grad, r->result)), filled(r, r->source, zero));
    return at_zero && elsewhere ? keep(r, op_where_self(runtime, alone, at_zero, elsewhere)) : NULL;
}

static Tensor *source_gradient(Reduction *r, const Tensor *grad)
{
    if (text_same(r->reduce, "prod"))
        return product_gradient(r, grad);
    if (text_same(r->reduce, "mean"))
        return scratch_div(&r->s, rows_of(r, grad), rows_of(r, shares(r)));
    Tensor *chosen = equal(r, r->source, rows_of(r, r->result));
    return scratch_mul(&r->s, chosen, rows_of(r, scratch_div(&r->s, grad, shares(r))));
}

Tensor *index_reduce_source_gradient(Runtime *runtime, const Tensor *grad, const Tensor *self, int64_t dim,
                                     const Tensor *index, const Tensor *source, const char *reduce, bool include_self,
                                     const Tensor *result)
{
    Reduction r = {{.runtime = runtime}, self, dim, index, source, reduce, include_self, result};
    return scratch_end(&r.s, source_gradient(&r, grad));
}
