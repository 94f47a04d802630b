// The sandbox: the one folder whose files a program may open, and nothing outside it.
//
//   program's path      "/data/../notes.txt"      (its "/" is the folder; relative paths start at its current folder)
//   walked as           folder > data > folder > notes.txt
//
// A path is walked part by part through open folders. Symbolic links are never followed and ".." only goes back to a
// folder that was walked through, so that no path leads outside, whatever else changes the folder meanwhile. Only
// regular files are opened: no devices, pipes or sockets. Functions return 0 (or a number from 0) or a negated errno.
#ifndef LIB_FILES_H
#define LIB_FILES_H

#include <sys/stat.h>

#include "base/mem.h"
#include "base/text.h"

enum {
    FILES_MAX_OPEN = 64,      // files at one time
    FILES_MAX_DEPTH = 64,     // folders within each other
    FILES_FIRST = 3,          // the first descriptor; 0 to 2 are the standard streams
    FILES_ENTRY_BYTES = 4096, // what a new file or folder counts as
};

/// A descriptor of the program.
typedef struct FilesOpen {
    int handle;        // the system's
    uint64_t length;   // up to where the file has been counted
    bool append, used; // used: the row is taken
} FilesOpen;

typedef struct Files {
    Memory *memory;
    int root;     // the folder
    Text current; // the current folder: "" or "a/b"
    FilesOpen open[FILES_MAX_OPEN];
} Files;

/// A place in the sandbox: a name in an open folder. The name is "." for the folder itself.
typedef struct FilesPlace {
    int folder;
    char name[256];
    bool must_be_folder; // the path ended in a slash
} FilesPlace;

/// Opens the sandbox on a folder of the system. NULL with errno set where it is none. Owned: files_delete.
Files *files_new(Memory *memory, const char *folder);
/// Closes all files and frees; NULL is allowed.
void files_delete(Files *files);

/// Finds the place that a path names; its last part may be missing. files_leave closes it again.
int files_find(const Files *files, const char *path, FilesPlace *out);
void files_leave(FilesPlace *place);

/// Opens a file (flags as open(2)'s) as the lowest free descriptor, from FILES_FIRST on. *created tells whether it is
/// new.
int files_open(Files *files, const char *path, int flags, int mode, bool *created);
int files_close(Files *files, int descriptor);
/// The row of a descriptor; NULL where it is not open.
FilesOpen *files_row(Files *files, int descriptor);
/// How many bytes a write of `count` at the current place would add to what has been counted.
uint64_t files_growth(const FilesOpen *row, uint64_t count);
/// What a path names, as stat(2); links are not followed.
int files_stat(const Files *files, const char *path, struct stat *out);
/// Opens a folder for reading its entries: a system's handle, the caller's to close.
int files_open_folder(const Files *files, const char *path);
/// Makes `path` the current folder.
int files_change_folder(Files *files, const char *path);
/// Reads a whole regular file; *bytes is from mem_alloc(memory), length + 1 long with a NUL. -ENOMEM: MemoryError is
/// pending.
int files_read_all(const Files *files, const char *path, Memory *memory, char **bytes, size_t *length);

#endif
