// Message digests: the test vectors of RFC 1321, FIPS 180-4 and FIPS 202, and texts around block borders.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lib/hash_digest.h"

static void check(DigestKind kind, const char *text, size_t length, const char *expected)
{
    Digest digest;
    unsigned char out[64];
    char hex[129] = "";
    digest_start(&digest, kind);
    digest_update(&digest, (const unsigned char *)text, length);
    digest_finish(&digest, out);
    for (size_t i = 0; i < digest_size(kind); i++)
        snprintf(hex + 2 * i, 3, "%02x", out[i]);
    assert_string_equal(hex, expected);
}

static void published_vectors(void **state)
{
    (void)state;
    check(DIGEST_MD5, "", 0, "d41d8cd98f00b204e9800998ecf8427e");
    check(DIGEST_MD5, "abc", 3, "900150983cd24fb0d6963f7d28e17f72");
    check(DIGEST_SHA1, "abc", 3, "a9993e364706816aba3e25717850c26c9cd0d89d");
    check(DIGEST_SHA224, "abc", 3, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7");
    check(DIGEST_SHA256, "abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    check(DIGEST_SHA512, "abc", 3,
          "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
          "454d4423643ce80e2a9ac94fa54ca49f");
    check(DIGEST_SHA3_256, "abc", 3, "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532");
}

/// Feeding a text in parts gives the digest of the whole, whatever the parts are.
static void parts_do_not_matter(void **state)
{
    (void)state;
    unsigned char text[300], whole[64], parted[64];
    memset(text, 'x', sizeof text);
    for (int kind = 0; kind < DIGEST_COUNT; kind++) {
        for (size_t cut = 0; cut <= sizeof text; cut += 7) {
            Digest a, b;
            digest_start(&a, (DigestKind)kind);
            digest_update(&a, text, sizeof text);
            digest_finish(&a, whole);
            digest_start(&b, (DigestKind)kind);
            digest_update(&b, text, cut);
            digest_update(&b, text + cut, sizeof text - cut);
            digest_finish(&b, parted);
            assert_memory_equal(whole, parted, digest_size((DigestKind)kind));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_vectors),
        cmocka_unit_test(parts_do_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
