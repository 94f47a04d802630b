// The gradient of products of Householder reflectors.
//
//   Q = H1 H2 ... Hk I,  Hi = 1 - tau_i v_i v_i^H,  v_i = (0 ... 0, 1, A[i + 1 ...])
//
// With X the product of everything behind Hi, and Y = Hi X:
//   gX = Hi^H gY,  g tau = -sum(conj(v v^H X) gY),  gv = -(conj(tau) gY X^H v + tau X gY^H v)
#include <string.h>

#include "ops/scratch.h"

// Column `i` of A as a reflector's vector.
static Tensor *vector_of(Scratch *s, const Tensor *lower, int64_t i)
{
    return scratch_part(s, lower, -1, i, i + 1);
}

// tau[..., i] in the shape (..., 1, 1).
static Tensor *factor_of(Scratch *s, const Tensor *tau, int64_t i)
{
    return scratch_unsqueeze(s, scratch_part(s, tau, -1, i, i + 1), -1);
}

// X - factor v (v^H X)
static Tensor *reflect(Scratch *s, const Tensor *v, const Tensor *factor, const Tensor *x)
{
    return scratch_sub(s, x, scratch_mul(s, factor, scratch_matmul(s, v, scratch_matmul(s, scratch_mh(s, v), x))));
}

static Tensor *conjugate(Scratch *s, const Tensor *a)
{
    return a ? scratch_keep(s, op_conj(s->runtime, a)) : NULL;
}

// One step back: replaces *grad by gX; the vector's and the factor's gradients go to *gv and *gtau (owned).
static bool step_back(Runtime *runtime, const Tensor *v, const Tensor *factor, const Tensor *x, Tensor **grad,
                      Tensor **gv, Tensor **gtau)
{
    Scratch s = {.runtime = runtime};
    const int64_t both[2] = {-2, -1};
    Tensor *row = scratch_matmul(&s, scratch_mh(&s, v), x), *pushed = scratch_matmul(&s, v, row);
    Tensor *shares = scratch_mul(&s, conjugate(&s, pushed), *grad);
    Tensor *sum =
        shares ? scratch_keep(&s, op_sum_dim_IntList(runtime, shares, (IntList){both, 2}, false, OPTION_NONE)) : NULL;
    Tensor *first = scratch_mul(&s, conjugate(&s, factor), scratch_matmul(&s, *grad, scratch_mh(&s, row)));
    Tensor *second = scratch_mul(&s, factor, scratch_matmul(&s, x, scratch_matmul(&s, scratch_mh(&s, *grad), v)));
    Tensor *slope = scratch_neg(&s, scratch_add(&s, first, second));
    Tensor *next = reflect(&s, v, conjugate(&s, factor), *grad);
    Tensor *negative = scratch_neg(&s, sum);
    bool done = slope && next && negative;
    if (done) {
        tensor_release(*grad);
        *grad = tensor_retain(next);
        *gv = tensor_retain(slope);
        *gtau = tensor_retain(negative);
    }
    (void)scratch_end(&s, NULL);
    return done;
}

// The lower triangle with ones on the diagonal: all vectors side by side.
static Tensor *unit_lower(Scratch *s, const Tensor *a)
{
    Tensor *zeros = scratch_tril(s, a, -1);
    Tensor *ones = zeros ? scratch_keep(s, op_ones_like(s->runtime, zeros, OPTION_NONE, OPTION_NONE, OPTION_NONE,
                                                        OPTION_NONE, OPTION_NONE))
                         : NULL;
    Tensor *diagonal = scratch_sub(s, scratch_tril(s, ones, 0), scratch_tril(s, ones, -1));
    return scratch_add(s, zeros, diagonal);
}

// What each reflector was applied to: xs[k - 1] = I, xs[i - 1] = Hi xs[i].
static bool run_forward(Scratch *s, const Tensor *lower, const Tensor *tau, const Tensor *grad, TensorVector *xs)
{
    int64_t rows = lower->sizes[lower->rank - 2], columns = grad->sizes[grad->rank - 1];
    Tensor *eye =
        scratch_keep(s, op_eye_m(s->runtime, rows, columns, lower->dtype, OPTION_NONE, lower->device, OPTION_NONE));
    int64_t sizes[SHAPE_MAX_RANK];
    memcpy(sizes, lower->sizes, (size_t)lower->rank * sizeof *sizes);
    sizes[lower->rank - 1] = columns;
    Tensor *wide = eye ? scratch_keep(s, op_expand(s->runtime, eye, (IntList){sizes, lower->rank}, false)) : NULL;
    if (!wide)
        return false;
    xs->items[xs->count - 1] = tensor_retain(wide);
    for (int64_t i = xs->count - 1; i > 0; i--) {
        Scratch inner = {.runtime = s->runtime};
        xs->items[i - 1] =
            scratch_end(&inner, reflect(&inner, vector_of(&inner, lower, i), factor_of(&inner, tau, i), xs->items[i]));
        if (!xs->items[i - 1])
            return false;
    }
    return true;
}

// Pads the vectors' gradients to A's width; the ones and zeros of the vectors do not count.
static bool gather_up(Scratch *s, const Tensor *input, TensorVector *slopes, TensorVector *sums, Tensor **for_input,
                      Tensor **for_tau)
{
    int64_t pad[2] = {0, input->sizes[input->rank - 1] - slopes->count};
    Tensor *joined = scratch_keep(s, op_cat(s->runtime, (TensorList){slopes->items, slopes->count}, -1));
    Tensor *padded =
        joined ? scratch_keep(s, op_constant_pad_nd(s->runtime, joined, (IntList){pad, 2}, scalar_int(0))) : NULL;
    Tensor *lower = scratch_tril(s, padded, -1);
    Tensor *factors = lower ? scratch_keep(s, op_stack(s->runtime, (TensorList){sums->items, sums->count}, -1)) : NULL;
    if (!factors)
        return false;
    *for_input = tensor_retain(lower);
    *for_tau = tensor_retain(factors);
    return true;
}

static bool zero_gradients(Runtime *runtime, const Tensor *input, const Tensor *tau, Tensor **for_input,
                           Tensor **for_tau)
{
    *for_input = op_zeros_like(runtime, input, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE);
    *for_tau = *for_input ? op_zeros_like(runtime, tau, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE)
                          : NULL;
    return *for_tau != NULL;
}

bool reflector_gradient(Runtime *runtime, const Tensor *grad, const Tensor *input, const Tensor *tau,
                        Tensor **for_input, Tensor **for_tau)
{
    int64_t count = tau->sizes[tau->rank - 1];
    if (!count || !tensor_count(input))
        return zero_gradients(runtime, input, tau, for_input, for_tau);
    Scratch s = {.runtime = runtime};
    TensorVector xs = {0}, slopes = {0}, sums = {0};
    Tensor *current = tensor_retain(grad);
    Tensor *lower = unit_lower(&s, input);
    bool done = lower && tensor_vector_make(runtime, &xs, count) && tensor_vector_make(runtime, &slopes, count) &&
                tensor_vector_make(runtime, &sums, count) && run_forward(&s, lower, tau, grad, &xs);
    for (int64_t i = 0; done && i < count; i++) {
        Scratch inner = {.runtime = runtime};
        Tensor *v = vector_of(&inner, lower, i), *factor = factor_of(&inner, tau, i);
        done = factor && step_back(runtime, v, factor, xs.items[i], &current, &slopes.items[i], &sums.items[i]);
        (void)scratch_end(&inner, NULL);
    }
    done = done && gather_up(&s, input, &slopes, &sums, for_input, for_tau);
    tensor_release(current);
    tensor_vector_free(runtime, &xs);
    tensor_vector_free(runtime, &slopes);
    tensor_vector_free(runtime, &sums);
    (void)scratch_end(&s, NULL);
    return done;
}

bool reflector_apply_gradient(Runtime *runtime, const Tensor *grad, const Tensor *input, const Tensor *tau,
                              const Tensor *other, bool left, bool transpose, Tensor **for_input, Tensor **for_tau)
{
    Scratch s = {.runtime = runtime};
    // Q C, Q^H C, C Q or C Q^H: what Q's gradient is.
    Tensor *q =
        left ? scratch_matmul(&s, grad, scratch_mh(&s, other)) : scratch_matmul(&s, scratch_mh(&s, other), grad);
    q = transpose ? scratch_mh(&s, q) : q;
    bool done = q && reflector_gradient(runtime, q, input, tau, for_input, for_tau);
    (void)scratch_end(&s, NULL);
    return done;
}
