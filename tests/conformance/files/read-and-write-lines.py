# The everyday uses of open(), as a tutorial shows them.
import csv
import json
import os
import pickle

with open("poem.txt", "w") as f:
    f.write("roses are red\n")
    f.write("violets are blue\n")
    print("third line", file=f)

with open("poem.txt") as f:
    for number, line in enumerate(f, 1):
        print(number, line.rstrip())

with open("poem.txt") as f:
    print(f.read(5), f.tell())
    f.seek(0)
    print(f.readline(), end="")
    print(f.readlines())

with open("poem.txt", "a") as f:
    f.writelines(["a\n", "b\n"])
print(sum(1 for _ in open("poem.txt")), os.path.getsize("poem.txt"))

try:
    with open("missing.txt") as f:
        print("never")
except FileNotFoundError as e:
    print(e, e.errno, e.filename, e.strerror)

with open("data.json", "w") as f:
    json.dump({"a": [1, 2.5, None], "b": "é"}, f, indent=2)
print(json.load(open("data.json")))

with open("data.pkl", "wb") as f:
    pickle.dump({"x": (1, 2)}, f)
with open("data.pkl", "rb") as f:
    print(pickle.load(f))

with open("table.csv", "w", newline="") as f:
    writer = csv.writer(f)
    writer.writerow(["name", "score"])
    writer.writerows([["Ann, Lee", 3], ['q"t', 4.5]])
print(open("table.csv", newline="").read())
with open("table.csv", newline="") as f:
    for row in csv.DictReader(f):
        print(row)

with open("raw.bin", "wb") as f:
    f.write(bytes(range(10)))
with open("raw.bin", "r+b") as f:
    f.seek(3)
    print(f.read(2), f.tell())
    f.seek(-2, os.SEEK_END)
    f.write(b"!!")
    f.seek(0)
    print(f.read())

words = {}
with open("poem.txt") as f:
    for word in f.read().split():
        words[word] = words.get(word, 0) + 1
print(sorted(words.items()))
f = open("poem.txt")
f.close()
try:
    f.read()
except ValueError as e:
    print(e)
print(f.closed)
