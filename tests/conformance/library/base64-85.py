# Base32 with the hexadecimal alphabet, base85, ZeroMQ's and Ascii85.
import base64

samples = [b"", b"a", b"ab", b"abc", b"abcd", b"hello world", bytes(8), b"    x", bytes(range(256))]
for name in "b32", "b32hex", "b85", "z85", "a85":
    encode, decode = getattr(base64, name + "encode"), getattr(base64, name + "decode")
    for sample in samples:
        text = encode(sample)
        print(name, text[:60], decode(text) == sample)
print(base64.b85encode(b"abcde", pad=True), base64.a85encode(b"abcde", pad=True))
print(base64.a85encode(bytes(range(30)), wrapcol=10), base64.a85encode(b"    " * 3, foldspaces=True))
print(base64.a85encode(bytes(range(30)), wrapcol=7, adobe=True), base64.a85encode(b"", adobe=True))
print(base64.a85decode(b"<~87cUR D]i,\"~>", adobe=True), base64.a85decode("y", foldspaces=True))
print(base64.b32decode("M1023456", map01="I"), base64.b32decode("me======", casefold=True))


def attempt(function, *values, **keywords):
    try:
        print(function(*values, **keywords))
    except Exception as error:
        print(function.__name__, type(error).__name__, error)


attempt(base64.b85decode, b"abc d")
attempt(base64.b85decode, b"~~~~~")
attempt(base64.z85decode, b"ab\"cd")
attempt(base64.z85decode, b"#####")
attempt(base64.a85decode, b"abcz")
attempt(base64.a85decode, b"s8W-\"")
attempt(base64.a85decode, b"ab{c")
attempt(base64.a85decode, b"abc", adobe=True)
attempt(base64.b32hexdecode, b"ZZZZZZZZ")
attempt(base64.b32hexdecode, b"abc")
attempt(base64.b85encode, "text")
attempt(base64.b85decode, "é")
