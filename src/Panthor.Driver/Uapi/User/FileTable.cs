using System;
using System.Collections.Generic;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi.User;

/// <summary>
/// The file descriptors of a client's process (<c>struct files_struct</c>): the lowest free number each time. The device
/// itself is open as <see cref="DeviceDescriptor"/>.
/// </summary>
public sealed class FileTable
{
    /// <summary>The descriptor of the DRM file; those before it are the terminal's.</summary>
    public const int DeviceDescriptor = 3;

    /// <summary>How many descriptors a process may have (<c>RLIMIT_NOFILE</c>).</summary>
    public const int Limit = 1024;

    private readonly List<IOpenFile?> _files = [];

    private readonly IOpenFile _device;

    private bool _isClosed;

    internal FileTable(IOpenFile device)
    {
        _device = device;
    }

    /// <summary>How many files are open, the device and the terminal apart.</summary>
    public int Count { get; private set; }

    /// <summary>The open files with their descriptors, in ascending order; the device apart.</summary>
    public IEnumerable<KeyValuePair<int, IOpenFile>> Entries
    {
        get
        {
            for (int i = 0; i < _files.Count; i++)
            {
                if (_files[i] is { } file)
                {
                    yield return new(i + DeviceDescriptor + 1, file);
                }
            }
        }
    }

    /// <summary>Gives a file a descriptor, which takes over the caller's reference (<c>fd_install()</c>).</summary>
    /// <returns>The descriptor; <see cref="Errno.EMFILE"/> if all are in use: then the caller keeps its reference.</returns>
    public KernelResult<int> Install(IOpenFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        KernelResult<int> descriptor = FindUnused();
        if (!descriptor.IsOk)
        {
            return descriptor;
        }

        int index = descriptor.Value - DeviceDescriptor - 1;
        if (index == _files.Count)
        {
            _files.Add(file);
        }
        else
        {
            _files[index] = file;
        }

        Count++;
        return descriptor;
    }

    /// <summary>The lowest free descriptor (<c>get_unused_fd_flags()</c>); nothing is reserved.</summary>
    /// <returns>
    /// <see cref="Errno.EMFILE"/> if all are in use; <see cref="Errno.EBADF"/> after the end of the process.
    /// </returns>
    public KernelResult<int> FindUnused()
    {
        if (_isClosed)
        {
            return KernelResult.Fail(Errno.EBADF, "the client is closed, and its descriptors with it");
        }

        int index = 0;
        while (index < _files.Count && _files[index] is not null)
        {
            index++;
        }

        int descriptor = index + DeviceDescriptor + 1;
        return descriptor < Limit
            ? descriptor
            : KernelResult.Fail(Errno.EMFILE, $"the client has {Limit} file descriptors already");
    }

    /// <summary>The file of a descriptor, or null; no reference is taken.</summary>
    public IOpenFile? Find(int descriptor)
    {
        if (descriptor == DeviceDescriptor)
        {
            return _device;
        }

        int index = unchecked(descriptor - DeviceDescriptor - 1);
        return (uint)index < (uint)_files.Count ? _files[index] : null;
    }

    /// <summary>Closes a descriptor (<c>close()</c>); that of the device is closed by closing the client.</summary>
    /// <returns><see cref="Errno.EBADF"/> if it is not open, or the device's.</returns>
    public KernelResult Close(int descriptor)
    {
        if (descriptor == DeviceDescriptor || Find(descriptor) is not { } file)
        {
            return NotOpen(descriptor);
        }

        _files[descriptor - DeviceDescriptor - 1] = null;
        Count--;
        file.Put();
        return KernelResult.Ok;
    }

    /// <summary>Closes all: the process ends.</summary>
    internal void CloseAll()
    {
        _isClosed = true;
        for (int i = 0; i < _files.Count; i++)
        {
            IOpenFile? file = _files[i];
            _files[i] = null;
            file?.Put();
        }

        _files.Clear();
        Count = 0;
    }

    internal static KernelResult NotOpen(int descriptor) =>
        KernelResult.Fail(Errno.EBADF, $"file descriptor {descriptor} is not open");
}
