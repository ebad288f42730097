using System.Collections;

namespace System.Management.Automation.Evaluation;

/// <summary>The cast <c>[pscustomobject]</c>.</summary>
internal static class CustomObjects
{
    /// <summary>An object whose properties are the entries of the dictionary; any other value wrapped.</summary>
    internal static object? From(object? value)
    {
        if (PSObject.Base(value) is not IDictionary entries)
            return LanguagePrimitives.IsNull(value) ? null : PSObject.AsPSObject(value!);
        var made = new PSObject();
        foreach (DictionaryEntry entry in entries)
        {
            string name = Conversions.ToText(entry.Key);
            if (name.Equals("PSTypeName", StringComparison.OrdinalIgnoreCase))
                made.TypeNames.Insert(0, Conversions.ToText(entry.Value));
            else
                made.SetNote(name, entry.Value);
        }
        return made;
    }
}
