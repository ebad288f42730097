namespace System.Management.Automation;

/// <summary>What has been bound in one call.</summary>
internal sealed class BindingState(int count)
{
    /// <summary>Whether a parameter has a value.</summary>
    internal bool[] Bound { get; private set; } = new bool[count];

    /// <summary>Whether the value came from the pipeline and goes with the object.</summary>
    internal bool[] FromPipeline { get; private set; } = new bool[count];

    internal void Resize(int size)
    {
        bool[] bound = Bound;
        bool[] pipeline = FromPipeline;
        Array.Resize(ref bound, size);
        Array.Resize(ref pipeline, size);
        Bound = bound;
        FromPipeline = pipeline;
    }
}
