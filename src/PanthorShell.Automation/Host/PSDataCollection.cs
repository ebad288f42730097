using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>Records of a stream.</summary>
public class PSDataCollection<T> : Collection<T>
{
    /// <summary>Tells that a record was added.</summary>
    public event EventHandler? DataAdded;

    /// <summary>All records; they are gone from the collection then.</summary>
    public Collection<T> ReadAll()
    {
        Collection<T> result = [.. this];
        Clear();
        return result;
    }

    /// <inheritdoc/>
    protected override void InsertItem(int index, T item)
    {
        base.InsertItem(index, item);
        DataAdded?.Invoke(this, EventArgs.Empty);
    }
}
