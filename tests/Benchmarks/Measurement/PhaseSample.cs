namespace Benchmarks.Measurement;

/// <summary>One repetition of one phase.</summary>
internal readonly record struct PhaseSample(double Ns, long Bytes, long Units)
{
    public double NsPerUnit => Ns / Units;
}
