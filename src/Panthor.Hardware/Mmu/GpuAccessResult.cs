namespace Panthor.Hardware;

/// <summary>How a GPU access ended.</summary>
/// <param name="Status">Ok, Fault or Aborted.</param>
/// <param name="Fault">The fault, if there was one; bytes before its address were transferred.</param>
public readonly record struct GpuAccessResult(TranslateStatus Status, GpuFault Fault)
{
    /// <summary>The access that went well.</summary>
    public static GpuAccessResult Ok => default;

    /// <summary>True if all bytes were transferred.</summary>
    public bool IsOk => Status == TranslateStatus.Ok;

    /// <summary>Exception code; OK if there was no fault.</summary>
    public GpuException Exception => Fault.Exception;

    /// <summary>Virtual address at which the access ended, if it failed.</summary>
    public ulong Address => Fault.Address;

    /// <inheritdoc/>
    public override string ToString() => Status == TranslateStatus.Fault ? Fault.ToString() : Status.ToString();
}
