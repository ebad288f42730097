namespace Panthor.Hardware;

/// <summary>Bus masters of the endpoints in AS_FAULTSTATUS, in our models; the streams themselves use
/// <see cref="SpaceMemory.FrontendSourceId"/>.</summary>
internal static class CsSourceId
{
    public const ushort Tiler = 0x0010;
    public const ushort Shader = 0x0020;
}
