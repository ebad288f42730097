namespace System.Management.Automation.Evaluation;

/// <summary>The operator <c>..</c>.</summary>
internal static class Ranges
{
    internal static object?[] Make(object? from, object? to)
    {
        object? l = PSObject.Base(from);
        object? r = PSObject.Base(to);
        if (AsChar(l) is { } a && AsChar(r) is { } b && !(char.IsDigit(a) && char.IsDigit(b)))
            return Fill(a, b, i => (char)i);
        return Fill(ToInt(l), ToInt(r), i => Boxes.Of(i));
    }

    private static char? AsChar(object? value) => value switch
    {
        char c => c,
        string { Length: 1 } text => text[0],
        _ => null,
    };

    private static int ToInt(object? value) => (int)Conversions.Cast(Conversions.ToNumber(value), typeof(int))!;

    private static object?[] Fill(int from, int to, Func<int, object> item)
    {
        var items = new object?[Math.Abs((long)to - from) + 1];
        int step = from <= to ? 1 : -1;
        for (int i = 0; i < items.Length; i++)
            items[i] = item(from + (i * step));
        return items;
    }
}
