#include "lib/hash_digest.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *name;
    size_t size, block;
} ROWS[DIGEST_COUNT] = {
    [DIGEST_MD5] = {"md5", 16, 64},
    [DIGEST_SHA1] = {"sha1", 20, 64},
    [DIGEST_SHA224] = {"sha224", 28, 64},
    [DIGEST_SHA256] = {"sha256", 32, 64},
    [DIGEST_SHA384] = {"sha384", 48, 128},
    [DIGEST_SHA512] = {"sha512", 64, 128},
    [DIGEST_SHA3_224] = {"sha3_224", 28, 144},
    [DIGEST_SHA3_256] = {"sha3_256", 32, 136},
    [DIGEST_SHA3_384] = {"sha3_384", 48, 104},
    [DIGEST_SHA3_512] = {"sha3_512", 64, 72},
};

const char *digest_name(DigestKind kind)
{
    return ROWS[kind].name;
}
size_t digest_size(DigestKind kind)
{
    return ROWS[kind].size;
}
size_t digest_block_size(DigestKind kind)
{
    return ROWS[kind].block;
}

static uint32_t rotate_left(uint32_t x, int n)
{
    return x << n | x >> (32 - n);
}
static uint32_t rotate_right(uint32_t x, int n)
{
    return x >> n | x << (32 - n);
}
static uint64_t rotate_right64(uint64_t x, int n)
{
    return x >> n | x << (64 - n);
}
static uint64_t rotate_left64(uint64_t x, int n)
{
    return n ? x << n | x >> (64 - n) : x;
}

static uint32_t big_word(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void md5_block(uint32_t *state, const unsigned char *block)
{
    static const int shifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3], words[16];
    for (int i = 0; i < 16; i++)
        words[i] = block[4 * i] | (uint32_t)block[4 * i + 1] << 8 | (uint32_t)block[4 * i + 2] << 16 |
                   (uint32_t)block[4 * i + 3] << 24;
    for (int i = 0; i < 64; i++) {
        // The constants are the sines of 1, 2, 3 ... in fixed point.
        uint32_t constant = (uint32_t)(uint64_t)floor(fabs(sin(i + 1.0)) * 4294967296.0), f;
        int g;
        if (i < 16) {
            f = (b & c) | (~b & d);
            g = i;
        } else if (i < 32) {
            f = (d & b) | (~d & c);
            g = (5 * i + 1) % 16;
        } else if (i < 48) {
            f = b ^ c ^ d;
            g = (3 * i + 5) % 16;
        } else {
            f = c ^ (b | ~d);
            g = 7 * i % 16;
        }
        uint32_t next = b + rotate_left(a + f + constant + words[g], shifts[i / 16][i % 4]);
        a = d;
        d = c;
        c = b;
        b = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
}

static void sha1_block(uint32_t *state, const unsigned char *block)
{
    uint32_t w[80], a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    for (int i = 0; i < 80; i++)
        w[i] = i < 16 ? big_word(block + 4 * i) : rotate_left(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    for (int i = 0; i < 80; i++) {
        uint32_t f, k;
        if (i < 20) {
            f = (b & c) | (~b & d);
            k = 0x5a827999;
        } else if (i < 40) {
            f = b ^ c ^ d;
            k = 0x6ed9eba1;
        } else if (i < 60) {
            f = (b & c) | (b & d) | (c & d);
            k = 0x8f1bbcdc;
        } else {
            f = b ^ c ^ d;
            k = 0xca62c1d6;
        }
        uint32_t next = rotate_left(a, 5) + f + e + k + w[i];
        e = d;
        d = c;
        c = rotate_left(b, 30);
        b = a;
        a = next;
    }
    uint32_t add[5] = {a, b, c, d, e};
    for (int i = 0; i < 5; i++)
        state[i] += add[i];
}

// The fractional parts of the cube roots of the first 80 primes; SHA-256 uses the upper halves of the first 64.
static const uint64_t ROOTS[80] = {
    0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc, 0x3956c25bf348b538,
    0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118, 0xd807aa98a3030242, 0x12835b0145706fbe,
    0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2, 0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235,
    0xc19bf174cf692694, 0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
    0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5, 0x983e5152ee66dfab,
    0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4, 0xc6e00bf33da88fc2, 0xd5a79147930aa725,
    0x06ca6351e003826f, 0x142929670a0e6e70, 0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed,
    0x53380d139d95b3df, 0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
    0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30, 0xd192e819d6ef5218,
    0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8, 0x19a4c116b8d2d0c8, 0x1e376c085141ab53,
    0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8, 0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373,
    0x682e6ff3d6b2b8a3, 0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
    0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b, 0xca273eceea26619c,
    0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178, 0x06f067aa72176fba, 0x0a637dc5a2c898a6,
    0x113f9804bef90dae, 0x1b710b35131c471b, 0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc,
    0x431d67c49c100d4c, 0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817,
};

static void sha256_block(uint32_t *state, const unsigned char *block)
{
    uint32_t w[64], s[8];
    memcpy(s, state, sizeof s);
    for (int i = 0; i < 64; i++) {
        if (i < 16) {
            w[i] = big_word(block + 4 * i);
            continue;
        }
        uint32_t x = w[i - 15], y = w[i - 2];
        w[i] = w[i - 16] + (rotate_right(x, 7) ^ rotate_right(x, 18) ^ x >> 3) + w[i - 7] +
               (rotate_right(y, 17) ^ rotate_right(y, 19) ^ y >> 10);
    }
    for (int i = 0; i < 64; i++) {
        uint32_t e = s[4], a = s[0];
        uint32_t first = s[7] + (rotate_right(e, 6) ^ rotate_right(e, 11) ^ rotate_right(e, 25)) +
                         ((e & s[5]) ^ (~e & s[6])) + (uint32_t)(ROOTS[i] >> 32) + w[i];
        uint32_t second = (rotate_right(a, 2) ^ rotate_right(a, 13) ^ rotate_right(a, 22)) +
                          ((a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]));
        memmove(s + 1, s, 7 * sizeof *s);
        s[4] += first;
        s[0] = first + second;
    }
    for (int i = 0; i < 8; i++)
        state[i] += s[i];
}

static void sha512_block(uint64_t *state, const unsigned char *block)
{
    uint64_t w[80], s[8];
    memcpy(s, state, sizeof s);
    for (int i = 0; i < 80; i++) {
        if (i < 16) {
            w[i] = (uint64_t)big_word(block + 8 * i) << 32 | big_word(block + 8 * i + 4);
            continue;
        }
        uint64_t x = w[i - 15], y = w[i - 2];
        w[i] = w[i - 16] + (rotate_right64(x, 1) ^ rotate_right64(x, 8) ^ x >> 7) + w[i - 7] +
               (rotate_right64(y, 19) ^ rotate_right64(y, 61) ^ y >> 6);
    }
    for (int i = 0; i < 80; i++) {
        uint64_t e = s[4], a = s[0];
        uint64_t first = s[7] + (rotate_right64(e, 14) ^ rotate_right64(e, 18) ^ rotate_right64(e, 41)) +
                         ((e & s[5]) ^ (~e & s[6])) + ROOTS[i] + w[i];
        uint64_t second = (rotate_right64(a, 28) ^ rotate_right64(a, 34) ^ rotate_right64(a, 39)) +
                          ((a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]));
        memmove(s + 1, s, 7 * sizeof *s);
        s[4] += first;
        s[0] = first + second;
    }
    for (int i = 0; i < 8; i++)
        state[i] += s[i];
}

/// The permutation of Keccak-f[1600] (FIPS 202, section 3).
static void keccak(uint64_t *lanes)
{
    uint8_t register_bits = 1; // the shift register of the round constants
    for (int round = 0; round < 24; round++) {
        uint64_t columns[5];
        for (int x = 0; x < 5; x++)
            columns[x] = lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20];
        for (int i = 0; i < 25; i++)
            lanes[i] ^= columns[(i + 4) % 5] ^ rotate_left64(columns[(i + 1) % 5], 1);
        int x = 1, y = 0;
        uint64_t moved = lanes[1];
        for (int t = 0; t < 24; t++) {
            int next = (2 * x + 3 * y) % 5;
            x = y;
            y = next;
            uint64_t swap = lanes[x + 5 * y];
            lanes[x + 5 * y] = rotate_left64(moved, (t + 1) * (t + 2) / 2 % 64);
            moved = swap;
        }
        for (int row = 0; row < 25; row += 5) {
            uint64_t line[5];
            memcpy(line, lanes + row, sizeof line);
            for (int i = 0; i < 5; i++)
                lanes[row + i] = line[i] ^ (~line[(i + 1) % 5] & line[(i + 2) % 5]);
        }
        for (int j = 0; j < 7; j++) {
            if (register_bits & 1)
                lanes[0] ^= (uint64_t)1 << ((1 << j) - 1);
            register_bits = (uint8_t)(register_bits << 1 ^ (register_bits >> 7 ? 0x71 : 0));
        }
    }
}

static void absorb(Digest *digest, const unsigned char *block)
{
    switch (digest->kind) {
    case DIGEST_MD5:
        md5_block(digest->words, block);
        break;
    case DIGEST_SHA1:
        sha1_block(digest->words, block);
        break;
    case DIGEST_SHA224:
    case DIGEST_SHA256:
        sha256_block(digest->words, block);
        break;
    case DIGEST_SHA384:
    case DIGEST_SHA512:
        sha512_block(digest->quadwords, block);
        break;
    default:
        for (size_t i = 0; i < digest_block_size(digest->kind); i++)
            digest->quadwords[i / 8] ^= (uint64_t)block[i] << (8 * (i % 8));
        keccak(digest->quadwords);
        break;
    }
}

void digest_start(Digest *digest, DigestKind kind)
{
    static const uint32_t md[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    static const uint32_t sha224[8] = {0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939,
                                       0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4};
    static const uint32_t sha256[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                       0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    static const uint64_t sha384[8] = {0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939,
                                       0x67332667ffc00b31, 0x8eb44a8768581511, 0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4};
    static const uint64_t sha512[8] = {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
                                       0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};
    *digest = (Digest){.kind = kind};
    if (kind == DIGEST_MD5 || kind == DIGEST_SHA1)
        memcpy(digest->words, md, sizeof md);
    else if (kind == DIGEST_SHA224 || kind == DIGEST_SHA256)
        memcpy(digest->words, kind == DIGEST_SHA224 ? sha224 : sha256, sizeof sha224);
    else if (kind == DIGEST_SHA384 || kind == DIGEST_SHA512)
        memcpy(digest->quadwords, kind == DIGEST_SHA384 ? sha384 : sha512, sizeof sha384);
}

void digest_update(Digest *digest, const unsigned char *bytes, size_t length)
{
    size_t block = digest_block_size(digest->kind);
    digest->total += length;
    while (length > 0) {
        size_t part = block - digest->used < length ? block - digest->used : length;
        memcpy(digest->block + digest->used, bytes, part);
        digest->used += part;
        bytes += part;
        length -= part;
        if (digest->used == block) {
            absorb(digest, digest->block);
            digest->used = 0;
        }
    }
}

/// The last block of SHA-3: a mark behind the text, a mark at the end.
static void finish_sha3(Digest *digest)
{
    size_t block = digest_block_size(digest->kind);
    memset(digest->block + digest->used, 0, block - digest->used);
    digest->block[digest->used] |= 0x06;
    digest->block[block - 1] |= 0x80;
    absorb(digest, digest->block);
}

/// The last block of the others: a mark, zeros, the length in bits.
static void finish_lengthened(Digest *digest)
{
    size_t block = digest_block_size(digest->kind), room = block / 8;
    uint64_t bits = digest->total * 8;
    unsigned char mark = 0x80, zero = 0, length[16] = {0};
    for (size_t i = 0; i < 8; i++)
        length[digest->kind == DIGEST_MD5 ? i : room - 1 - i] = (unsigned char)(bits >> (8 * i));
    digest_update(digest, &mark, 1);
    while (digest->used != block - room)
        digest_update(digest, &zero, 1);
    digest_update(digest, length, room);
}

void digest_finish(Digest *digest, unsigned char *out)
{
    size_t size = digest_size(digest->kind);
    bool sha3 = digest->kind >= DIGEST_SHA3_224, wide = digest->kind >= DIGEST_SHA384 && !sha3;
    if (sha3)
        finish_sha3(digest);
    else
        finish_lengthened(digest);
    for (size_t i = 0; i < size; i++) {
        if (sha3)
            out[i] = (unsigned char)(digest->quadwords[i / 8] >> (8 * (i % 8)));
        else if (wide)
            out[i] = (unsigned char)(digest->quadwords[i / 8] >> (8 * (7 - i % 8)));
        else if (digest->kind == DIGEST_MD5)
            out[i] = (unsigned char)(digest->words[i / 4] >> (8 * (i % 4)));
        else
            out[i] = (unsigned char)(digest->words[i / 4] >> (8 * (3 - i % 4)));
    }
}
