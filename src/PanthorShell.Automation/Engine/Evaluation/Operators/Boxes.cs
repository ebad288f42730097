namespace System.Management.Automation.Evaluation;

/// <summary>Small integers and truth values, boxed once.</summary>
internal static class Boxes
{
    private const int Lowest = -128;
    private static readonly object[] s_integers = Make();

    internal static object True { get; } = true;

    internal static object False { get; } = false;

    internal static object Of(bool value) => value ? True : False;

    internal static object Of(int value)
        => value >= Lowest && value < Lowest + s_integers.Length ? s_integers[value - Lowest] : value;

    private static object[] Make()
    {
        var boxes = new object[1152];
        for (int i = 0; i < boxes.Length; i++)
            boxes[i] = i + Lowest;
        return boxes;
    }
}
