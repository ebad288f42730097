using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>What Set-Content and Add-Content have in common.</summary>
internal abstract class WriteContentCommandBase : PSCmdlet, IDisposable
{
    private readonly List<(Stream Stream, StreamWriter? Text)> _files = [];

    [Parameter(Position = 0, ParameterSetName = "Path", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Alias("PSPath", "LP")]
    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[]? LiteralPath { get; set; }

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object[]? Value { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    public SwitchParameter AsByteStream { get; set; }

    [Parameter]
    [EncodingTransformation]
    public Encoding Encoding { get; set; } = TextEncodings.Default;

    private protected abstract FileMode Mode { get; }

    private protected abstract string Action { get; }

    public void Dispose()
    {
        foreach ((Stream stream, StreamWriter? text) in _files)
        {
            text?.Dispose();
            stream.Dispose();
        }

        _files.Clear();
    }

    protected override void BeginProcessing()
    {
        foreach (string path in LiteralPath ?? Path ?? [])
        {
            string file = LiteralPath is not null
                ? SessionState.Path.GetUnresolvedProviderPathFromPSPath(path)
                : FilePaths.Single(this, path);
            if (ShouldProcess("Path: " + file, Action)) Open(file);
        }
    }

    protected override void ProcessRecord()
    {
        foreach (object? value in Value ?? [null!])
        {
            foreach ((Stream stream, StreamWriter? text) in _files)
            {
                if (AsByteStream) WriteBytes(stream, value);
                else WriteText(text!, value);
            }

            if (PassThru) WriteObject(value);
        }
    }

    protected override void EndProcessing() => Dispose();

    private void Open(string file)
    {
        try
        {
            if (Force && File.Exists(file))
                File.SetAttributes(file, File.GetAttributes(file) & ~FileAttributes.ReadOnly);
            Stream stream = new FileStream(file, Mode, FileAccess.Write, FileShare.ReadWrite);
            _files.Add((stream, AsByteStream ? null : new StreamWriter(stream, Encoding)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string id = exception is UnauthorizedAccessException
                ? "GetContentWriterUnauthorizedAccessError"
                : exception is DirectoryNotFoundException ? "GetContentWriterDirectoryNotFoundError"
                    : "GetContentWriterIOError";
            ErrorCategory category = exception is UnauthorizedAccessException ? ErrorCategory.PermissionDenied
                : exception is DirectoryNotFoundException ? ErrorCategory.ObjectNotFound : ErrorCategory.WriteError;
            WriteError(new ErrorRecord(exception, id, category, file));
        }
    }

    private void WriteText(StreamWriter writer, object? value)
    {
        object? plain = ObjectComparison.Plain(value);
        if (plain is IEnumerable items and not string)
        {
            foreach (object? item in items) WriteText(writer, item);
            return;
        }

        string text = value is null ? "" : PSObject.AsPSObject(value).ToString();
        if (NoNewline) writer.Write(text);
        else writer.WriteLine(text);
    }

    private void WriteBytes(Stream stream, object? value)
    {
        object? plain = ObjectComparison.Plain(value);
        if (plain is byte[] many) stream.Write(many);
        else if (LanguagePrimitives.TryConvertTo(plain, out byte one)) stream.WriteByte(one);
        else
        {
            ThrowTerminatingError(new ErrorRecord(
                new ArgumentException("With -AsByteStream, the content must be of type Byte."),
                "ByteEncodingNotByteStream",
                ErrorCategory.InvalidArgument,
                value));
        }
    }
}
