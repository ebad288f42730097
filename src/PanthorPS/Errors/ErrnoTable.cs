using System.Globalization;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>How an errno of the driver appears in PowerShell.</summary>
internal static class ErrnoTable
{
    /// <summary>The name of a code, for example <c>EINVAL</c>; <c>E999</c> for a code that has none.</summary>
    public static string NameOf(Errno errno) => System.Enum.IsDefined(errno)
        ? errno.ToString()
        : "E" + ((int)errno).ToString(CultureInfo.InvariantCulture);

    /// <summary>The category of a code.</summary>
    public static ErrorCategory CategoryOf(Errno errno) => errno switch
    {
        Errno.EINVAL => ErrorCategory.InvalidArgument,
        Errno.ENOENT or Errno.ESRCH => ErrorCategory.ObjectNotFound,
        Errno.EPERM or Errno.EACCES => ErrorCategory.PermissionDenied,
        Errno.EINTR or Errno.ECANCELED or Errno.ERESTARTSYS => ErrorCategory.OperationStopped,
        Errno.EFAULT => ErrorCategory.InvalidData,
        Errno.ENOMEM or Errno.ENOSPC => ErrorCategory.ResourceUnavailable,
        Errno.ETIMEDOUT or Errno.ETIME => ErrorCategory.OperationTimeout,
        Errno.EBUSY or Errno.EAGAIN or Errno.EPROBE_DEFER => ErrorCategory.ResourceBusy,
        Errno.EDEADLK => ErrorCategory.DeadlockDetected,
        Errno.EEXIST => ErrorCategory.ResourceExists,
        Errno.ENODEV or Errno.ENXIO or Errno.EIO => ErrorCategory.DeviceError,
        Errno.EOPNOTSUPP or Errno.ENOTSUPP or Errno.ENOSYS or Errno.ENOTTY => ErrorCategory.NotImplemented,
        _ => ErrorCategory.NotSpecified,
    };

    /// <summary>What a person can do about it; null if nothing in general.</summary>
    public static string? ActionFor(Errno errno) => errno switch
    {
        Errno.ENOENT => "Get-GpuBuffer, Get-GpuVm, Get-GpuClient and Get-GpuDevice list what exists.",
        Errno.ENOMEM => "Remove buffers that are no longer needed, or create a device with more -Memory.",
        Errno.ENODEV => "Create a device with New-GpuDevice.",
        Errno.EBADF => "Open another client with New-GpuClient.",
        Errno.ETIME => "Give more -Timeout, or look at Get-GpuLog and Get-GpuEvent for what the machine waits for.",
        _ => null,
    };
}
