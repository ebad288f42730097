using System;
using System.Collections.Generic;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace PanthorPS;

/// <summary>The devices of one runspace. Two runspaces share nothing.</summary>
internal sealed class GpuSession : IDisposable
{
    private static readonly ConditionalWeakTable<object, GpuSession> s_sessions = [];
    private static readonly object s_noRunspace = new();

    private readonly List<GpuDevice> _devices = [];
    private int _lastId;

    /// <summary>The session of the runspace that runs on this thread.</summary>
    public static GpuSession Current => s_sessions.GetValue(Runspace.DefaultRunspace ?? s_noRunspace, Create);

    /// <summary>The devices, in the order in which they were created.</summary>
    public IReadOnlyList<GpuDevice> Devices => _devices;

    /// <summary>The device that commands use unless told otherwise; null if there is none.</summary>
    public GpuDevice? CurrentDevice { get; private set; }

    /// <summary>Ends the session of the runspace that runs on this thread, with all its devices.</summary>
    public static void End()
    {
        object key = Runspace.DefaultRunspace ?? s_noRunspace;
        if (s_sessions.TryGetValue(key, out GpuSession? session))
        {
            s_sessions.Remove(key);
            session.Dispose();
        }
    }

    /// <summary>The number for the next device.</summary>
    public int NextId() => ++_lastId;

    /// <summary>Takes a new device in and makes it the current one.</summary>
    public void Add(GpuDevice device)
    {
        _devices.Add(device);
        CurrentDevice = device;
    }

    /// <summary>Makes a device the current one.</summary>
    public void Select(GpuDevice device) => CurrentDevice = device;

    /// <summary>Forgets a device; the newest of the others becomes the current one if it was.</summary>
    public void Remove(GpuDevice device)
    {
        _devices.Remove(device);
        if (CurrentDevice == device)
        {
            CurrentDevice = _devices.Count == 0 ? null : _devices[^1];
        }
    }

    /// <summary>The device of a number or a name; null if there is none.</summary>
    public GpuDevice? Find(int id, string? name) => _devices.Find(device => name is null
        ? device.Id == id
        : string.Equals(device.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (GpuDevice device in _devices)
        {
            device.Discard();
        }

        _devices.Clear();
        CurrentDevice = null;
    }

    private static GpuSession Create(object key)
    {
        var session = new GpuSession();
        if (key is Runspace runspace)
        {
            runspace.StateChanged += (_, change) =>
            {
                if (change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
                {
                    session.Dispose();
                }
            };
        }

        return session;
    }
}
