// Message digests: MD5 (RFC 1321), SHA-1, SHA-2 (FIPS 180-4), SHA-3 (FIPS 202).
#ifndef LIB_HASH_DIGEST_H
#define LIB_HASH_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum DigestKind {
    DIGEST_MD5,
    DIGEST_SHA1,
    DIGEST_SHA224,
    DIGEST_SHA256,
    DIGEST_SHA384,
    DIGEST_SHA512,
    DIGEST_SHA3_224,
    DIGEST_SHA3_256,
    DIGEST_SHA3_384,
    DIGEST_SHA3_512,
    DIGEST_COUNT,
} DigestKind;

/// A digest under way.
typedef struct Digest {
    DigestKind kind;
    union {
        uint32_t words[8];      // MD5, SHA-1, SHA-224 and SHA-256
        uint64_t quadwords[25]; // the others
    };
    unsigned char block[144]; // bytes that do not fill a block yet
    size_t used;
    uint64_t total; // bytes so far
} Digest;

/// "sha256", the bytes of a digest and of a block.
const char *digest_name(DigestKind kind);
size_t digest_size(DigestKind kind);
size_t digest_block_size(DigestKind kind);

void digest_start(Digest *digest, DigestKind kind);
void digest_update(Digest *digest, const unsigned char *bytes, size_t length);
/// Writes digest_size() bytes. The digest is used up: copy it first to go on.
void digest_finish(Digest *digest, unsigned char *out);

#endif
