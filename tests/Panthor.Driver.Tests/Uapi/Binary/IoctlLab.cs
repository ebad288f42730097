using System;
using System.Buffers.Binary;
using System.Collections;
using System.Collections.Generic;
using Panthor.Driver.Device;
using Panthor.Driver.Gpuvm;
using Panthor.Driver.Uapi;
using Panthor.Driver.Uapi.Binary;
using Panthor.Driver.Uapi.User;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Uapi.Binary;

/// <summary>A machine whose client makes requests in binary.</summary>
internal sealed class IoctlLab : IDisposable
{
    public IoctlLab(MachineOptions? options = null)
    {
        Test = new TestMachine(options);
    }

    public TestMachine Test { get; }

    public DrmFile File => Test.File;

    public UserMemory Memory => File.Memory;

    /// <summary>Opens another client.</summary>
    public DrmFile Open(DrmNode node, ClientCapabilities capabilities = ClientCapabilities.None)
    {
        var options = new DrmFileOptions { Node = node, Capabilities = capabilities };
        KernelResult<DrmFile> file = Test.Call(() => DrmFile.OpenAsync(Test.Device, options));
        Assert.True(file.IsOk, file.ToString());
        return file.Value;
    }

    public void Close(DrmFile file) => Test.Machine.Call("close", file.CloseAsync);

    /// <summary>Makes a request with fields by their names.</summary>
    public IoctlAnswer Call(string request, params (string Name, object Value)[] fields) => Call(File, request, fields);

    public IoctlAnswer Call(DrmFile file, string request, params (string Name, object Value)[] fields)
    {
        UapiRequest known = UapiRequests.Find(request)!;
        UapiArgument argument = UapiEncoder.Encode(file, known.Struct!, Fields(fields));
        KernelResult result = Ioctl(known.Number, argument.Bytes, file);
        return new IoctlAnswer(result, known.Struct!, argument.Bytes);
    }

    /// <summary>Makes a request that must succeed.</summary>
    public IoctlAnswer Ok(string request, params (string Name, object Value)[] fields)
    {
        IoctlAnswer answer = Call(request, fields);
        Assert.True(answer.Result.IsOk, answer.Result.ToString());
        return answer;
    }

    public KernelResult Ioctl(uint request, Memory<byte> argument, DrmFile? file = null) =>
        Test.Call(() => (file ?? File).IoctlAsync(request, argument));

    public KernelResult Ioctl(uint request, ulong address) => Test.Call(() => File.IoctlAsync(request, address));

    /// <summary>Puts bytes somewhere in the client's memory.</summary>
    public ulong Store(byte[] bytes)
    {
        ulong address = File.Heap.Allocate((ulong)bytes.Length).Value;
        Assert.True(Memory.Write(address, bytes).IsOk);
        return address;
    }

    public byte[] Load(ulong address, int count)
    {
        byte[] bytes = new byte[count];
        KernelResult read = Test.Call(() => Memory.CopyFromUserAsync(address, bytes));
        Assert.True(read.IsOk, read.ToString());
        return bytes;
    }

    /// <summary>The addresses of a VM's mappings.</summary>
    public IReadOnlyList<ulong> Mapped(uint vm)
    {
        List<ulong> addresses = [];
        foreach (GpuVa va in File.Vms.Find(vm)!.Mappings)
        {
            addresses.Add(va.Addr);
        }

        return addresses;
    }

    public static Hashtable Fields(params (string Name, object Value)[] fields)
    {
        Hashtable table = [];
        foreach ((string name, object value) in fields)
        {
            table.Add(name, value);
        }

        return table;
    }

    public static byte[] Words(params uint[] words)
    {
        byte[] bytes = new byte[words.Length * 4];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), words[i]);
        }

        return bytes;
    }

    public void Dispose() => Test.Dispose();
}
