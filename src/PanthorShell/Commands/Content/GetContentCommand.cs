using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>Reads files, line by line, whole or as bytes.</summary>
[Cmdlet(VerbsCommon.Get, "Content", DefaultParameterSetName = "Path")]
internal sealed class GetContentCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Alias("PSPath", "LP")]
    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[]? LiteralPath { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public long ReadCount { get; set; } = 1;

    [Alias("First", "Head")]
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public long TotalCount { get; set; } = -1;

    [Alias("Last")]
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int Tail { get; set; } = -1;

    [Parameter]
    public SwitchParameter Raw { get; set; }

    [Parameter]
    public SwitchParameter AsByteStream { get; set; }

    [Parameter]
    [EncodingTransformation]
    public Encoding Encoding { get; set; } = TextEncodings.Default;

    [Parameter]
    public string? Delimiter { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        string[] paths = LiteralPath ?? Path!;
        foreach (string path in paths)
        {
            if (!ItemLocation.Of(this, path).IsFileSystem)
            {
                foreach (PSObject item in DriveItems.Get(Context, path)) WriteContent(item);
                continue;
            }

            foreach (string file in FilePaths.Resolve(this, [path], LiteralPath is not null)) Read(path, file);
        }
    }

    private void WriteContent(PSObject item)
    {
        object value = item.BaseObject is System.Collections.DictionaryEntry entry ? entry.Value!
            : item.Properties["Value"]?.Value ?? item;
        WriteObject(item.BaseObject is FunctionInfo function ? function.ScriptBlock : value);
    }

    private void Read(string path, string file)
    {
        if (!File.Exists(file))
        {
            if (Directory.Exists(file))
            {
                var denied = new UnauthorizedAccessException(
                    $"Unable to get content because it is a directory: '{file}'. Please use 'Get-ChildItem' instead.");
                WriteError(
                    new ErrorRecord(denied, "GetContainerContentException", ErrorCategory.InvalidOperation, file));
                return;
            }

            var exception = new ItemNotFoundException($"Cannot find path '{file}' because it does not exist.");
            WriteError(new ErrorRecord(exception, "PathNotFound", ErrorCategory.ObjectNotFound, path));
            return;
        }

        try
        {
            if (AsByteStream) ReadBytes(file);
            else if (Raw) WriteObject(File.ReadAllText(file, Encoding));
            else ReadLines(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string id = exception is UnauthorizedAccessException ? "GetContentReaderUnauthorizedAccessError"
                : "GetContentReaderIOError";
            ErrorCategory category = exception is UnauthorizedAccessException ? ErrorCategory.PermissionDenied
                : ErrorCategory.ReadError;
            WriteError(new ErrorRecord(exception, id, category, file));
        }
    }

    private void ReadBytes(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        IEnumerable<byte> wanted = TotalCount >= 0 ? bytes.Take((int)TotalCount) : Tail >= 0 ? bytes.TakeLast(Tail)
            : bytes;
        if (Raw)
        {
            WriteObject(wanted.ToArray());
            return;
        }

        foreach (byte one in wanted) WriteObject(one);
    }

    private void ReadLines(string file)
    {
        IEnumerable<string> lines = Delimiter is null ? File.ReadLines(file, Encoding)
            : Split(File.ReadAllText(file, Encoding), Delimiter);
        if (TotalCount >= 0) lines = lines.Take((int)TotalCount);
        if (Tail >= 0) lines = lines.TakeLast(Tail);
        if (ReadCount == 0)
        {
            WriteObject(lines.ToArray());
            return;
        }

        if (ReadCount > 1)
        {
            foreach (string[] chunk in lines.Chunk((int)ReadCount)) WriteObject(chunk);
            return;
        }

        foreach (string line in lines) WriteObject(line);
    }

    private static IEnumerable<string> Split(string text, string delimiter)
    {
        string[] parts = text.Split(delimiter);
        return parts.Length > 0 && parts[^1].Length == 0 ? parts.Take(parts.Length - 1) : parts;
    }
}
