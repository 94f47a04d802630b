// einsum and other operators that are products and sums.
#include <math.h>
#include <string.h>

#include "ops/support.h"

enum { LETTERS = 52, ELLIPSIS_LIMIT = 12, LABELS = LETTERS + ELLIPSIS_LIMIT, EINSUM_OPERANDS = 16 };

/// The labels of one operand: letters, then the dimensions of an ellipsis.
typedef struct Subscript {
    int labels[SHAPE_MAX_RANK];
    int count;
} Subscript;

typedef struct Einsum {
    Runtime *runtime;
    Subscript operands[EINSUM_OPERANDS];
    Subscript output;
    int64_t sizes[LABELS];
    int uses[LABELS];
    int ellipsis; // the most dimensions that an ellipsis stands for
} Einsum;

static int label_of(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' : c >= 'a' && c <= 'z' ? c - 'a' + 26 : -1;
}

static bool einsum_fail(Runtime *runtime, const char *message)
{
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s", message);
    return false;
}

static bool add_label(Einsum *einsum, Subscript *subscript, int label)
{
    if (subscript->count >= SHAPE_MAX_RANK)
        return einsum_fail(einsum->runtime, "einsum(): too many subscripts");
    subscript->labels[subscript->count++] = label;
    return true;
}

// Reads one operand's subscript up to a comma, an arrow or the end.
static const char *read_subscript(Einsum *einsum, const char *equation, const char *text, const Tensor *operand,
                                  int number, Subscript *out)
{
    int letters = 0, dots = 0;
    for (const char *c = text; *c && *c != ',' && strncmp(c, "->", 2); c++)
        letters += label_of(*c) >= 0;
    for (; *text && *text != ',' && strncmp(text, "->", 2); text++) {
        if (*text == ' ')
            continue;
        if (*text == '.') {
            if (strncmp(text, "...", 3) || dots) {
                error_raise(einsum->runtime->error, ERROR_RUNTIME_ERROR,
                            "einsum(): found '.' for operand %d that is not part of any ellipsis", number);
                return NULL;
            }
            dots = operand->rank - letters;
            if (dots < 0 || dots > ELLIPSIS_LIMIT)
                dots = 0;
            for (int i = 0; i < dots; i++)
                if (!add_label(einsum, out, LETTERS + ELLIPSIS_LIMIT - dots + i))
                    return NULL;
            if (dots > einsum->ellipsis)
                einsum->ellipsis = dots;
            dots = 1;
            text += 2;
            continue;
        }
        if (label_of(*text) < 0) {
            error_raise(
                einsum->runtime->error, ERROR_RUNTIME_ERROR,
                "einsum(): invalid subscript given at index %d in the equation string, subscripts must be in [a-zA-Z]",
                (int)(text - equation));
            return NULL;
        }
        if (!add_label(einsum, out, label_of(*text)))
            return NULL;
    }
    return text;
}

// A subscript that an operand repeats stands for a diagonal: the sizes must be the same.
static bool check_repeated(const Einsum *einsum, const Subscript *subscript, const Tensor *operand, int number, int at)
{
    int label = subscript->labels[at];
    for (int i = 0; i < at; i++) {
        if (subscript->labels[i] != label || operand->sizes[i] == operand->sizes[at])
            continue;
        error_raise(einsum->runtime->error, ERROR_RUNTIME_ERROR,
                    "einsum(): subscript %c is repeated for operand %d but the sizes don't match, %lld != %lld",
                    (char)(label < 26 ? 'A' + label : 'a' + label - 26), number, (long long)operand->sizes[at],
                    (long long)operand->sizes[i]);
        return false;
    }
    return true;
}

// The last words of the message on an ellipsis run together in PyTorch, too.
static void raise_sizes(const Einsum *einsum, int label, int dimension, int64_t size, int number)
{
    Error *error = einsum->runtime->error;
    long long seen = einsum->sizes[label];
    if (label >= LETTERS)
        error_raise(
            error, ERROR_RUNTIME_ERROR,
            "einsum(): dimension %d covered by ellipsis in operand %dhas size %lld which does not broadcast with "
            "previously seen ellipsis with size %lld for the respective dimension",
            dimension, number, (long long)size, seen);
    else
        error_raise(error, ERROR_RUNTIME_ERROR,
                    "einsum(): subscript %c has size %lld for operand %d which does not broadcast with previously seen "
                    "size %lld",
                    label < 26 ? 'A' + label : 'a' + label - 26, (long long)size, number, seen);
}

static bool note_sizes(Einsum *einsum, const Subscript *subscript, const Tensor *operand, int number)
{
    if (subscript->count != operand->rank) {
        error_raise(
            einsum->runtime->error, ERROR_RUNTIME_ERROR,
            "einsum(): the number of subscripts in the equation (%d) does not match the number of dimensions (%d) "
            "for operand %d and no ellipsis was given",
            subscript->count, (int)operand->rank, number);
        return false;
    }
    for (int i = 0; i < subscript->count; i++) {
        int label = subscript->labels[i];
        int64_t size = operand->sizes[i];
        if (!check_repeated(einsum, subscript, operand, number, i))
            return false;
        einsum->uses[label]++;
        if (einsum->sizes[label] <= 1)
            einsum->sizes[label] = size;
        else if (size != 1 && size != einsum->sizes[label]) {
            raise_sizes(einsum, label, i, size, number);
            return false;
        }
    }
    return true;
}

static bool default_output(Einsum *einsum)
{
    for (int i = ELLIPSIS_LIMIT - einsum->ellipsis; i < ELLIPSIS_LIMIT; i++)
        if (!add_label(einsum, &einsum->output, LETTERS + i))
            return false;
    for (int label = 0; label < LETTERS; label++)
        if (einsum->uses[label] == 1 && !add_label(einsum, &einsum->output, label))
            return false;
    return true;
}

static bool read_output(Einsum *einsum, const char *equation, const char *text)
{
    for (; *text; text++) {
        if (*text == ' ')
            continue;
        if (!strncmp(text, "...", 3)) {
            for (int i = ELLIPSIS_LIMIT - einsum->ellipsis; i < ELLIPSIS_LIMIT; i++)
                if (!add_label(einsum, &einsum->output, LETTERS + i))
                    return false;
            text += 2;
            continue;
        }
        int label = label_of(*text);
        if (label < 0) {
            error_raise(
                einsum->runtime->error, ERROR_RUNTIME_ERROR,
                "einsum(): invalid subscript given at index %d in the equation string, subscripts must be in [a-zA-Z]",
                (int)(text - equation));
            return false;
        }
        if (!einsum->uses[label]) {
            error_raise(einsum->runtime->error, ERROR_RUNTIME_ERROR,
                        "einsum(): output subscript %c does not appear in the equation for any input operand", *text);
            return false;
        }
        for (int i = 0; i < einsum->output.count; i++)
            if (einsum->output.labels[i] == label) {
                error_raise(einsum->runtime->error, ERROR_RUNTIME_ERROR,
                            "einsum(): output subscript %c appears more than once in the output", *text);
                return false;
            }
        if (!add_label(einsum, &einsum->output, label))
            return false;
    }
    return true;
}

static bool parse(Einsum *einsum, const char *equation, TensorList tensors)
{
    if (!tensors.count || tensors.count > EINSUM_OPERANDS)
        return einsum_fail(einsum->runtime, "einsum(): must provide at least one operand");
    for (int i = 0; i < LABELS; i++)
        einsum->sizes[i] = 1;
    const char *text = equation;
    for (int64_t i = 0; i < tensors.count; i++) {
        text = read_subscript(einsum, equation, text, tensors.items[i], (int)i, &einsum->operands[i]);
        if (!text || !note_sizes(einsum, &einsum->operands[i], tensors.items[i], (int)i))
            return false;
        bool last = i + 1 == tensors.count;
        if (last && *text == ',')
            return einsum_fail(einsum->runtime,
                               "einsum(): fewer operands were provided than specified in the equation");
        if (!last && *text != ',')
            return einsum_fail(einsum->runtime, "einsum(): more operands were provided than specified in the equation");
        if (*text == ',')
            text++;
    }
    if (*text != '-')
        return default_output(einsum);
    if (text[1] != '>')
        return einsum_fail(einsum->runtime, "einsum(): expected '->' in the equation");
    return read_output(einsum, equation, text + 2);
}

// Takes the diagonal of repeated labels; afterwards every label stands once.
static Tensor *take_diagonals(Einsum *einsum, Tensor *operand, Subscript *subscript)
{
    for (int i = 0; operand && i < subscript->count; i++)
        for (int j = i + 1; operand && j < subscript->count; j++) {
            if (subscript->labels[i] != subscript->labels[j])
                continue;
            if (operand->sizes[i] != operand->sizes[j]) {
                error_raise(
                    einsum->runtime->error, ERROR_RUNTIME_ERROR,
                    "einsum(): subscript %c is repeated for operand 0 but the sizes don't match, %lld != %lld",
                    (char)(subscript->labels[i] < 26 ? 'A' + subscript->labels[i] : 'a' + subscript->labels[i] - 26),
                    (long long)operand->sizes[j], (long long)operand->sizes[i]);
                tensor_release(operand);
                return NULL;
            }
            Tensor *diagonal = op_diagonal(einsum->runtime, operand, 0, i, j);
            tensor_release(operand);
            operand = diagonal ? op_movedim_int(einsum->runtime, diagonal, -1, i) : NULL;
            tensor_release(diagonal);
            memmove(subscript->labels + j, subscript->labels + j + 1,
                    (size_t)(subscript->count - j - 1) * sizeof *subscript->labels);
            subscript->count--;
            j--;
        }
    return operand;
}

/// Where each label lies in the aligned operands: the output's labels first, then those that are summed over.
typedef struct LabelOrder {
    int place[LABELS];
    int count, kept;
} LabelOrder;

static bool lay_out(const Einsum *einsum, LabelOrder *layout)
{
    memset(layout->place, -1, sizeof layout->place);
    for (int i = 0; i < einsum->output.count; i++)
        layout->place[einsum->output.labels[i]] = i;
    layout->count = layout->kept = einsum->output.count;
    for (int label = 0; label < LABELS; label++)
        if (einsum->uses[label] && layout->place[label] < 0)
            layout->place[label] = layout->count++;
    return layout->count <= SHAPE_MAX_RANK || einsum_fail(einsum->runtime, "einsum(): too many subscripts");
}

// One operand with a dimension for every label: of size 1 where it lacks the label.
static Tensor *align(Einsum *einsum, const LabelOrder *layout, const Tensor *given, Subscript *subscript)
{
    Tensor *operand = take_diagonals(einsum, tensor_retain(given), subscript);
    int64_t order[SHAPE_MAX_RANK];
    for (int i = 0; i < layout->count; i++)
        order[i] = -1;
    for (int i = 0; operand && i < subscript->count; i++)
        order[layout->place[subscript->labels[i]]] = i;
    for (int i = 0; operand && i < layout->count; i++) {
        if (order[i] >= 0)
            continue;
        order[i] = operand->rank;
        Tensor *wider = op_unsqueeze(einsum->runtime, operand, -1);
        tensor_release(operand);
        operand = wider;
    }
    Tensor *aligned = operand ? op_permute(einsum->runtime, operand, (IntList){order, layout->count}) : NULL;
    tensor_release(operand);
    return aligned;
}

/// The parts of two aligned operands in their batched product.
typedef enum Part { PART_BATCH, PART_LEFT, PART_SUM, PART_RIGHT } Part;

typedef struct Pair {
    const Tensor *left, *right;
    Part parts[SHAPE_MAX_RANK];
    int rank;
} Pair;

static int64_t pair_size(const Pair *pair, int dim)
{
    return pair->left->sizes[dim] != 1 ? pair->left->sizes[dim] : pair->right->sizes[dim];
}

// Lays an operand out as a batch of matrices: the dimensions of the four parts in the given order; the last one is
// the part that the operand lacks.
static Tensor *batch_of(Runtime *runtime, const Pair *pair, const Tensor *operand, const Part order[4])
{
    int64_t dims[SHAPE_MAX_RANK], flat[4] = {1, 1, 1, 1};
    int count = 0;
    for (int p = 0; p < 4; p++)
        for (int i = 0; i < pair->rank; i++)
            if (pair->parts[i] == order[p]) {
                dims[count++] = i;
                flat[p] *= operand->sizes[i];
            }
    Tensor *turned = op_permute(runtime, operand, (IntList){dims, count});
    Tensor *result = turned ? op_reshape(runtime, turned, (IntList){flat, 3}) : NULL;
    tensor_release(turned);
    return result;
}

// The product back in the aligned order; what was summed over keeps the size 1.
static Tensor *unfold_product(Runtime *runtime, const Pair *pair, const Tensor *product)
{
    int64_t sizes[SHAPE_MAX_RANK], order[SHAPE_MAX_RANK];
    int count = 0;
    for (Part part = PART_BATCH; part <= PART_RIGHT; part++)
        for (int i = 0; i < pair->rank; i++)
            if (pair->parts[i] == part) {
                order[i] = count;
                sizes[count++] = part == PART_SUM ? 1 : pair_size(pair, i);
            }
    Tensor *split = op_view(runtime, product, (IntList){sizes, count});
    Tensor *result = split ? op_permute(runtime, split, (IntList){order, count}) : NULL;
    tensor_release(split);
    return result;
}

static Tensor *sum_away(Runtime *runtime, const Tensor *operand, const int64_t *dims, int count)
{
    return count ? op_sum_dim_IntList(runtime, operand, (IntList){dims, count}, true, OPTION_NONE)
                 : tensor_retain(operand);
}

// Contracts two aligned operands over the labels that nothing behind them needs; a product element by element where
// they share none of these.
static Tensor *contract(Runtime *runtime, const LabelOrder *layout, const Tensor *a, const Tensor *b,
                        const TensorList *rest)
{
    Pair pair = {.rank = layout->count};
    int64_t left_sums[SHAPE_MAX_RANK], right_sums[SHAPE_MAX_RANK];
    int left_count = 0, right_count = 0, shared = 0;
    for (int i = 0; i < layout->count; i++) {
        bool left = a->sizes[i] != 1, right = b->sizes[i] != 1, needed = i < layout->kept;
        for (int64_t k = 0; k < rest->count; k++)
            needed |= rest->items[k]->sizes[i] != 1;
        pair.parts[i] = left && right ? needed ? PART_BATCH : PART_SUM : left ? PART_LEFT : PART_RIGHT;
        shared += pair.parts[i] == PART_SUM;
        if (!needed && left && !right)
            left_sums[left_count++] = i;
        if (!needed && right && !left)
            right_sums[right_count++] = i;
    }
    Tensor *t[5] = {sum_away(runtime, a, left_sums, left_count), sum_away(runtime, b, right_sums, right_count)};
    Tensor *result = NULL;
    pair.left = t[0];
    pair.right = t[1];
    if (!t[0] || !t[1])
        goto end;
    if (!shared) {
        result = op_mul_Tensor(runtime, t[0], t[1]);
        goto end;
    }
    t[2] = batch_of(runtime, &pair, t[0], (const Part[]){PART_BATCH, PART_LEFT, PART_SUM, PART_RIGHT});
    t[3] = t[2] ? batch_of(runtime, &pair, t[1], (const Part[]){PART_BATCH, PART_SUM, PART_RIGHT, PART_LEFT}) : NULL;
    t[4] = t[3] ? op_bmm(runtime, t[2], t[3]) : NULL;
    result = t[4] ? unfold_product(runtime, &pair, t[4]) : NULL;
end:
    release_temporaries(t, 5);
    return result;
}

// Sums what a single operand has beyond the output; drops the dimensions of size 1 that products left.
static Tensor *finish(Runtime *runtime, const LabelOrder *layout, const Tensor *result, bool single)
{
    if (layout->count == layout->kept)
        return tensor_retain(result);
    if (!single)
        return op_view(runtime, result, (IntList){result->sizes, layout->kept});
    int64_t dims[SHAPE_MAX_RANK];
    int count = 0;
    for (int i = layout->kept; i < layout->count; i++)
        dims[count++] = i;
    return op_sum_dim_IntList(runtime, result, (IntList){dims, count}, false, OPTION_NONE);
}

Tensor *matrix_einsum(Runtime *runtime, const char *equation, TensorList tensors, IntList path)
{
    (void)path;
    Einsum *einsum = mem_alloc_zero(runtime->memory, sizeof *einsum);
    if (!einsum)
        return NULL;
    einsum->runtime = runtime;
    LabelOrder layout;
    Tensor *operands[EINSUM_OPERANDS] = {0}, *result = NULL;
    bool ok = parse(einsum, equation, tensors) && lay_out(einsum, &layout);
    for (int64_t i = 0; ok && i < tensors.count; i++)
        ok = (operands[i] = align(einsum, &layout, tensors.items[i], &einsum->operands[i])) != NULL;
    for (int64_t i = 1; ok && i < tensors.count; i++) {
        const TensorList rest = {operands + i + 1, tensors.count - i - 1};
        Tensor *next = contract(runtime, &layout, operands[0], operands[i], &rest);
        tensor_release(operands[0]);
        operands[0] = next;
        ok = next != NULL;
    }
    if (ok)
        result = finish(runtime, &layout, operands[0], tensors.count == 1);
    release_temporaries(operands, EINSUM_OPERANDS);
    mem_free(runtime->memory, einsum, sizeof *einsum);
    return result;
}

// All four, of which the last may be missing.
static bool raise_bilinear_dtypes(Runtime *runtime, const Tensor *const *tensors)
{
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "All tensors must have the same dtype, got input1: %s, input2: %s, weight: %s%s%s",
                dtype_c_name((DType)tensors[0]->dtype), dtype_c_name((DType)tensors[1]->dtype),
                dtype_c_name((DType)tensors[2]->dtype), tensors[3] ? ", bias: " : "",
                tensors[3] ? dtype_c_name((DType)tensors[3]->dtype) : "");
    return false;
}

static bool check_bilinear(Runtime *runtime, const Tensor *input1, const Tensor *input2, const Tensor *weight,
                           const Tensor *bias)
{
    const char *part = "bilinear()";
    const Tensor *inputs[] = {input1, input2}, *all[] = {input1, input2, weight, bias};
    for (int i = 1; i < 4; i++)
        if (all[i] && all[i]->dtype != input1->dtype)
            return raise_bilinear_dtypes(runtime, all);
    if (input1->rank != input2->rank) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s: input dimensions do not match: got %d and %d", part,
                    (int)input1->rank, (int)input2->rank);
        return false;
    }
    for (int i = 0; i + 1 < input1->rank; i++)
        if (input1->sizes[i] != input2->sizes[i]) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "%s: input batch dimensions do not match at dim %d: got %lld and %lld", part, i,
                        (long long)input1->sizes[i], (long long)input2->sizes[i]);
            return false;
        }
    for (int i = 0; i < 2; i++) {
        const Tensor *input = inputs[i];
        int last, side;
        if (!shape_wrap_size(runtime->error, -1, input->rank, &last) ||
            !shape_wrap_size(runtime->error, i + 1, weight->rank, &side))
            return false;
        if (input->sizes[last] == weight->sizes[side])
            continue;
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "%s: input%d size does not match weight size: got %lld but expected %lld", part, i + 1,
                    (long long)input->sizes[last], (long long)weight->sizes[side]);
        return false;
    }
    int first = 0;
    if (bias && !shape_wrap_size(runtime->error, 0, bias->rank, &first))
        return false;
    if (bias && bias->sizes[first] != weight->sizes[0]) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "%s: bias size does not match weight size: got %lld but expected %lld", part,
                    (long long)bias->sizes[first], (long long)weight->sizes[0]);
        return false;
    }
    if (weight->rank == 3)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "number of dimensions must match");
    return false;
}

Tensor *matrix_bilinear(Runtime *runtime, const Tensor *input1, const Tensor *input2, const Tensor *weight,
                        const Tensor *bias)
{
    if (!check_bilinear(runtime, input1, input2, weight, bias))
        return NULL;
    Tensor *product =
        matrix_einsum(runtime, "...i,oij,...j->...o",
                      (TensorList){(Tensor *const[]){(Tensor *)input1, (Tensor *)weight, (Tensor *)input2}, 3},
                      (IntList){0, LIST_NONE});
    if (!product || !bias)
        return product;
    Tensor *result = op_add_Tensor(runtime, product, bias, scalar_int(1));
    tensor_release(product);
    return result;
}

Tensor *matrix_kron(Runtime *runtime, const Tensor *self, const Tensor *other)
{
    int rank = self->rank > other->rank ? self->rank : other->rank;
    int64_t a[2 * SHAPE_MAX_RANK], b[2 * SHAPE_MAX_RANK], sizes[SHAPE_MAX_RANK];
    if (!shape_check_rank(runtime->error, 2 * rank))
        return NULL;
    for (int i = 0; i < rank; i++) {
        int at = i - (rank - self->rank), other_at = i - (rank - other->rank);
        a[2 * i] = at < 0 ? 1 : self->sizes[at];
        a[2 * i + 1] = 1;
        b[2 * i] = 1;
        b[2 * i + 1] = other_at < 0 ? 1 : other->sizes[other_at];
        if (!shape_multiply(runtime->error, a[2 * i], b[2 * i + 1], &sizes[i]))
            return NULL;
    }
    Tensor *x = op_reshape(runtime, self, (IntList){a, 2 * rank});
    Tensor *y = x ? op_reshape(runtime, other, (IntList){b, 2 * rank}) : NULL;
    Tensor *product = y ? op_mul_Tensor(runtime, x, y) : NULL;
    Tensor *result = product ? op_reshape(runtime, product, (IntList){sizes, rank}) : NULL;
    release_temporaries((Tensor *[]){x, y, product}, 3);
    return result;
}

Tensor *matrix_vecdot(Runtime *runtime, const Tensor *x, const Tensor *y, int64_t dim)
{
    if (dtype_is_integral((DType)x->dtype) || x->dtype != y->dtype) {
        const char *type = dtype_scalar_name((DType)x->dtype);
        if (dtype_is_integral((DType)x->dtype))
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "linalg.vecdot: Expected a floating point or complex tensor as input. Got %s", type);
        else
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "linalg.vecdot: Expected x and y to have the same dtype, but found x of type %s and y of type "
                        "%s instead",
                        type, dtype_scalar_name((DType)y->dtype));
        return NULL;
    }
    if (x->rank == 1 && y->rank == 1)
        return op_vdot(runtime, x, y);
    Tensor *conjugate = op_conj(runtime, x);
    Tensor *product = conjugate ? op_mul_Tensor(runtime, conjugate, y) : NULL;
    Tensor *result = product ? op_sum_dim_IntList(runtime, product, (IntList){&dim, 1}, false, OPTION_NONE) : NULL;
    tensor_release(conjugate);
    tensor_release(product);
    return result;
}

// a[i] * b[j] along a dimension
static Tensor *cross_term(Runtime *runtime, const Tensor *a, const Tensor *b, int64_t dim, int i, int j)
{
    Tensor *x = op_select_int(runtime, a, dim, i), *y = x ? op_select_int(runtime, b, dim, j) : NULL;
    Tensor *result = y ? op_mul_Tensor(runtime, x, y) : NULL;
    tensor_release(x);
    tensor_release(y);
    return result;
}

Tensor *matrix_cross_dim(Runtime *runtime, const Tensor *self, const Tensor *other, int64_t dim)
{
    int at;
    if (self->rank != other->rank) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "linalg.cross: inputs must have the same number of dimensions.");
        return NULL;
    }
    if (!shape_wrap_dim(runtime->error, dim, self->rank, &at))
        return NULL;
    if (self->sizes[at] != 3 || other->sizes[at] != 3) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "linalg.cross: inputs dimension %lld must have length 3. Got %lld and %lld", (long long)dim,
                    (long long)self->sizes[at], (long long)other->sizes[at]);
        return NULL;
    }
    if (self->dtype == DTYPE_BOOL && !tensor_refuse_dtype(runtime, "cross", DTYPE_BOOL))
        return NULL;
    if (!tensor_check_dtype(other, self->dtype))
        return NULL;
    Tensor *parts[3] = {0}, *result = NULL;
    TensorVector both = {0};
    bool done =
        op_broadcast_tensors(runtime, (TensorList){(Tensor *const[]){(Tensor *)self, (Tensor *)other}, 2}, &both);
    for (int i = 0; done && i < 3; i++) {
        Tensor *x = cross_term(runtime, both.items[0], both.items[1], at, (i + 1) % 3, (i + 2) % 3);
        Tensor *y = x ? cross_term(runtime, both.items[0], both.items[1], at, (i + 2) % 3, (i + 1) % 3) : NULL;
        parts[i] = y ? op_sub_Tensor(runtime, x, y, scalar_int(1)) : NULL;
        done = parts[i] != NULL;
        tensor_release(x);
        tensor_release(y);
    }
    if (done)
        result = op_stack(runtime, (TensorList){parts, 3}, at);
    release_temporaries(parts, 3);
    tensor_vector_free(runtime, &both);
    return result;
}

Tensor *matrix_cross(Runtime *runtime, const Tensor *self, const Tensor *other, OptionalInt dim)
{
    if (dim.given)
        return op_linalg_cross(runtime, self, other, dim.value);
    if (!warning_give(runtime, WARNING_CROSS))
        return NULL;
    for (int i = 0; i < self->rank; i++)
        if (self->sizes[i] == 3)
            return op_linalg_cross(runtime, self, other, i);
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "no dimension of size 3 in input");
    return NULL;
}

static Tensor *diff_once(Runtime *runtime, const Tensor *self, int64_t dim)
{
    Tensor *high = op_slice_Tensor(runtime, self, dim, (OptionalInt){true, 1}, (OptionalInt){0}, 1);
    Tensor *low = high ? op_slice_Tensor(runtime, self, dim, (OptionalInt){0}, (OptionalInt){true, -1}, 1) : NULL;
    Tensor *result = !low                        ? NULL
                     : self->dtype == DTYPE_BOOL ? op_logical_xor(runtime, high, low)
                                                 : op_sub_Tensor(runtime, high, low, scalar_int(1));
    tensor_release(high);
    tensor_release(low);
    return result;
}

// What is put before or behind must fit in every dimension but `at`.
static bool check_joined(Runtime *runtime, const Tensor *self, const Tensor *other, int at)
{
    if (other && other->rank != self->rank) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "diff expects prepend or append to be the same dimension as input");
        return false;
    }
    for (int i = 0; other && i < self->rank; i++) {
        if (i == at || other->sizes[i] == self->sizes[i])
            continue;
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "diff expects the shape of tensor to prepend or append to match that of input except along the "
                    "differencing dimension; input.size(%d) = %lld, but got tensor.size(%d) = %lld",
                    i, (long long)self->sizes[i], i, (long long)other->sizes[i]);
        return false;
    }
    return true;
}

Tensor *matrix_diff(Runtime *runtime, const Tensor *self, int64_t n, int64_t dim, const Tensor *prepend,
                    const Tensor *append)
{
    if (!self->rank || n < 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    self->rank ? "order must be non-negative but got %lld"
                               : "diff expects input to be at least one-dimensional",
                    (long long)n);
        return NULL;
    }
    Tensor *all[3];
    int count = 0, at = 0;
    if (!shape_wrap_dim(runtime->error, dim, self->rank, &at) || !check_joined(runtime, self, prepend, at) ||
        !check_joined(runtime, self, append, at))
        return NULL;
    if (!n) // nothing to subtract, nothing to join
        return op_clone(runtime, self, FORMAT_PRESERVE);
    if (prepend)
        all[count++] = (Tensor *)prepend;
    all[count++] = (Tensor *)self;
    if (append)
        all[count++] = (Tensor *)append;
    Tensor *result = count > 1 ? op_cat(runtime, (TensorList){all, count}, dim) : tensor_retain(self);
    // Once nothing is left, nothing more is taken away.
    for (int64_t i = 0, size = result ? result->sizes[at] : 0; result && i < n && (!i || i < size); i++) {
        Tensor *next = diff_once(runtime, result, dim);
        tensor_release(result);
        result = next;
    }
    return result;
}

// The widths of trapezoids over given points, shaped to fit beside `y`.
static Tensor *widths(Runtime *runtime, const Tensor *y, const Tensor *x, int at, const char *name)
{
    // A vector of points is meant for the dimension itself, fewer dimensions for the last ones.
    int64_t sizes[SHAPE_MAX_RANK];
    int rank = x->rank < y->rank ? y->rank : x->rank;
    for (int i = 0; i < rank; i++)
        sizes[i] = i < rank - x->rank ? 1 : x->sizes[i - (rank - x->rank)];
    if (x->rank == 1) {
        if (x->sizes[0] != y->sizes[at]) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s: There must be one `x` value for each sample point",
                        name);
            return NULL;
        }
        sizes[rank - 1] = 1;
        sizes[at] = x->sizes[0];
    }
    Tensor *points = op_reshape(runtime, x, (IntList){sizes, rank});
    Tensor *result = points ? diff_once(runtime, points, at) : NULL;
    tensor_release(points);
    return result;
}

// The sums of neighbours along a dimension.
static Tensor *neighbours(Runtime *runtime, const Tensor *y, int64_t dim)
{
    Tensor *right = op_slice_Tensor(runtime, y, dim, (OptionalInt){true, 1}, (OptionalInt){0}, 1);
    Tensor *left = right ? op_slice_Tensor(runtime, y, dim, (OptionalInt){0}, (OptionalInt){true, -1}, 1) : NULL;
    Tensor *sum = left ? op_add_Tensor(runtime, left, right, scalar_int(1)) : NULL;
    tensor_release(left);
    tensor_release(right);
    return sum;
}

// The sum of all, less half of the first and the last, times the width.
static Tensor *equal_trapezoids(Runtime *runtime, const Tensor *y, Scalar dx, int64_t dim)
{
    Tensor *t[8] = {0};
    Tensor *result = NULL;
    if ((t[0] = op_sum_dim_IntList(runtime, y, (IntList){&dim, 1}, false, OPTION_NONE)) &&
        (t[1] = op_select_int(runtime, y, dim, 0)) && (t[2] = op_select_int(runtime, y, dim, -1)) &&
        (t[3] = op_add_Tensor(runtime, t[1], t[2], scalar_int(1))) &&
        (t[4] = tensor_wrapped_scalar(runtime, scalar_float(0.5))) && (t[5] = op_mul_Tensor(runtime, t[3], t[4])) &&
        (t[6] = op_sub_Tensor(runtime, t[0], t[5], scalar_int(1))) && (t[7] = tensor_wrapped_scalar(runtime, dx)))
        result = op_mul_Tensor(runtime, t[6], t[7]);
    release_temporaries(t, 8);
    return result;
}

static bool check_integrand(Runtime *runtime, const Tensor *y, const Tensor *x, const char *name)
{
    if (y->dtype != DTYPE_BOOL && !(x && x->dtype == DTYPE_BOOL))
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s: received a bool input for %s, but bool is not supported",
                name, x ? "`x` or `y`" : "`y`");
    return false;
}

static Tensor *integrate(Runtime *runtime, const Tensor *y, const Tensor *x, Scalar dx, int64_t dim, bool running)
{
    const char *name = running ? "cumulative_trapezoid" : "trapezoid";
    int at;
    if (!shape_wrap_dim(runtime->error, dim, y->rank, &at) || !shape_wrap_size(runtime->error, dim, y->rank, &at))
        return NULL;
    if (!check_integrand(runtime, y, x, name))
        return NULL;
    if (!x && !running && y->sizes[at])
        return equal_trapezoids(runtime, y, dx, dim);
    Tensor *t[5] = {0};
    Tensor *result = NULL;
    if (!(t[0] = neighbours(runtime, y, dim)) || !(t[1] = tensor_wrapped_scalar(runtime, scalar_float(2.0))) ||
        !(t[2] = x ? widths(runtime, y, x, at, name)
                   : tensor_wrapped_scalar(runtime, scalar_float(scalar_to_float(dx) / 2))) ||
        !(t[3] = op_mul_Tensor(runtime, t[0], t[2])))
        goto end;
    if (x && running)
        t[4] = op_div_Tensor(runtime, t[3], t[1]);
    else
        t[4] = running ? tensor_retain(t[3])
                       : op_sum_dim_IntList(runtime, t[3], (IntList){(int64_t[]){at}, 1}, false, OPTION_NONE);
    if (t[4])
        result = running ? op_cumsum(runtime, t[4], dim, OPTION_NONE)
                 : x     ? op_div_Tensor(runtime, t[4], t[1])
                         : tensor_retain(t[4]);
end:
    release_temporaries(t, 5);
    return result;
}

Tensor *matrix_trapezoid_x(Runtime *runtime, const Tensor *y, const Tensor *x, int64_t dim)
{
    return integrate(runtime, y, x, scalar_int(1), dim, false);
}

Tensor *matrix_trapezoid_dx(Runtime *runtime, const Tensor *y, Scalar dx, int64_t dim)
{
    return integrate(runtime, y, NULL, dx, dim, false);
}

Tensor *matrix_cumulative_trapezoid_x(Runtime *runtime, const Tensor *y, const Tensor *x, int64_t dim)
{
    return integrate(runtime, y, x, scalar_int(1), dim, true);
}

Tensor *matrix_cumulative_trapezoid_dx(Runtime *runtime, const Tensor *y, Scalar dx, int64_t dim)
{
    return integrate(runtime, y, NULL, dx, dim, true);
}
