#include "tensor/lstm.h"

#include <string.h>

#include "kernel/gemm.h"
#include "kernel/lstm.h"
#include "tensor/copy.h"

enum { GATES = 4, STATES = GATES + 2 }; // what the workspace holds for each element of h: gates, c, tanh(c)

/// The packed tensors of one call and their sizes.
typedef struct Pass {
    Runtime *runtime;
    Tensor *input, *w_ih, *w_hh, *bias, *h, *c;
    int64_t steps, batch, features, hidden;
    int64_t state; // elements of one state: batch * hidden
    bool reverse;
} Pass;

static float *floats(const Tensor *tensor)
{
    return (float *)(void *)tensor_data(tensor);
}

static void pass_finish(Pass *pass)
{
    Tensor *owned[] = {pass->input, pass->w_ih, pass->w_hh, pass->bias, pass->h, pass->c};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        tensor_release(owned[i]);
}

// The sum of both biases; NULL where there is none or no memory.
static Tensor *join_biases(Runtime *runtime, const Tensor *b_ih, const Tensor *b_hh)
{
    Tensor *left = copy_contiguous_as(b_ih, DTYPE_FLOAT32), *right = copy_contiguous_as(b_hh, DTYPE_FLOAT32);
    Tensor *sum = left && right ? tensor_empty(runtime, 1, b_ih->sizes, DTYPE_FLOAT32, DEVICE_CPU) : NULL;
    for (int64_t i = 0; sum && i < b_ih->sizes[0]; i++)
        floats(sum)[i] = floats(left)[i] + floats(right)[i];
    tensor_release(left);
    tensor_release(right);
    return sum;
}

static bool pass_start(Pass *pass, const LstmLayer *layer)
{
    const Tensor *input = layer->input;
    *pass = (Pass){.runtime = input->runtime,
                   .steps = input->sizes[0],
                   .batch = input->sizes[1],
                   .features = input->sizes[2],
                   .hidden = layer->w_hh->sizes[1],
                   .reverse = layer->reverse};
    pass->state = pass->batch * pass->hidden;
    bool done = (pass->input = copy_contiguous_as(input, DTYPE_FLOAT32)) &&
                (pass->w_ih = copy_contiguous_as(layer->w_ih, DTYPE_FLOAT32)) &&
                (pass->w_hh = copy_contiguous_as(layer->w_hh, DTYPE_FLOAT32)) &&
                (!layer->b_ih || (pass->bias = join_biases(pass->runtime, layer->b_ih, layer->b_hh))) &&
                (pass->h = copy_contiguous_as(layer->h, DTYPE_FLOAT32)) &&
                (pass->c = copy_contiguous_as(layer->c, DTYPE_FLOAT32));
    if (!done)
        pass_finish(pass);
    return done;
}

// Where step number `step` lies in time; and the parts of the workspace that belong to that time.
static int64_t time_of(const Pass *pass, int64_t step)
{
    return pass->reverse ? pass->steps - 1 - step : step;
}
static float *gates_at(const Pass *pass, const Tensor *workspace, int64_t time)
{
    return floats(workspace) + time * GATES * pass->state;
}
static float *cell_at(const Pass *pass, const Tensor *workspace, int64_t time)
{
    return floats(workspace) + (pass->steps * GATES + time) * pass->state;
}
static float *bent_at(const Pass *pass, const Tensor *workspace, int64_t time)
{
    return floats(workspace) + (pass->steps * (GATES + 1) + time) * pass->state;
}

static Tensor *make(const Pass *pass, int rank, int64_t first, int64_t second, int64_t third)
{
    return tensor_empty(pass->runtime, rank, (const int64_t[]){first, second, third}, DTYPE_FLOAT32, DEVICE_CPU);
}

static bool multiply(const Pass *pass, GemmSize size, GemmMatrix a, GemmMatrix b, bool add, float *to)
{
    return gemm_multiply(pass->runtime->memory, DTYPE_FLOAT32, size, scalar_int(1), a, b, scalar_int(add),
                         (GemmMatrix){to, size.n, 1});
}

// Row-major (rows, columns) as it is, and transposed.
static GemmMatrix plain(float *data, int64_t columns)
{
    return (GemmMatrix){data, columns, 1};
}
static GemmMatrix turned(float *data, int64_t columns)
{
    return (GemmMatrix){data, 1, columns};
}

// The weights are multiplied with once a step: (4 * hidden, hidden) is worth turning once.
static Tensor *turn(const Pass *pass, const Tensor *matrix)
{
    int64_t rows = matrix->sizes[0], columns = matrix->sizes[1];
    Tensor *result = make(pass, 2, columns, rows, 0);
    const float *from = floats(matrix);
    for (int64_t j = 0; result && j < columns; j++)
        for (int64_t i = 0; i < rows; i++)
            floats(result)[j * rows + i] = from[i * columns + j];
    return result;
}

static bool run_steps(const Pass *pass, Tensor *turned_hh, const LstmResult *result)
{
    LstmSize rows = {pass->batch, pass->hidden};
    GemmSize size = {pass->batch, GATES * pass->hidden, pass->hidden};
    float *h = floats(pass->h);
    const float *c = floats(pass->c);
    for (int64_t step = 0; step < pass->steps; step++) {
        int64_t time = time_of(pass, step);
        float *gates = gates_at(pass, result->workspace, time), *next = cell_at(pass, result->workspace, time);
        float *out = floats(result->output) + time * pass->state;
        if (!runtime_poll(pass->runtime) ||
            !multiply(pass, size, plain(h, pass->hidden), plain(floats(turned_hh), size.n), true, gates))
            return false;
        lstm_forward(rows, gates, pass->bias ? floats(pass->bias) : NULL, c, next,
                     bent_at(pass, result->workspace, time), out);
        h = out;
        c = next;
    }
    memcpy(floats(result->h), h, (size_t)pass->state * sizeof *h);
    memcpy(floats(result->c), c, (size_t)pass->state * sizeof *c);
    return true;
}

bool lstm_layer_forward(const LstmLayer *layer, LstmResult *result)
{
    Pass pass;
    *result = (LstmResult){0};
    if (!pass_start(&pass, layer))
        return false;
    GemmSize size = {pass.steps * pass.batch, GATES * pass.hidden, pass.features};
    Tensor *weights = turn(&pass, pass.w_hh);
    bool done = weights && (result->output = make(&pass, 3, pass.steps, pass.batch, pass.hidden)) &&
                (result->h = make(&pass, 2, pass.batch, pass.hidden, 0)) &&
                (result->c = make(&pass, 2, pass.batch, pass.hidden, 0)) &&
                (result->workspace = make(&pass, 2, pass.steps, STATES * pass.state, 0)) &&
                multiply(&pass, size, plain(floats(pass.input), pass.features),
                         turned(floats(pass.w_ih), pass.features), false, gates_at(&pass, result->workspace, 0)) &&
                run_steps(&pass, weights, result);
    if (!done)
        lstm_result_free(result);
    tensor_release(weights);
    pass_finish(&pass);
    return done;
}

/// What runs backwards through the steps: the gradients of h and c in `gradients`, those of all gates in `gates`.
typedef struct Backward {
    const Pass *pass;
    const Tensor *workspace, *grad_output;
    Tensor *gates;
    LstmGradients *gradients;
} Backward;

static bool steps_backward(const Backward *run)
{
    const Pass *pass = run->pass;
    LstmSize rows = {pass->batch, pass->hidden};
    GemmSize size = {pass->batch, pass->hidden, GATES * pass->hidden};
    float *grad_h = floats(run->gradients->h), *grad_c = floats(run->gradients->c);
    float *bias = run->gradients->bias ? floats(run->gradients->bias) : NULL;
    for (int64_t step = pass->steps; step-- > 0;) {
        int64_t time = time_of(pass, step);
        const float *c_before =
            step ? cell_at(pass, run->workspace, time_of(pass, step - 1)) : (const float *)floats(pass->c);
        float *gates = gates_at(pass, run->gates, time);
        lstm_backward(rows, gates_at(pass, run->workspace, time), c_before, bent_at(pass, run->workspace, time),
                      floats(run->grad_output) + time * pass->state, grad_h, grad_c, gates, bias);
        if (!runtime_poll(pass->runtime) ||
            !multiply(pass, size, plain(gates, size.k), plain(floats(pass->w_hh), pass->hidden), false, grad_h))
            return false;
    }
    return true;
}

// The gradient of the hidden weights: every step's gates with the state before it.
static bool hidden_weights(const Backward *run, const Tensor *output)
{
    const Pass *pass = run->pass;
    int64_t width = GATES * pass->hidden, first = time_of(pass, 0);
    GemmSize size = {width, pass->hidden, pass->batch}, rest = size;
    rest.k = (pass->steps - 1) * pass->batch;
    float *to = floats(run->gradients->w_hh);
    float *after = gates_at(pass, run->gates, pass->reverse ? 0 : 1);
    float *before = floats(output) + (pass->reverse ? pass->state : 0);
    return multiply(pass, size, turned(gates_at(pass, run->gates, first), width), plain(floats(pass->h), pass->hidden),
                    false, to) &&
           (!rest.k || multiply(pass, rest, turned(after, width), plain(before, pass->hidden), true, to));
}

static bool input_side(const Backward *run)
{
    const Pass *pass = run->pass;
    int64_t width = GATES * pass->hidden, rows = pass->steps * pass->batch;
    float *gates = gates_at(pass, run->gates, 0);
    Tensor *to = run->gradients->input;
    return multiply(pass, (GemmSize){width, pass->features, rows}, turned(gates, width),
                    plain(floats(pass->input), pass->features), false, floats(run->gradients->w_ih)) &&
           (!to || multiply(pass, (GemmSize){rows, pass->features, width}, plain(gates, width),
                            plain(floats(pass->w_ih), pass->features), false, floats(to)));
}

static Tensor *private_copy(const Pass *pass, const Tensor *tensor)
{
    Tensor *packed = copy_contiguous_as(tensor, DTYPE_FLOAT32);
    Tensor *copy = packed ? make(pass, 2, pass->batch, pass->hidden, 0) : NULL;
    if (copy)
        memcpy(floats(copy), floats(packed), (size_t)pass->state * sizeof(float));
    tensor_release(packed);
    return copy;
}

bool lstm_layer_backward(const LstmLayer *layer, const Tensor *output, const Tensor *workspace,
                         const Tensor *grad_output, const Tensor *grad_h, const Tensor *grad_c, bool want_input,
                         LstmGradients *gradients)
{
    Pass pass;
    *gradients = (LstmGradients){0};
    if (!pass_start(&pass, layer))
        return false;
    int64_t width = GATES * pass.hidden;
    Tensor *gates = make(&pass, 2, pass.steps * pass.batch, width, 0);
    Tensor *grad = copy_contiguous_as(grad_output, DTYPE_FLOAT32), *states = copy_contiguous_as(output, DTYPE_FLOAT32);
    Backward run = {&pass, workspace, grad, gates, gradients};
    bool done = gates && grad && states && (gradients->h = private_copy(&pass, grad_h)) &&
                (gradients->c = private_copy(&pass, grad_c)) &&
                (gradients->w_ih = make(&pass, 2, width, pass.features, 0)) &&
                (gradients->w_hh = make(&pass, 2, width, pass.hidden, 0)) &&
                (!want_input || (gradients->input = make(&pass, 3, pass.steps, pass.batch, pass.features))) &&
                (!pass.bias || (gradients->bias = tensor_zeros(pass.runtime, 1, &width, DTYPE_FLOAT32, DEVICE_CPU))) &&
                steps_backward(&run) && hidden_weights(&run, states) && input_side(&run);
    if (!done)
        lstm_gradients_free(gradients);
    tensor_release(gates);
    tensor_release(grad);
    tensor_release(states);
    pass_finish(&pass);
    return done;
}

void lstm_result_free(LstmResult *result)
{
    tensor_release(result->output);
    tensor_release(result->h);
    tensor_release(result->c);
    tensor_release(result->workspace);
    *result = (LstmResult){0};
}

void lstm_gradients_free(LstmGradients *gradients)
{
    Tensor *owned[] = {gradients->input, gradients->w_ih, gradients->w_hh, gradients->bias, gradients->h, gradients->c};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        tensor_release(owned[i]);
    *gradients = (LstmGradients){0};
}
