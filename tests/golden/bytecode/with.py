with open(a) as f, g():
    f.read()
