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

    /// <summary>What a person can do about it.</summary>
    public static string ActionFor(Errno errno) => errno switch
    {
        Errno.EINVAL or Errno.ERANGE or Errno.EOVERFLOW or Errno.E2BIG or Errno.EFBIG =>
            "Change the value that the message names; Get-Help with the command's name and -Full tells what it takes.",
        Errno.ENOENT => "Get-GpuBuffer, Get-GpuVm, Get-GpuClient and Get-GpuDevice list what exists.",
        Errno.ESRCH => "Get-GpuTask lists the tasks.",
        Errno.ENOMEM => "Remove buffers that are no longer needed, or create a device with more -Memory.",
        Errno.ENOSPC => "Give back some of what is full; Get-GpuMemory, Get-GpuVm and Get-GpuAddressSpace show it.",
        Errno.ENODEV or Errno.ENXIO => "Create a device with New-GpuDevice.",
        Errno.EIO => "Get-GpuLog and Get-GpuFinding tell what the device reported.",
        Errno.EBADF => "Open another client with New-GpuClient.",
        Errno.EPERM or Errno.EACCES => "Ask for less, or use a client that may; Get-Help New-GpuClient tells which.",
        Errno.EFAULT => "Get-GpuMapping shows what is mapped, Get-GpuPageTable -Tables how far a walk gets.",
        Errno.ETIME or Errno.ETIMEDOUT =>
            "Give more -Timeout, or look at Get-GpuLog and Get-GpuEvent for what the machine waits for.",
        Errno.EBUSY or Errno.EAGAIN or Errno.EPROBE_DEFER =>
            "End what uses it, or let the machine go on with Step-GpuDevice, and try again.",
        Errno.EINTR or Errno.ECANCELED or Errno.ERESTARTSYS => "It was stopped before its end: try again.",
        Errno.EDEADLK => "Get-GpuFinding and Get-GpuTask show who waits for whom.",
        Errno.EEXIST => "Remove what is there first, or choose another place.",
        Errno.EOPNOTSUPP or Errno.ENOTSUPP or Errno.ENOSYS or Errno.ENOTTY =>
            "The driver has no such operation for this GPU; Get-GpuDevice tells which GPU it is.",
        _ => "Get-GpuLog tells what the driver said, Get-GpuEvent what it did.",
    };
}
