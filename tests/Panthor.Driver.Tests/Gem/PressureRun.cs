using System;
using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Mmu;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Gem;

/// <summary>
/// More buffers than memory: the GPU and the CPU go through all of them while others reclaim. What every byte must be is
/// known, as every task writes words of its own.
/// </summary>
internal sealed class PressureRun
{
    private const ulong Va = 0x4000_0000;
    private const int GpuTasks = 2;
    private const int GpuWord = 8;
    private const int CpuWord = 64;
    private const int StampWord = 4088;

    private readonly PressureShape _shape;
    private readonly Machine _machine;
    private readonly ulong _seed;
    private readonly PanthorVm[] _vms;
    private readonly uint[] _handles;
    private readonly ulong[][] _gpuWords;
    private readonly ulong[][] _cpuWords;
    private DrmFile _file = null!;

    private PressureRun(PressureShape shape, Machine machine, ulong seed)
    {
        _shape = shape;
        _machine = machine;
        _seed = seed;
        _vms = new PanthorVm[shape.Vms];
        _handles = new uint[shape.Buffers];
        _gpuWords = [.. Enumerable.Range(0, shape.Buffers).Select(_ => new ulong[shape.Pages])];
        _cpuWords = [.. Enumerable.Range(0, shape.Buffers).Select(_ => new ulong[shape.Pages])];
    }

    /// <summary>Runs a schedule, checks every byte, every page of swap and that nothing was found.</summary>
    /// <returns>How often a buffer lost its pages.</returns>
    public static long Run(PressureShape shape, ulong seed, MemoryArena? arena = null)
    {
        KernelResult<Machine> created = Machine.Create(new MachineOptions
        {
            MemorySize = shape.MemorySize,
            SwapSize = shape.SwapSize,
            Chooser = new RandomChooser(seed),
            Seed = seed,
            Arena = arena,
        });
        Assert.True(created.IsOk, created.ToString());
        using Machine machine = created.Value;
        var run = new PressureRun(shape, machine, seed);
        machine.Call("setup", run.SetUpAsync);
        SimTask[] tasks =
        [
            machine.Simulation.Spawn("gpu0", () => run.GpuAsync(0)),
            machine.Simulation.Spawn("gpu1", () => run.GpuAsync(1)),
            machine.Simulation.Spawn("cpu", run.CpuAsync),
            machine.Simulation.Spawn("shrink0", () => run.ShrinkAsync(0)),
            machine.Simulation.Spawn("shrink1", () => run.ShrinkAsync(1)),
        ];
        foreach (SimTask task in tasks)
        {
            machine.Simulation.RunToCompletion(task);
        }

        run.CheckAccounts();
        machine.Call("check", run.CheckAsync);
        run.CheckAccounts();
        long evictions = run.Buffers.Sum(buffer => (long)buffer.ReclaimedCount);
        machine.Call("close", run._file.CloseAsync);
        Assert.Equal(0, machine.Board.Swap.UsedPages);
        machine.Remove();
        Assert.True(
            machine.Simulation.Findings.Count == 0,
            $"seed {seed}: {string.Join('\n', machine.Simulation.Findings.Select(finding => finding.Report))}");
        return evictions;
    }

    private IEnumerable<PanthorGemObject> Buffers =>
        _machine.Device.Gems.All.Where(buffer => (buffer.UsageFlags & GemUsageFlags.FirmwareMapped) == 0);

    private static ulong StampOf(int buffer, int page) => ((ulong)buffer << 32) | (uint)page | 1ul << 63;

    private static int OffsetOf(int buffer, int perVm) => buffer / perVm % GpuTasks * GpuWord;

    private async KTask SetUpAsync()
    {
        _file = (await DrmFile.OpenAsync(_machine.Device)).Value;
        var ids = new uint[_shape.Vms];
        for (int v = 0; v < _shape.Vms; v++)
        {
            ids[v] = (await _file.VmCreateAsync(0, 0)).Value.Id;
            _vms[v] = _file.Vms.Find(ids[v])!;
        }

        for (int b = 0; b < _shape.Buffers; b++)
        {
            uint owner = b == _shape.Shared || b % 2 != 0 ? 0 : ids[b / _shape.PerVm];
            _handles[b] = (await _file.BoCreateAsync((ulong)_shape.BufferSize, 0, owner)).Value.Handle;
            await StampAsync(b);
            for (int v = 0; v < _shape.Vms; v++)
            {
                if (b == _shape.Shared || b / _shape.PerVm == v)
                {
                    var op = new DrmPanthorVmBindOp(0, _handles[b], 0, AddressOf(b), (ulong)_shape.BufferSize);
                    (KernelResult result, _) = await _file.VmBindAsync(ids[v], new[] { op });
                    Assert.True(result.IsOk, $"seed {_seed}: {result}");
                }
            }
        }
    }

    private ulong AddressOf(int buffer) => Va + (ulong)buffer * (ulong)_shape.BufferSize;

    private async KTask StampAsync(int b)
    {
        PanthorGemObject buffer = _file.LookUpBuffer(_handles[b])!;
        KernelMapping map = (await buffer.VmapAsync()).Value;
        for (int page = 0; page < _shape.Pages; page++)
        {
            map.Write64((ulong)(page * 4096 + StampWord), StampOf(b, page));
        }

        await buffer.VunmapAsync();
        buffer.Put();
    }

    private async KTask GpuAsync(int task)
    {
        var random = new DeterministicRandom(_seed * 4 + (ulong)task);
        int own = _shape.Vms / GpuTasks * _shape.PerVm;
        var bytes = new byte[8];
        for (int i = 0; i < _shape.GpuSteps; i++)
        {
            int place = _shape.Cycles ? i % own : (int)(random.Next() % (ulong)own);
            int v = place / _shape.PerVm * GpuTasks + task;
            int b = i % 3 == 2 ? _shape.Shared : v * _shape.PerVm + place % _shape.PerVm;
            int page = (int)(random.Next() % (ulong)_shape.Pages);
            ulong va = AddressOf(b) + (ulong)(page * 4096 + task * GpuWord);
            bool isWrite = b != _shape.Shared && (random.Next() & 1) == 0;
            ulong value = random.Next();
            BitConverter.TryWriteBytes(bytes, value);
            KernelResult<GpuAccessResult> access = await _machine.AccessAsync(_vms[v], va, bytes, isWrite);
            if (access.Errno == Errno.ENOMEM)
            {
                continue;
            }

            Assert.True(access.IsOk && access.Value.IsOk, $"seed {_seed}: {access}");
            if (isWrite)
            {
                _gpuWords[b][page] = value;
            }
            else
            {
                ulong expected = b == _shape.Shared ? 0 : _gpuWords[b][page];
                Assert.True(expected == BitConverter.ToUInt64(bytes), $"seed {_seed}: GPU, buffer {b}, page {page}");
            }
        }
    }

    private async KTask CpuAsync()
    {
        var random = new DeterministicRandom(_seed * 4 + 2);
        var bytes = new byte[8];
        for (int i = 0; i < _shape.CpuSteps; i++)
        {
            int b = (int)(random.Next() % (ulong)_shape.Buffers);
            int page = (int)(random.Next() % (ulong)_shape.Pages);
            ulong value = random.Next();
            CpuMapping mapping = (await _file.MmapAsync(_handles[b])).Value;
            ulong offset = (ulong)(page * 4096 + CpuWord);
            BitConverter.TryWriteBytes(bytes, value);
            KernelResult result = await mapping.WriteAsync(offset, bytes);
            if (result.IsOk)
            {
                _cpuWords[b][page] = value;
                result = await mapping.ReadAsync(offset, bytes);
                Assert.True(
                    !result.IsOk || BitConverter.ToUInt64(bytes) == value, $"seed {_seed}: CPU, buffer {b}, page {page}");
            }

            await mapping.CloseAsync();
        }
    }

    private async KTask ShrinkAsync(int task)
    {
        for (int i = 0; i < _shape.ReclaimSteps; i++)
        {
            await _machine.Device.Mm.ReclaimNowAsync(_shape.ReclaimPages, canBlock: (i + task) % 2 == 0);
            await _machine.Simulation.Yield();
        }
    }

    // Every byte of every buffer.
    private async KTask CheckAsync()
    {
        var expected = new byte[4096];
        var found = new byte[4096];
        for (int b = 0; b < _shape.Buffers; b++)
        {
            PanthorGemObject buffer = _file.LookUpBuffer(_handles[b])!;
            KernelMapping map = (await buffer.VmapAsync()).Value;
            for (int page = 0; page < _shape.Pages; page++)
            {
                expected.AsSpan().Clear();
                BitConverter.TryWriteBytes(expected.AsSpan(StampWord), StampOf(b, page));
                BitConverter.TryWriteBytes(expected.AsSpan(CpuWord), _cpuWords[b][page]);
                BitConverter.TryWriteBytes(expected.AsSpan(OffsetOf(b, _shape.PerVm)), _gpuWords[b][page]);
                map.Read((ulong)page * 4096, found);
                Assert.True(expected.AsSpan().SequenceEqual(found), $"seed {_seed}: buffer {b}, page {page}");
            }

            await buffer.VunmapAsync();
            buffer.Put();
        }
    }

    private void CheckAccounts()
    {
        Assert.Equal(_machine.Board.Swap.UsedPages, Buffers.Sum(buffer => buffer.File?.SwappedPages ?? 0));
        Assert.Equal(
            _machine.Board.Memory.CountOf(PageUse.Buffer), Buffers.Sum(buffer => buffer.File?.ResidentPages ?? 0));
    }
}
