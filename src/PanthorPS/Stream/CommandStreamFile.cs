using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Panthor.Hardware;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Reads files with command streams: words as they lie in memory, or assembly text.</summary>
internal static class CommandStreamFile
{
    /// <summary>The words of a file.</summary>
    /// <exception cref="ErrnoException">There is no such file, or its bytes are no whole number of words.</exception>
    /// <exception cref="CommandStreamException">The text cannot be assembled.</exception>
    public static ulong[] Read(string path, GpuModel model)
    {
        byte[] bytes = Load(path);

        // No text has a byte that is 0; words without one do not occur.
        if (Array.IndexOf(bytes, (byte)0) < 0)
        {
            return Assemble(Encoding.UTF8.GetString(bytes), model);
        }

        return bytes.Length % sizeof(ulong) == 0
            ? MemoryMarshal.Cast<byte, ulong>(bytes).ToArray()
            : throw new ErrnoException(
                Errno.EINVAL, "Command stream", $"the {bytes.Length} bytes of {path} are no whole number of words")
            {
                Target = path,
            };
    }

    private static byte[] Load(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Errno errno = e is UnauthorizedAccessException ? Errno.EACCES : Errno.ENOENT;
            throw new ErrnoException(errno, "Command stream", e.Message) { Target = path };
        }
    }

    private static ulong[] Assemble(string text, GpuModel model)
    {
        try
        {
            return new CsAssembler(model).Parse(text).ToWords();
        }
        catch (CsAssemblyException e)
        {
            throw new CommandStreamException([e.Message.TrimEnd('.')]);
        }
    }
}
