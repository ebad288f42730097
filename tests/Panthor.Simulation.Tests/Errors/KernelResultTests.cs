using System;
using Xunit;

namespace Panthor.Kernel.Tests;

public sealed class KernelResultTests
{
    [Fact]
    public void A_result_is_a_success_or_an_errno_with_its_check()
    {
        Assert.True(KernelResult.Ok.IsOk);
        Assert.Equal("ok", KernelResult.Ok.ToString());
        KernelResult failure = KernelResult.Fail(Errno.EINVAL, "va 0x1234 is not aligned to the page size 0x1000");
        Assert.False(failure.IsOk);
        Assert.Equal("EINVAL: va 0x1234 is not aligned to the page size 0x1000", failure.ToString());
        KernelResult plain = Errno.ENOMEM;
        Assert.Equal("ENOMEM", plain.ToString());
        Assert.Equal(plain, KernelResult.FromErrno(Errno.ENOMEM));
        Assert.True(plain != failure && failure == KernelResult.Fail(failure.Errno, failure.Check!));
    }

    [Fact]
    public void A_value_is_there_only_on_success()
    {
        KernelResult<int> good = 7;
        KernelResult<int> bad = KernelResult.Fail(Errno.ENOENT, "no VM with handle 9");
        KernelResult<int> plain = Errno.EBUSY;
        Assert.Equal(7, good.Value);
        Assert.Equal(KernelResult.Of(7), good);
        Assert.Throws<InvalidOperationException>(() => bad.Value);
        Assert.Equal(0, bad.ValueOrDefault());
        Assert.Equal(Errno.EBUSY, plain.Errno);
        KernelResult back = bad;
        Assert.Equal(Errno.ENOENT, back.Errno);
        Assert.Equal("no VM with handle 9", back.Check);
        Assert.Throws<InvalidOperationException>(() => (KernelResult<int>)KernelResult.Ok);
        Assert.Throws<InvalidOperationException>(() => (KernelResult<int>)Errno.None);
        Assert.True(good != bad);
    }

    [Theory]
    [InlineData(Errno.EPERM, 1)]
    [InlineData(Errno.ENOMEM, 12)]
    [InlineData(Errno.EINVAL, 22)]
    [InlineData(Errno.ETIMEDOUT, 110)]
    [InlineData(Errno.ERESTARTSYS, 512)]
    [InlineData(Errno.EPROBE_DEFER, 517)]
    [InlineData(Errno.ENOTSUPP, 524)]
    public void Errnos_have_the_kernels_numbers(Errno errno, int number) => Assert.Equal(number, (int)errno);
}
