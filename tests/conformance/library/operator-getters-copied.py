# itemgetter, attrgetter and methodcaller are copied and pickled.
import copy
import operator
import pickle

getters = (operator.attrgetter("x"), operator.attrgetter("x", "y.z"), operator.itemgetter(1), operator.itemgetter(1, "b"),
           operator.methodcaller("f"), operator.methodcaller("f", 1, 2), operator.methodcaller("f", 1, k=3))
for getter in getters:
    maker, arguments = getter.__reduce__()
    print(getattr(maker, "__name__", maker), arguments)
    for copied in (pickle.loads(pickle.dumps(getter)), copy.copy(getter), copy.deepcopy(getter)):
        print(repr(copied))
print(pickle.loads(pickle.dumps(operator.methodcaller("split", ",", maxsplit=1)))("a,b,c"))
