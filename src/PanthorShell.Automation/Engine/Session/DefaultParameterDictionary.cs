using System.Collections;

namespace System.Management.Automation;

/// <summary>The table of <c>$PSDefaultParameterValues</c>: keys are "Command:Parameter".</summary>
public sealed class DefaultParameterDictionary : Hashtable
{
    /// <summary>Creates the empty table.</summary>
    public DefaultParameterDictionary()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }

    /// <summary>Creates a table from another.</summary>
    public DefaultParameterDictionary(IDictionary dictionary)
        : this()
    {
        ArgumentNullException.ThrowIfNull(dictionary);
        foreach (DictionaryEntry entry in dictionary) Add(entry.Key, entry.Value);
    }
}
