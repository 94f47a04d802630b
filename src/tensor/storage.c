#include <string.h>

#include "tensor/tensor.h"

// Beyond this no machine that runs the program gives memory; PyTorch's allocator says so in these words.
static const size_t LARGEST_ALLOCATION = (size_t)1 << 36;

static bool refuse_bytes(Runtime *runtime, size_t bytes)
{
    error_raise(
        runtime->error, ERROR_RUNTIME_ERROR,
        "[enforce fail at alloc_cpu.cpp:118] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to "
        "allocate %zu bytes. Error code 12 (Cannot allocate memory)",
        bytes);
    return false;
}

Storage *storage_new(Runtime *runtime, size_t bytes, bool zero)
{
    size_t limit = runtime->memory->limit_bytes; // what it alone forbids is the program's mistake
    if (UNLIKELY(bytes > LARGEST_ALLOCATION || (limit && bytes > limit))) {
        (void)refuse_bytes(runtime, bytes);
        return NULL;
    }
    Storage *storage = mem_alloc(runtime->memory, sizeof *storage);
    if (!storage)
        return NULL;
    *storage = (Storage){.references = 1, .runtime = runtime, .bytes = bytes, .capacity = bytes, .resizable = true};
    if (bytes > 0) {
        storage->data = zero ? mem_alloc_zero(runtime->memory, bytes) : mem_alloc(runtime->memory, bytes);
        if (!storage->data) {
            mem_free(runtime->memory, storage, sizeof *storage);
            return NULL;
        }
    }
    return storage;
}

// What a borrower shows of its lender.
static void look_at_lender(Storage *storage)
{
    storage->data = storage->lender->data;
    storage->bytes = storage->lender->bytes;
    storage->resizable = storage->lender->resizable;
}

Storage *storage_share(Storage *storage)
{
    Storage *lender = storage_owner(storage);
    Storage *result = storage_new(storage->runtime, 0, false);
    if (!result)
        return NULL;
    result->lender = storage_retain(lender);
    link_add(&result->link, &lender->borrowers);
    look_at_lender(result);
    return result;
}

bool storage_same(Storage *a, Storage *b)
{
    return storage_owner(a) == storage_owner(b);
}

Storage *storage_retain(Storage *storage)
{
    storage->references++;
    return storage;
}

static void give_back(Storage *borrower)
{
    link_remove(&borrower->link);
    storage_release(borrower->lender);
}

void storage_release(Storage *storage)
{
    if (!storage || --storage->references > 0)
        return;
    if (storage->lender)
        give_back(storage);
    else if (storage->release)
        storage->release(storage->owner);
    else if (storage->data)
        mem_free(storage->runtime->memory, storage->data, storage->capacity);
    mem_free(storage->runtime->memory, storage, sizeof *storage);
}

// Moves the bytes to a larger allocation.
static bool grow(Storage *storage, size_t bytes)
{
    Runtime *runtime = storage->runtime;
    char *data = mem_alloc_zero(runtime->memory, bytes);
    if (!data)
        return false;
    if (storage->data) {
        memcpy(data, storage->data, storage->bytes);
        mem_free(runtime->memory, storage->data, storage->capacity);
    }
    storage->data = data;
    storage->capacity = bytes;
    return true;
}

bool storage_resize(Storage *storage, size_t bytes)
{
    Runtime *runtime = storage->runtime;
    if (storage->lender)
        return storage_resize(storage->lender, bytes);
    if (!storage->resizable) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Trying to resize storage that is not resizable");
        return false;
    }
    if (bytes > LARGEST_ALLOCATION)
        return refuse_bytes(runtime, bytes);
    // A smaller storage keeps its allocation: tensors that reach further still read memory of their own.
    if (bytes > storage->bytes && storage->data && bytes <= storage->capacity)
        memset((char *)storage->data + storage->bytes, 0, bytes - storage->bytes);
    else if (bytes > storage->bytes && !grow(storage, bytes))
        return false;
    storage->bytes = bytes;
    for (Link *borrower = storage->borrowers; borrower; borrower = borrower->next)
        look_at_lender((Storage *)borrower);
    return true;
}
