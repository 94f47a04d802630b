// _hashlib: digest objects.
#include <string.h>

#include "lib/hash_digest.h"
#include "lib/support.h"
#include "object/bytes.h"

typedef struct Hash {
    Object head;
    Digest digest;
} Hash;

static Hash *hash_of(Value v)
{
    return (Hash *)v.object;
}

static bool update(Interp *interp, Value self, Value data)
{
    const unsigned char *bytes;
    size_t length;
    if (support_is(interp, data, TYPE_STR)) {
        raise_type_error(interp, "Strings must be encoded before hashing");
        return false;
    }
    if (!support_bytes(interp, data, &bytes, &length)) {
        if (exception_catch(interp, ERROR_TYPE_ERROR))
            raise_type_error(interp, "object supporting the buffer API required");
        return false;
    }
    digest_update(&hash_of(self)->digest, bytes, length);
    return true;
}

NATIVE(hash_update, "update(self, obj, /)", "Adds bytes to the text.")
{
    return update(interp, arg[0], arg[1]) ? VALUE_NONE : VALUE_ERROR;
}
NATIVE(hash_digest, "digest(self, /)", "Returns the digest of the text so far.")
{
    Digest copy = hash_of(arg[0])->digest;
    unsigned char out[64];
    digest_finish(&copy, out);
    return bytes_new(interp, (char *)out, digest_size(copy.kind));
}
NATIVE(hash_hexdigest, "hexdigest(self, /)", "Returns the digest in hexadecimal digits.")
{
    Digest copy = hash_of(arg[0])->digest;
    unsigned char out[64];
    char text[129];
    digest_finish(&copy, out);
    size_t size = digest_size(copy.kind);
    for (size_t i = 0; i < size; i++) {
        text[2 * i] = "0123456789abcdef"[out[i] >> 4];
        text[2 * i + 1] = "0123456789abcdef"[out[i] & 15];
    }
    return str_new(interp, text, 2 * size);
}
NATIVE(hash_copy, "copy(self, /)", "Returns an independent copy.")
{
    Hash *copy = object_new(interp, arg[0].object->type, sizeof *copy);
    if (!copy)
        return VALUE_ERROR;
    copy->digest = hash_of(arg[0])->digest;
    return value_from_object(copy);
}

static Value get_name(Interp *interp, Value self)
{
    return str_from_string(interp, digest_name(hash_of(self)->digest.kind));
}
static Value get_size(UNUSED Interp *interp, Value self)
{
    return value_from_int((int64_t)digest_size(hash_of(self)->digest.kind));
}
static Value get_block_size(UNUSED Interp *interp, Value self)
{
    return value_from_int((int64_t)digest_block_size(hash_of(self)->digest.kind));
}
static Value hash_repr(Interp *interp, Value self)
{
    return str_from_format(interp, "<%s _hashlib.HASH object @ %p>", digest_name(hash_of(self)->digest.kind),
                           (void *)self.object);
}

static const NativeSpec *const METHODS[] = {
    &hash_update_native, &hash_digest_native, &hash_hexdigest_native, &hash_copy_native, NULL,
};
static const GetSetSpec GETSETS[] = {
    {"name", "The name of the algorithm.", get_name, NULL},
    {"digest_size", "The bytes of a digest.", get_size, NULL},
    {"block_size", "The bytes of a block.", get_block_size, NULL},
    {NULL, NULL, NULL, NULL},
};
const TypeSpec type_spec_HASH = {
    .name = "_hashlib.HASH",
    .doc = "A digest under way.",
    .id = TYPE_HASH,
    .size = sizeof(Hash),
    .flags = TYPE_FLAG_NO_NEW,
    .slots = {.repr = hash_repr},
    .methods = METHODS,
    .getsets = GETSETS,
};

static Value make(Interp *interp, DigestKind kind, Value data)
{
    Hash *hash = object_new(interp, interp->types[TYPE_HASH], sizeof *hash);
    if (!hash)
        return VALUE_ERROR;
    Value result = value_from_object(hash);
    digest_start(&hash->digest, kind);
    if (value_is_unset(data) || update(interp, result, data))
        return result;
    value_drop(result);
    return VALUE_ERROR;
}

#define HASH_FUNCTION(name, kind)                                                                                      \
    NATIVE(hash_##name, #name "(string=..., *, usedforsecurity=True)", "Starts a " #name " digest.")                   \
    {                                                                                                                  \
        return make(interp, kind, arg[0]);                                                                             \
    }
HASH_FUNCTION(md5, DIGEST_MD5)
HASH_FUNCTION(sha1, DIGEST_SHA1)
HASH_FUNCTION(sha224, DIGEST_SHA224)
HASH_FUNCTION(sha256, DIGEST_SHA256)
HASH_FUNCTION(sha384, DIGEST_SHA384)
HASH_FUNCTION(sha512, DIGEST_SHA512)
HASH_FUNCTION(sha3_224, DIGEST_SHA3_224)
HASH_FUNCTION(sha3_256, DIGEST_SHA3_256)
HASH_FUNCTION(sha3_384, DIGEST_SHA3_384)
HASH_FUNCTION(sha3_512, DIGEST_SHA3_512)

static const NativeSpec *const FUNCTIONS[] = {
    &hash_md5_native,
    &hash_sha1_native,
    &hash_sha224_native,
    &hash_sha256_native,
    &hash_sha384_native,
    &hash_sha512_native,
    &hash_sha3_224_native,
    &hash_sha3_256_native,
    &hash_sha3_384_native,
    &hash_sha3_512_native,
    NULL,
};
static const TypeSpec *const TYPES[] = {&type_spec_HASH, NULL};

static bool fill(Interp *interp, Value module)
{
    return support_add_types(interp, module, TYPES);
}

const ModuleSpec module_spec__hashlib = {
    .name = "_hashlib",
    .doc = "Message digests.",
    .functions = FUNCTIONS,
    .fill = fill,
};
