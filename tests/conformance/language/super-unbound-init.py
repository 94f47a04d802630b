# super(Class) is unbound; its __init__ without arguments binds it as super() would.
class Base:
    def __init__(self):
        print("Base")

    def name(self):
        return "base"


class Derived(Base):
    def __init__(self):
        print(super(Derived).__init__())

    def name(self):
        unbound = super(Derived)
        unbound.__init__()
        return "derived of " + unbound.name(), unbound.__self__ is self, unbound.__thisclass__ is Derived


print(Derived().name())


def outside():
    super(Derived).__init__()


def outside_with(argument):
    super(Derived).__init__()


for function, arguments in ((outside, ()), (outside_with, (1,))):
    try:
        function(*arguments)
    except RuntimeError as error:
        print(error)
