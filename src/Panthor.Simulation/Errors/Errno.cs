namespace Panthor.Kernel;

/// <summary>Error numbers as in the kernel's errno.h, positive; a C function returns them negated.</summary>
public enum Errno
{
    /// <summary>Success.</summary>
    None = 0,

    /// <summary>Operation not permitted.</summary>
    EPERM = 1,

    /// <summary>No such object.</summary>
    ENOENT = 2,

    /// <summary>No such process.</summary>
    ESRCH = 3,

    /// <summary>Interrupted system call.</summary>
    EINTR = 4,

    /// <summary>Input or output error.</summary>
    EIO = 5,

    /// <summary>No such device or address.</summary>
    ENXIO = 6,

    /// <summary>Argument too big.</summary>
    E2BIG = 7,

    /// <summary>Bad file number.</summary>
    EBADF = 9,

    /// <summary>Try again.</summary>
    EAGAIN = 11,

    /// <summary>Out of memory.</summary>
    ENOMEM = 12,

    /// <summary>Permission denied.</summary>
    EACCES = 13,

    /// <summary>Bad address.</summary>
    EFAULT = 14,

    /// <summary>Device or resource busy.</summary>
    EBUSY = 16,

    /// <summary>Object exists.</summary>
    EEXIST = 17,

    /// <summary>No such device.</summary>
    ENODEV = 19,

    /// <summary>Invalid argument.</summary>
    EINVAL = 22,

    /// <summary>File table overflow.</summary>
    ENFILE = 23,

    /// <summary>Too many open files.</summary>
    EMFILE = 24,

    /// <summary>No such ioctl.</summary>
    ENOTTY = 25,

    /// <summary>File too large.</summary>
    EFBIG = 27,

    /// <summary>No space left.</summary>
    ENOSPC = 28,

    /// <summary>Illegal seek.</summary>
    ESPIPE = 29,

    /// <summary>Read-only.</summary>
    EROFS = 30,

    /// <summary>Broken pipe.</summary>
    EPIPE = 32,

    /// <summary>Argument out of domain.</summary>
    EDOM = 33,

    /// <summary>Result out of range.</summary>
    ERANGE = 34,

    /// <summary>Resource deadlock would occur.</summary>
    EDEADLK = 35,

    /// <summary>Name too long.</summary>
    ENAMETOOLONG = 36,

    /// <summary>Not implemented.</summary>
    ENOSYS = 38,

    /// <summary>No data available.</summary>
    ENODATA = 61,

    /// <summary>Timer expired.</summary>
    ETIME = 62,

    /// <summary>Protocol error.</summary>
    EPROTO = 71,

    /// <summary>Not a data message.</summary>
    EBADMSG = 74,

    /// <summary>Value too large.</summary>
    EOVERFLOW = 75,

    /// <summary>Descriptor in bad state.</summary>
    EBADFD = 77,

    /// <summary>Message too long.</summary>
    EMSGSIZE = 90,

    /// <summary>Operation not supported.</summary>
    EOPNOTSUPP = 95,

    /// <summary>No buffer space.</summary>
    ENOBUFS = 105,

    /// <summary>Not connected.</summary>
    ENOTCONN = 107,

    /// <summary>Timed out.</summary>
    ETIMEDOUT = 110,

    /// <summary>Already in progress.</summary>
    EALREADY = 114,

    /// <summary>Now in progress.</summary>
    EINPROGRESS = 115,

    /// <summary>Stale handle.</summary>
    ESTALE = 116,

    /// <summary>Cancelled.</summary>
    ECANCELED = 125,

    /// <summary>Memory page has a hardware error.</summary>
    EHWPOISON = 133,

    /// <summary>Restart the system call (never seen by user space: it becomes EINTR).</summary>
    ERESTARTSYS = 512,

    /// <summary>The driver asks to be probed again later.</summary>
    EPROBE_DEFER = 517,

    /// <summary>Operation not supported (kernel internal).</summary>
    ENOTSUPP = 524,
}
