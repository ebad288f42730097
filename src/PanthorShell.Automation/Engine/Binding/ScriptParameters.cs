using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Evaluation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;

namespace System.Management.Automation;

/// <summary>Makes the parameters of scripts from their syntax.</summary>
internal static class ScriptParameters
{
    private static readonly ConditionalWeakTable<ScriptBlockAst, ParameterSchema> s_schemas = [];

    internal static ParameterSchema SchemaOf(ScriptBlockAst ast, IReadOnlyList<ParameterAst>? functionParameters,
        ExecutionContext context)
    {
        if (s_schemas.TryGetValue(ast, out ParameterSchema? known)) return known;
        ParameterSchema schema = Build(ast, functionParameters, context);
        s_schemas.AddOrUpdate(ast, schema);
        return schema;
    }

    internal static List<Attribute> AttributesOf(ScriptBlockAst ast, ExecutionContext context)
    {
        List<Attribute> result = [];
        foreach (AttributeAst attribute in ast.ParamBlock?.Attributes
            ?? []) result.Add(AttributeFactory.Create(attribute, context));
        foreach (AttributeAst attribute in ast.Attributes) result.Add(AttributeFactory.Create(attribute, context));
        return result;
    }

    private static ParameterSchema Build(
        ScriptBlockAst ast, IReadOnlyList<ParameterAst>? functionParameters, ExecutionContext context)
    {
        CmdletBindingAttribute? binding = AttributesOf(ast, context).OfType<CmdletBindingAttribute>().FirstOrDefault();
        List<BindableParameter> parameters = [];
        bool advanced = binding is not null;
        foreach (ParameterAst declared in functionParameters ?? ast.ParamBlock?.Parameters
            ?? (IReadOnlyList<ParameterAst>)[])
        {
            parameters.Add(One(declared, context, ref advanced));
        }

        return ParameterSchema.ForScript(parameters, binding, advanced);
    }

    private static BindableParameter One(ParameterAst declared, ExecutionContext context, ref bool advanced)
    {
        List<Attribute> attributes = [];
        Type? type = null;
        bool typed = false;
        foreach (AttributeBaseAst each in declared.Attributes)
        {
            if (each is AttributeAst attribute)
            {
                Attribute made = AttributeFactory.Create(attribute, context);
                if (made is ParameterAttribute) advanced = true;
                attributes.Add(made);
            }
            else if (each is TypeConstraintAst constraint)
            {
                typed = true;
                type ??= constraint.TypeName.GetReflectionType()
                    ?? throw new RuntimeException(ErrorCategory.InvalidOperation, null,
                    constraint.Extent, "TypeNotFound", $"Unable to find type [{constraint.TypeName.FullName}].", null);
            }
        }

        string name = declared.Name.VariablePath.UserPath;
        if (type == typeof(bool?)) typed = true;
        if (!attributes.Exists(static a => a is ParameterAttribute)) attributes.Add(new ParameterAttribute());
        return new BindableParameter(name, type ?? typeof(object), attributes, ParameterTarget.Script, null, null)
        {
            Ast = declared,
            HasScriptType = typed,
        };
    }
}
