class A(B, key=1):
    x: int = 1
    def m(self):
        return super().m()
