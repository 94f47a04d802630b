// torch.Generator and the functions that seed the default one.
#include "lib/torch/seeding.h"

#include <ctype.h>
#include <string.h>

#include "lib/torch/objects.h"
#include "lib/torch/tensor_object.h"
#include "object/float.h"
#include "object/gc.h"
#include "object/int.h"
#include "object/operate.h"
#include "object/str.h"

Value generator_to_value_take(Interp *interp, Generator *generator)
{
    if (!generator)
        return VALUE_ERROR;
    GeneratorObject *object = object_new(interp, torch_of(interp)->types[TORCH_TYPE_GENERATOR], sizeof *object);
    if (!object) {
        generator_release(generator);
        return VALUE_ERROR;
    }
    object->generator = generator;
    return value_from_object(object);
}

Value seeding_default_generator(Interp *interp)
{
    Torch *torch = torch_of(interp);
    if (torch->default_generator.tag != TAG_OBJECT) {
        Value made = generator_to_value_take(interp, generator_retain(torch->runtime.generator));
        if (value_is_error(made))
            return made;
        torch->default_generator = made;
    }
    return value_keep(torch->default_generator);
}

/// Generators live on the CPU: another device raises RuntimeError, with its type in capitals.
static bool check_device(Interp *interp, Value v)
{
    Value parsed = device_parse(interp, v);
    if (value_is_error(parsed))
        return false;
    const DeviceObject *device = (const DeviceObject *)parsed.object;
    char type[sizeof device->type] = "";
    for (size_t i = 0; i + 1 < sizeof type && device->type[i]; i++)
        type[i] = (char)toupper((unsigned char)device->type[i]);
    value_drop(parsed);
    if (strcmp(type, "CPU") == 0)
        return true;
    value_raise(interp, ERROR_RUNTIME_ERROR, "Device type %s is not supported for torch.Generator() api.", type);
    return false;
}

static Value generator_construct(Interp *interp, UNUSED Type *type, const Arguments *arguments)
{
    Value bound[1];
    if (!native_bind(interp, "Generator(device='cpu')", arguments, bound) || !check_device(interp, bound[0]))
        return VALUE_ERROR;
    return generator_to_value_take(interp, generator_new(runtime_of(interp), GENERATOR_DEFAULT_SEED));
}

static void generator_destroy(UNUSED Interp *interp, Object *self)
{
    GeneratorObject *object = (GeneratorObject *)self;
    if (object->generator)
        generator_release(object->generator);
    object->generator = NULL;
}

/// A seed: any int of 64 bits; a negative one counts from 2**64.
static bool seed_from_value(Interp *interp, Value v, uint64_t *seed)
{
    Value type = value_from_object(interp->types[TYPE_INT]), number = value_call_values(interp, type, 1, &v);
    if (value_is_error(number))
        return false;
    int64_t narrow;
    bool ok = true;
    if (int_as_int64(number, &narrow))
        *seed = (uint64_t)narrow;
    else if (!int_as_uint64(number, seed))
        ok = (value_raise(interp, ERROR_RUNTIME_ERROR, "Overflow when unpacking long"), false);
    value_drop(number);
    return ok;
}

NATIVE(generator_manual_seed, "manual_seed(self, seed, /)", "Sets the seed and returns the generator.")
{
    uint64_t seed;
    if (arg[1].tag == TAG_FLOAT || (arg[1].tag == TAG_OBJECT && !int_check(interp, arg[1])))
        return value_raise(interp, ERROR_RUNTIME_ERROR, "manual_seed expected a long, but got %s",
                           value_type_name(interp, arg[1]));
    if (!seed_from_value(interp, arg[1], &seed))
        return VALUE_ERROR;
    generator_seed(generator_of(arg[0]), seed);
    return value_keep(arg[0]);
}

NATIVE(generator_initial_seed_method, "initial_seed(self, /)", "Returns the seed.")
{
    return int_from_uint64(interp, generator_initial_seed(generator_of(arg[0])));
}

NATIVE(generator_seed_method, "seed(self, /)", "Sets a seed that nobody knows and returns it.")
{
    return int_from_uint64(interp, generator_seed_random(generator_of(arg[0])));
}

static Value state_tensor(Interp *interp, const Generator *generator)
{
    Tensor *tensor =
        tensor_empty(runtime_of(interp), 1, (const int64_t[]){GENERATOR_STATE_BYTES}, DTYPE_UINT8, DEVICE_CPU);
    if (tensor)
        generator_get_state(generator, (uint8_t *)tensor_data(tensor));
    return tensor_wrap_take(interp, tensor);
}

static Value set_state(Interp *interp, Generator *generator, Value v)
{
    const Tensor *tensor = tensor_unwrap(interp, v);
    if (!tensor)
        return raise_type_error(interp, "expected a torch.ByteTensor, but got %s", value_type_name(interp, v));
    if (tensor->dtype != DTYPE_UINT8 || !tensor_is_contiguous(tensor))
        return raise_type_error(interp, "expected a torch.ByteTensor, but got torch.Tensor");
    bool ok = generator_set_state(generator, (const uint8_t *)tensor_data(tensor), (size_t)tensor_count(tensor));
    return ok ? VALUE_NONE : VALUE_ERROR;
}

NATIVE(generator_get_state_method, "get_state(self, /)", "Returns the state as a tensor of bytes.")
{
    return state_tensor(interp, generator_of(arg[0]));
}

NATIVE(generator_set_state_method, "set_state(self, state, /)", "Goes back to a state.")
{
    Value done = set_state(interp, generator_of(arg[0]), arg[1]);
    return value_is_error(done) ? done : value_keep(arg[0]);
}

NATIVE(generator_clone_state, "clone_state(self, /)", "Returns another generator in the same state.")
{
    const Generator *from = generator_of(arg[0]);
    Generator *copy = generator_new(runtime_of(interp), generator_initial_seed(from));
    if (!copy)
        return VALUE_ERROR;
    uint8_t state[GENERATOR_STATE_BYTES];
    generator_get_state(from, state);
    if (!generator_set_state(copy, state, sizeof state)) {
        generator_release(copy);
        return VALUE_ERROR;
    }
    return generator_to_value_take(interp, copy);
}

static Value generator_get_device(Interp *interp, UNUSED Value self)
{
    return device_to_value(interp, DEVICE_CPU);
}

static Value generator_repr(Interp *interp, Value self)
{
    return str_from_format(interp, "<torch._C.Generator object at %p>", (void *)self.object);
}

static const NativeSpec *const generator_methods[] = {&generator_manual_seed_native,
                                                      &generator_initial_seed_method_native,
                                                      &generator_seed_method_native,
                                                      &generator_get_state_method_native,
                                                      &generator_set_state_method_native,
                                                      &generator_clone_state_native,
                                                      NULL};
static const GetSetSpec generator_getsets[] = {
    {"device", "Where its numbers are made.", generator_get_device, NULL},
    {NULL},
};

const TypeSpec generator_spec = {
    .name = "torch._C.Generator",
    .doc = "A stream of random numbers.",
    .id = -1,
    .size = sizeof(GeneratorObject),
    .slots = {.new_ = generator_construct, .repr = generator_repr, .destroy = generator_destroy},
    .methods = generator_methods,
    .getsets = generator_getsets,
};

// ---- Functions of torch ----

NATIVE(seeding_manual_seed, "manual_seed(seed)", "Seeds the default generator and returns it.")
{
    uint64_t seed;
    if (!seed_from_value(interp, arg[0], &seed))
        return VALUE_ERROR;
    generator_seed(runtime_of(interp)->generator, seed);
    return seeding_default_generator(interp);
}

NATIVE(seeding_seed, "seed()", "Seeds the default generator with a number that nobody knows; returns it.")
{
    return int_from_uint64(interp, generator_seed_random(runtime_of(interp)->generator));
}

NATIVE(seeding_initial_seed, "initial_seed()", "Returns the seed of the default generator.")
{
    return int_from_uint64(interp, generator_initial_seed(runtime_of(interp)->generator));
}

NATIVE(seeding_get_state, "get_rng_state()", "Returns the state of the default generator.")
{
    return state_tensor(interp, runtime_of(interp)->generator);
}

NATIVE(seeding_set_state, "set_rng_state(new_state)", "Sets the state of the default generator.")
{
    return set_state(interp, runtime_of(interp)->generator, arg[0]);
}

const NativeSpec *const seeding_natives[] = {&seeding_manual_seed_native,  &seeding_seed_native,
                                             &seeding_initial_seed_native, &seeding_get_state_native,
                                             &seeding_set_state_native,    NULL};
