try: a
except: b
try:
    a
except E as e:
    b
except (F, G):
    c
else:
    d
finally:
    e
try: a
finally: b
try: a
except* E: b
except* (F, G) as g: c
