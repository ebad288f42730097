using System;
using System.Globalization;
using System.IO;
using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>Sixteen bytes of a hexadecimal dump.</summary>
internal sealed class ByteCollection(ulong offset, byte[] bytes, string label)
{
    public ulong Offset { get; } = offset;

    public byte[] Bytes { get; } = bytes;

    public string HexOffset => Offset.ToString("X16", CultureInfo.InvariantCulture);

    public string HexBytes => BitConverter.ToString(Bytes).Replace('-', ' ');

    public string Label { get; } = label;

    public string Ascii
    {
        get
        {
            var text = new StringBuilder();
            foreach (byte one in Bytes) text.Append(one is >= 32 and < 127 ? (char)one : one == 0 ? ' ' : '\uFFFD');
            return text.ToString();
        }
    }
}

/// <summary>Shows bytes as a hexadecimal dump.</summary>
[Cmdlet(VerbsCommon.Format, "Hex", DefaultParameterSetName = "Path")]
[OutputType(typeof(ByteCollection))]
internal sealed class FormatHexCommand : PSCmdlet, IDisposable
{
    private readonly MemoryStream _input = new();

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    public string[]? Path { get; set; }

    [Alias("PSPath", "LP")]
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath")]
    public string[]? LiteralPath { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "ByInputObject", ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter]
    public long Count { get; set; } = long.MaxValue;

    [Parameter]
    public long Offset { get; set; }

    public void Dispose() => _input.Dispose();

    protected override void ProcessRecord()
    {
        if (InputObject is not null)
        {
            _input.Write(BytesOf(InputObject.BaseObject));
            return;
        }

        foreach (string file in FilePaths.Resolve(this, LiteralPath ?? Path!, LiteralPath is not null))
            Dump(File.ReadAllBytes(file), file);
    }

    protected override void EndProcessing()
    {
        if (_input.Length == 0) return;

        string kind = InputObject!.BaseObject.GetType().Name;
        Dump(_input.ToArray(), kind + " (" + InputObject.BaseObject.GetType().FullName + ")");
    }

    private void Dump(byte[] bytes, string label)
    {
        long end = Math.Min(bytes.Length, Count == long.MaxValue ? bytes.Length : Offset + Count);
        for (long at = Offset; at < end; at += 16)
            WriteObject(new ByteCollection((ulong)at, bytes[(int)at..(int)Math.Min(at + 16, end)], label));
    }

    private static byte[] BytesOf(object value) => value switch
    {
        byte[] bytes => bytes,
        byte one => [one],
        string text => Encoding.UTF8.GetBytes(text),
        int number => BitConverter.GetBytes(number),
        long number => BitConverter.GetBytes(number),
        double number => BitConverter.GetBytes(number),
        _ => Encoding.UTF8.GetBytes(value.ToString() ?? ""),
    };
}
