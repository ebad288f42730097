using System.Management.Automation.Language;

namespace System.Management.Automation.Evaluation;

/// <summary>Makes the attributes that scripts declare.</summary>
internal static class AttributeFactory
{
    /// <summary>The attribute; its arguments are evaluated in the current scope.</summary>
    internal static Attribute Create(AttributeAst attribute, IScriptRuntime runtime)
        => Create(attribute, new Frame(runtime, new ListPipe(), ScriptBody.NamespacesOf(attribute)));

    internal static Attribute Create(AttributeAst attribute, Frame frame)
    {
        Type type = TypeResolver.Resolve((TypeName)attribute.TypeName, frame.Namespaces, "Attribute")
            ?? TypeResolver.Resolve((TypeName)attribute.TypeName, frame.Namespaces)
            ?? throw Failure.Make(
                "CustomAttributeTypeNotFound",
                $"Cannot find the type for custom attribute '{attribute.TypeName.FullName}'.",
                ErrorCategory.InvalidOperation, attribute.TypeName.FullName, null, attribute.Extent);
        if (!typeof(Attribute).IsAssignableFrom(type))
            throw Failure.TypeNotFound(attribute.TypeName);
        object?[] arguments = new object?[attribute.PositionalArguments.Count];
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = Evaluate(attribute.PositionalArguments[i], frame);
        var made = (Attribute)MethodInvoker.Construct(type, arguments)!;
        foreach (NamedAttributeArgumentAst named in attribute.NamedArguments)
        {
            if (DotNetMembers.Of(type).Property(named.ArgumentName) is not { CanWrite: true })
            {
                throw Failure.Make(
                    "PropertyNotFoundForType",
                    $"Property '{named.ArgumentName}' cannot be found for type '{type.FullName}'.",
                    ErrorCategory.InvalidOperation, named.ArgumentName, null, named.Extent);
            }
            MemberAccess.Set(made, named.ArgumentName, Evaluate(named.Argument, frame));
        }
        return made;
    }

    private static object? Evaluate(ExpressionAst expression, Frame frame)
    {
        object? value = ExpressionCompiler.Compile(expression)(frame);
        return ReferenceEquals(value, Internal.AutomationNull.Value) ? null : value;
    }
}
