# Heaps whose first item is the largest.
import heapq, random
random.seed(1)
for n in (0,1,2,5,9,30):
    x=[random.randrange(10) for _ in range(n)]
    heapq._heapify_max(x); print(x)
    while x:
        print(heapq._heappop_max(x), x)
        if x: print(heapq._heapreplace_max(x, 4), x); x.pop()
for f in (heapq._heappop_max, heapq._heapify_max, lambda h: heapq._heapreplace_max(h, 1)):
    for v in ([], (1,)):
        try: print(f(v))
        except Exception as e: print(type(e), e)
