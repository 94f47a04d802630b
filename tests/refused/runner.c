// Bad input of every kind: each ends with the right exit status and a clear message, never with a crash.
//
//   runner TORCHLET
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_SECONDS = 20, MOST_SECONDS_OF_LIMITED = 4 };

typedef struct Case {
    const char *name;
    const char *before; // the program: before, `repeat` times `part`, behind
    const char *part;
    size_t repeat;
    const char *behind;
    size_t bytes;        // of `before` where it holds NUL; 0: up to its end
    int status;          // expected exit status
    const char *message; // expected somewhere on standard error
    bool limited;        // runs with a time limit of one second, which has to hold inside one call, too
    rlim_t stack;        // bytes of the C stack; 0: what the runner has
} Case;

#define TIME_IS_OUT "", 0, "", 0, 3, "the time limit was reached", .limited = true
#ifdef __SANITIZE_ADDRESS__
#define SMALL_STACK (1 << 20)
#else
#define SMALL_STACK (192 << 10)
#endif

static const Case CASES[] = {
    {"empty-file", "", "", 0, "", 0, 0, ""},
    {"only-blank-lines", "\n\n   \n\t\n", "", 0, "", 0, 0, ""},
    {"binary-bytes", "\x7f\x45\x4c\x46\x02\xff\xfe\x80", "", 0, "", 8, 1, "SyntaxError"},
    {"nul-byte", "x = 1\0y = 2\n", "", 0, "", 12, 1, "source code cannot contain null bytes"},
    {"not-utf8", "x = '\xff'\n", "", 0, "", 0, 1, "SyntaxError"},
    {"one-megabyte-line", "x = '", "a", 1000000, "'\nprint(len(x))\n", 0, 0, ""},
    {"one-megabyte-name", "", "a", 1000000, "\n", 0, 1, "NameError"},
    {"many-terms", "x = 1", " + 1", 100000, "\n", 0, -1, ""},
    {"nested-parentheses", "x = ", "(", 100000, "\n", 0, 1, "too many nested parentheses"},
    {"nested-lists", "x = ", "[", 100000, "\n", 0, 1, "too many nested parentheses"},
    {"nested-braces", "x = ", "{", 100000, "\n", 0, 1, "too many nested parentheses"},
    {"closing-brackets", "", ")", 100000, "\n", 0, 1, "unmatched ')'"},
    {"many-not", "x = ", "not ", 100000, "1\n", 0, -1, ""},
    {"many-minus", "x = ", "-", 100000, "1\n", 0, -1, ""},
    {"many-attributes", "x = 1", ".real", 100000, "\n", 0, -1, ""},
    {"many-lambdas", "x = ", "lambda: ", 50000, "1\n", 0, -1, ""},
    {"many-if-expressions", "x = ", "1 if 1 else ", 50000, "1\n", 0, -1, ""},
    {"many-statements", "", "x = 1\n", 200000, "", 0, 0, ""},
    {"many-decorators", "f = lambda g: g\n", "@f\n", 20000, "def g(): pass\n", 0, -1, ""},
    {"unterminated-string", "x = 'abc\n", "", 0, "", 0, 1, "unterminated string literal"},
    {"unterminated-triple", "x = '''abc\n", "", 0, "", 0, 1, "unterminated triple-quoted string literal"},
    {"unterminated-f-string", "x = f'{1\n", "", 0, "", 0, 1, "SyntaxError"},
    {"unterminated-bracket", "x = (1,\n", "", 0, "", 0, 1, "'(' was never closed"},
    {"unterminated-block", "if True:\n", "", 0, "", 0, 1, "expected an indented block"},
    {"unterminated-def", "def f(\n", "", 0, "", 0, 1, "'(' was never closed"},
    {"lone-backslash", "x = 1 \\", "", 0, "", 0, 1, "SyntaxError"},
    {"lone-surrogate-escape", "print('\\ud800')\n", "", 0, "", 0, 1, "UnicodeEncodeError"},
    {"deep-recursion", "def f(n):\n    return f(n + 1)\nf(0)\n", "", 0, "", 0, 1, "RecursionError"},
    {"deep-repr", "x = []\nfor _ in range(100000): x = [x]\nprint(x)\n", "", 0, "", 0, 1, "RecursionError"},
    {"deep-comparison", "x = []\ny = []\nfor _ in range(100000): x = [x]; y = [y]\nx == y\n", "", 0, "", 0, 1,
     "RecursionError"},
    {"deep-free", "x = None\nfor _ in range(1000000): x = (x,)\ndel x\nprint('freed')\n", "", 0, "", 0, 0, ""},
    {"bar-format", "import sys, tqdm\ntqdm.tqdm([1], file=sys.stdout, bar_format='{bar}')\n", "", 0, "", 0, 4,
     "tqdm() with bar_format and a file is not supported by torchlet"},
    {"small-stack", "import torch\nprint(torch.ones(2).sum())\n", "", 0, "", 0, 0, "", .stack = SMALL_STACK},
    {"small-stack-recursion", "import sys\nsys.setrecursionlimit(10**6)\ndef f(x): return sorted([x], key=f)\nf(1)\n",
     "", 0, "", 0, 1, "RecursionError", .stack = SMALL_STACK},
    {"long-sort", "x = [i * 7919 % 1000003 for i in range(10**6)] * 6\nx.sort()\n", TIME_IS_OUT},
    {"long-power", "pow(3, 3**20000, 7**20000 + 2)\n", TIME_IS_OUT},
    {"long-division", "x = 3**(3 * 10**6)\nx // (3**10**6 + 1)\n", TIME_IS_OUT},
    {"long-factorial", "import math\nmath.factorial(10**7)\n", TIME_IS_OUT},
    {"long-search", "('a' * 10**8).rfind('a' * (5 * 10**7) + 'b')\n", "", 0, "", 0, 0, "", .limited = true},
    {"long-loop-of-searches", "x = [0] * 10**6\nwhile True: x.count(1), 1 in x, x == x[:], x.insert(0, x.pop())\n",
     TIME_IS_OUT},
    {"long-product", "import torch\nx = torch.ones(6000, 6000)\nx @ x\n", TIME_IS_OUT},
    {"flip-of-giant-strides",
     "import torch\nx = torch.ones(4).as_strided((1, 2), (2**62, 1))\nx.flip(0, 1), x.roll(1, 0), x.roll((1, 1), (0, "
     "1))\n",
     "", 0, "", 0, 0, ""},
    {"istft-of-giant-length",
     "import torch\ntorch.istft(torch.ones(3, 4, dtype=torch.complex64), 4, length=2**63 - 1, window=torch.ones(4))\n",
     "", 0, "", 0, 1, "RuntimeError"},
    {"padding-that-cannot-be-counted",
     "import torch\ntorch.nn.functional.pad(torch.ones(1, 3, 4), (2**63 - 1, 2**63 - 1), mode='replicate')\n", "", 0,
     "", 0, 1, "RuntimeError"},
    {"unused-import",
     "from torchvision.datasets import MNIST\nimport torch.onnx\ndef f(x: MNIST): return x\nprint(f(1))\n", "", 0, "",
     0, 0, ""},
    {"import-used", "from torchvision.datasets import MNIST\ntry: MNIST('.')\nexcept Exception: pass\n", "", 0, "", 0,
     4, "torchvision.datasets.MNIST is not supported by torchlet"},
    {"import-as-base", "from torchvision.datasets import MNIST\nclass A(MNIST): pass\n", "", 0, "", 0, 4,
     "torchvision.datasets.MNIST is not supported by torchlet"},
    {"import-caught", "from torch.onnx import OnnxExporterError\ntry: 1 / 0\nexcept OnnxExporterError: pass\n", "", 0,
     "", 0, 4, "the module torch.onnx is not supported by torchlet"},
    {"class-attribute", "import torch\ntry: torch.nn.Linear(1, 1).xpu()\nexcept Exception: pass\n", "", 0, "", 0, 4,
     "torch.nn.modules.module.Module.xpu is not supported by torchlet"},
    {"graph-codegen", "import torch.fx\ntorch.fx.Graph().set_codegen(None)\n", "", 0, "", 0, 4,
     "torch.fx.graph.Graph.set_codegen is not supported by torchlet"},
    {"tracer-shapes", "import torch.fx\ntorch.fx.Tracer(param_shapes_constant=True)\n", "", 0, "", 0, 4,
     "torch.fx.Tracer(param_shapes_constant=True) is not supported by torchlet"},
    {"overrides-mode", "import torch\ntorch.overrides.TorchFunctionMode\n", "", 0, "", 0, 4,
     "torch.overrides.TorchFunctionMode is not supported by torchlet"},
    {"library-opcheck", "import torch\ntorch.library.opcheck\n", "", 0, "", 0, 4,
     "torch.library.opcheck is not supported by torchlet"},
    {"library-vmap", "import torch\ntorch.library.register_vmap('a::b', print)\n", "", 0, "", 0, 4,
     "torch.library.register_vmap is not supported by torchlet"},
    {"module-attribute", "import torch.overrides\nhasattr(torch.overrides, 'resolve_name')\n", "", 0, "", 0, 4,
     "torch.overrides.resolve_name is not supported by torchlet"},
    {"recursive-repr", "class A:\n    def __repr__(self): return repr(self)\nA().__repr__()\n", "", 0, "", 0, 1,
     "RecursionError"},
    {"recursive-getattr", "class A:\n    def __getattr__(self, n): return self.x\nA().y\n", "", 0, "", 0, 1,
     "RecursionError"},
    {"recursive-eq", "class A:\n    def __eq__(self, o): return self == o\nA() == A()\n", "", 0, "", 0, 1,
     "RecursionError"},
    {"huge-recursion-limit", "import sys\nsys.setrecursionlimit(10**9)\ndef f(): return f()\nf()\n", "", 0, "", 0, 3,
     "MemoryError"},
    {"endless-loop", "while True: pass\n", "", 0, "", 0, 3, "steps"},
    {"endless-output", "while True: print('x' * 1000)\n", "", 0, "", 0, 3, "output"},
    {"endless-list", "x = [1]\nwhile True: x += x\n", "", 0, "", 0, 1, "MemoryError"},
    {"huge-string", "'a' * 10**15\n", "", 0, "", 0, 1, "MemoryError"},
    {"huge-list", "[0] * 10**15\n", "", 0, "", 0, 1, "MemoryError"},
    {"huge-range-list", "list(range(10**15))\n", "", 0, "", 0, -1, ""},
    {"huge-int", "x = 10 ** 10 ** 10\n", "", 0, "", 0, -1, ""},
    {"huge-shift", "x = 1 << 10**15\n", "", 0, "", 0, 1, "MemoryError"},
    {"huge-int-text", "print(10 ** 5000)\n", "", 0, "", 0, 1, "ValueError: Exceeds the limit (4300 digits)"},
    {"huge-format-width", "'%1000000000000d' % 1\n", "", 0, "", 0, 1, "MemoryError"},
    {"huge-tensor", "import torch\ntorch.zeros(10**15)\n", "", 0, "", 0, 1, "RuntimeError"},
    {"huge-tensor-product", "import torch\ntorch.zeros(10**10, 10**10)\n", "", 0, "", 0, 1, "Error"},
    {"huge-expand", "import torch\nprint(torch.zeros(1).expand(10**12).shape)\n", "", 0, "", 0, 0, ""},
    {"huge-unfold", "import torch\ntorch.nn.functional.unfold(torch.zeros(1, 16, 4, 4), 2**30, padding=2**29)\n", "", 0,
     "", 0, 1, "numel: integer multiplication overflow"},
    {"wild-samples",
     "import torch\nx = torch.ones(1, 1, 9, 9)\nfor v in (2.0**29, -2.0**70, float('nan')):\n"
     "    torch.nn.functional.fractional_max_pool2d(x, 2, 5, _random_samples=torch.full((1, 1, 2), v))\n",
     "", 0, "", 0, 0, ""},
    {"huge-diagonal", "import torch\ntorch.diag_embed(torch.ones(2), -2**63)\n", "", 0, "", 0, 1,
     "cannot be represented as a SymInt"},
    {"huge-pieces", "import torch\ntorch.ones(2).split_with_sizes([2**63 - 1, 2])\n", "", 0, "", 0, 1,
     "split_sizes to sum exactly to 2"},
    {"huge-convolution",
     "import torch\ntorch.nn.functional.conv_transpose3d(torch.ones(1, 1, 2, 2, 2), torch.ones(1, 1, 1, 1, 1), "
     "stride=2**41)\n",
     "", 0, "", 0, 1, "overflow"},
    {"huge-joined", "import torch\ntorch.cat([torch.ones(1).expand(2**62)] * 4)\n", "", 0, "", 0, 1, "overflow"},
    {"huge-blocks", "import torch\ntorch.block_diag(*[torch.ones(1).expand(2**62)] * 4)\n", "", 0, "", 0, 1,
     "overflow"},
    {"huge-padding",
     "import torch\ntorch.nn.functional.conv1d(torch.ones(1, 1, 4), torch.ones(1, 1, 2), padding=2**62)\n", "", 0, "",
     0, 1, "reaches further than can be counted"},
    {"huge-stride-of-nothing", "import torch\ntorch.empty(0, 3, 2**63 - 1)\n", "", 0, "", 0, 1,
     "Stride calculation overflowed"},
    {"huge-step-of-nothing", "import torch\ntorch.empty(0).as_strided((0, 3, 1), (1, 2**62, 1))[:, ::2]\n", "", 0, "",
     0, -1, ""},
    {"huge-adaptive-plane", "import torch\ntorch.nn.functional.adaptive_max_pool3d(torch.ones(1, 1, 2, 2, 2), 2**40)\n",
     "", 0, "", 0, 1, "overflow"},
    {"huge-expand-of-nothing", "import torch\nprint(torch.empty(2**63 - 1, 0, 3).expand(2, -1, -1, -1).shape)\n", "", 0,
     "", 0, 0, ""},
    {"packed-batch-sizes",
     "import torch\ntorch.rnn_relu(torch.ones(3, 2), torch.tensor([-2**63, -2**63]), torch.ones(1, 1, 2), "
     "[torch.ones(2, 2)] * 2, False, 1, 0., False, False)\n",
     "", 0, "", 0, 1, "RuntimeError"},
    {"embedding-far-out", "import torch\ntorch.embedding(torch.ones(3, 2), torch.tensor([-2**63]))\n", "", 0, "", 0, 1,
     "index out of range in self"},
    {"pack-hook-ends-its-block",
     "import torch\nx = torch.ones(3, requires_grad=True)\ndef pack(t):\n    torch._C._pop_saved_hooks()\n    return "
     "t\n"
     "with torch.autograd.graph.saved_tensors_hooks(pack, lambda t: t):\n    y = (x * x).exp()\n",
     "", 0, "", 0, 0, ""},
    {"pack-hook-packs",
     "import torch\nhooks = torch.autograd.graph.saved_tensors_hooks\nx = torch.ones(3, requires_grad=True)\n"
     "def pack(t):\n    with hooks(pack, lambda t: t):\n        return t.exp()\n"
     "with hooks(pack, lambda t: t):\n    x * x\n",
     "", 0, "", 0, 1, "RecursionError"},
    {"no-traceback", "import traceback\ntraceback.print_tb(b'')\n", "", 0, "", 0, 1,
     "'bytes' object has no attribute 'tb_frame'"},
    {"exception-with-no-traceback", "import traceback\ntraceback.format_exception(int, ValueError(), 5)\n", "", 0, "",
     0, 1, "'int' object has no attribute 'tb_frame'"},
    {"private-json-settings", "import _json\n_json.encode(1, None, (True,))\n", "", 0, "", 0, 1, "a tuple of 8 items"},
    {"empty-name-of-torch", "import torch\ngetattr(torch, '')\n", "", 0, "", 0, 1, "has no attribute ''"},
    {"negative-size", "import torch\ntorch.zeros(-1)\n", "", 0, "", 0, 1, "RuntimeError"},
    {"exit-in-finally", "try:\n    raise SystemExit(7)\nfinally:\n    pass\n", "", 0, "", 0, 7, ""},
    {"raise-in-del", "class A:\n    def __del__(self): raise ValueError('x')\nA()\nprint('on')\n", "", 0, "", 0, 0, ""},
    {"mutate-while-iterating", "x = [1, 2]\nfor i in x:\n    x.clear()\nd = {1: 2}\nfor k in d: d[k + 1] = 1\n", "", 0,
     "", 0, 1, "dictionary changed size during iteration"},
    {"sort-mutates", "x = [3, 2, 1]\nx.sort(key=lambda v: x.append(v) or v)\n", "", 0, "", 0, 1,
     "list modified during sort"},
    {"catastrophic-pattern", "import re\nre.match('(a+)+$', 'a' * 40 + 'b')\n", "", 0, "", 0, -1, ""},
    {"unsupported-module", "import socket\nsocket.socket()\n", "", 0, "", 0, 4, "UnsupportedError"},
    {"unsupported-is-not-caught", "try:\n    import socket; socket.socket()\nexcept BaseException:\n    print('no')\n",
     "", 0, "", 0, 4, "UnsupportedError"},
    {"bare-array-storage",
     "import array\na = array.array.__mro__[1]('d')\nfor i in range(100): a.append(1.0)\n"
     "for i in range(1000): b = a[0:100]\n",
     "", 0, "", 0, 0, ""},
    {"release-in-index",
     "b = bytearray(1000)\nm = memoryview(b)\nclass A:\n    def __index__(self):\n        m.release()\n"
     "        b.extend(bytes(100000))\n        return 7\nm[5] = A()\n",
     "", 0, "", 0, 1, "ValueError: operation forbidden on released memoryview object"},
    {"private-import-of-int", "import torch\ntorch._C._import(5)\n", "", 0, "", 0, 1, "TypeError"},
    {"anomaly-with-a-stack-of-ints",
     "import torch, traceback\ntraceback.format_stack = lambda: [5]\ntorch.autograd.set_detect_anomaly(True)\n"
     "torch.ones(1, requires_grad=True) * 2\n",
     "", 0, "", 0, 1, "TypeError"},
    {"private-warning-format", "import torch\ntorch._C._warn('DEVIATION')\n", "", 0, "", 0, 1, "no such warning"},
    {"format-of-int", "import torch\ntorch.ones(2).__format__(5)\n", "", 0, "", 0, 1, "TypeError"},
    {"closed-output", "import sys\nwith sys.stdout: pass\nprint(1)\n", "", 0, "", 0, 1, "I/O operation on closed file"},
    {"dimensions-of-a-tensor", "import torch\ntorch.ones([1] * 64).unsqueeze(0)\n", "", 0, "", 0, 4,
     "UnsupportedError"},
    {"dimensions-of-a-stack", "import torch\ntorch.stack([torch.ones([1] * 64)])\n", "", 0, "", 0, 4,
     "UnsupportedError"},
    {"dimensions-of-an-expansion", "import torch\ntorch.ones(1).expand([1] * 65)\n", "", 0, "", 0, 4,
     "UnsupportedError"},
    {"size-of-input-line", "import sys\nsys.stdin.readline(2)\n", "", 0, "", 0, 4, "UnsupportedError"},
    {"open-is-refused", "open('/etc/passwd')\n", "", 0, "", 0, 4, "UnsupportedError"},
};

static bool write_program(const Case *test, const char *path)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    fwrite(test->before, 1, test->bytes ? test->bytes : strlen(test->before), file);
    for (size_t i = 0; i < test->repeat; i++)
        fputs(test->part, file);
    fputs(test->behind, file);
    return fclose(file) == 0;
}

static int run(const char *program, char *const *arguments, const char *errors, rlim_t seconds, rlim_t stack)
{
    pid_t child = fork();
    if (child == 0) {
        setrlimit(RLIMIT_CPU, &(struct rlimit){seconds, seconds + 1});
        if (stack)
            setrlimit(RLIMIT_STACK, &(struct rlimit){stack, stack});
        if (!freopen("/dev/null", "w", stdout) || !freopen(errors, "w", stderr))
            _exit(126);
        execv(program, arguments);
        _exit(127);
    }
    int status;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static bool file_holds(const char *path, const char *text)
{
    static char buffer[1 << 20];
    FILE *file = fopen(path, "r");
    size_t length = file ? fread(buffer, 1, sizeof buffer - 1, file) : 0;
    buffer[length] = '\0';
    if (file)
        fclose(file);
    return strstr(buffer, text) != NULL;
}

// Status -1 stands for: any answer or error, as long as it is one (0, 1 or a limit).
static bool status_fits(int expected, int got)
{
    return expected == got || (expected == -1 && (got == 0 || got == 1 || got == 3));
}

static bool check(const char *torchlet, const Case *test, const char *path, const char *errors)
{
    char *steps = (char *)(test->limited ? "1000000000000" : "30000000");
    char *seconds = (char *)(test->limited ? "1" : "60");
    char *arguments[] = {(char *)torchlet, (char *)"run",      (char *)"--steps", steps,        (char *)"--seconds",
                         seconds,          (char *)"--memory", (char *)"600M",    (char *)path, NULL};
    if (!write_program(test, path))
        return false;
    int status = run(torchlet, arguments, errors, test->limited ? MOST_SECONDS_OF_LIMITED : MOST_SECONDS, test->stack);
    bool fits =
        status_fits(test->status, status) && file_holds(errors, test->message) && !file_holds(errors, "Sanitizer");
    if (!fits) {
        printf("%s: exit status %d, expected %d and \"%s\"; standard error ends:\n", test->name, status, test->status,
               test->message);
        fflush(stdout);
        char command[4200];
        snprintf(command, sizeof command, "tail -c 600 %s | cut -c 1-300", errors);
        if (system(command) != 0)
            printf("(nothing)\n");
    }
    return fits;
}

static bool check_usage(const char *torchlet, const char *name, char *const *arguments, const char *errors)
{
    int status = run(torchlet, arguments, errors, MOST_SECONDS, 0);
    if (status == 2)
        return true;
    printf("%s: exit status %d, expected 2\n", name, status);
    return false;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: runner TORCHLET\n");
        return 2;
    }
    char folder[] = "/tmp/torchlet-refused-XXXXXX";
    if (!mkdtemp(folder))
        return 2;
    char path[64], errors[64];
    snprintf(path, sizeof path, "%s/case.py", folder);
    snprintf(errors, sizeof errors, "%s/errors", folder);
    int passed = 0, failed = 0;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        if (check(argv[1], &CASES[i], path, errors))
            passed++;
        else
            failed++;
    }
    char *missing[] = {argv[1], (char *)"/nonexistent/file.py", NULL};
    char *option[] = {argv[1], (char *)"run", (char *)"--nonsense", NULL};
    char *limit[] = {argv[1], (char *)"run", (char *)"--steps", (char *)"many", (char *)"x.py", NULL};
    char *const *const usages[] = {missing, option, limit};
    const char *const names[] = {"missing-file", "unknown-option", "bad-limit"};
    for (size_t i = 0; i < 3; i++) {
        if (check_usage(argv[1], names[i], usages[i], errors))
            passed++;
        else
            failed++;
    }
    unlink(path);
    unlink(errors);
    rmdir(folder);
    printf("refused: %d passed, %d failed\n", passed, failed);
    return failed ? 1 : 0;
}
