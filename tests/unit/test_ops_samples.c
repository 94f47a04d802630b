// Every operator of the schema over samples that are made from its parameters' types: all dtypes, operands that are not
// contiguous, empty operands, operands that broadcast. Each call gives results or raises; nothing may be left behind.
// Where the result is differentiable, its gradient has to agree with differences.
#include <math.h>
#include <stdio.h>

#include "fixture_runtime.h"
#include "tensor/copy.h"
#include "tensor/elementwise.h"

enum { MOST_ARGUMENTS = 24, MOST_RESULTS = 8, SIZE = 3 };

#define LONG ((int64_t)1 << 40)
#define FAR  (INT64_MAX / 16)

typedef enum Shaping {
    SHAPE_SQUARE,
    SHAPE_TURNED,
    SHAPE_EMPTY,
    SHAPE_BROADCAST,
    SHAPE_SCALAR,
    SHAPE_VECTOR,
    SHAPE_CUBE,
    SHAPE_PICTURE,
    SHAPE_VOLUME,
    SHAPE_ROWS,          // a matrix, and a number for each of its rows
    SHAPE_EXPANDED,      // one element in memory
    SHAPE_FAR,           // strides that no memory holds, of dimensions of one element
    SHAPE_HOLLOW,        // no element, though a dimension is long
    SHAPE_HOLLOW_TURNED, // the long dimension first
    SHAPE_VAST,          // one element in memory, expanded to more than there can be
    SHAPE_COUNT
} Shaping;

typedef struct Form {
    int rank;
    int64_t sizes[5];
    int64_t strides[5];
} Form;

typedef struct Sample {
    Runtime *runtime;
    const Overload *overload;
    DType dtype;
    DType next_dtype; // of all tensors but the first, where `paired`
    Device device, next_device;
    bool paired;
    Shaping shaping;
    bool recorded; // tensors require gradients
    int choice;    // which of the numbers stands for each int
    OpValue arguments[MOST_ARGUMENTS];
    Tensor *pair[2]; // what a list of tensors holds
    Tensor *made[MOST_ARGUMENTS + 2];
    int made_count;
    OpValue results[MOST_RESULTS];
    bool done;
} Sample;

// Ordinary numbers first, then what programs may only get wrong.
static const int64_t choices[] = {1, 0, -1, 2, 7, INT64_MAX, INT64_MIN};
static const int64_t zero_list[2] = {0, 1}, size_list[2] = {SIZE, SIZE};

// Whether a name holds a part between underscores, its ends, or the point before the overload.
static bool holds_part(const char *name, const char *part)
{
    size_t length = strlen(part);
    for (const char *at = name; (at = strstr(at, part)); at++)
        if ((at == name || at[-1] == '_') && strchr("_.", at[length]))
            return true;
    return false;
}

// Operators whose results are drawn, left as memory was, or tell about strides.
static bool is_irregular(const char *name)
{
    static const char *const parts[] = {"empty",       "random",  "rand",     "randn",   "randint",    "randperm",
                                        "dropout",     "rrelu",   "normal",   "poisson", "bernoulli",  "binomial",
                                        "multinomial", "cauchy",  "gamma",    "uniform", "geometric",  "exponential",
                                        "dirichlet",   "strided", "stride",   "resize",  "contiguous", "set",
                                        "storage",     "offset",  "data_ptr", "version"};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (holds_part(name, parts[i]))
            return true;
    return false;
}

// Operators that read one triangle of a matrix, or a tolerance: not every element that they are given counts, or counts
// smoothly. heaviside has no derivative, in place either.
static bool is_partial(const char *name)
{
    static const char *const parts[] = {"cholesky", "eigh", "eigvalsh", "pinv", "heaviside"};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (strstr(name, parts[i]))
            return true;
    return false;
}

static void raised(Sample *sample)
{
    if (!error_pending(sample->runtime->error)) {
        print_error("%s (%s, %d): failed without a word\n", sample->overload->name, dtype_name(sample->dtype),
                    (int)sample->shaping);
        fail();
    }
    error_clear(sample->runtime->error);
}

// Numbers between 0.2 and 0.9, the same for the same seed and place.
static double number_at(unsigned seed, int64_t i)
{
    uint32_t x = (seed + 1) * 2654435761u + (uint32_t)i * 40503u;
    x ^= x >> 15;
    x *= 2246822519u;
    x ^= x >> 13;
    return 0.2 + 0.7 * (double)(x % 1000) / 1000;
}

static Form form_of(Shaping shaping, unsigned seed)
{
    static const Form forms[SHAPE_COUNT] = {
        [SHAPE_SQUARE] = {2, {SIZE, SIZE}, {SIZE, 1}},
        [SHAPE_TURNED] = {2, {SIZE, SIZE}, {1, SIZE}},
        [SHAPE_EMPTY] = {2, {0, SIZE}, {SIZE, 1}},
        [SHAPE_BROADCAST] = {2, {SIZE, SIZE}, {SIZE, 1}},
        [SHAPE_VECTOR] = {1, {SIZE}, {1}},
        [SHAPE_CUBE] = {3, {SIZE, SIZE, SIZE}, {SIZE * SIZE, SIZE, 1}},
        [SHAPE_PICTURE] = {4, {SIZE, SIZE, SIZE, SIZE}, {SIZE * SIZE * SIZE, SIZE * SIZE, SIZE, 1}},
        [SHAPE_VOLUME] = {5, {SIZE, SIZE, SIZE, SIZE, SIZE}, {81, 27, 9, SIZE, 1}},
        [SHAPE_ROWS] = {2, {SIZE, SIZE}, {SIZE, 1}},
        [SHAPE_EXPANDED] = {2, {SIZE, SIZE}, {0, 0}},
        [SHAPE_FAR] = {2, {1, 1}, {FAR, FAR}},
        [SHAPE_HOLLOW] = {2, {LONG, 0}, {1, 1}},
        [SHAPE_HOLLOW_TURNED] = {2, {0, LONG}, {LONG, 1}},
        [SHAPE_VAST] = {2, {LONG, 1 << 20}, {0, 0}},
    };
    Form form = forms[shaping];
    if (shaping == SHAPE_BROADCAST && seed % 2)
        form.sizes[0] = 1;
    if (shaping == SHAPE_ROWS && seed)
        form = forms[SHAPE_VECTOR];
    return form;
}

// Where the element lies in memory that is number `index` in reading order.
static int64_t place_of(const Tensor *tensor, int64_t index)
{
    int64_t at = tensor->offset;
    for (int d = tensor->rank - 1; d >= 0; d--, index /= tensor->sizes[d + 1])
        at += index % tensor->sizes[d] * tensor->strides[d];
    return at;
}

static Tensor *make_tensor(Sample *sample, unsigned seed)
{
    enum { MOST_ELEMENTS = SIZE * SIZE * SIZE * SIZE * SIZE };
    Form form = form_of(sample->shaping, seed);
    bool next = sample->paired && seed;
    DType dtype = next ? sample->next_dtype : sample->dtype;
    Tensor *tensor = tensor_empty_strided(sample->runtime, form.rank, form.sizes, form.strides, dtype,
                                          next ? sample->next_device : sample->device);
    assert_non_null(tensor);
    bool whole = dtype_is_integral(dtype);
    int64_t count = tensor_count(tensor);
    for (int64_t i = 0; i < count && i < MOST_ELEMENTS; i++) {
        double number = number_at(seed, i);
        tensor_write(tensor, place_of(tensor, i),
                     whole ? scalar_int((int64_t)(number * 10) % 3) : scalar_float(number));
    }
    if (sample->recorded && !whole)
        assert_true(autograd_set_requires_grad(tensor, true));
    return sample->made[sample->made_count++] = tensor;
}

static OpValue make_argument(Sample *sample, const Parameter *p, int index)
{
    if (p->has_default)
        return p->default_value;
    if (p->optional)
        return (OpValue){OP_NONE, {0}};
    OpValue value = {p->type, {0}};
    bool dim = strstr(p->name, "dim") || strstr(p->name, "axis");
    switch (p->type) {
    case OP_TENSOR:
        value.tensor = make_tensor(sample, (unsigned)index);
        break;
    case OP_TENSOR_LIST:
        for (int i = 0; i < 2; i++)
            sample->pair[i] = make_tensor(sample, (unsigned)(index + i));
        value.tensors = (TensorList){sample->pair, 2};
        break;
    case OP_SCALAR:
        value.scalar = scalar_int(2);
        break;
    case OP_INT:
        value.integer = dim && !sample->choice ? index % 2 : choices[sample->choice];
        break;
    case OP_INT_LIST:
        value.integers = sample->choice ? (IntList){&choices[sample->choice], 1}
                                        : (IntList){dim ? zero_list : size_list, dim ? 1 : 2};
        break;
    case OP_FLOAT:
        value.number = 0.5;
        break;
    case OP_STRING:
        value.string = "mean";
        break;
    case OP_DTYPE:
        value.integer = DTYPE_FLOAT64;
        break;
    default:
        break;
    }
    return value;
}

static void run(Sample *sample)
{
    for (int i = 0; i < sample->overload->parameter_count; i++)
        sample->arguments[i] = make_argument(sample, &sample->overload->parameters[i], i);
    sample->done = sample->overload->call(sample->runtime, sample->arguments, sample->results);
    if (!sample->done)
        raised(sample);
}

static void finish(Sample *sample)
{
    for (int i = 0; sample->done && i < sample->overload->result_count; i++)
        op_value_release(sample->runtime, &sample->results[i]);
    for (int i = 0; i < sample->made_count; i++)
        tensor_release(sample->made[i]);
    sample->made_count = 0;
}

static const Tensor *result_of(const Sample *sample, int index)
{
    return sample->done && sample->overload->result_types[index] == OP_TENSOR ? sample->results[index].tensor : NULL;
}

static double read_at(const Tensor *tensor, int64_t index)
{
    return scalar_to_float(tensor_read(tensor, place_of(tensor, index)));
}

static bool close_to(double a, double b, double tolerance)
{
    return (isnan(a) && isnan(b)) || a == b || fabs(a - b) <= tolerance * (1 + fabs(a));
}

static bool same_numbers(const Tensor *a, const Tensor *b)
{
    bool same = tensor_same_sizes(a, b) && a->dtype == b->dtype;
    for (int64_t i = 0, count = same ? tensor_count(a) : 0; same && i < count; i++)
        same = close_to(read_at(a, i), read_at(b, i), 1e-9);
    return same;
}

// The same numbers in another order of memory give the same results.
static void check_layout(Runtime *runtime, const Overload *overload)
{
    Sample plain = {.runtime = runtime, .overload = overload, .dtype = DTYPE_FLOAT64},
           turned = {.runtime = runtime, .overload = overload, .dtype = DTYPE_FLOAT64, .shaping = SHAPE_TURNED};
    run(&plain);
    run(&turned);
    for (int i = 0; plain.done && turned.done && !is_irregular(overload->name) && i < overload->result_count; i++) {
        const Tensor *a = result_of(&plain, i), *b = result_of(&turned, i);
        if (a && b && !same_numbers(a, b)) {
            print_error("%s: result %d depends on strides\n", overload->name, i);
            fail();
        }
    }
    finish(&plain);
    finish(&turned);
}

// The result as one number, each element weighed.
static double weighed(const Tensor *result)
{
    double sum = 0;
    for (int64_t i = 0, count = tensor_count(result); i < count; i++)
        sum += read_at(result, i) * number_at(77, i);
    return sum;
}

// How the weighed result moves as all inputs move along a direction.
static bool difference(Runtime *runtime, const Overload *overload, double *slope)
{
    double values[2];
    for (int side = 0; side < 2; side++) {
        Sample sample = {.runtime = runtime, .overload = overload, .dtype = DTYPE_FLOAT64};
        for (int i = 0; i < overload->parameter_count; i++)
            sample.arguments[i] = make_argument(&sample, &overload->parameters[i], i);
        for (int t = 0; t < sample.made_count; t++)
            for (int64_t i = 0; i < SIZE * SIZE; i++) {
                Tensor *tensor = sample.made[t];
                double before = scalar_to_float(tensor_read(tensor, i)), step = side ? 1e-6 : -1e-6;
                tensor_write(tensor, i, scalar_float(before + step * number_at(55 + (unsigned)t, i)));
            }
        sample.done = overload->call(runtime, sample.arguments, sample.results);
        const Tensor *result = result_of(&sample, 0);
        values[side] = result ? weighed(result) : NAN;
        if (!sample.done)
            raised(&sample);
        finish(&sample);
    }
    *slope = (values[1] - values[0]) / 2e-6;
    return isfinite(*slope);
}

// The weighed result's gradients of the tensors that were made; false where it has none.
static bool run_backward(Sample *sample, Tensor *result, Tensor **gradients)
{
    Runtime *runtime = sample->runtime;
    Tensor *leaves[MOST_ARGUMENTS + 2], *weights;
    int count = 0;
    for (int t = 0; t < sample->made_count; t++)
        if (autograd_requires_grad(sample->made[t]))
            leaves[count++] = sample->made[t];
    if (!result || !count || !autograd_requires_grad(result))
        return false;
    bool done = false;
    if ((weights = tensor_empty(runtime, result->rank, result->sizes, result->dtype, result->device))) {
        for (int64_t i = 0, elements = tensor_stored_count(weights); i < elements; i++)
            tensor_write(weights, i, scalar_float(number_at(77, i)));
        BackwardRequest request = {&result, &weights, 1, leaves, count, false, false, false, true};
        done = engine_run(runtime, &request, gradients);
    }
    if (!done)
        raised(sample);
    tensor_release(weights);
    return done;
}

// Runs a sample and the way back.
static void run_both_ways(Sample *sample)
{
    Tensor *gradients[MOST_ARGUMENTS + 2] = {0};
    sample->recorded = true;
    run(sample);
    if (run_backward(sample, (Tensor *)result_of(sample, 0), gradients))
        for (int t = 0; t < sample->made_count; t++)
            tensor_release(gradients[t]);
    finish(sample);
}

// The same by the backward pass; false where the operator has no gradient here.
static bool gradient(Runtime *runtime, const Overload *overload, double *slope)
{
    Sample sample = {.runtime = runtime, .overload = overload, .dtype = DTYPE_FLOAT64, .recorded = true};
    Tensor *gradients[MOST_ARGUMENTS + 2] = {0};
    run(&sample);
    Tensor *result = (Tensor *)result_of(&sample, 0);
    bool done = result && result->dtype == DTYPE_FLOAT64 && run_backward(&sample, result, gradients);
    *slope = 0;
    for (int t = 0; done && t < sample.made_count; t++) {
        for (int64_t i = 0; gradients[t] && i < SIZE * SIZE; i++)
            *slope += read_at(gradients[t], i) * number_at(55 + (unsigned)t, i);
        tensor_release(gradients[t]);
    }
    finish(&sample);
    return done;
}

static int check_gradient(Runtime *runtime, const Overload *overload)
{
    double exact, near;
    if (is_irregular(overload->name) || is_partial(overload->name) || overload->result_types[0] != OP_TENSOR ||
        !gradient(runtime, overload, &exact) || !difference(runtime, overload, &near))
        return 0;
    if (close_to(near, exact, 1e-4))
        return 1;
    print_error("%s: gradient %g, by differences %g\n", overload->name, exact, near);
    return -1;
}

static void check_dtypes_and_shapes(Runtime *runtime, const Overload *overload)
{
    for (int dtype = 0; dtype < DTYPE_COUNT; dtype++)
        for (int shaping = 0; shaping < (dtype == DTYPE_FLOAT32 ? SHAPE_COUNT : SHAPE_VAST); shaping++) {
            Sample sample = {.runtime = runtime, .overload = overload, .dtype = (DType)dtype, .shaping = shaping};
            run(&sample);
            finish(&sample);
        }
}

// Numbers of all sizes where a dimension, a size or a count is expected.
static void check_numbers(Runtime *runtime, const Overload *overload)
{
    for (int choice = 1; choice < (int)COUNT_OF(choices); choice++)
        for (int shaping = 0; shaping < SHAPE_VAST; shaping++) {
            Sample sample = {.runtime = runtime,
                             .overload = overload,
                             .dtype = shaping % 2 ? DTYPE_INT64 : DTYPE_FLOAT32,
                             .shaping = (Shaping)shaping,
                             .choice = choice};
            run(&sample);
            finish(&sample);
        }
}

static void check_no_data(const Sample *sample)
{
    for (int i = 0; i < sample->overload->result_count; i++) {
        const Tensor *result = result_of(sample, i);
        if (result && sample->made_count && result->device != DEVICE_META) {
            print_error("%s (%s, %d): result %d has data\n", sample->overload->name, dtype_name(sample->dtype),
                        (int)sample->shaping, i);
            fail();
        }
    }
}

// Tensors without data: the results have none either.
static void check_meta(Runtime *runtime, const Overload *overload)
{
    static const DType dtypes[][2] = {{DTYPE_FLOAT32, DTYPE_FLOAT32},
                                      {DTYPE_INT64, DTYPE_INT64},
                                      {DTYPE_COMPLEX64, DTYPE_COMPLEX64},
                                      {DTYPE_FLOAT32, DTYPE_INT64},
                                      {DTYPE_FLOAT32, DTYPE_BOOL}};
    for (int i = 0; i < (int)(COUNT_OF(dtypes) * SHAPE_COUNT); i++) {
        Sample sample = {.runtime = runtime,
                         .overload = overload,
                         .dtype = dtypes[i / SHAPE_COUNT][0],
                         .next_dtype = dtypes[i / SHAPE_COUNT][1],
                         .paired = true,
                         .device = DEVICE_META,
                         .next_device = DEVICE_META,
                         .shaping = (Shaping)(i % SHAPE_COUNT)};
        run(&sample);
        check_no_data(&sample);
        finish(&sample);
        run_both_ways(&sample);
    }
}

// Tensors with and without data in one call.
static void check_mixed_devices(Runtime *runtime, const Overload *overload)
{
    for (int i = 0; i < 4 * SHAPE_EXPANDED; i++) {
        Sample sample = {.runtime = runtime,
                         .overload = overload,
                         .dtype = DTYPE_FLOAT32,
                         .next_dtype = i & 1 ? DTYPE_FLOAT32 : DTYPE_INT64,
                         .paired = true,
                         .device = i & 2 ? DEVICE_META : DEVICE_CPU,
                         .next_device = i & 2 ? DEVICE_CPU : DEVICE_META,
                         .shaping = (Shaping)(i / 4)};
        run(&sample);
        finish(&sample);
        run_both_ways(&sample);
    }
}

// Numbers of another dtype than the first tensor's: targets and places.
static void check_pairs(Runtime *runtime, const Overload *overload)
{
    static const DType dtypes[] = {DTYPE_INT64, DTYPE_BOOL, DTYPE_FLOAT64};
    for (int i = 0; i < (int)(COUNT_OF(dtypes) * SHAPE_VAST); i++) {
        Sample sample = {.runtime = runtime,
                         .overload = overload,
                         .dtype = DTYPE_FLOAT32,
                         .next_dtype = dtypes[i / SHAPE_VAST],
                         .paired = true,
                         .shaping = (Shaping)(i % SHAPE_VAST)};
        run(&sample);
        finish(&sample);
        if (sample.shaping < SHAPE_EXPANDED)
            run_both_ways(&sample);
    }
}

typedef void Visit(Runtime *runtime, const Overload *overload, int *counts);

// Long loops are cut short, as a session's are.
static bool no_time(Runtime *runtime)
{
    error_raise(runtime->error, ERROR_LIMIT_EXCEEDED, "the time limit was reached");
    return false;
}

static void visit_all(Runtime *runtime, Visit *visit, int *counts)
{
    for (int space = 0; space < OPERATOR_SPACE_COUNT; space++) {
        size_t count;
        const Operator *table = operator_table((OperatorSpace)space, &count);
        for (size_t i = 0; i < count; i++)
            for (int j = 0; j < table[i].overload_count; j++) {
                const Overload *overload = table[i].overloads[j];
                if (overload->call && overload->parameter_count <= MOST_ARGUMENTS &&
                    overload->result_count <= MOST_RESULTS &&
                    !strstr(overload->name, "source_Storage")) // no sample stands for a storage
                    visit(runtime, overload, counts);
            }
    }
}

static void visit_samples(Runtime *runtime, const Overload *overload, int *counts)
{
    check_dtypes_and_shapes(runtime, overload);
    check_pairs(runtime, overload);
    check_numbers(runtime, overload);
    check_layout(runtime, overload);
    counts[0]++;
}

static void visit_meta(Runtime *runtime, const Overload *overload, int *counts)
{
    check_meta(runtime, overload);
    check_mixed_devices(runtime, overload);
    counts[0]++;
}

static void visit_gradients(Runtime *runtime, const Overload *overload, int *counts)
{
    int found = check_gradient(runtime, overload);
    counts[found > 0 ? 0 : 1] += found != 0;
}

// ---- The table of dtypes ----

// The dtypes with which an operator gives results, over operands that have elements; 0 where no sample fits it.
static uint32_t dtypes_of(Runtime *runtime, const Overload *overload)
{
    uint32_t accepted = 0;
    for (int dtype = 0; dtype < DTYPE_COUNT; dtype++)
        for (int shaping = 0; shaping <= SHAPE_ROWS && !(accepted >> dtype & 1); shaping++) {
            Sample sample = {.runtime = runtime, .overload = overload, .dtype = (DType)dtype, .shaping = shaping};
            if (shaping == SHAPE_EMPTY)
                continue;
            run(&sample);
            accepted |= (uint32_t)sample.done << dtype;
            finish(&sample);
        }
    return accepted;
}

static bool takes_tensors(const Overload *overload)
{
    for (int i = 0; i < overload->parameter_count; i++) {
        const Parameter *p = &overload->parameters[i];
        if ((p->type == OP_TENSOR || p->type == OP_TENSOR_LIST) && !p->is_out)
            return true;
    }
    return false;
}

// "bool int float complex": whole groups by their names, parts of one by those of their types.
static void write_dtypes(FILE *file, uint32_t dtypes)
{
    static const struct {
        const char *name;
        uint32_t members;
    } groups[] = {{"bool", DTYPE_BIT(BOOL)},
                  {"int", DTYPES_INTEGER},
                  {"half", DTYPES_HALF},
                  {"float", DTYPE_BIT(FLOAT32) | DTYPE_BIT(FLOAT64)},
                  {"complex", DTYPES_COMPLEX}};
    const char *space = "";
    for (size_t i = 0; i < COUNT_OF(groups); i++) {
        uint32_t members = dtypes & groups[i].members;
        bool whole = members == groups[i].members;
        if (whole)
            fprintf(file, "%s%s", space, groups[i].name);
        for (int dtype = 0; !whole && dtype < DTYPE_COUNT; dtype++)
            if (members >> dtype & 1) {
                fprintf(file, "%s%s", space, dtype_name((DType)dtype));
                space = " ";
            }
        if (members)
            space = " ";
    }
}

static FILE *table;      // what is measured
static char *table_text; // what it holds when it is flushed

static void visit_dtypes(Runtime *runtime, const Overload *overload, int *counts)
{
    char row[128];
    snprintf(row, sizeof row, "OP_DTYPES(\"%s\", ", overload->name);
    fflush(table);
    uint32_t accepted = takes_tensors(overload) && !strstr(table_text, row) ? dtypes_of(runtime, overload) : 0;
    if (!accepted)
        return;
    fprintf(table, "%s\"", row);
    write_dtypes(table, accepted);
    fputs("\")\n", table);
    counts[0]++;
}

static void limit(Runtime *runtime)
{
    runtime->memory->limit_bytes = 64 << 20;
    runtime->poll = no_time;
}

static void every_operator_takes_samples_or_refuses_them(void **state)
{
    limit(*state);
    int counts[2] = {0};
    visit_all(*state, visit_samples, counts);
    assert_true(counts[0] > 1000);
}

static void every_operator_takes_tensors_without_data_or_refuses_them(void **state)
{
    limit(*state);
    int counts[2] = {0};
    visit_all(*state, visit_meta, counts);
    assert_true(counts[0] > 1000);
}

static void gradients_agree_with_differences(void **state)
{
    int counts[2] = {0};
    visit_all(*state, visit_gradients, counts);
    print_message("%d gradients agree, %d do not\n", counts[0], counts[1]);
    assert_true(counts[0] > 500);
    assert_int_equal(counts[1], 0);
}

// grammar/op_dtypes.def is what is measured. With the name of a file as its argument the program writes it there.
static const char TABLE[] = "grammar/op_dtypes.def";
static const char *written_table;

static void table_of_dtypes_is_what_operators_accept(void **state)
{
    limit(*state);
    int counts[2] = {0};
    size_t size = 0;
    table = open_memstream(&table_text, &size);
    assert_non_null(table);
    fputs("// The dtypes with which each operator gives a result, for docs/operators.md: measured over the samples of\n"
          "// tests/unit/test_ops_samples.c, which writes this file (build/tests/test_ops_samples FILE). An operator "
          "that "
          "no\n// sample fits, or that takes no tensor, has no row.\n",
          table);
    visit_all(*state, visit_dtypes, counts);
    fclose(table);
    FILE *file = fopen(written_table ? written_table : TABLE, written_table ? "w" : "r");
    assert_non_null(file);
    char *known = calloc(1, size + 2);
    if (written_table)
        assert_int_equal(fwrite(table_text, 1, size, file), size);
    else
        assert_int_equal(fread(known, 1, size + 1, file), size);
    fclose(file);
    if (!written_table && strcmp(known, table_text) != 0)
        fail_msg("%s is outdated: build/tests/test_ops_samples %s", TABLE, TABLE);
    free(known);
    free(table_text);
}

int main(int argc, char **argv)
{
    written_table = argc > 1 ? argv[1] : NULL;
    const struct CMUnitTest tests[] = {
        runtime_test(every_operator_takes_samples_or_refuses_them),
        runtime_test(every_operator_takes_tensors_without_data_or_refuses_them),
        runtime_test(gradients_agree_with_differences),
        runtime_test(table_of_dtypes_is_what_operators_accept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
