#include "lib/files.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/attributes.h"

static const int FOLDER_FLAGS = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

Files *files_new(Memory *memory, const char *folder)
{
    int root = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root < 0)
        return NULL;
    Files *files = mem_alloc_zero(memory, sizeof *files);
    if (!files) {
        close(root);
        errno = ENOMEM;
        return NULL;
    }
    files->memory = memory;
    files->root = root;
    text_init(&files->current, memory);
    return files;
}

void files_delete(Files *files)
{
    if (!files)
        return;
    for (size_t i = 0; i < COUNT_OF(files->open); i++) {
        if (files->open[i].used)
            close(files->open[i].handle);
    }
    close(files->root);
    text_free(&files->current);
    mem_free(files->memory, files, sizeof *files);
}

// ---- walking ----

/// The folders on the way from the root.
typedef struct Walk {
    int folders[FILES_MAX_DEPTH]; // [0] is the root, which the walk does not own
    size_t depth;                 // of the last one
} Walk;

static void walk_end(Walk *walk, size_t keep)
{
    while (walk->depth > keep)
        close(walk->folders[walk->depth--]);
}

/// Goes one part further: down, or back for "..".
static int walk_step(Walk *walk, const char *name)
{
    if (strcmp(name, "..") == 0) {
        walk_end(walk, walk->depth > 0 ? walk->depth - 1 : 0);
        return 0;
    }
    if (walk->depth + 1 >= FILES_MAX_DEPTH)
        return -ENAMETOOLONG;
    int next = openat(walk->folders[walk->depth], name, FOLDER_FLAGS);
    if (next < 0)
        return -errno;
    walk->folders[++walk->depth] = next;
    return 0;
}

/// Takes the next part of a path, without "." and doubled slashes. The length; 0 at the end; -ENAMETOOLONG.
static int next_part(const char **path, char *name, size_t size)
{
    for (;;) {
        while (**path == '/')
            ++*path;
        size_t length = strcspn(*path, "/");
        if (length >= size)
            return -ENAMETOOLONG;
        memcpy(name, *path, length);
        name[length] = '\0';
        *path += length;
        if (strcmp(name, ".") != 0)
            return (int)length;
    }
}

/// Walks all folders of a path; the last part is left over in `name`, "." where it names a folder of the walk.
static int walk_path(Walk *walk, const char *path, char *name, size_t size)
{
    char next[256];
    int length = next_part(&path, name, size);
    while (length > 0) {
        int more = next_part(&path, next, sizeof next);
        if (more < 0)
            return more;
        if (more == 0 && strcmp(name, "..") != 0)
            return 0;
        int failure = walk_step(walk, name);
        if (failure)
            return failure;
        strcpy(name, next);
        length = more;
    }
    strcpy(name, ".");
    return length;
}

int files_find(const Files *files, const char *path, FilesPlace *out)
{
    Walk walk = {.folders = {files->root}};
    char unused[256];
    int failure = *path ? 0 : -ENOENT;
    if (!failure && path[0] != '/' && files->current.length > 0) {
        failure = walk_path(&walk, text_string(&files->current), unused, sizeof unused);
        failure = failure ? failure : walk_step(&walk, unused);
    }
    failure = failure ? failure : walk_path(&walk, path, out->name, sizeof out->name);
    out->must_be_folder = *path && path[strlen(path) - 1] == '/';
    if (!failure) {
        out->folder = fcntl(walk.folders[walk.depth], F_DUPFD_CLOEXEC, 0);
        failure = out->folder < 0 ? -errno : 0;
    }
    walk_end(&walk, 0);
    return failure;
}

void files_leave(FilesPlace *place)
{
    close(place->folder);
}

// ---- files ----

/// Opens a place and tells its facts; only regular files, and folders for reading, are given out.
static int open_place(const FilesPlace *place, int flags, int mode, bool *created, struct stat *facts)
{
    flags &= O_ACCMODE | O_CREAT | O_EXCL | O_TRUNC | O_APPEND; // no path handles, nameless files or direct access
    int safe = (flags & ~O_CREAT) | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
    *created = false;
    bool fresh = flags & O_CREAT && flags & O_EXCL;
    int handle = fresh ? -1 : openat(place->folder, place->name, safe & ~O_EXCL);
    errno = fresh ? ENOENT : errno;
    if (handle < 0 && errno == ENOENT && flags & O_CREAT && !place->must_be_folder) {
        handle = openat(place->folder, place->name, safe | O_CREAT | O_EXCL, mode & 0777);
        *created = handle >= 0;
    }
    if (handle < 0)
        return -errno;
    int failure = fstat(handle, facts) ? -errno : !S_ISREG(facts->st_mode) && !S_ISDIR(facts->st_mode) ? -EACCES : 0;
    if (!failure && S_ISREG(facts->st_mode) && place->must_be_folder)
        failure = -ENOTDIR;
    if (!failure)
        return handle;
    close(handle);
    return failure;
}

FilesOpen *files_row(Files *files, int descriptor)
{
    if (descriptor < FILES_FIRST || descriptor >= FILES_FIRST + FILES_MAX_OPEN)
        return NULL;
    FilesOpen *row = &files->open[descriptor - FILES_FIRST];
    return row->used ? row : NULL;
}

int files_open(Files *files, const char *path, int flags, int mode, bool *created)
{
    FilesPlace place;
    size_t i = 0;
    *created = false;
    while (i < FILES_MAX_OPEN && files->open[i].used)
        i++;
    if (i == FILES_MAX_OPEN)
        return -EMFILE;
    int failure = files_find(files, path, &place);
    if (failure)
        return failure;
    struct stat facts;
    int handle = open_place(&place, flags, mode, created, &facts);
    files_leave(&place);
    if (handle < 0)
        return handle;
    files->open[i] = (FilesOpen){
        .handle = handle, .length = (uint64_t)facts.st_size, .append = (flags & O_APPEND) != 0, .used = true};
    return (int)i + FILES_FIRST;
}

int files_close(Files *files, int descriptor)
{
    FilesOpen *row = files_row(files, descriptor);
    if (!row)
        return -EBADF;
    row->used = false;
    return close(row->handle) ? -errno : 0;
}

uint64_t files_growth(const FilesOpen *row, uint64_t count)
{
    off_t place = row->append ? 0 : lseek(row->handle, 0, SEEK_CUR);
    uint64_t start = row->append || place < 0 ? row->length : (uint64_t)place;
    // What is written over counts as well: a program may not write without end.
    return start > row->length ? start - row->length + count : count;
}

int files_stat(const Files *files, const char *path, struct stat *out)
{
    FilesPlace place;
    int failure = files_find(files, path, &place);
    if (failure)
        return failure;
    failure = fstatat(place.folder, place.name, out, AT_SYMLINK_NOFOLLOW) ? -errno : 0;
    if (!failure && place.must_be_folder && !S_ISDIR(out->st_mode))
        failure = -ENOTDIR;
    files_leave(&place);
    return failure;
}

int files_open_folder(const Files *files, const char *path)
{
    FilesPlace place;
    int failure = files_find(files, path, &place);
    if (failure)
        return failure;
    int handle = openat(place.folder, place.name, FOLDER_FLAGS);
    failure = handle < 0 ? -errno : 0;
    files_leave(&place);
    return failure ? failure : handle;
}

/// Appends the parts of a path to the text of a folder, ".." taking one away.
static bool append_parts(Text *text, const char *path)
{
    char name[256];
    while (next_part(&path, name, sizeof name) > 0) {
        if (strcmp(name, "..") != 0) {
            if ((text->length > 0 && !text_append_char(text, '/')) || !text_append_string(text, name))
                return false;
            continue;
        }
        while (text->length > 0 && text->bytes[text->length - 1] != '/')
            text->length--;
        text->length -= text->length > 0;
        if (text->bytes)
            text->bytes[text->length] = '\0';
    }
    return true;
}

int files_change_folder(Files *files, const char *path)
{
    int handle = files_open_folder(files, path);
    if (handle < 0)
        return handle;
    close(handle);
    Text text;
    text_init(&text, files->memory);
    if ((path[0] != '/' && !append_parts(&text, text_string(&files->current))) || !append_parts(&text, path)) {
        text_free(&text);
        return -ENOMEM;
    }
    text_free(&files->current);
    files->current = text;
    return 0;
}

static int read_handle(Memory *memory, int handle, const struct stat *facts, char **bytes, size_t *length)
{
    if (!S_ISREG(facts->st_mode))
        return -EISDIR;
    size_t size = (size_t)facts->st_size, got = 0;
    char *buffer = mem_alloc(memory, size + 1);
    if (!buffer)
        return -ENOMEM;
    while (got < size) {
        ssize_t part = read(handle, buffer + got, size - got);
        if (part < 0 && errno == EINTR)
            continue;
        if (part <= 0)
            break;
        got += (size_t)part;
    }
    if (got < size) { // it shrank meanwhile
        mem_free(memory, buffer, size + 1);
        return -EIO;
    }
    buffer[size] = '\0';
    *bytes = buffer;
    *length = size;
    return 0;
}

int files_read_all(const Files *files, const char *path, Memory *memory, char **bytes, size_t *length)
{
    FilesPlace place;
    bool created;
    struct stat facts;
    int failure = files_find(files, path, &place);
    if (failure)
        return failure;
    int handle = open_place(&place, O_RDONLY, 0, &created, &facts);
    files_leave(&place);
    if (handle < 0)
        return handle;
    failure = read_handle(memory, handle, &facts, bytes, length);
    close(handle);
    return failure;
}
