# Times before 1970 and places that no file has.
import os

open("old.txt", "w").write("old")
os.utime("old.txt", ns=(-1, -1_500_000_000))
facts = os.stat("old.txt")
print(facts.st_atime_ns, facts.st_mtime_ns)

descriptor = os.open("old.txt", os.O_RDONLY)
try:
    os.lseek(descriptor, 0, 99)
except OSError as error:
    print(error)
os.close(descriptor)
