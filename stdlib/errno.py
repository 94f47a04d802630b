"""Error numbers of the system."""

_TABLE = """EPERM 1 Operation not permitted
ENOENT 2 No such file or directory
ESRCH 3 No such process
EINTR 4 Interrupted system call
EIO 5 Input/output error
EBADF 9 Bad file descriptor
ECHILD 10 No child processes
EAGAIN 11 Resource temporarily unavailable
ENOMEM 12 Cannot allocate memory
EACCES 13 Permission denied
EEXIST 17 File exists
ENOTDIR 20 Not a directory
EISDIR 21 Is a directory
EINVAL 22 Invalid argument
EMFILE 24 Too many open files
EFBIG 27 File too large
ENOSPC 28 No space left on device
ESPIPE 29 Illegal seek
EROFS 30 Read-only file system
EPIPE 32 Broken pipe
EDOM 33 Numerical argument out of domain
ERANGE 34 Numerical result out of range
EDEADLK 35 Resource deadlock avoided
ENAMETOOLONG 36 File name too long
ENOSYS 38 Function not implemented
ENOTEMPTY 39 Directory not empty
EADDRINUSE 98 Address already in use
ECONNABORTED 103 Software caused connection abort
ECONNRESET 104 Connection reset by peer
ETIMEDOUT 110 Connection timed out
ECONNREFUSED 111 Connection refused"""

errorcode = {}
_texts = {}
for _line in _TABLE.splitlines():
    _name, _number, _text = _line.split(" ", 2)
    globals()[_name] = int(_number)
    errorcode[int(_number)] = _name
    _texts[int(_number)] = _text
EWOULDBLOCK = 11
