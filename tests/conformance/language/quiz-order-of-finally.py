def answer():
    try:
        return "try"
    finally:
        print("finally")


def swallowed():
    try:
        raise ValueError("a")
    except ValueError as error:
        raise KeyError("b") from error
    finally:
        return "swallowed"


def loop():
    for i in range(3):
        try:
            if i == 1:
                continue
            print("body", i)
        finally:
            print("after", i)
    else:
        print("else")


def generate():
    try:
        yield 1
        yield 2
    finally:
        print("cleanup")


print(answer(), swallowed())
loop()
for value in generate():
    print(value)
    break
try:
    try:
        1 / 0
    except ZeroDivisionError as error:
        raise ValueError("bad") from error
except ValueError as error:
    print(repr(error), repr(error.__cause__), error.__context__ is error.__cause__)
try:
    raise ExceptionGroup("several", [ValueError(1), TypeError(2)])
except* ValueError as group:
    print(group.exceptions)
except* TypeError as group:
    print("T", group)
