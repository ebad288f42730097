namespace System.Management.Automation;

/// <summary>A filter: a function whose body runs for each object.</summary>
public class FilterInfo : FunctionInfo
{
    internal FilterInfo(string name, ScriptBlock scriptBlock, ExecutionContext context)
        : base(name, scriptBlock, context, isFilter: true)
    {
    }
}
