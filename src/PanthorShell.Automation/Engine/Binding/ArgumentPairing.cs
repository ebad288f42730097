using System.Collections.Generic;
using System.Management.Automation.Evaluation;

namespace System.Management.Automation;

/// <summary>Gives the names of parameters the values that follow them.</summary>
internal static class ArgumentPairing
{
    internal static List<CommandArgument> Pair(
        IReadOnlyList<CommandArgument> arguments, ParameterSchema schema, InvocationInfo invocation)
    {
        List<CommandArgument> result = new(arguments.Count);
        for (int i = 0; i < arguments.Count; i++)
        {
            CommandArgument argument = arguments[i];
            if (argument.ParameterName is not { } name || argument.HasValue)
            {
                result.Add(argument);
                continue;
            }

            if (name == "-")
            {
                for (i++; i < arguments.Count; i++) result.Add(arguments[i] with { ParameterName = null });
                break;
            }

            BindableParameter? parameter = schema.Resolve(name, possible => new ParameterBindingException(
                ErrorCategory.InvalidArgument, invocation, argument.Extent, name, null, null, "AmbiguousParameter",
                $"Parameter cannot be processed because the parameter name '{name}' is ambiguous. Possible matches "
                    + $"include: {possible}."));
            if (parameter is null)
            {
                // What follows an unknown name goes with it, wherever it ends up.
                bool follows = i + 1 < arguments.Count && arguments[i + 1].ParameterName is null;
                result.Add(follows ? argument with { HasValue = true,
                    Value = new FollowingValue(arguments[++i].Value) } : argument);
            }
            else if (parameter.IsSwitch)
            {
                result.Add(argument with { HasValue = true, Value = SwitchParameter.Present });
            }
            else if (i + 1 < arguments.Count && arguments[i + 1].ParameterName is null)
            {
                result.Add(argument with { HasValue = true, Value = arguments[++i].Value });
            }
            else
            {
                throw new ParameterBindingException(ErrorCategory.InvalidArgument, invocation, argument.Extent,
                    parameter.Name,
                    parameter.Type, null, "MissingArgument",
                        $"Missing an argument for parameter '{parameter.Name}'. Specify a parameter of "
                    + $"type '{parameter.Type}' and try again.");
            }
        }

        return result;
    }

    /// <summary>The words that a name and value were on the command line.</summary>
    internal static IEnumerable<object?> Words(CommandArgument argument)
    {
        if (argument.ParameterName is { } name)
        {
            bool colon = argument.HasValue && argument.Value is not FollowingValue;
            yield return name == "-" ? "--" : "-" + name + (colon ? ":" : string.Empty);
        }

        if (argument.HasValue) yield return argument.Value is FollowingValue following ? following.Value
            : argument.Value;
    }
}
