// Every allocation may fail: the run ends in an error and leaves nothing behind.
#include "vm_fixture.h"

static const char TEXT[] = "def f(a, b=2, *c, d=3, **e):\n"
                           "    try:\n"
                           "        return [x + a for x in c if x]\n"
                           "    except TypeError as error:\n"
                           "        raise KeyError(a) from error\n"
                           "    finally:\n"
                           "        e['q'] = 1\n"
                           "class A:\n"
                           "    def __init__(self, v): self.v = v\n"
                           "    def m(self): return f'{self.v!r:>5}'\n"
                           "class B(A):\n"
                           "    def m(self): return super().m()\n"
                           "def g(n):\n"
                           "    for i in range(n): yield i\n"
                           "try: f(1, 2, 3, 'x', d=4, k=5)\n"
                           "except KeyError as error: pass\n"
                           "B(3).m(), list(g(3)), {k: v for k, v in zip('ab', g(2))}\n"
                           "match [1, {'a': 2}]:\n"
                           "    case [x, {'a': y, **z}]: pass\n"
                           "try: raise ExceptionGroup('g', [ValueError(1), TypeError(2)])\n"
                           "except* ValueError as error: pass\n"
                           "except* TypeError: pass\n"
                           "exec('q = 1 + 1')\n"
                           "first, *rest = 1, 2, 3\n";

static void each_allocation_may_fail(void **state)
{
    (void)state;
    for (uint64_t n = 1;; n++) {
        VmFixture fixture;
        fixture_open(&fixture, 0);
        Memory *memory = &fixture.vm->interp.memory;
        memory->fail_at = memory->requests + n;
        VmOutcome outcome = vm_run_text(fixture.vm, TEXT, strlen(TEXT), "test.py", false);
        bool reached = memory->requests >= memory->fail_at;
        memory->fail_at = 0;
        assert_true(outcome == VM_COMPLETED || error_pending(&fixture.vm->interp.error));
        error_clear(&fixture.vm->interp.error);
        fixture_close(&fixture);
        if (!reached)
            break;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_allocation_may_fail)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
