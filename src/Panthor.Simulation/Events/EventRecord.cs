using System.Globalization;
using System.Text;

namespace Panthor.Kernel;

/// <summary>One recorded event.</summary>
/// <param name="Time">When it happened.</param>
/// <param name="Task">
/// The number of the task in which it happened; 0 for the host, −1 for interrupts and hardware.
/// </param>
/// <param name="Id">What happened.</param>
/// <param name="A">The first number.</param>
/// <param name="B">The second number.</param>
/// <param name="C">The third number.</param>
/// <param name="D">The fourth number.</param>
public readonly record struct EventRecord(VirtualTime Time, int Task, EventId Id, ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>The named numbers: "as=1 address=0x200000".</summary>
    public string Data
    {
        get
        {
            StringBuilder text = new();
            for (int i = 0; i < Id.Fields.Count; i++)
            {
                ulong value = i switch { 0 => A, 1 => B, 2 => C, _ => D };
                string name = Id.Fields[i];
                bool isDecimal = name.EndsWith('*');
                text.Append(i == 0 ? "" : " ").Append(isDecimal ? name[..^1] : name).Append('=');
                text.Append(isDecimal
                    ? ((long)value).ToString(CultureInfo.InvariantCulture)
                    : "0x" + value.ToString("x", CultureInfo.InvariantCulture));
            }

            return text.ToString();
        }
    }

    /// <summary>One line: time, task, name, numbers.</summary>
    public override string ToString() => $"[{Time}] {Task,3} {Id.Name}: {Data}";
}
