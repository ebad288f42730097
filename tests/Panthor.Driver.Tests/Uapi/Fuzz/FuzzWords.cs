using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Panthor.Driver.Uapi;
using Panthor.Driver.Uapi.Binary;
using Panthor.Kernel;

namespace Panthor.Driver.Tests.Uapi.Fuzz;

/// <summary>Puts made-up requests into words.</summary>
internal static class FuzzWords
{
    /// <summary>A request with all that its pointers lead to.</summary>
    public static async KTask<string> DescribeAsync(DrmFile file, uint number, byte[] argument)
    {
        if (UapiRequests.Find(number) is not { IsOk: true, Value: { Struct: { } layout } request })
        {
            return $"0x{number:x8} {Convert.ToHexString(argument)}";
        }

        IReadOnlyList<KeyValuePair<string, object>> fields = await new UapiDecoder(file).DecodeAsync(layout, argument);
        return $"{request.Name} {Text(fields)}";
    }

    /// <summary>What a decoder gives, in words.</summary>
    public static string Text(object value) => value switch
    {
        IEnumerable<KeyValuePair<string, object>> fields =>
            $"{{{string.Join(", ", fields.Select(field => $"{field.Key}={Text(field.Value)}"))}}}",
        string text => $"'{text}'",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object>().Select(Text))}]",
        ulong number and > 99 => "0x" + number.ToString("x", CultureInfo.InvariantCulture),
        uint number and > 99 => "0x" + number.ToString("x", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
