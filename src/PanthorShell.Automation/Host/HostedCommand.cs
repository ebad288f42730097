using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Evaluation;

namespace System.Management.Automation;

/// <summary>A command that C# added to a pipeline.</summary>
internal sealed record HostedCommand(string Text, bool IsScript)
{
    internal List<(string? Name, object? Value)> Arguments { get; } = [];

    internal bool UseLocalScope { get; init; }

    internal bool EndsStatement { get; set; }

    internal static List<object?> RunAll(ExecutionContext context, List<HostedCommand> commands, IEnumerable? input)
    {
        ListPipe output = new();
        int start = 0;
        for (int i = 0; i < commands.Count; i++)
        {
            if (!commands[i].EndsStatement && i + 1 < commands.Count) continue;
            PipelineProcessor pipeline = new(context);
            foreach (HostedCommand command in commands.Skip(start)
                .Take(i + 1 - start)) pipeline.Add(command.Processor(context));
            pipeline.Run(input, input is not null, output);
            start = i + 1;
        }

        return output.Items;
    }

    private CommandProcessor Processor(ExecutionContext context)
    {
        CommandProcessor processor;
        if (IsScript)
        {
            ScriptBlock script = ScriptBlock.Parse(Text, null, context.GlobalSession);
            processor = new ScriptProcessor(context, new ScriptInfo(script, context), script, UseLocalScope,
                null) { CatchesExit = true };
        }
        else
        {
            CommandInfo command = context.Discovery.Find(Text, CommandTypes.All)
                ?? throw CommandNotFoundException.ForName(Text);
            processor = context.CreateProcessor(command, newScope: true, null);
        }

        foreach ((string? name, object? value) in Arguments)
        {
            processor.Arguments.Add(new CommandArgument(null!, name, true, value));
        }

        return processor;
    }
}
