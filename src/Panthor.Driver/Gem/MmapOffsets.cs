using System;
using System.Collections.Generic;

namespace Panthor.Driver.Gem;

/// <summary>Where in the device file each buffer lies for <c>mmap()</c> (<c>struct drm_vma_offset_manager</c>).</summary>
public sealed class MmapOffsets
{
    // DRM_FILE_PAGE_OFFSET_START and DRM_FILE_PAGE_OFFSET_SIZE of a 64-bit kernel, in bytes.
    private const ulong FirstOffset = 0x10_0000ul << 12;
    private const ulong EndOffset = FirstOffset + (0xf_fffful * 256 << 12);

    private readonly Dictionary<ulong, PanthorGemObject> _buffers = [];
    private readonly DrmMm _space = new(FirstOffset, EndOffset - FirstOffset);

    /// <summary>The buffer that starts at an offset; null if none does.</summary>
    public PanthorGemObject? Find(ulong offset) => _buffers.GetValueOrDefault(offset);

    /// <summary>Gives a buffer its place (<c>drm_gem_create_mmap_offset()</c>).</summary>
    /// <returns>The offset in bytes; 0 for a buffer that no place is large enough for.</returns>
    internal ulong Add(PanthorGemObject buffer)
    {
        ulong size = Math.Max(buffer.Size, GemPages.PageSize);
        if (!_space.TryInsert(size, GemPages.PageSize, FirstOffset, EndOffset, out ulong offset))
        {
            return 0;
        }

        _buffers.Add(offset, buffer);
        return offset;
    }

    internal void Remove(ulong offset)
    {
        if (_buffers.Remove(offset, out PanthorGemObject? buffer))
        {
            _space.Remove(offset, Math.Max(buffer.Size, GemPages.PageSize));
        }
    }
}
