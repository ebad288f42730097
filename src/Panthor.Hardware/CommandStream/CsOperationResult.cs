namespace Panthor.Hardware;

/// <summary>How an asynchronous operation ended.</summary>
/// <param name="Exception">OK, or the fault to be raised on the stream.</param>
/// <param name="Data">CS_FAULT.EXCEPTION_DATA.</param>
/// <param name="Info">CS_FAULT_INFO, an address as a rule.</param>
internal readonly record struct CsOperationResult(
    GpuException Exception = GpuException.OK, uint Data = 0, ulong Info = 0)
{
    /// <summary>It went well.</summary>
    public static CsOperationResult Ok => default;
}
