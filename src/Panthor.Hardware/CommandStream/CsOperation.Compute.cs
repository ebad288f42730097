using System;

namespace Panthor.Hardware;

/// <content>Compute jobs.</content>
internal sealed unsafe partial class CsOperation
{
    private const int SrtRegister = 0;
    private const int FauRegister = 8;
    private const int SpdRegister = 16;
    private const int TsdRegister = 24;
    private const int WorkgroupSizeRegister = 33;
    private const int JobSizeRegister = 37;
    private const int FauCountShift = 56;
    private const int PagesShift = 48;
    private const ulong ShaderDescriptorType = 8;

    // Places of _in.
    private const int Resources = 0;
    private const int Uniforms = 1;
    private const int Program = 2;
    private const int Storage = 3;
    private const int Workgroups = 4;
    private const int Checksum = 5;

    private long ReadCompute(uint* registers)
    {
        _in[Resources] = Pair(registers, SrtRegister, 40);
        _in[Program] = Pair(registers, SpdRegister, 42);
        _in[Storage] = Pair(registers, TsdRegister, 44);
        _in[Uniforms] = Pair(registers, FauRegister, 46);

        // WG_SIZE holds the sizes of a workgroup minus 1, 10 bits each; JOB_SIZE counts workgroups.
        uint size = registers[WorkgroupSizeRegister];
        ulong threads = ((size & 0x3ff) + 1UL) * ((size >> 10 & 0x3ff) + 1UL) * ((size >> 20 & 0x3ff) + 1UL);
        UInt128 workgroups = (UInt128)registers[JobSizeRegister] * registers[JobSizeRegister + 1]
            * registers[JobSizeRegister + 2];
        _in[Workgroups] = (ulong)UInt128.Min(workgroups, LongestJob);
        UInt128 warps = (threads + CsTiming.WarpThreads - 1) / CsTiming.WarpThreads * (UInt128)_in[Workgroups];
        UInt128 cycles = warps * CsTiming.Warp / (ulong)Math.Max(Stream.Model.ShaderCores, 1);
        return (long)UInt128.Min(cycles, LongestJob);

        ulong Pair(uint* file, int first, int selectShift) =>
            *(ulong*)(file + first + ((int)(_word >> selectShift & 3) * 2));
    }

    /// <summary>A piece of a compute job.</summary>
    /// <remarks>
    /// Duration: workgroups (JOB_SIZE_X × Y × Z, r37 to r39) × warps of 16 threads (WG_SIZE, r33) × 32 cycles, shared
    /// by the cores. Memory, each by the pair that the instruction's select names; a pair of 0 is left out:
    /// <list type="bullet">
    /// <item>SPD (d16…): a shader program descriptor is read, and a line of 64 bytes at its binary is fetched, which
    /// needs execute permission. A descriptor of another type is DATA_INVALID_FAULT.</item>
    /// <item>FAU (d8…): [47:0] address, [63:56] number of 64-bit words: they are read.</item>
    /// <item>SRT (d0…): [47:0] address, [63:48] pages of 4 KiB, 0 for one line: what the job reads.</item>
    /// <item>TSD (d24…): the same; what the job writes if it says pages, else one line that it reads.</item>
    /// </list>
    /// A region of up to 64 KiB is touched in each line of 64 bytes, a larger one in a line of each page. Into the
    /// first 8 bytes of a line that is written goes the number of workgroups plus the sum of the first 8 bytes of all
    /// lines read so far: what the job saw can be read back.
    /// </remarks>
    private Piece DoCompute()
    {
        if (_step == 0 && _in[Program] != 0)
        {
            Piece shader = FetchShader(_in[Program] & Low48);
            if (shader != Piece.Done)
                return shader;
        }

        ulong uniforms = _in[Uniforms] == 0 ? 0 : LinesOf((_in[Uniforms] >> FauCountShift) * sizeof(ulong));
        ulong resources = LinesOfRegion(_in[Resources]);
        ulong storage = LinesOfRegion(_in[Storage]);
        ulong end = ShareOf(uniforms + resources + storage);
        for (; _done < end; _done++)
        {
            Piece piece;
            if (_done < uniforms)
                piece = ReadLine(_in[Uniforms] & Low48, _done, LineSize);
            else if (_done < uniforms + resources)
                piece = TouchRegion(_in[Resources], _done - uniforms, false);
            else
                piece = TouchRegion(_in[Storage], _done - uniforms - resources, true);

            if (piece != Piece.Done)
                return piece;
        }

        return Piece.Done;
    }

    private Piece FetchShader(ulong descriptor)
    {
        Piece piece = Read(descriptor & ~7UL, out ulong header);
        if (piece != Piece.Done)
            return piece;

        if ((header & 0xf) != ShaderDescriptorType)
            return Fail(GpuException.DATA_INVALID_FAULT, descriptor);

        piece = Read((descriptor & ~7UL) + sizeof(ulong), out ulong binary);
        return piece == Piece.Done ? Read(binary & Low48 & ~7UL, out _, AccessKind.Execute) : piece;
    }

    private static ulong SizeOfRegion(ulong pair)
    {
        ulong pages = pair >> PagesShift;
        return pages == 0 ? LineSize : pages * PhysicalMemory.PageSize;
    }

    private static ulong LinesOf(ulong size) => (size + LineSize - 1) >> LineShift;

    private static ulong LinesOfRegion(ulong pair)
    {
        if (pair == 0)
            return 0;

        ulong size = SizeOfRegion(pair);
        return size <= LinesLimit ? LinesOf(size) : size / PhysicalMemory.PageSize;
    }

    private Piece TouchRegion(ulong pair, ulong line, bool isOutput)
    {
        ulong stride = SizeOfRegion(pair) <= LinesLimit ? LineSize : (ulong)PhysicalMemory.PageSize;
        ulong address = pair & Low48 & ~7UL;
        return isOutput && pair >> PagesShift != 0
            ? Write(address + (line * stride), unchecked(_in[Workgroups] + _in[Checksum]))
            : ReadLine(address, line, stride);
    }

    private Piece ReadLine(ulong address, ulong line, ulong stride)
    {
        Piece piece = Read((address & ~7UL) + (line * stride), out ulong value);
        if (piece == Piece.Done)
            _in[Checksum] = unchecked(_in[Checksum] + value);

        return piece;
    }
}
