using System;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Panthor.Hardware.Tests;

/// <summary>
/// Random programs: the processor, stopped and moved to another slot at random, ends like a naive interpreter that does
/// one instruction after the other.
/// </summary>
public sealed class CsProgramProperties : IDisposable
{
    private const int Programs = 1500;
    private const int MemoryWords = 64;

    private readonly CsLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Programs_end_like_those_of_a_naive_interpreter()
    {
        Gen<(Step[] Steps, int[] Slices)> program =
            from steps in Steps().ArrayOf()
            from slices in Gen.Choose(1, 150).ArrayOf()
            select (steps, slices);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Programs).WithEndSize(60).WithReplay(101, 103),
            Prop.ForAll(Arb.From(program), sample => Agree(sample.Steps, sample.Slices)));
    }

    private static Gen<Step> Steps() =>
        from kind in Gen.Elements(Enum.GetValues<StepKind>())
        from to in Gen.Choose(2, 20)
        from left in Gen.Choose(2, 20)
        from right in Gen.Choose(2, 20)
        from number in Gen.OneOf(Gen.Choose(int.MinValue, int.MaxValue), Gen.Choose(-3, 3))
        select new Step(kind, to, left, right, number);

    private bool Agree(Step[] steps, int[] slices)
    {
        for (int word = 0; word < MemoryWords; word++)
            _lab.Write32(CsLab.Data + ((ulong)word * 4), 0);

        uint size = _lab.Place(CsLab.Code, $"MOVE48 d0, #{CsLab.Data}\n" + string.Join('\n', steps.Select(Text)));
        CommandStream stream = _lab.Group.Streams[0];
        stream.Start(CsLab.Ring, CsLab.RingSize, 0);
        _lab.Push(stream, CsLab.Ring, _lab.Assembler().Call(
            CsRegister.D(30), CsRegister.R(32), CsLab.Code, size).ToWords());
        stream = RunInSlices(stream, slices);
        var expected = new Naive();
        expected.Run(steps);
        return stream.LastStop == CsStop.Empty
            && stream.Registers[2..22].SequenceEqual(expected.Registers.AsSpan(2, 20))
            && Enumerable.Range(0, MemoryWords)
                .All(word => _lab.Read32(CsLab.Data + ((ulong)word * 4)) == expected.Memory[word]);
    }

    private CommandStream RunInSlices(CommandStream stream, int[] slices)
    {
        byte[] state = new byte[stream.StateSize];
        foreach (int slice in slices)
        {
            stream.Run(slice, out _);
            stream.Save(state);
            stream = _lab.Group.Streams[(stream.Index + slice) % _lab.Group.Streams.Count];
            Assert.True(stream.Restore(state));
        }

        _lab.Host.Settle(stream);
        return stream;
    }

    private static string Text(Step step)
    {
        int pair = step.To & ~1;
        int leftPair = step.Left & ~1;
        return step.Kind switch
        {
            StepKind.Move32 => $"MOVE32 r{step.To}, #{(uint)step.Number}",
            StepKind.Move48 => $"MOVE48 d{pair}, #{step.Wide}",
            StepKind.Add32 => $"ADD_IMM32 r{step.To}, r{step.Left}, #{step.Number}",
            StepKind.Add64 => $"ADD_IMM64 d{pair}, d{leftPair}, #{step.Number}",
            StepKind.Minimum => $"UMIN32 r{step.To}, r{step.Left}, r{step.Right}",
            StepKind.Store => $"STORE_MULTIPLE [d0+{step.Place * 4}], r{step.To}, mask 0x5\nWAIT 0x1",
            StepKind.Load => $"LOAD_MULTIPLE r{step.To}, [d0+{step.Place * 4}], mask 0x3\nWAIT 0x1",
            StepKind.Set => $"ADD_IMM64 d40, d0, #{step.Place * 4}\nSYNC_SET32 [d40], r{step.To}",
            StepKind.Count => $"ADD_IMM64 d40, d0, #{step.Place * 4}\nSYNC_ADD32 [d40], r{step.To}",
            _ => $"BRANCH {step.Condition}, r{step.To}, +1\nMOVE32 r{step.Left}, #{(uint)step.Number}",
        };
    }

    internal enum StepKind
    {
        Move32,
        Move48,
        Add32,
        Add64,
        Minimum,
        Store,
        Load,
        Set,
        Count,
        SkipIf,
    }

    internal readonly record struct Step(StepKind Kind, int To, int Left, int Right, int Number)
    {
        public ulong Wide => ((ulong)(uint)Number << 16) | (uint)Left;

        public int Place => (int)((uint)Number % (MemoryWords - 3));

        public CsCondition Condition => (CsCondition)(Right % 7);
    }

    private sealed class Naive
    {
        public uint[] Registers { get; } = new uint[32];

        public uint[] Memory { get; } = new uint[MemoryWords];

        public void Run(Step[] steps)
        {
            foreach (Step step in steps)
                Do(step);
        }

        private void Do(Step step)
        {
            int pair = step.To & ~1;
            switch (step.Kind)
            {
                case StepKind.Move32:
                    Registers[step.To] = (uint)step.Number;
                    break;
                case StepKind.Move48:
                    SetPair(pair, step.Wide);
                    break;
                case StepKind.Add32:
                    Registers[step.To] = Registers[step.Left] + (uint)step.Number;
                    break;
                case StepKind.Add64:
                    SetPair(pair, Pair(step.Left & ~1) + (ulong)(long)step.Number);
                    break;
                case StepKind.Minimum:
                    Registers[step.To] = Math.Min(Registers[step.Left], Registers[step.Right]);
                    break;
                case StepKind.Store:
                    Memory[step.Place] = Registers[step.To];
                    Memory[step.Place + 2] = Registers[step.To + 2];
                    break;
                case StepKind.Load:
                    Registers[step.To] = Memory[step.Place];
                    Registers[step.To + 1] = Memory[step.Place + 1];
                    break;
                case StepKind.Set:
                    Memory[step.Place] = Registers[step.To];
                    Memory[step.Place + 1] = 0;
                    break;
                case StepKind.Count:
                    Memory[step.Place] += Registers[step.To];
                    Memory[step.Place + 1] = 0;
                    break;
                default:
                    if (!Holds(step.Condition, (int)Registers[step.To]))
                        Registers[step.Left] = (uint)step.Number;

                    break;
            }
        }

        private static bool Holds(CsCondition condition, int value) => condition switch
        {
            CsCondition.LE => value <= 0,
            CsCondition.GT => value > 0,
            CsCondition.EQ => value == 0,
            CsCondition.NE => value != 0,
            CsCondition.LT => value < 0,
            CsCondition.GE => value >= 0,
            _ => true,
        };

        private ulong Pair(int register) => Registers[register] | ((ulong)Registers[register + 1] << 32);

        private void SetPair(int register, ulong value)
        {
            Registers[register] = (uint)value;
            Registers[register + 1] = (uint)(value >> 32);
        }
    }
}
