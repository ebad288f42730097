using System.Collections.Generic;
using Panthor.Driver.Device;

namespace Panthor.Driver.Gem;

/// <summary>
/// Buffers in the order in which they were last used (<c>struct drm_gem_lru</c>). All lists of a device share the lock
/// <see cref="PanthorDevice.GemLruMutex"/>.
/// </summary>
public sealed class GemLru
{
    private readonly LinkedList<DrmGemObject> _objects = new();

    /// <summary>Makes an empty list.</summary>
    /// <param name="name">Its name, for people.</param>
    public GemLru(string name) => Name = name;

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Pages of 4 KiB of all buffers on the list (<c>count</c>).</summary>
    public long Count { get; private set; }

    /// <summary>The buffers, the one used longest ago first.</summary>
    public IReadOnlyCollection<DrmGemObject> Objects => _objects;

    /// <summary>The buffer used longest ago, or null.</summary>
    internal DrmGemObject? First => _objects.First?.Value;

    /// <summary>Takes a buffer off whatever list it is on (<c>drm_gem_lru_remove()</c>). Nobody sleeps with the lock.</summary>
    internal static void Remove(DrmGemObject target)
    {
        if (target.Lru is null)
        {
            return;
        }

        PanthorDevice device = target.Device;
        if (!device.WarnOn(!device.GemLruMutex.TryLock(), "drm_gem_lru_remove: somebody sleeps with gem_lru_mutex"))
        {
            RemoveLocked(target);
            device.GemLruMutex.Unlock();
        }
    }

    /// <summary>Makes a buffer the one used last (<c>drm_gem_lru_move_tail_locked()</c>).</summary>
    internal void MoveTailLocked(DrmGemObject target)
    {
        RemoveLocked(target);
        _objects.AddLast(target.LruNode);
        target.Lru = this;
        Count += PagesOf(target);
    }

    /// <summary>Appends all buffers of another list, which is empty then.</summary>
    internal void TakeLocked(GemLru other)
    {
        while (other.First is { } target)
        {
            MoveTailLocked(target);
        }
    }

    internal static void RemoveLocked(DrmGemObject target)
    {
        if (target.Lru is { } lru)
        {
            lru._objects.Remove(target.LruNode);
            lru.Count -= PagesOf(target);
            target.Lru = null;
        }
    }

    private static long PagesOf(DrmGemObject target) => (long)(target.Size / GemPages.PageSize);
}
