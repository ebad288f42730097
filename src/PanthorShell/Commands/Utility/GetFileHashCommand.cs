using System;
using System.IO;
using System.Management.Automation;
using System.Security.Cryptography;

namespace Microsoft.PowerShell.Commands;

/// <summary>Computes the hash of a file or a stream.</summary>
[Cmdlet(VerbsCommon.Get, "FileHash", DefaultParameterSetName = "Path")]
[OutputType(typeof(FileHashInfo))]
internal sealed class GetFileHashCommand : PSCmdlet
{
    [Parameter(Mandatory = true, ParameterSetName = "Path", Position = 0, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Alias("PSPath", "LP")]
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    public string[]? LiteralPath { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Stream", Position = 0)]
    public Stream? InputStream { get; set; }

    [Parameter(Position = 1)]
    [ValidateSet("SHA1", "SHA256", "SHA384", "SHA512", "MD5")]
    public string Algorithm { get; set; } = "SHA256";

    protected override void ProcessRecord()
    {
        foreach (string file in FilePaths.Resolve(this, LiteralPath ?? Path ?? [], LiteralPath is not null))
        {
            if (!File.Exists(file))
            {
                if (Directory.Exists(file)) continue;
                var missing = new FileNotFoundException($"Could not find file '{file}'.", file);
                WriteError(new ErrorRecord(missing, "FileNotFound", ErrorCategory.ObjectNotFound, file));
                continue;
            }

            using FileStream stream = File.OpenRead(file);
            Write(stream, file);
        }
    }

    protected override void EndProcessing()
    {
        if (InputStream is not null) Write(InputStream, null);
    }

    private void Write(Stream stream, string? path)
    {
        var name = new HashAlgorithmName(Algorithm.ToUpperInvariant());
        using IncrementalHash hash = IncrementalHash.CreateHash(name);
        byte[] buffer = new byte[65536];
        for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer)) hash.AppendData(buffer, 0, read);
        WriteObject(
            new FileHashInfo { Algorithm = name.Name, Hash = Convert.ToHexString(hash.GetHashAndReset()),
            Path = path });
    }
}
