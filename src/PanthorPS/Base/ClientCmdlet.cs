using System.Linq;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>A cmdlet that calls the driver as a client: the one given, else the device's first.</summary>
public abstract class ClientCmdlet : DeviceCmdlet
{
    /// <summary>
    /// The client that makes the call, or its number or name. By default the device's first open one.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [GpuReference(typeof(GpuClient))]
    [ArgumentCompleter(typeof(ClientCompleter))]
    [ValidateNotNull]
    public virtual GpuClient? Client { get; set; }

    private protected sealed override GpuDevice TargetDevice =>
        Client is { IsReference: false } client && Device is null ? Resolve(client.Device) : base.TargetDevice;

    /// <summary>The client that the current record is about.</summary>
    private protected GpuClient TargetClient
    {
        get
        {
            GpuDevice device = TargetDevice;
            if (Client is not null)
            {
                return Resolve(Client, device);
            }

            if (device.FirstClient is { } first)
            {
                return first;
            }

            Refuse(
                "NoGpuClient",
                ErrorCategory.ObjectNotFound,
                $"{device} has no open client.",
                device,
                "Open one with New-GpuClient.");
            return null;
        }
    }

    /// <summary>The VM behind a parameter: the object, or the one of that number in the command's client.</summary>
    /// <exception cref="ErrnoException">There is none, or it was destroyed.</exception>
    private protected GpuVm Resolve(GpuVm vm)
    {
        if (vm.IsReference)
        {
            GpuClient client = TargetClient;
            return client.FindVm(vm.Id) ?? throw NoSuchVm(vm.Id, client);
        }

        CheckOwner(vm.Client, vm);
        return vm.State == GpuVmState.Destroyed || vm.Client.FindVm(vm.Id) != vm
            ? throw new ErrnoException(Errno.EINVAL, "VM lookup", $"VM {vm.Id} was destroyed") { Target = vm }
            : vm;
    }

    /// <summary>The buffer behind a parameter: the object, or the one of that handle or label in the client.</summary>
    /// <exception cref="ErrnoException">There is none, or its handle was closed.</exception>
    private protected GpuBuffer Resolve(GpuBuffer buffer, GpuClient? client = null)
    {
        if (buffer.IsReference)
        {
            client ??= TargetClient;
            return client.FindBuffer(buffer.Handle, buffer.ReferenceName) ?? throw NoSuchBuffer(buffer, client);
        }

        CheckOwner(buffer.Client, buffer);
        return buffer.IsClosed
            ? throw new ErrnoException(Errno.ENOENT, "Buffer lookup", $"buffer handle {buffer.Handle} was closed")
            {
                Target = buffer,
            }
            : buffer;
    }

    /// <summary>The synchronisation object behind a parameter: the object, or the one of that handle.</summary>
    /// <exception cref="ErrnoException">There is none, or it was destroyed.</exception>
    private protected GpuSyncObject Resolve(GpuSyncObject sync, GpuClient? client = null)
    {
        if (!sync.IsReference)
        {
            CheckOwner(sync.Client, sync);
            return !sync.IsClosed ? sync : throw NoSuchSyncObject(sync.Handle, sync.Client, sync);
        }

        client ??= TargetClient;
        return client.FindSyncObject(sync.Handle) ?? throw NoSuchSyncObject(sync.Handle, client, sync.Handle);
    }

    /// <summary>The tiler heap behind a parameter: the object, or the one of that handle.</summary>
    /// <exception cref="ErrnoException">There is none, or it was destroyed.</exception>
    private protected GpuTilerHeap Resolve(GpuTilerHeap heap)
    {
        if (heap.IsReference)
        {
            GpuClient client = TargetClient;
            return client.FindTilerHeap(heap.Handle) ?? throw NoSuchTilerHeap(heap.Handle, client);
        }

        CheckOwner(heap.Client, heap);
        return !heap.IsDestroyed ? heap : throw NoSuchTilerHeap(heap.Handle, heap.Client);
    }

    /// <summary>The group behind a parameter: the object, or the one of that handle.</summary>
    /// <exception cref="ErrnoException">There is none, or it was destroyed.</exception>
    private protected GpuGroup Resolve(GpuGroup group)
    {
        if (group.IsReference)
        {
            GpuClient client = TargetClient;
            return client.FindGroup(group.Handle) ?? throw NoSuchGroup(group.Handle, client);
        }

        CheckOwner(group.Client, group);
        return group.Client.FindGroup(group.Handle) == group ? group : throw NoSuchGroup(group.Handle, group.Client);
    }

    /// <summary>The file descriptor behind a parameter: the object, or the one of that number.</summary>
    /// <exception cref="ErrnoException">It is not open, or its number stands for another file now.</exception>
    private protected GpuDescriptor Resolve(GpuDescriptor descriptor)
    {
        if (descriptor.IsReference)
        {
            GpuClient client = TargetClient;
            return GpuDescriptor.Of(client).FirstOrDefault(open => open.Descriptor == descriptor.Descriptor)
                ?? throw new ErrnoException(
                    Errno.EBADF,
                    "Descriptor lookup",
                    $"file descriptor {descriptor.Descriptor} of {client} is not open")
                {
                    Target = descriptor.Descriptor,
                };
        }

        CheckOwner(descriptor.Client, descriptor);
        return descriptor.IsOpen
            ? descriptor
            : throw new ErrnoException(Errno.EBADF, "Descriptor lookup", $"{descriptor} is not open any more")
            {
                Target = descriptor,
            };
    }

    /// <summary>The shared buffer behind a parameter.</summary>
    /// <exception cref="ErrnoException">Nobody holds it any more.</exception>
    private protected GpuDmaBuf Resolve(GpuDmaBuf shared)
    {
        CheckOwner(shared.Client, shared);
        return shared.IsHeld
            ? shared
            : throw new ErrnoException(Errno.EBADF, "Descriptor lookup", "the file descriptor was closed")
            {
                Target = shared,
            };
    }

    /// <summary>The use of a shared buffer by another device behind a parameter; it outlives the client.</summary>
    /// <exception cref="ErrnoException">It has ended.</exception>
    private protected GpuDmaBufAttachment Resolve(GpuDmaBufAttachment attachment)
    {
        CheckOwner(attachment.DmaBuf.Client, attachment, mayBeClosed: true);
        return attachment.IsAttached && attachment.DmaBuf.Client.Device.Has(attachment.DmaBuf)
            ? attachment
            : throw new ErrnoException(Errno.EINVAL, "Device lookup", $"{attachment.Name} was disconnected")
            {
                Target = attachment,
            };
    }

    private static ErrnoException NoSuchGroup(uint handle, GpuClient client) => new(
        Errno.EINVAL, "Group lookup", $"group {handle} does not exist in {client}") { Target = handle };

    private static ErrnoException NoSuchTilerHeap(uint handle, GpuClient client) => new(
        Errno.EINVAL, "Tiler heap lookup", $"tiler heap 0x{handle:x} does not exist in {client}") { Target = handle };

    private static ErrnoException NoSuchSyncObject(uint handle, GpuClient client, object target) => new(
        Errno.ENOENT, "Sync object lookup", $"syncobj handle {handle} does not exist in {client}") { Target = target };

    private static ErrnoException NoSuchVm(uint id, GpuClient client) =>
        new(Errno.EINVAL, "VM lookup", $"VM {id} does not exist in {client}") { Target = id };

    private static ErrnoException NoSuchBuffer(GpuBuffer buffer, GpuClient client) => new(
        Errno.ENOENT,
        "Buffer lookup",
        buffer.ReferenceName is { } label
            ? $"no buffer of {client} is labelled '{label}'"
            : $"buffer handle {buffer.Handle} does not exist in {client}")
    {
        Target = buffer.ReferenceName ?? (object)buffer.Handle,
    };

    private protected void CheckOwner(GpuClient owner, object item, bool mayBeClosed = false)
    {
        Resolve(owner.Device);
        if (Device is not null && Resolve(Device) != owner.Device)
        {
            Refuse(
                "GpuDeviceMismatch",
                ErrorCategory.InvalidArgument,
                $"{item} belongs to {owner.Device}, not to {Device}.",
                item);
        }

        if (Client is not null && Resolve(Client, owner.Device) != owner)
        {
            Refuse(
                "GpuClientMismatch",
                ErrorCategory.InvalidArgument,
                $"{item} belongs to {owner}, not to {Client}.",
                item);
        }

        if (!owner.IsOpen && !mayBeClosed)
        {
            throw new ErrnoException(Errno.EBADF, "Client lookup", $"{owner} is closed") { Target = item };
        }
    }
}
