try:
    f()
except ValueError as e:
    print(e)
else:
    g()
finally:
    h()
