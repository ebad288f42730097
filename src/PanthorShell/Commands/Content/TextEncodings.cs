using System;
using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>The encodings by the names that -Encoding takes.</summary>
internal static class TextEncodings
{
    public static Encoding Default { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public static Encoding? ByName(string name) => name.ToLowerInvariant() switch
    {
        "ascii" => Encoding.ASCII,
        "ansi" => Encoding.Latin1,
        "bigendianunicode" => Encoding.BigEndianUnicode,
        "bigendianutf32" => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        "default" or "utf8" or "utf8nobom" or "utf-8" or "oem" => Default,
        "unicode" or "string" or "unknown" => Encoding.Unicode,
        "utf8bom" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
        "utf32" => Encoding.UTF32,
        "latin1" => Encoding.Latin1,
        _ => null,
    };
}

/// <summary>Turns the name or the code page of an encoding into the encoding.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EncodingTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is string name)
        {
            if (TextEncodings.ByName(name) is { } known) return known;
            try
            {
                return int.TryParse(name, NumberStyles.Integer, CultureInfo.InvariantCulture, out int page)
                    ? Encoding.GetEncoding(page)
                    : Encoding.GetEncoding(name);
            }
            catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
            {
                throw new ArgumentTransformationMetadataException(exception.Message, exception);
            }
        }

        return value is int number ? Encoding.GetEncoding(number) : inputData;
    }
}
