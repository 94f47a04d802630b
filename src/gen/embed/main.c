// tlembed: compiles stdlib/**/*.py when the program is built, and writes what it made as a C file.
//
//   tlembed OUTPUT.c DEPENDENCIES STDLIB_FOLDER
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "compile/compile.h"
#include "compile/marshal.h"
#include "object/exception.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/str.h"

enum { NAME_SIZE = 256, FILE_LIMIT = 4096 };

typedef struct Module {
    char path[NAME_SIZE];
    char name[NAME_SIZE]; // dotted
    bool package;
    size_t start, length; // of the image, in words
} Module;

static Module modules[FILE_LIMIT]; // of this tool, which runs once
static size_t module_count;

/// Adds every .py file below a folder.
static int walk(const char *folder, const char *dotted)
{
    DIR *directory = opendir(folder);
    if (!directory) {
        perror(folder);
        return 1;
    }
    int failed = 0;
    for (struct dirent *entry; !failed && (entry = readdir(directory));) {
        char path[NAME_SIZE];
        struct stat status;
        size_t length = strlen(entry->d_name);
        if (entry->d_name[0] == '.' || snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) >= NAME_SIZE)
            continue;
        if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
            char inner[2 * NAME_SIZE];
            snprintf(inner, sizeof inner, "%s%s%s", dotted, *dotted ? "." : "", entry->d_name);
            failed = walk(path, inner);
            continue;
        }
        if (length < 4 || strcmp(entry->d_name + length - 3, ".py") != 0 || module_count == FILE_LIMIT)
            continue;
        Module *module = &modules[module_count++];
        snprintf(module->path, sizeof module->path, "%s", path);
        module->package = strcmp(entry->d_name, "__init__.py") == 0;
        char name[2 * NAME_SIZE];
        if (module->package)
            snprintf(name, sizeof name, "%s", dotted);
        else
            snprintf(name, sizeof name, "%s%s%.*s", dotted, *dotted ? "." : "", (int)length - 3, entry->d_name);
        snprintf(module->name, sizeof module->name, "%.*s", NAME_SIZE - 1, name);
    }
    closedir(directory);
    return failed;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const Module *)a)->name, ((const Module *)b)->name);
}

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    if (file && fseek(file, 0, SEEK_END) == 0) {
        long size = ftell(file);
        rewind(file);
        text = malloc((size_t)size + 1);
        *length = text ? fread(text, 1, (size_t)size, file) : 0;
    }
    if (file)
        fclose(file);
    return text;
}

static int report(Interp *interp, const char *path)
{
    Value exception = exception_fetch(interp);
    bool syntax = error_kind_is(exception_kind(interp, exception), ERROR_SYNTAX_ERROR);
    Value line = syntax ? exception_of(exception)->fields[SYNTAX_ERROR_LINENO] : VALUE_NONE;
    Value text = syntax ? value_keep(exception_of(exception)->fields[SYNTAX_ERROR_MSG]) : value_str(interp, exception);
    fprintf(stderr, "%s:%d: %s\n", path, line.tag == TAG_INT ? (int)line.integer : 1,
            text.tag == TAG_OBJECT ? str_of(text)->text : "?");
    value_drop(text);
    value_drop(exception);
    return 1;
}

static int compile_module(Interp *interp, Module *module, Text *out)
{
    size_t length = 0;
    char *text = read_file(module->path, &length);
    if (!text) {
        perror(module->path);
        return 1;
    }
    CompileOptions options = {.filename = module->path, .library = true};
    Code *code = compile_text(interp, text, length, SYNTAX_FILE, &options, NULL);
    free(text);
    module->start = out->length / 4;
    if (!code || !marshal_write(interp, out, code))
        return report(interp, module->path);
    object_drop(code);
    while (out->length % 4)
        text_append_char(out, 0);
    module->length = out->length / 4 - module->start;
    return out->failed;
}

static int write_output(const char *path, const Text *images)
{
    FILE *file = fopen(path, "w");
    if (!file) {
        perror(path);
        return 1;
    }
    fputs("// Written by tlembed: the library in the language itself, compiled.\n#include \"vm/vm.h\"\n\n", file);
    fprintf(file, "static const uint32_t IMAGES[%zu] = {", images->length / 4 + 1);
    for (size_t i = 0; i < images->length / 4; i++) {
        uint32_t word;
        memcpy(&word, images->bytes + 4 * i, sizeof word);
        fprintf(file, "%s%u,", i % 16 ? "" : "\n", word);
    }
    fputs("\n};\n\nconst EmbeddedModule VM_EMBEDDED[] = {\n", file);
    for (size_t i = 0; i < module_count; i++)
        fprintf(file, "    {\"%s\", (const uint8_t *)(IMAGES + %zu), %s},\n", modules[i].name, modules[i].start,
                modules[i].package ? "true" : "false");
    fprintf(file, "    {0},\n};\nconst size_t VM_EMBEDDED_COUNT = %zu;\n", module_count);
    return fclose(file) != 0;
}

static int write_dependencies(const char *path, const char *output)
{
    FILE *file = fopen(path, "w");
    if (!file)
        return 1;
    fprintf(file, "%s:", output);
    for (size_t i = 0; i < module_count; i++)
        fprintf(file, " \\\n  %s", modules[i].path);
    fputs("\n", file);
    for (size_t i = 0; i < module_count; i++)
        fprintf(file, "%s:\n", modules[i].path);
    return fclose(file) != 0;
}

int main(int count, char **arguments)
{
    static Interp interp;
    if (count != 4) {
        fputs("usage: tlembed OUTPUT.c DEPENDENCIES STDLIB_FOLDER\n", stderr);
        return 2;
    }
    const TypeSpec *const types[] = {&type_spec_CODE};
    if (!interp_init(&interp, 0) || !interp_add_types(&interp, types, 1))
        return 1;
    interp.recursion_limit = 1000;
    if (walk(arguments[3], "") != 0)
        return 1;
    qsort(modules, module_count, sizeof *modules, by_name);
    Text images;
    text_init(&images, &interp.memory);
    for (size_t i = 0; i < module_count; i++)
        if (compile_module(&interp, &modules[i], &images) != 0)
            return 1;
    return write_output(arguments[1], &images) || write_dependencies(arguments[2], arguments[1]);
}
