using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using Panthor.Kernel;
using Xunit;

namespace PanthorPS.Tests;

public sealed class ErrnoTableTests
{
    public static TheoryData<Errno, string, ErrorCategory> Codes => new()
    {
        { Errno.EINVAL, "EINVAL", ErrorCategory.InvalidArgument },
        { Errno.ENOENT, "ENOENT", ErrorCategory.ObjectNotFound },
        { Errno.ESRCH, "ESRCH", ErrorCategory.ObjectNotFound },
        { Errno.EPERM, "EPERM", ErrorCategory.PermissionDenied },
        { Errno.EACCES, "EACCES", ErrorCategory.PermissionDenied },
        { Errno.EINTR, "EINTR", ErrorCategory.OperationStopped },
        { Errno.ECANCELED, "ECANCELED", ErrorCategory.OperationStopped },
        { Errno.ERESTARTSYS, "ERESTARTSYS", ErrorCategory.OperationStopped },
        { Errno.EFAULT, "EFAULT", ErrorCategory.InvalidData },
        { Errno.ENOMEM, "ENOMEM", ErrorCategory.ResourceUnavailable },
        { Errno.ENOSPC, "ENOSPC", ErrorCategory.ResourceUnavailable },
        { Errno.ETIMEDOUT, "ETIMEDOUT", ErrorCategory.OperationTimeout },
        { Errno.ETIME, "ETIME", ErrorCategory.OperationTimeout },
        { Errno.EBUSY, "EBUSY", ErrorCategory.ResourceBusy },
        { Errno.EAGAIN, "EAGAIN", ErrorCategory.ResourceBusy },
        { Errno.EPROBE_DEFER, "EPROBE_DEFER", ErrorCategory.ResourceBusy },
        { Errno.EDEADLK, "EDEADLK", ErrorCategory.DeadlockDetected },
        { Errno.EEXIST, "EEXIST", ErrorCategory.ResourceExists },
        { Errno.ENODEV, "ENODEV", ErrorCategory.DeviceError },
        { Errno.ENXIO, "ENXIO", ErrorCategory.DeviceError },
        { Errno.EIO, "EIO", ErrorCategory.DeviceError },
        { Errno.EOPNOTSUPP, "EOPNOTSUPP", ErrorCategory.NotImplemented },
        { Errno.ENOTSUPP, "ENOTSUPP", ErrorCategory.NotImplemented },
        { Errno.ENOSYS, "ENOSYS", ErrorCategory.NotImplemented },
        { Errno.ENOTTY, "ENOTTY", ErrorCategory.NotImplemented },
        { Errno.E2BIG, "E2BIG", ErrorCategory.NotSpecified },
        { (Errno)999, "E999", ErrorCategory.NotSpecified },
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_code_has_its_name_and_its_category(Errno errno, string name, ErrorCategory category)
    {
        Assert.Equal(name, ErrnoTable.NameOf(errno));
        Assert.Equal(category, ErrnoTable.CategoryOf(errno));
    }

    [Fact]
    public void Every_code_comes_with_something_to_do_about_it() => Assert.All(
        System.Enum.GetValues<Errno>().Append((Errno)999),
        errno => Assert.EndsWith(".", ErrnoTable.ActionFor(errno), System.StringComparison.Ordinal));

    // Whoever adds a command or renames one: an advice that names it must stay true.
    [Fact]
    public void An_advice_names_only_commands_that_exist()
    {
        string[] known =
        [
            .. from type in typeof(GpuCmdlet).Assembly.GetExportedTypes()
               from data in type.GetCustomAttributesData()
               where data.AttributeType == typeof(CmdletAttribute)
               select $"{data.ConstructorArguments[0].Value}-{data.ConstructorArguments[1].Value}",
        ];
        Assert.All(
            System.Enum.GetValues<Errno>().SelectMany(errno => Regex.Matches(ErrnoTable.ActionFor(errno), @"\w+-Gpu\w+")),
            name => Assert.Contains(name.Value, known));
    }

    [Fact]
    public void Every_code_of_a_category_is_in_the_table_above()
    {
        var tested = Codes.Select(row => row.Data.Item1).ToHashSet();
        Assert.All(
            System.Enum.GetValues<Errno>().Where(errno => ErrnoTable.CategoryOf(errno) != ErrorCategory.NotSpecified),
            errno => Assert.Contains(errno, tested));
    }

    [Fact]
    public void The_message_tells_what_failed_and_the_number_as_the_kernel_returns_it()
    {
        Assert.Equal(
            "VM_BIND: va 0x1234 is not aligned; EINVAL (-22)",
            new ErrnoException(Errno.EINVAL, "VM_BIND", "va 0x1234 is not aligned").Message);
        Assert.Equal("BO_CREATE failed; ENOMEM (-12)", new ErrnoException(Errno.ENOMEM, "BO_CREATE").Message);
        Assert.Equal("X failed; E999 (-999)", new ErrnoException((Errno)999, "X").Message);
    }

    [Fact]
    public void A_batch_tells_which_operation_failed_and_how_many_were_executed()
    {
        var batch = new VmBindException(Errno.EINVAL, "bad", executed: 2, count: 5);
        Assert.Equal("VM_BIND operation 2 of 5 (2 executed): bad; EINVAL (-22)", batch.Message);
        Assert.Equal(2, batch.OperationIndex);
        Assert.Equal(2, batch.Executed);
        Assert.Equal("VM_BIND: bad; EINVAL (-22)", new VmBindException(Errno.EINVAL, "bad", 0, 1).Message);
    }
}
