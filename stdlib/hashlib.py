"""Message digests."""

from _hashlib import md5, sha1, sha224, sha256, sha384, sha512, sha3_224, sha3_256, sha3_384, sha3_512

algorithms_guaranteed = {"md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384",
                         "sha3_512", "shake_128", "shake_256", "blake2b", "blake2s"}
algorithms_available = set(algorithms_guaranteed)
_known = {"md5": md5, "sha1": sha1, "sha224": sha224, "sha256": sha256, "sha384": sha384, "sha512": sha512,
          "sha3_224": sha3_224, "sha3_256": sha3_256, "sha3_384": sha3_384, "sha3_512": sha3_512}


def new(name, data=b"", **kwargs):
    """Starts a digest by name."""
    make = _known.get(name.lower().replace("-", "_")) or _known.get(name.lower().replace("-", ""))
    if make is None:
        if name in algorithms_guaranteed:
            from _types import refuse

            refuse(f"hashlib.{name}")
        raise ValueError(f"unsupported hash type {name}")
    return make(data)


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """Derives a key from a password (RFC 8018)."""
    import hmac

    size = new(hash_name).digest_size
    dklen = size if dklen is None else dklen
    key = b""
    block = 0
    while len(key) < dklen:
        block += 1
        part = hmac.digest(password, salt + block.to_bytes(4), hash_name)
        total = int.from_bytes(part)
        for _ in range(iterations - 1):
            part = hmac.digest(password, part, hash_name)
            total ^= int.from_bytes(part)
        key += total.to_bytes(size)
    return key[:dklen]
