using System;
using System.Collections;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>A module by name and version.</summary>
public class ModuleSpecification
{
    /// <summary>Creates an empty specification.</summary>
    public ModuleSpecification()
    {
    }

    /// <summary>Creates a specification by name.</summary>
    public ModuleSpecification(string moduleName)
    {
        ArgumentException.ThrowIfNullOrEmpty(moduleName);
        Name = moduleName;
    }

    /// <summary>Creates a specification from a table.</summary>
    public ModuleSpecification(Hashtable moduleSpecification)
    {
        ArgumentNullException.ThrowIfNull(moduleSpecification);
        foreach (DictionaryEntry entry in moduleSpecification)
        {
            switch (PSObject.ToStringParser(entry.Key).ToLowerInvariant())
            {
                case "modulename": Name = PSObject.ToStringParser(entry.Value); break;
                case "moduleversion": Version = LanguagePrimitives.ConvertTo<Version>(entry.Value); break;
                case "requiredversion": RequiredVersion = LanguagePrimitives.ConvertTo<Version>(entry.Value); break;
                case "maximumversion": MaximumVersion = PSObject.ToStringParser(entry.Value); break;
                case "guid": Guid = LanguagePrimitives.ConvertTo<Guid>(entry.Value); break;
                default: throw new ArgumentException($"'{entry.Key}' is no member of a module specification.",
                    nameof(moduleSpecification));
            }
        }
    }

    /// <summary>The name or path.</summary>
    public string Name { get; } = string.Empty;

    /// <summary>The identity.</summary>
    public Guid? Guid { get; }

    /// <summary>The smallest version.</summary>
    public Version? Version { get; internal set; }

    /// <summary>The largest version.</summary>
    public string? MaximumVersion { get; }

    /// <summary>The version.</summary>
    public Version? RequiredVersion { get; internal set; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
