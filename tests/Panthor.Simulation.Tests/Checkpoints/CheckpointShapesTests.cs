using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Xunit;

namespace Panthor.Kernel.Tests;

/// <summary>Every way in which an object can hold state is walked and brought back.</summary>
public sealed class CheckpointShapesTests
{
    [InlineArray(3)]
    private struct Three
    {
        private Cell? _first;
    }

    private struct Pair
    {
        public int Number;
        public Cell? Cell;
        public (Cell? Inner, byte Other)? Maybe;
    }

    private sealed class Cell
    {
        public int Value;
    }

    private class Ancestor
    {
        private int _hidden;

        public int Hidden
        {
            get => _hidden;
            set => _hidden = value;
        }
    }

    /// <summary>Shared tables are nobody's state.</summary>
    [SharedAcrossRuns]
    private sealed class Table
    {
        public int Uses;
    }

    private sealed class Zoo : Ancestor
    {
        public readonly Pair[] Pairs = new Pair[5];
        public readonly int[,] Grid = new int[2, 3];
        public readonly Cell Fixed = new();
        public readonly object Boxed = new Pair();
        public readonly Table Table = new();
        public Three Three;
        public Cell? Changing = new();
        public Action? Steps;
        public Queue<Cell> Queue = new();
        public string Text = "then";
        public double Number = 1.5;
    }

    [Fact]
    public void State_of_every_shape_comes_back()
    {
        using Simulation simulation = new();
        Zoo zoo = new() { Hidden = 1 };
        int closed = 1;
        int other = 10;
        zoo.Steps = () => closed++;
        zoo.Steps += () => other++;
        zoo.Three[0] = new Cell { Value = 1 };
        zoo.Three[2] = new Cell { Value = 3 };
        zoo.Pairs[1] = new Pair { Number = 4, Cell = new Cell { Value = 5 }, Maybe = (new Cell { Value = 6 }, 7) };
        zoo.Queue.Enqueue(new Cell { Value = 8 });
        Unsafe.Unbox<Pair>(zoo.Boxed).Number = 9;
        zoo.Grid[1, 2] = 10;
        (Cell? changing, Cell? first, Cell? last) = (zoo.Changing, zoo.Three[0], zoo.Three[2]);
        Checkpoint checkpoint = Checkpoint.Take(simulation, zoo);

        zoo.Steps();
        Change(zoo);
        Assert.Equal((2, 11), (closed, other));
        checkpoint.Restore();

        Assert.Equal((1, 10), (closed, other));
        Assert.Equal((1, "then", 1.5), (zoo.Hidden, zoo.Text, zoo.Number));
        Assert.Same(changing, zoo.Changing);
        Assert.Equal((first, null, last), (zoo.Three[0], zoo.Three[1], zoo.Three[2]));
        Assert.Equal((1, 3), (zoo.Three[0]!.Value, zoo.Three[2]!.Value));
        Assert.Equal((4, 5, 6), (zoo.Pairs[1].Number, zoo.Pairs[1].Cell!.Value, zoo.Pairs[1].Maybe!.Value.Inner!.Value));
        Assert.Equal(8, Assert.Single(zoo.Queue).Value);
        Assert.Equal((9, 10, 0), (((Pair)zoo.Boxed).Number, zoo.Grid[1, 2], zoo.Fixed.Value));
        Assert.Equal(1, zoo.Table.Uses);
    }

    private static void Change(Zoo zoo)
    {
        zoo.Hidden = 2;
        zoo.Text = "now";
        zoo.Number = 2.5;
        zoo.Changing = null;
        zoo.Fixed.Value = 3;
        zoo.Three[0]!.Value = 11;
        zoo.Three[2]!.Value = 13;
        zoo.Three[1] = new Cell();
        zoo.Three[0] = null;
        zoo.Pairs[1].Cell!.Value = 15;
        zoo.Pairs[1].Maybe!.Value.Inner!.Value = 16;
        zoo.Pairs[1] = default;
        zoo.Queue.Peek().Value = 18;
        zoo.Queue.Enqueue(new Cell());
        zoo.Queue = new Queue<Cell>();
        Unsafe.Unbox<Pair>(zoo.Boxed).Number = 19;
        zoo.Grid[1, 2] = 20;
        zoo.Table.Uses++;
    }
}
