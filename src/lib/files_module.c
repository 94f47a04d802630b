// _files: what open(), os and pathlib need of the sandbox (lib/files.h). Every function refuses where there is none.
#include "lib/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/support.h"
#include "lib/sys_stream.h"
#include "object/bytes.h"
#include "object/codec.h"

static Files *files_of(Interp *interp, const char *what)
{
    if (!interp->files)
        value_raise(interp, ERROR_UNSUPPORTED_ERROR,
                    "%s without a folder of files (--files) is not supported by torchlet", what);
    return interp->files;
}

/// The path as errors tell it: the argument `shown` at `index`, or else the path itself.
static Value shown_path(const Value *arg, int index)
{
    return value_is_none(arg[index]) ? arg[0] : arg[index];
}

static Value raise_failure(Interp *interp, int failure, Value path)
{
    if (failure == -ENOMEM && error_pending(&interp->error))
        return VALUE_ERROR;
    return exception_raise_os(interp, -failure, path);
}

/// A path argument: a str without NUL. Lent.
static bool path_text(Interp *interp, Value v, const char **out)
{
    const Str *text;
    if (!support_text(interp, v, "path", &text))
        return false;
    if (strlen(text->text) != text->bytes) {
        raise_value_error(interp, "embedded null byte");
        return false;
    }
    *out = text->text;
    return true;
}

static bool small_int(Interp *interp, Value v, int *out)
{
    int64_t number;
    if (!value_to_int64(interp, v, &number))
        return false;
    *out = number < -1 || number > INT32_MAX ? -1 : (int)number;
    return true;
}

static bool spend(Interp *interp, uint64_t bytes)
{
    return !interp->hooks.spend || interp->hooks.spend(interp, bytes);
}

// ---- descriptors ----

NATIVE(files_available, "available()", "Returns whether the session has a folder of files.")
{
    return value_from_bool(interp->files != NULL);
}

NATIVE(files_module_open, "open(path, flags, mode=511, shown=None)",
       "Opens a file; returns its descriptor. `shown` is the path as errors tell it.")
{
    Files *files = files_of(interp, "open()");
    const char *path;
    int flags, mode;
    bool created;
    if (!files || !path_text(interp, arg[0], &path) || !small_int(interp, arg[1], &flags) ||
        !small_int(interp, arg[2], &mode))
        return VALUE_ERROR;
    int descriptor = files_open(files, path, flags, mode, &created);
    if (descriptor < 0)
        return raise_failure(interp, descriptor, shown_path(arg, 3));
    if (created && !spend(interp, FILES_ENTRY_BYTES)) {
        files_close(files, descriptor);
        return VALUE_ERROR;
    }
    return value_from_int(descriptor);
}

/// The row of a descriptor argument; OSError "Bad file descriptor" for others.
static FilesOpen *find_row(Interp *interp, const char *what, Value v)
{
    Files *files = files_of(interp, what);
    int descriptor;
    if (!files || !small_int(interp, v, &descriptor))
        return NULL;
    FilesOpen *row = files_row(files, descriptor);
    if (!row)
        exception_raise_os(interp, EBADF, VALUE_NONE);
    return row;
}

NATIVE(files_module_close, "close(fd)", "Closes a descriptor.")
{
    int descriptor;
    Files *files = files_of(interp, "os.close()");
    if (!files || !small_int(interp, arg[0], &descriptor))
        return VALUE_ERROR;
    int failure = files_close(files, descriptor);
    return failure ? raise_failure(interp, failure, VALUE_NONE) : VALUE_NONE;
}

NATIVE(files_read, "read(fd, count=-1)", "Reads at most `count` bytes, or all that are left.")
{
    FilesOpen *row = find_row(interp, "os.read()", arg[0]);
    int64_t count;
    if (!row || !value_to_int64(interp, arg[1], &count))
        return VALUE_ERROR;
    Text out;
    text_init(&out, &interp->memory);
    uint64_t wanted = count < 0 ? UINT64_MAX : (uint64_t)count;
    while (out.length < wanted) {
        size_t most = wanted - out.length < (1 << 16) ? (size_t)(wanted - out.length) : 1 << 16;
        if (!text_reserve(&out, most)) {
            text_free(&out);
            return VALUE_ERROR;
        }
        ssize_t got = read(row->handle, out.bytes + out.length, most);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            text_free(&out);
            return raise_failure(interp, -errno, VALUE_NONE);
        }
        if (got == 0)
            break;
        out.length += (size_t)got;
    }
    Value result = bytes_new(interp, out.length ? out.bytes : "", out.length);
    text_free(&out);
    return result;
}

NATIVE(files_write, "write(fd, data)", "Writes bytes; returns how many. They count towards the output limit.")
{
    const unsigned char *bytes;
    size_t length, done = 0;
    int descriptor;
    if (!support_bytes(interp, arg[1], &bytes, &length) || !small_int(interp, arg[0], &descriptor))
        return VALUE_ERROR;
    if (descriptor == 1 || descriptor == 2)
        return interp->hooks.write(interp, descriptor, (const char *)bytes, length) ? value_from_int((int64_t)length)
                                                                                    : VALUE_ERROR;
    FilesOpen *row = find_row(interp, "os.write()", arg[0]);
    if (!row || !spend(interp, files_growth(row, length)))
        return VALUE_ERROR;
    while (done < length) {
        ssize_t wrote = write(row->handle, bytes + done, length - done);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0)
            return raise_failure(interp, -errno, VALUE_NONE);
        done += (size_t)wrote;
    }
    off_t place = lseek(row->handle, 0, SEEK_CUR);
    if (place >= 0 && (uint64_t)place > row->length)
        row->length = (uint64_t)place;
    return value_from_int((int64_t)length);
}

NATIVE(files_seek, "seek(fd, offset, whence=0)", "Moves to a place; returns it.")
{
    FilesOpen *row = find_row(interp, "os.lseek()", arg[0]);
    int64_t offset;
    int whence;
    if (!row || !value_to_int64(interp, arg[1], &offset) || !small_int(interp, arg[2], &whence))
        return VALUE_ERROR;
    if (whence < 0 || whence > 2)
        return raise_failure(interp, -EINVAL, VALUE_NONE);
    off_t place = lseek(row->handle, (off_t)offset, whence == 0 ? SEEK_SET : whence == 1 ? SEEK_CUR : SEEK_END);
    return place < 0 ? raise_failure(interp, -errno, VALUE_NONE) : value_from_int(place);
}

NATIVE(files_truncate, "truncate(fd, length)", "Cuts a file or fills it up with zeros.")
{
    FilesOpen *row = find_row(interp, "os.ftruncate()", arg[0]);
    int64_t length;
    if (!row || !value_to_int64(interp, arg[1], &length))
        return VALUE_ERROR;
    if (length > 0 && (uint64_t)length > row->length && !spend(interp, (uint64_t)length - row->length))
        return VALUE_ERROR;
    if (ftruncate(row->handle, (off_t)length))
        return raise_failure(interp, -errno, VALUE_NONE);
    row->length = (uint64_t)length;
    return VALUE_NONE;
}

NATIVE(files_input, "input(fd)", "Reads a line of standard input, a str with its newline.")
{
    return sys_stream_read_line(interp);
}

NATIVE(files_bytes, "bytes(data)", "Returns the bytes of a bytes-like object; TypeError for other values.")
{
    const unsigned char *bytes;
    size_t length;
    return support_bytes(interp, arg[0], &bytes, &length) ? bytes_new(interp, (const char *)bytes, length)
                                                          : VALUE_ERROR;
}

// ---- facts ----

static Value time_value(struct timespec time)
{
    return value_from_int((int64_t)time.tv_sec * 1000000000 + time.tv_nsec);
}

static Value facts_tuple(Interp *interp, const struct stat *facts)
{
    Value fields[] = {
        value_from_int(facts->st_mode),
        value_from_int((int64_t)facts->st_ino),
        value_from_int((int64_t)facts->st_dev),
        value_from_int((int64_t)facts->st_nlink),
        value_from_int(facts->st_uid),
        value_from_int(facts->st_gid),
        value_from_int(facts->st_size),
        time_value(facts->st_atim),
        time_value(facts->st_mtim),
        time_value(facts->st_ctim),
        value_from_int(facts->st_blksize),
        value_from_int(facts->st_blocks),
    };
    return tuple_from_values_take(interp, COUNT_OF(fields), fields);
}

NATIVE(files_module_stat, "stat(path, what='os.stat()', shown=None)",
       "Returns the facts of what a path names: times in nanoseconds.")
{
    const Str *what;
    const char *path;
    struct stat facts;
    if (!support_text(interp, arg[1], "what", &what))
        return VALUE_ERROR;
    Files *files = files_of(interp, what->text);
    if (!files || !path_text(interp, arg[0], &path))
        return VALUE_ERROR;
    int failure = files_stat(files, path, &facts);
    return failure ? raise_failure(interp, failure, shown_path(arg, 2)) : facts_tuple(interp, &facts);
}

NATIVE(files_facts, "facts(fd)", "Returns the facts of an open file.")
{
    FilesOpen *row = find_row(interp, "os.fstat()", arg[0]);
    struct stat facts;
    if (!row)
        return VALUE_ERROR;
    return fstat(row->handle, &facts) ? raise_failure(interp, -errno, VALUE_NONE) : facts_tuple(interp, &facts);
}

// ---- folders ----

static bool append_entry(Interp *interp, Value list, int handle, const char *name)
{
    struct stat facts;
    if (fstatat(handle, name, &facts, AT_SYMLINK_NOFOLLOW))
        return true; // it went meanwhile
    Value text = codec_decode(interp, name, strlen(name), "utf-8", "surrogateescape");
    Value pair = value_is_error(text) ? VALUE_ERROR : support_pair_take(interp, text, value_from_int(facts.st_mode));
    return !value_is_error(pair) && list_append_take(interp, list, pair);
}

static Value list_folder(Interp *interp, int handle)
{
    DIR *folder = fdopendir(handle);
    if (!folder) {
        int failure = -errno;
        close(handle);
        return raise_failure(interp, failure, VALUE_NONE);
    }
    Value list = list_new(interp, 0);
    for (struct dirent *entry; !value_is_error(list) && (entry = readdir(folder));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (!append_entry(interp, list, handle, entry->d_name)) {
            value_drop(list);
            list = VALUE_ERROR;
        }
    }
    closedir(folder);
    return list;
}

NATIVE(files_list, "list(path, shown=None)", "Returns pairs of the names in a folder and their modes.")
{
    Files *files = files_of(interp, "os.listdir()");
    const char *path;
    if (!files || !path_text(interp, arg[0], &path))
        return VALUE_ERROR;
    int handle = files_open_folder(files, path);
    return handle < 0 ? raise_failure(interp, handle, shown_path(arg, 1)) : list_folder(interp, handle);
}

/// Does something to the entry that a path names.
static Value change_entry(Interp *interp, const Value *arg, const char *what, int (*change)(const FilesPlace *, int))
{
    Files *files = files_of(interp, what);
    const char *path;
    int number = 0;
    if (!files || !path_text(interp, arg[0], &path) || !small_int(interp, arg[1], &number))
        return VALUE_ERROR;
    FilesPlace place;
    int failure = files_find(files, path, &place);
    if (!failure) {
        failure = change(&place, number) ? -errno : 0;
        files_leave(&place);
    }
    return failure ? raise_failure(interp, failure, shown_path(arg, 2)) : VALUE_NONE;
}

static int make_folder(const FilesPlace *place, int mode)
{
    return mkdirat(place->folder, place->name, (mode_t)(mode & 0777));
}
static int remove_entry(const FilesPlace *place, int flags)
{
    return unlinkat(place->folder, place->name, flags ? AT_REMOVEDIR : 0);
}

NATIVE(files_mkdir, "mkdir(path, mode=511, shown=None)", "Makes a folder.")
{
    if (interp->files && !spend(interp, FILES_ENTRY_BYTES))
        return VALUE_ERROR;
    return change_entry(interp, arg, "os.mkdir()", make_folder);
}
NATIVE(files_remove, "remove(path, folder, shown=None)", "Removes a file, or an empty folder.")
{
    return change_entry(interp, arg, "os.remove()", remove_entry);
}

/// Nanoseconds as seconds and the rest, which is never negative.
static struct timespec time_split(int64_t number)
{
    const int64_t second = 1000000000;
    int64_t rest = number % second;
    return rest < 0 ? (struct timespec){number / second - 1, (long)(rest + second)}
                    : (struct timespec){number / second, (long)rest};
}

NATIVE(files_touch, "touch(path, access, change)", "Sets the times of a file, in nanoseconds; None is now.")
{
    Files *files = files_of(interp, "os.utime()");
    const char *path;
    struct timespec times[2];
    if (!files || !path_text(interp, arg[0], &path))
        return VALUE_ERROR;
    for (int i = 0; i < 2; i++) {
        int64_t number = 0;
        if (!value_is_none(arg[i + 1]) && !value_to_int64(interp, arg[i + 1], &number))
            return VALUE_ERROR;
        times[i] = value_is_none(arg[i + 1]) ? (struct timespec){.tv_nsec = UTIME_NOW} : time_split(number);
    }
    FilesPlace place;
    int failure = files_find(files, path, &place);
    if (!failure) {
        failure = utimensat(place.folder, place.name, times, AT_SYMLINK_NOFOLLOW) ? -errno : 0;
        files_leave(&place);
    }
    return failure ? raise_failure(interp, failure, arg[0]) : VALUE_NONE;
}

NATIVE(files_rename, "rename(source, target)", "Renames a file or folder, over one that may be there.")
{
    Files *files = files_of(interp, "os.rename()");
    const char *source, *target;
    FilesPlace from, to;
    if (!files || !path_text(interp, arg[0], &source) || !path_text(interp, arg[1], &target))
        return VALUE_ERROR;
    int failure = files_find(files, source, &from);
    if (!failure) {
        failure = files_find(files, target, &to);
        if (!failure) {
            failure = renameat(from.folder, from.name, to.folder, to.name) ? -errno : 0;
            files_leave(&to);
        }
        files_leave(&from);
    }
    return failure ? exception_raise_os_pair(interp, -failure, arg[0], arg[1]) : VALUE_NONE;
}

NATIVE(files_chdir, "chdir(path, shown=None)", "Changes the current folder.")
{
    Files *files = files_of(interp, "os.chdir()");
    const char *path;
    if (!files || !path_text(interp, arg[0], &path))
        return VALUE_ERROR;
    int failure = files_change_folder(files, path);
    return failure ? raise_failure(interp, failure, shown_path(arg, 1)) : VALUE_NONE;
}

NATIVE(files_current, "current()", "Returns the current folder; without files it is '/'.")
{
    return str_from_format(interp, "/%s", interp->files ? text_string(&interp->files->current) : "");
}

NATIVE(files_process, "process()", "Returns the number of the process.")
{
    return value_from_int(getpid());
}

static const NativeSpec *const FUNCTIONS[] = {
    &files_available_native,   &files_module_open_native, &files_module_close_native, &files_read_native,
    &files_write_native,       &files_seek_native,        &files_truncate_native,     &files_input_native,
    &files_module_stat_native, &files_facts_native,       &files_list_native,         &files_mkdir_native,
    &files_remove_native,      &files_touch_native,       &files_rename_native,       &files_chdir_native,
    &files_current_native,     &files_process_native,     &files_bytes_native,        NULL,
};

const ModuleSpec module_spec__files = {
    .name = "_files",
    .doc = "The files of the session.",
    .functions = FUNCTIONS,
};
