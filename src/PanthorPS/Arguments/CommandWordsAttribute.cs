using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;

namespace PanthorPS;

/// <summary>
/// Lets a parameter take instruction words as numbers or as text in hexadecimal. PowerShell reads a literal such as
/// 0xff00000000000000 as a negative number: its bits are what counts.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CommandWordsAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is ulong[])
        {
            return value;
        }

        List<ulong> words = [];
        foreach (object? item in value is IEnumerable and not string ? (IEnumerable)value : new[] { value })
        {
            try
            {
                words.Add(ToWord(item is PSObject inner ? inner.BaseObject : item));
            }
            catch (StreamSyntaxException e)
            {
                throw new ArgumentTransformationMetadataException(e.Message);
            }
        }

        return words.ToArray();
    }

    /// <summary>A word.</summary>
    /// <exception cref="StreamSyntaxException">It is none.</exception>
    internal static ulong ToWord(object? value) => value switch
    {
        long number => unchecked((ulong)number),
        int number => unchecked((uint)number),
        _ when Quantity.Parse(value, null, out ulong word) is null => word,
        _ => throw new StreamSyntaxException($"'{value ?? "null"}' is no 64-bit word; write 0x0144000001001000"),
    };
}
