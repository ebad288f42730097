namespace PanthorPS;

/// <summary>A point of a timeline, or a binary synchronisation object, as something to wait for or to signal.</summary>
/// <param name="SyncObject">The synchronisation object.</param>
/// <param name="Point">The point; 0 for the object as a whole.</param>
public sealed record GpuSyncPoint(GpuSyncObject SyncObject, ulong Point)
{
    /// <inheritdoc/>
    public override string ToString() => Point == 0 ? $"{SyncObject}" : $"{SyncObject} at {Point}";
}
