def f():
    for i in r:
        try:
            return i
        finally:
            print(i)
