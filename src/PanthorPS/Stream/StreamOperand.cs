using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using Panthor.Hardware;

namespace PanthorPS;

/// <summary>Reads operands of instructions the way people write them.</summary>
internal static class StreamOperand
{
    private const int RegistersOfAMask = 16;

    /// <summary>A register: <c>r5</c>, or a pair <c>d8</c>.</summary>
    public static CsRegister Register(object? value) => TryRegister(value, out CsRegister register)
        ? register
        : throw new StreamSyntaxException(
            $"'{value}' is no register: write r5 for a register, d8 for a pair of 64 bits");

    /// <summary>Whether it is a register.</summary>
    public static bool TryRegister(object? value, out CsRegister register)
    {
        register = default;
        return value is string text && CsRegister.TryParse(text, out register);
    }

    /// <summary>A pair, as an operand of its own or in brackets.</summary>
    public static CsRegister Pair(object? value)
    {
        (CsRegister register, long offset) = Address(value);
        return offset == 0
            ? register
            : throw new StreamSyntaxException($"'{value}' has an offset, which is not possible here");
    }

    /// <summary>An address in a pair: <c>[d8]</c>, <c>[d8+16]</c>.</summary>
    public static (CsRegister Register, long Offset) Address(object? value)
    {
        string text = value as string ?? "";
        bool isBracketed = text.Length > 2 && text[0] == '[' && text[^1] == ']';
        string inner = (isBracketed ? text[1..^1] : text).Replace(" ", "", StringComparison.Ordinal);
        int sign = inner.IndexOfAny(['+', '-']);
        string name = sign < 0 ? inner : inner[..sign];
        if (!CsRegister.TryParse(name, out CsRegister register) || !register.IsPair)
        {
            throw new StreamSyntaxException($"'{value}' is no address: write [d8], or [d8+16]");
        }

        return (register, sign < 0 ? 0 : Number(inner[sign..].TrimStart('+')));
    }

    /// <summary>A whole number: as a number, as text in decimal or hexadecimal, with a sign or a unit.</summary>
    public static long Number(object? value)
    {
        switch (value)
        {
            case ulong large:
                return unchecked((long)large);
            case string text when text.StartsWith('-'):
                return -Number(text[1..]);
            case Enum or bool or null:
                break;
            default:
                if (value is long or int or short or sbyte)
                {
                    return Convert.ToInt64(value, CultureInfo.InvariantCulture);
                }

                if (Quantity.Parse(value, null, out ulong number) is null)
                {
                    return unchecked((long)number);
                }

                break;
        }

        throw new StreamSyntaxException($"'{value ?? "null"}' is no number");
    }

    /// <summary>A value for a pair of 64 bits.</summary>
    public static ulong Wide(object? value) => value is int and < 0
        ? throw new StreamSyntaxException(string.Create(
            CultureInfo.InvariantCulture,
            $"{value} is negative: for 0x{value:x} write 0x{value:x}u, as PowerShell takes that literal for a "
                + $"negative Int32; for the negative number write '{value}'"))
        : unchecked((ulong)Number(value));

    /// <summary>A value for a register of 32 bits.</summary>
    public static ulong Narrow(object? value)
    {
        long number = Number(value);
        return number is >= int.MinValue and <= uint.MaxValue
            ? unchecked((uint)number)
            : throw new StreamSyntaxException($"{value} does not fit into 32 bits; use a pair such as d0");
    }

    /// <summary>Registers to load or store: one, a list, a range <c>r0..r7</c>; pairs count as two.</summary>
    /// <returns>The lowest, and a bit for each register from there on.</returns>
    public static (CsRegister First, uint Mask) Registers(object? value)
    {
        SortedSet<int> all = [];
        foreach (object? item in Items(value))
        {
            string[] ends = (item as string ?? "").Split("..");
            CsRegister first = Register(ends.Length == 2 ? ends[0] : item);
            CsRegister last = ends.Length == 2 ? Register(ends[1]) : first;
            int end = last.IsPair ? last.Index + 1 : last.Index;
            if (end < first.Index)
            {
                throw new StreamSyntaxException($"'{item}' runs backwards");
            }

            all.UnionWith(Enumerable.Range(first.Index, end - first.Index + 1));
        }

        if (all.Count == 0)
        {
            throw new StreamSyntaxException("no register is given");
        }

        if (all.Max - all.Min >= RegistersOfAMask)
        {
            throw new StreamSyntaxException(
                $"r{all.Min} and r{all.Max} are too far apart: an instruction reaches {RegistersOfAMask} registers");
        }

        return (CsRegister.R(all.Min), all.Aggregate(0u, (mask, index) => mask | 1u << (index - all.Min)));
    }

    /// <summary>Scoreboard entries: a number, a list, a range <c>0..3</c>, or All.</summary>
    /// <returns>A bit for each.</returns>
    public static uint Entries(object? value, int count)
    {
        if (value is string word && word.Equals("All", StringComparison.OrdinalIgnoreCase))
        {
            return (1u << count) - 1;
        }

        uint mask = 0;
        foreach (object? item in Items(value))
        {
            string[] ends = (item as string ?? "").Split("..");
            long first = Number(ends.Length == 2 ? ends[0] : item);
            long last = ends.Length == 2 ? Number(ends[1]) : first;
            if (first < 0 || last < first || last >= count)
            {
                throw new StreamSyntaxException($"'{item}' is no scoreboard entry: this GPU has 0 to {count - 1}");
            }

            for (long entry = first; entry <= last; entry++)
            {
                mask |= 1u << (int)entry;
            }
        }

        return mask;
    }

    /// <summary>One of the named values of a field; upper or lower case, with or without underscores.</summary>
    public static long Choice(CsField field, object? value)
    {
        if (value is string text && !char.IsAsciiDigit(text.FirstOrDefault()))
        {
            for (int i = 0; i < field.Choices.Count; i++)
            {
                if (field.Choices[i] is { } choice
                    && StreamArguments.Normalize(choice) == StreamArguments.Normalize(text))
                {
                    return i;
                }
            }

            string choices = string.Join(", ", field.Choices.Where(choice => choice is not null));
            throw new StreamSyntaxException($"'{text}' is not possible for {field.Name}: {choices}");
        }

        return Number(value);
    }

    private static IEnumerable<object?> Items(object? value)
    {
        if (value is string or not IEnumerable)
        {
            yield return value;
            yield break;
        }

        foreach (object? item in (IEnumerable)value)
        {
            yield return item is PSObject wrapped ? wrapped.BaseObject : item;
        }
    }
}
