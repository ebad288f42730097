namespace Panthor.Driver.Uapi;

/// <summary>A queue of a group that is to be made (<c>struct drm_panthor_queue_create</c>).</summary>
/// <param name="RingbufSize">Bytes of its ring buffer: a power of two from 4 KiB to 64 KiB.</param>
/// <param name="Priority">Its priority in the group, 0 to 15; 15 goes first.</param>
/// <param name="Pad">Must be 0; three bytes in the structure.</param>
public readonly record struct DrmPanthorQueueCreate(uint RingbufSize, byte Priority = 0, uint Pad = 0);
