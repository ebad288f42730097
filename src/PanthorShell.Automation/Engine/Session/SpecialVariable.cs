namespace System.Management.Automation;

/// <summary>A variable whose value the engine computes.</summary>
internal sealed class SpecialVariable : PSVariable
{
    private readonly Func<object?> _get;
    private readonly Action<object?>? _set;

    internal SpecialVariable(string name, Func<object?> get, Action<object?>? set, ScopedItemOptions options)
        : base(name, null, options)
    {
        _get = get;
        _set = set;
    }

    public override object? Value
    {
        get => _get();
        set
        {
            if (_set is null)
            {
                ThrowIfProtected();
                return;
            }

            _set(value);
        }
    }
}
