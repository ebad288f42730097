using System.Globalization;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>An event of a machine (a snapshot).</summary>
public sealed class GpuEventRecord
{
    private readonly EventRecord _record;

    internal GpuEventRecord(EventRecord record, string task)
    {
        _record = record;
        Task = task;
    }

    /// <summary>When it happened.</summary>
    public VirtualTime Time => _record.Time;

    /// <summary>
    /// The task in which it happened: its name while it lives, else its number; or <c>host</c>, <c>irq</c>.
    /// </summary>
    public string Task { get; }

    /// <summary>What happened: the name of the tracepoint.</summary>
    public string Name => _record.Id.Name;

    /// <summary>The numbers of the event by their names.</summary>
    public PSObject Data
    {
        get
        {
            var data = new PSObject();
            for (int i = 0; i < _record.Id.Fields.Count; i++)
            {
                ulong value = i switch { 0 => _record.A, 1 => _record.B, 2 => _record.C, _ => _record.D };
                string name = _record.Id.Fields[i];
                object number = name.EndsWith('*') ? (object)unchecked((long)value) : value;
                data.Properties.Add(new PSNoteProperty(name.TrimEnd('*'), number));
            }

            return data;
        }
    }

    /// <summary>The numbers of the event in one line.</summary>
    internal string DataText => _record.Data;

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"[{Time}] {Name}: {_record.Data}");
}
