using System;
using System.IO;
using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>A text file that a cmdlet writes, with PowerShell's errors when it cannot be opened.</summary>
internal sealed class TextFileWriter : IDisposable
{
    private readonly StreamWriter _writer;

    private TextFileWriter(StreamWriter writer)
    {
        _writer = writer;
    }

    public static TextFileWriter Open(
        PSCmdlet cmdlet, string path, Encoding encoding, bool append, bool force, bool noClobber)
    {
        try
        {
            if (noClobber && !append && File.Exists(path))
                throw new IOException($"The file '{path}' already exists.");

            if (force && File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly))
                File.SetAttributes(path, File.GetAttributes(path) & ~FileAttributes.ReadOnly);
            var stream = new FileStream(path, append ? FileMode.Append : FileMode.Create, FileAccess.Write,
                FileShare.ReadWrite);
            return new TextFileWriter(new StreamWriter(stream, encoding));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            bool clobber = noClobber && File.Exists(path);
            var error = new ErrorRecord(
                exception,
                clobber ? "NoClobber" : "FileOpenFailure",
                clobber ? ErrorCategory.ResourceExists : ErrorCategory.OpenError,
                clobber ? path : null);
            cmdlet.ThrowTerminatingError(error);
            throw;
        }
    }

    public void Write(string text) => _writer.Write(text);

    public void WriteLine(string text) => _writer.WriteLine(text);

    public void Dispose() => _writer.Dispose();
}
