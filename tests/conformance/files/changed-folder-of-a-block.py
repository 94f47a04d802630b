# contextlib.chdir: entered, nested, entered again, and left by exceptions.
import contextlib, os
os.mkdir("a"); os.mkdir("a/b")
before = os.getcwd()
block = contextlib.chdir("a")
print(os.path.basename(os.getcwd()) == os.path.basename(before))
with block as got:
    print(got, os.path.basename(os.getcwd()))
    with contextlib.chdir("b"):
        print(os.path.basename(os.getcwd()))
    print(os.path.basename(os.getcwd()), block.path)
print(os.getcwd() == before)
with block:
    os.chdir(before)
    with block:
        print(os.path.basename(os.getcwd()))
    print(os.getcwd() == before)
print(os.getcwd() == before)
try:
    with contextlib.chdir("missing"):
        print("inside")
except OSError as error:
    print(type(error).__name__, error)
print(os.getcwd() == before)
try:
    with contextlib.chdir("a"):
        raise KeyError(1)
except KeyError as error:
    print(repr(error), os.getcwd() == before)
