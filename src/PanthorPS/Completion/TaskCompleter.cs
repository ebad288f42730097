using System.Collections.Generic;
using System.Linq;

namespace PanthorPS;

/// <summary>Offers the numbers of the tasks that commands with -AsTask started.</summary>
public sealed class TaskCompleter : GpuCompleter
{
    private protected override IEnumerable<Offer> Offers(Context context) =>
        context.Device?.Tasks.Select(task => new Offer($"{task.Id}", $"{task}: {task.State}")) ?? [];
}
