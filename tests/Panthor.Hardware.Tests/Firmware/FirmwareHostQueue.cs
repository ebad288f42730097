namespace Panthor.Hardware.Tests.Firmware;

/// <summary>A ring buffer with its two interface pages; it survives its group's leaving a slot.</summary>
internal sealed class FirmwareHostQueue
{
    private readonly FirmwareHost _host;
    private readonly ulong _ringPage;

    public FirmwareHostQueue(FirmwareHost host, int number)
    {
        _host = host;
        Input = FirmwareHost.QueueInterfaces + ((uint)number * 0x2000);
        Output = Input + 0x1000;
        Ring = 0x1000_0000 + ((ulong)number * 0x1_0000);
        host.MapMcu(Input, 0x2000);
        _ringPage = host.Lab.AllocatePage();
        host.Lab.MapPage(Ring, _ringPage, Lab.ReadWrite | Lab.NoExecute);
    }

    public uint Input { get; }

    public uint Output { get; }

    public ulong Ring { get; }

    public ulong Insert => _host.Read64(Input);

    public ulong Extract => _host.Read64(Output);

    public bool IsActive => _host.Read32(Output + 8) != 0;

    /// <summary>Puts instructions into the ring and moves the insert index on; rings nothing.</summary>
    public void Submit(params ulong[] words)
    {
        ulong insert = Insert;
        foreach (ulong word in words)
        {
            _host.Lab.Write64(_ringPage + (insert % FirmwareHostStream.RingSize), word);
            insert += 8;
        }

        _host.Write64(Input, insert);
    }
}
