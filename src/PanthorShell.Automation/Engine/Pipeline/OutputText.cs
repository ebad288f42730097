using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Evaluation;
using System.Text;

namespace System.Management.Automation;

/// <summary>The text that the screen would show for objects.</summary>
internal static class OutputText
{
    internal static string Of(ExecutionContext context, IReadOnlyList<object?> items)
    {
        if (context.Discovery.Find("Out-String", CommandTypes.Cmdlet) is not { } formatter)
        {
            StringBuilder plain = new();
            foreach (object? item in items) plain.Append(PSObject.ToStringParser(item)).Append(Environment.NewLine);
            return plain.ToString();
        }

        ListPipe output = new();
        PipelineProcessor pipeline = new(context);
        pipeline.Add(context.CreateProcessor(formatter, newScope: true, position: null));
        pipeline.Run(items, true, output);
        return string.Concat(output.Items.Select(static o => PSObject.ToStringParser(o)));
    }
}
