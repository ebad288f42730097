using System;
using System.Numerics;

namespace Panthor.Hardware;

/// <content>Loads and stores: issued now, done when their time on the stream's clock has come.</content>
internal sealed unsafe partial class CommandStream
{
    private const int MaximumLoadStores = 16;

    // A ring: the oldest at _loadStoreFirst. They are done in the order of their issue.
    private readonly LoadStore[] _loadStores = new LoadStore[MaximumLoadStores];
    private int _loadStoreFirst;
    private int _loadStoreCount;

    private Next QueueLoadStore(ulong word, bool isStore)
    {
        uint address = Source(word);
        uint first = Destination(word);
        uint mask = (uint)(word >> 16) & 0xffff;
        if (!IsPair(address, (uint)_registerCount) || first + (uint)BitOperations.Log2(mask | 1) >= _registerCount)
            return Invalid();

        ulong target = unchecked(*(ulong*)(_r + address) + (ulong)(long)(short)word);
        if ((target & (sizeof(uint) - 1)) != 0)
        {
            Fault(GpuException.ADDR_RANGE_FAULT, 0, target);
            return Done(CsTiming.LoadStore);
        }

        if (_loadStoreCount == MaximumLoadStores && CompleteOldest() == Next.Stop)
            return Next.Stop;

        ref LoadStore entry = ref _loadStores[(_loadStoreFirst + _loadStoreCount) % MaximumLoadStores];
        long due = _clock + CsTiming.LoadStoreLatency;
        entry = new LoadStore(target, mask, (byte)first, (byte)_otherEntry, isStore, due);
        _loadStoreCount++;
        CountUp(_otherEntry);
        RefreshLimit();
        return Done(CsTiming.LoadStore);
    }

    private void RefreshLimit() => _limit = _loadStoreCount == 0
        ? _deadline
        : Math.Min(_deadline, _loadStores[_loadStoreFirst].Due);

    /// <summary>Does the loads and stores whose time has come.</summary>
    private Next ProcessDue()
    {
        while (_loadStoreCount != 0 && _loadStores[_loadStoreFirst].Due <= _clock)
        {
            if (CompleteOldest() == Next.Stop)
                return Next.Stop;
        }

        RefreshLimit();
        return Next.Continue;
    }

    /// <summary>Lets the clock run until no load or store of the mask's entries is under way.</summary>
    private Next DrainLoadStore(uint mask)
    {
        while (_loadStoreCount != 0)
        {
            bool isWanted = false;
            for (int i = 0; i < _loadStoreCount; i++)
                isWanted |= (mask >> _loadStores[(_loadStoreFirst + i) % MaximumLoadStores].Entry & 1) != 0;

            if (!isWanted)
                break;

            if (CompleteOldest() == Next.Stop)
                return Next.Stop;
        }

        return Next.Continue;
    }

    private Next CompleteOldest()
    {
        ref LoadStore entry = ref _loadStores[_loadStoreFirst];
        _clock = Math.Max(_clock, entry.Due);
        TranslateStatus status = Transfer(in entry, out ulong address);
        if (status != TranslateStatus.Ok)
            return Failed(status, address);

        int scoreboard = entry.Entry;
        _loadStoreFirst = (_loadStoreFirst + 1) % MaximumLoadStores;
        _loadStoreCount--;
        CountDown(scoreboard);
        RefreshLimit();
        return LastStop == CsStop.Fatal ? Next.Stop : Next.Continue;
    }

    private TranslateStatus Transfer(in LoadStore entry, out ulong address)
    {
        uint* register = _r + entry.First;
        address = entry.Address;
        for (uint mask = entry.Mask; mask != 0; mask &= mask - 1)
        {
            int index = BitOperations.TrailingZeroCount(mask);
            address = unchecked(entry.Address + ((ulong)index * sizeof(uint)));
            TranslateStatus status;
            if (entry.IsStore)
            {
                status = Write32(address, register[index]);
            }
            else
            {
                status = Read(address, false, out ulong value);
                if (status == TranslateStatus.Ok)
                    register[index] = (uint)value;
            }

            if (status != TranslateStatus.Ok)
                return status;
        }

        return TranslateStatus.Ok;
    }

    /// <summary>A load or store under way.</summary>
    private record struct LoadStore(ulong Address, uint Mask, byte First, byte Entry, bool IsStore, long Due);
}
