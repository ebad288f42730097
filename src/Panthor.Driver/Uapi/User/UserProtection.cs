using System;

namespace Panthor.Driver.Uapi.User;

/// <summary>What a process may do with its memory (<c>PROT_*</c>).</summary>
[Flags]
public enum UserProtection
{
    /// <summary>Nothing (<c>PROT_NONE</c>).</summary>
    None = 0,

    /// <summary>Read (<c>PROT_READ</c>).</summary>
    Read = 1,

    /// <summary>Write, which includes to read (<c>PROT_WRITE</c>).</summary>
    Write = 2,

    /// <summary>Execute (<c>PROT_EXEC</c>).</summary>
    Execute = 4,

    /// <summary>Read and write.</summary>
    ReadWrite = Read | Write,
}
