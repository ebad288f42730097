using Panthor.Kernel;

namespace Panthor.Driver.Gem;

/// <summary>A buffer of panthor that was exported (<c>panthor_gem_prime_export()</c>).</summary>
public sealed class GemDmaBuf : DmaBuf
{
    internal GemDmaBuf(PanthorGemObject buffer)
        : base(buffer.Device.Simulation, "panthor", buffer.Size, buffer.Resv)
    {
        Buffer = buffer;
        buffer.Get();
    }

    /// <summary>The buffer (<c>priv</c>).</summary>
    public PanthorGemObject Buffer { get; }

    /// <inheritdoc />
    /// <returns>
    /// <see cref="Errno.EAGAIN"/> unless the pages are pinned: another device may use them only as long as they stay.
    /// </returns>
    public override KernelResult<ScatterSegment[]> Map() => Buffer is { PinCount: > 0, Pages: { } pages }
        ? pages.ToSegments()
        : KernelResult.Fail(Errno.EAGAIN, "the buffer is not pinned");

    /// <inheritdoc />
    public override void Unmap()
    {
    }

    /// <inheritdoc />
    public override KernelResult<KernelMapping> Vmap() => Buffer is { PinCount: > 0, Pages: { } pages }
        ? new KernelMapping(Buffer, pages)
        : KernelResult.Fail(Errno.EAGAIN, "the buffer is not pinned");

    /// <inheritdoc />
    protected override void Release() => Buffer.Put();
}
