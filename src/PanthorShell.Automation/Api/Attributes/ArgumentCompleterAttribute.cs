namespace System.Management.Automation;

/// <summary>Names what completes the values of a parameter.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = false)]
public class ArgumentCompleterAttribute : Attribute
{
    /// <summary>Creates the attribute for a type that implements <see cref="IArgumentCompleter"/>.</summary>
    public ArgumentCompleterAttribute(Type type)
    {
        if (type is null || !typeof(IArgumentCompleter).IsAssignableFrom(type))
        {
            throw new PSArgumentException("The type of an argument completer must implement IArgumentCompleter.",
                nameof(type));
        }

        Type = type;
    }

    /// <summary>Creates the attribute for a script block.</summary>
    public ArgumentCompleterAttribute(ScriptBlock scriptBlock)
    {
        ArgumentNullException.ThrowIfNull(scriptBlock);
        ScriptBlock = scriptBlock;
    }

    /// <summary>The completer's type.</summary>
    public Type? Type { get; }

    /// <summary>The completer's script.</summary>
    public ScriptBlock? ScriptBlock { get; }
}
