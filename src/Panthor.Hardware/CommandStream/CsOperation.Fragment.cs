using System;

namespace Panthor.Hardware;

/// <content>Fragment jobs.</content>
internal sealed unsafe partial class CsOperation
{
    private const int FramebufferRegister = 40;
    private const int BoundMinRegister = 42;
    private const int BoundMaxRegister = 43;
    private const int TileSize = 16;
    private const int TileShift = 4;
    private const int BytesPerPixel = 4;

    private const ulong FramebufferSizes = 32;
    private const ulong FramebufferTiler = 56;
    private const ulong FramebufferTargets = 128;
    private const ulong ExtensionSize = 64;
    private const ulong TargetSize = 64;
    private const ulong TargetBase = 32;
    private const ulong TargetStride = 40;
    private const ulong TargetClear = 48;
    private const ulong LinearFormat = 2;
    private const ulong TiledFormat = 1;

    // Places of _in.
    private const int Framebuffer = 0;
    private const int Bounds = 1;
    private const int Tiles = 2;

    private long ReadFragment(uint* registers)
    {
        _in[Framebuffer] = *(ulong*)(registers + FramebufferRegister);
        uint minimum = registers[BoundMinRegister];
        uint maximum = registers[BoundMaxRegister];
        _in[Bounds] = minimum | ((ulong)maximum << 32);
        (ulong columns, ulong rows) = Extent();
        _in[Tiles] = columns * rows;
        ulong cores = (ulong)Math.Max(Stream.Model.ShaderCores, 1);
        return (long)(_in[Tiles] * CsTiming.Tile / cores);
    }

    /// <summary>Tiles of the bounding box across and down.</summary>
    private (ulong Columns, ulong Rows) Extent()
    {
        (ulong minX, ulong minY, ulong maxX, ulong maxY) = Box();
        return maxX < minX || maxY < minY
            ? (0, 0)
            : ((maxX >> TileShift) - (minX >> TileShift) + 1, (maxY >> TileShift) - (minY >> TileShift) + 1);
    }

    private (ulong MinX, ulong MinY, ulong MaxX, ulong MaxY) Box() =>
        ((ushort)_in[Bounds], (ushort)(_in[Bounds] >> 16), (ushort)(_in[Bounds] >> 32), _in[Bounds] >> 48);

    /// <summary>A piece of a fragment job.</summary>
    /// <remarks>
    /// Tiles of 16 × 16 pixels in the bounding box (r42 minimum, r43 maximum, both inclusive; x in [15:0], y in
    /// [31:16]). Duration: 256 cycles a tile, shared by the cores. The framebuffer descriptor (d40: address in [63:6],
    /// in [5:0] 1, a flag for the ZS/CRC extension, the number of render targets minus 1) is read; the box must lie
    /// inside of it (TILE_RANGE_FAULT). Then the tiler context that it names is read, and the chunks of its completed
    /// list. Each render target that is enabled for writing is filled with its clear colour tile by tile, 4 bytes a
    /// pixel, if it is linear or tiled; of the compressed formats only the header of the tile is written.
    /// </remarks>
    private Piece DoFragment()
    {
        ulong pointer = _in[Framebuffer];
        ulong descriptor = pointer & ~0x3fUL;
        if (descriptor == 0 || (pointer & 1) == 0)
            return Fail(GpuException.DATA_INVALID_FAULT, pointer);

        Piece piece = Read(descriptor + FramebufferSizes, out ulong sizes);
        if (piece != Piece.Done)
            return piece;

        (_, _, ulong maxX, ulong maxY) = Box();
        if (_in[Tiles] != 0 && (maxX > (ushort)sizes || maxY > (ushort)(sizes >> 16)))
            return Fail(GpuException.TILE_RANGE_FAULT, descriptor);

        if (_step == 0)
        {
            piece = ReadPolygons(descriptor);
            if (piece != Piece.Done)
                return piece;
        }

        ulong targets = (pointer >> 2 & 0xf) + 1;
        ulong first = descriptor + FramebufferTargets + ((pointer >> 1 & 1) * ExtensionSize);
        ulong end = ShareOf(_in[Tiles]);
        for (; _done < end; _done++)
        {
            for (ulong target = 0; target < targets; target++)
            {
                piece = WriteTile(first + (target * TargetSize), _done, sizes);
                if (piece != Piece.Done)
                    return piece;
            }
        }

        return Piece.Done;
    }

    private Piece ReadPolygons(ulong descriptor)
    {
        Piece piece = Read(descriptor + FramebufferTiler, out ulong context);
        if (piece != Piece.Done || (context & Low48 & ~7UL) == 0)
            return piece;

        piece = Read((context & Low48 & ~7UL) + ContextCompletedTop, out ulong chunk);

        // A list that bites its tail must not keep the core for ever.
        for (int count = 0; piece == Piece.Done && chunk != 0 && count < 1024; count++)
            piece = Read(TilerHeap.ChunkAddress(chunk), out chunk);

        return piece;
    }

    private Piece WriteTile(ulong target, ulong tile, ulong sizes)
    {
        Piece piece = Read(target, out ulong flags);
        bool isEnabled = (flags >> 32 & 1) != 0;
        if (piece != Piece.Done || !isEnabled)
            return piece;

        piece = Read(target + TargetBase, out ulong surface);
        if (piece != Piece.Done)
            return piece;

        piece = Read(target + TargetStride, out ulong strides);
        return piece == Piece.Done
            ? FillTile(target, flags >> 40 & 0xf, surface & Low48, (uint)strides, tile, sizes)
            : piece;
    }

    private Piece FillTile(ulong target, ulong format, ulong surface, ulong stride, ulong tile, ulong sizes)
    {
        (ulong columns, _) = Extent();
        (ulong minX, ulong minY, _, _) = Box();
        ulong x = (minX >> TileShift) + (tile % columns);
        ulong y = (minY >> TileShift) + (tile / columns);
        Piece piece = Read(target + TargetClear, out ulong clear);
        if (piece != Piece.Done)
            return piece;

        uint color = (uint)clear;
        if (format == LinearFormat)
        {
            ulong lastRow = Math.Min((y * TileSize) + TileSize - 1, (ushort)(sizes >> 16));
            ulong width = Math.Min(TileSize, (ushort)sizes + 1UL - (x * TileSize)) * BytesPerPixel;
            for (ulong row = y * TileSize; row <= lastRow && piece == Piece.Done; row++)
                piece = Fill(surface + (row * stride) + (x * TileSize * BytesPerPixel), width, color);

            return piece;
        }

        const ulong tileBytes = TileSize * TileSize * BytesPerPixel;
        return format == TiledFormat
            ? Fill(surface + (y * stride) + (x * tileBytes), tileBytes, color)
            : Write((surface + (y * stride) + (x * TileSize)) & ~7UL, color);
    }

    private Piece Fill(ulong address, ulong size, uint color)
    {
        ulong end = address + size;
        address &= ~3UL;
        while (address < end)
        {
            Piece piece = Map(address, AccessKind.Write, out byte* host);
            if (piece != Piece.Done)
                return piece;

            ulong inPage = Math.Min(end - address, PhysicalMemory.PageSize - (address & (PhysicalMemory.PageSize - 1)));
            if (host != null)
                new Span<uint>(host, (int)(inPage / sizeof(uint))).Fill(color);

            address += inPage;
        }

        return Piece.Done;
    }
}
