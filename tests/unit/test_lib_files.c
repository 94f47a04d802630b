// The sandbox: what lies outside the folder cannot be reached by any path.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "object_fixture.h"

#include "lib/files.h"

typedef struct Box {
    char base[64]; // holds "outside.txt" and the folder "box"
    Error error;
    Memory memory;
    Files *files;
} Box;

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static int open_box(void **state)
{
    Box *box = calloc(1, sizeof *box);
    strcpy(box->base, "/tmp/torchlet-files-XXXXXX");
    if (!mkdtemp(box->base) || chdir(box->base))
        return -1;
    write_file("outside.txt", "secret");
    if (mkdir("box", 0700) || mkdir("box/inner", 0700) || symlink("../outside.txt", "box/link") ||
        symlink("..", "box/up") || symlink("inner", "box/inside") || mkfifo("box/pipe", 0600))
        return -1;
    write_file("box/note.txt", "hello");
    memory_init(&box->memory, &box->error, 0);
    box->files = files_new(&box->memory, "box");
    *state = box;
    return box->files ? 0 : -1;
}

static int close_box(void **state)
{
    Box *box = *state;
    files_delete(box->files);
    bool clean = box->memory.live_blocks == 0;
    memory_finish(&box->memory);
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", box->base);
    int status = chdir("/") ? 1 : system(command);
    free(box);
    return clean && status == 0 ? 0 : -1;
}

static int try_open(Box *box, const char *path, int flags)
{
    bool created;
    int descriptor = files_open(box->files, path, flags, 0600, &created);
    if (descriptor >= 0)
        assert_int_equal(files_close(box->files, descriptor), 0);
    return descriptor;
}

static void paths_of_the_folder_are_found(void **state)
{
    static const char *const paths[] = {"note.txt",   "/note.txt",   "./note.txt",     "inner/../note.txt",
                                        "//note.txt", "../note.txt", "/../../note.txt"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        assert_int_equal(try_open(*state, paths[i], O_RDONLY), FILES_FIRST);
}

static void nothing_outside_is_found(void **state)
{
    static const char *const paths[] = {"../outside.txt", "/outside.txt",         "inner/../../outside.txt",  "link",
                                        "up/outside.txt", "up/../../outside.txt", "inside/../../outside.txt", "up/box"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        assert_true(try_open(*state, paths[i], O_RDONLY) < 0);
        assert_true(try_open(*state, paths[i], O_WRONLY | O_TRUNC) < 0);
    }
    struct stat facts;
    assert_int_equal(stat("outside.txt", &facts), 0);
    assert_int_equal(facts.st_size, 6);
}

static void nothing_outside_is_made(void **state)
{
    struct stat facts;
    assert_int_equal(try_open(*state, "../made.txt", O_WRONLY | O_CREAT), FILES_FIRST);
    assert_int_not_equal(stat("made.txt", &facts), 0);
    assert_int_equal(stat("box/made.txt", &facts), 0);
    assert_true(try_open(*state, "up/made2.txt", O_WRONLY | O_CREAT) < 0);
    assert_int_not_equal(stat("made2.txt", &facts), 0);
}

static void pipes_are_refused(void **state)
{
    assert_int_equal(try_open(*state, "pipe", O_RDONLY), -EACCES);
}

static void links_are_not_followed(void **state)
{
    struct stat facts;
    Box *box = *state;
    assert_int_equal(files_stat(box->files, "link", &facts), 0);
    assert_true(S_ISLNK(facts.st_mode));
    assert_int_equal(files_stat(box->files, "inside/x", &facts), -ENOTDIR);
    assert_int_equal(files_change_folder(box->files, "up"), -ENOTDIR);
}

static void the_current_folder_moves_within(void **state)
{
    Box *box = *state;
    assert_int_equal(files_change_folder(box->files, "inner"), 0);
    assert_int_equal(try_open(box, "note.txt", O_RDONLY), -ENOENT);
    assert_int_equal(try_open(box, "../note.txt", O_RDONLY), FILES_FIRST);
    assert_int_equal(files_change_folder(box->files, "../../.."), 0);
    assert_int_equal(try_open(box, "note.txt", O_RDONLY), FILES_FIRST);
}

static void descriptors_run_out(void **state)
{
    Box *box = *state;
    bool created;
    for (int i = 0; i < FILES_MAX_OPEN; i++)
        assert_int_equal(files_open(box->files, "note.txt", O_RDONLY, 0, &created), FILES_FIRST + i);
    assert_int_equal(files_open(box->files, "note.txt", O_RDONLY, 0, &created), -EMFILE);
    assert_null(files_row(box->files, 2));
    assert_null(files_row(box->files, FILES_FIRST + FILES_MAX_OPEN));
    assert_null(files_row(box->files, -1));
}

static void a_whole_file_is_read(void **state)
{
    Box *box = *state;
    char *bytes;
    size_t length;
    assert_int_equal(files_read_all(box->files, "note.txt", &box->memory, &bytes, &length), 0);
    assert_int_equal(length, 5);
    assert_string_equal(bytes, "hello");
    mem_free(&box->memory, bytes, length + 1);
    assert_int_equal(files_read_all(box->files, "inner", &box->memory, &bytes, &length), -EISDIR);
    assert_int_equal(files_read_all(box->files, "link", &box->memory, &bytes, &length), -ELOOP);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, open_box, close_box)
    const struct CMUnitTest tests[] = {
        CASE(paths_of_the_folder_are_found), CASE(nothing_outside_is_found),
        CASE(nothing_outside_is_made),       CASE(pipes_are_refused),
        CASE(links_are_not_followed),        CASE(the_current_folder_moves_within),
        CASE(descriptors_run_out),           CASE(a_whole_file_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
