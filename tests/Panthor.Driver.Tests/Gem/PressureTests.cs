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

/// <summary>More buffers than memory: the GPU and CPUs go through all of them while others reclaim.</summary>
public sealed class PressureTests
{
    private const ulong Va = 0x4000_0000;
    private const int Schedules = 10_000;
    private const int FirmwarePages = 24;

    [Fact]
    public void Under_pressure_every_schedule_keeps_every_byte_and_accounts_for_every_page_of_swap()
    {
        using var arena = new MemoryArena();
        long evictions = 0;
        for (ulong seed = 0; seed < Schedules; seed++)
        {
            evictions += RunSmall(seed, arena);
        }

        Assert.True(evictions > 5 * Schedules, $"{evictions} evictions in {Schedules} schedules are too few to tell");
    }

    [Fact]
    public void Two_GiB_of_buffers_live_in_256_MiB_of_memory()
    {
        const int Vms = 16;
        const int PerVm = 8;
        const int Size = 16 << 20;
        using var test = new TestMachine(new MachineOptions { MemorySize = 256L << 20, SwapSize = 2L << 30 });
        var vms = new PanthorVm[Vms];
        for (int v = 0; v < Vms; v++)
        {
            vms[v] = ReclaimTests.NewVm(test, out uint id);
            for (int b = 0; b < PerVm; b++)
            {
                uint handle = test.NewBuffer(Size, vm: id);
                Stamp(test, handle, v * PerVm + b);
                Assert.True(test.Map(id, handle, Va + (ulong)b * Size, Size).IsOk);
            }
        }

        Assert.True(test.Machine.Board.Swap.UsedPages > (long)Vms * PerVm * Size / 4096 - (256 << 8));
        ReclaimTests.AssertAccounts(test);
        for (int v = 0; v < Vms; v++)
        {
            for (int b = 0; b < PerVm; b++)
            {
                CheckStamp(test, vms[v], Va + (ulong)b * Size, v * PerVm + b, Size);
            }
        }

        ReclaimTests.AssertAccounts(test);
    }

    private static void Stamp(TestMachine test, uint handle, int number)
    {
        PanthorGemObject buffer = test.File.LookUpBuffer(handle)!;
        KernelMapping map = test.Call(buffer.VmapAsync).Value;
        Span<byte> bytes = stackalloc byte[8];
        for (ulong offset = 0; offset < buffer.Size; offset += 4096)
        {
            BitConverter.TryWriteBytes(bytes, ((ulong)number << 32) | offset);
            map.Write(offset + 4088, bytes);
        }

        test.Machine.Call("vunmap", buffer.VunmapAsync);
        buffer.Put();
    }

    private static void CheckStamp(TestMachine test, PanthorVm vm, ulong va, int number, int size)
    {
        var bytes = new byte[8];
        for (int offset = 0; offset < size; offset += 1 << 20)
        {
            KernelResult<GpuAccessResult> access =
                test.Call(() => test.Machine.AccessAsync(vm, va + (ulong)offset + 4088, bytes, isWrite: false));
            Assert.True(access.IsOk && access.Value.IsOk, access.ToString());
            Assert.Equal(((ulong)number << 32) | (uint)offset, BitConverter.ToUInt64(bytes));
        }
    }

    // 2 VMs with 3 buffers each and a shared one, 7 × 32 KiB, over 64 pages besides those of the firmware, of which page tables take some.
    private static long RunSmall(ulong seed, MemoryArena arena)
    {
        KernelResult<Machine> created = Machine.Create(new MachineOptions
        {
            MemorySize = 64 + FirmwarePages << 12,
            SwapSize = 1 << 20,
            Chooser = new RandomChooser(seed),
            Seed = seed,
            Arena = arena,
        });
        Assert.True(created.IsOk, created.ToString());
        using Machine machine = created.Value;
        var run = new SmallRun(machine, seed);
        machine.Call("setup", run.SetUpAsync);
        SimTask[] tasks =
        [
            machine.Simulation.Spawn("gpu0", () => run.GpuAsync(0)),
            machine.Simulation.Spawn("gpu1", () => run.GpuAsync(1)),
            machine.Simulation.Spawn("cpu", run.CpuAsync),
            machine.Simulation.Spawn("shrink", run.ShrinkAsync),
        ];
        foreach (SimTask task in tasks)
        {
            machine.Simulation.RunToCompletion(task);
        }

        machine.Call("check", run.CheckAsync);
        long evictions = run.Evictions;
        machine.Remove();
        Assert.True(
            machine.Simulation.Findings.Count == 0,
            $"seed {seed}: {string.Join('\n', machine.Simulation.Findings.Select(finding => finding.Report))}");
        return evictions;
    }

    private sealed class SmallRun(Machine machine, ulong seed)
    {
        private const int PerVm = 3;
        private const int Size = 32 << 10;
        private const int Shared = 2 * PerVm;

        private readonly PanthorVm[] _vms = new PanthorVm[2];
        private readonly uint[] _handles = new uint[Shared + 1];
        private readonly ulong[][] _expected = [.. Enumerable.Range(0, Shared + 1).Select(_ => new ulong[Size / 4096])];
        private DrmFile _file = null!;

        public long Evictions { get; private set; }

        public async KTask SetUpAsync()
        {
            _file = (await DrmFile.OpenAsync(machine.Device)).Value;
            var ids = new uint[2];
            for (int v = 0; v < 2; v++)
            {
                ids[v] = (await _file.VmCreateAsync(0, 0)).Value.Id;
                _vms[v] = _file.Vms.Find(ids[v])!;
            }

            for (int b = 0; b <= Shared; b++)
            {
                uint owner = b == Shared ? 0 : ids[b / PerVm];
                _handles[b] = (await _file.BoCreateAsync(Size, 0, b % 2 == 0 ? owner : 0)).Value.Handle;
                for (int v = 0; v < 2; v++)
                {
                    if (b == Shared || b / PerVm == v)
                    {
                        ulong va = Va + (ulong)b * Size;
                        var op = new DrmPanthorVmBindOp(0, _handles[b], 0, va, Size);
                        (KernelResult result, _) = await _file.VmBindAsync(ids[v], new[] { op });
                        Assert.True(result.IsOk, $"seed {seed}: {result}");
                    }
                }
            }
        }

        // Every task writes words of its own: which one comes last is known.
        public async KTask GpuAsync(int v)
        {
            var random = new DeterministicRandom(seed * 4 + (ulong)v);
            var bytes = new byte[8];
            for (int i = 0; i < 6; i++)
            {
                int b = v * PerVm + (int)(random.Next() % PerVm);
                if (i % 3 == 2)
                {
                    b = Shared;
                }

                int page = (int)(random.Next() % (Size / 4096));
                ulong va = Va + (ulong)b * Size + (ulong)page * 4096 + (ulong)v * 8;
                bool isWrite = b != Shared && (random.Next() & 1) == 0;
                ulong value = random.Next();
                BitConverter.TryWriteBytes(bytes, value);
                ulong before = b == Shared ? 0 : _expected[b][page];
                if (isWrite)
                {
                    _expected[b][page] = value;
                }

                KernelResult<GpuAccessResult> access = await machine.AccessAsync(_vms[v], va, bytes, isWrite);
                if (access.Errno == Errno.ENOMEM)
                {
                    _expected[b][page] = isWrite ? before : _expected[b][page];
                    continue;
                }

                Assert.True(access.IsOk && access.Value.IsOk, $"seed {seed}: {access}");
                if (!isWrite)
                {
                    Assert.True(before == BitConverter.ToUInt64(bytes), $"seed {seed}: buffer {b}, page {page}");
                }
            }
        }

        public async KTask CpuAsync()
        {
            var random = new DeterministicRandom(seed * 4 + 2);
            var bytes = new byte[8];
            for (int i = 0; i < 6; i++)
            {
                int b = (int)(random.Next() % (Shared + 1));
                CpuMapping mapping = (await _file.MmapAsync(_handles[b])).Value;
                ulong offset = random.Next() % (Size / 4096) * 4096 + 64;
                BitConverter.TryWriteBytes(bytes, random.Next());
                byte[] written = [.. bytes];
                KernelResult result = await mapping.WriteAsync(offset, bytes);
                if (result.IsOk)
                {
                    result = await mapping.ReadAsync(offset, bytes);
                    Assert.True(!result.IsOk || bytes.AsSpan().SequenceEqual(written), $"seed {seed}: CPU, buffer {b}");
                }

                await mapping.CloseAsync();
            }
        }

        public async KTask ShrinkAsync()
        {
            for (int i = 0; i < 6; i++)
            {
                await machine.Device.Mm.ReclaimNowAsync(8, canBlock: i % 2 == 0);
                await machine.Simulation.Yield();
            }
        }

        public async KTask CheckAsync()
        {
            var bytes = new byte[8];
            for (int b = 0; b < Shared; b++)
            {
                CpuMapping mapping = (await _file.MmapAsync(_handles[b])).Value;
                for (int page = 0; page < Size / 4096; page++)
                {
                    KernelResult result = await mapping.ReadAsync((ulong)page * 4096 + (ulong)(b / PerVm) * 8, bytes);
                    Assert.True(result.IsOk, $"seed {seed}: {result}");
                    Assert.True(
                        _expected[b][page] == BitConverter.ToUInt64(bytes), $"seed {seed}: buffer {b}, page {page}");
                }

                await mapping.CloseAsync();
            }

            IEnumerable<PanthorGemObject> buffers =
                machine.Device.Gems.All.Where(buffer => (buffer.UsageFlags & GemUsageFlags.FirmwareMapped) == 0);
            Assert.Equal(machine.Board.Swap.UsedPages, buffers.Sum(buffer => buffer.File?.SwappedPages ?? 0));
            Assert.Equal(
                machine.Board.Memory.CountOf(PageUse.Buffer), buffers.Sum(buffer => buffer.File?.ResidentPages ?? 0));
            Evictions = buffers.Sum(buffer => (long)buffer.ReclaimedCount);
            await _file.CloseAsync();
        }
    }
}
