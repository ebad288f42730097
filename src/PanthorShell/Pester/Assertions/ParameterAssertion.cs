using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace Pester;

/// <summary>Should -HaveParameter: what a command's parameter is like.</summary>
internal sealed class ParameterAssertion(ShouldParameters wanted, bool negate, string? because)
{
    public string? Test(object? actual)
    {
        if (ArrayComparison.Plain(actual) is not CommandInfo command)
            throw new ArgumentException(
                "Input value must be non-null CommandInfo object. You can get one by calling Get-Command.");
        if (string.IsNullOrEmpty(wanted.ParameterName))
            throw new ArgumentException("The ParameterName can't be empty.");

        var filters = new List<string>();
        var buts = new List<string>();
        bool found = command.Parameters.TryGetValue(wanted.ParameterName, out ParameterMetadata? parameter);
        if (!found) buts.Add("the parameter is missing");
        else Check(parameter!, filters, buts);
        if (found && filters.Count == 0 && negate) return Message(command, filters, ["the parameter exists"]);

        bool holds = buts.Count == 0;
        if (holds != negate) return null;
        if (negate) buts = ["it was found"];
        return Message(command, filters, buts);
    }

    private string Message(CommandInfo command, List<string> filters, List<string> buts)
    {
        string not = negate ? " not" : "";
        string with = filters.Count > 0 ? ", " + Nicely.JoinAnd(filters) : "";
        return $"Expected command {command.Name} to{not} have a parameter {wanted.ParameterName}{with},"
            + $"{Nicely.Because(because)} but {Nicely.JoinAnd(buts)}.";
    }

    private void Check(ParameterMetadata parameter, List<string> filters, List<string> buts)
    {
        if (wanted.Mandatory)
        {
            filters.Add("which is mandatory");
            if (!parameter.ParameterSets.Values.Any(set => set.IsMandatory)) buts.Add("it wasn't mandatory");
        }

        if (wanted.Type is not null)
        {
            Type type = Assertion.TypeOf(wanted.Type);
            filters.Add("of type " + Nicely.Format(type));
            if (parameter.ParameterType != type) buts.Add("it was of type " + Nicely.Format(parameter.ParameterType));
        }

        if (wanted.InParameterSet is { } name)
        {
            filters.Add("in parameter set " + Nicely.Format(name));
            if (!parameter.ParameterSets.ContainsKey(name)) buts.Add("it wasn't a part of the parameter set");
        }

        foreach (string alias in wanted.Alias ?? [])
        {
            filters.Add("with alias " + Nicely.Format(alias));
            if (!parameter.Aliases.Contains(alias, StringComparer.OrdinalIgnoreCase))
                buts.Add("it didn't have an alias " + Nicely.Format(alias));
        }

        if (wanted.HasArgumentCompleter)
        {
            filters.Add("has ArgumentCompletion");
            bool completes = parameter.Attributes.Any(attribute =>
                attribute is ArgumentCompleterAttribute || attribute.GetType().Name == "ArgumentCompletionsAttribute");
            if (!completes) buts.Add("has no ArgumentCompletion");
        }

        if (wanted.DefaultValue is not null)
            throw new NotSupportedException(
                "'Should -HaveParameter -DefaultValue' is not supported by PanthorShell; run this in PowerShell.");
    }
}
