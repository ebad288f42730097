using System;
using Panthor.Driver.Uapi.User;
using Panthor.Kernel;

namespace Panthor.Driver.Sync;

/// <summary>
/// An open file without a name (<c>anon_inode_getfile()</c>), as file descriptors of fences, syncobjs and events refer
/// to. It begins with one reference; the last <see cref="Put"/> releases it.
/// </summary>
public abstract class AnonFile : IOpenFile
{
    private readonly RefCount _references;

    private protected AnonFile(Simulation simulation, string name)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        Simulation = simulation;
        Name = name;
        _references = new RefCount(simulation, name, Release);
    }

    /// <summary>The machine.</summary>
    public Simulation Simulation { get; }

    /// <summary>What kind of file it is: "sync_file".</summary>
    public string Name { get; }

    /// <summary>How many references there are.</summary>
    public int ReferenceCount => _references.Count;

    /// <summary>Takes a reference (<c>get_file()</c>).</summary>
    public void Get() => _references.Get();

    /// <summary>Gives a reference back (<c>fput()</c>).</summary>
    public void Put() => _references.Put();

    /// <summary>The last reference has gone.</summary>
    private protected abstract void Release();
}
