# What may be assigned to a slice of a bytearray.
for value in [b"ZZ", [1, 2, 3], bytearray(b""), range(2), "a", 5, 1.5, [300], [-1], ["a"]]:
    array = bytearray(b"abcdef")
    try:
        array[1:3] = value
        print(repr(value), array)
    except Exception as error:
        print(repr(value), type(error).__name__, error)
