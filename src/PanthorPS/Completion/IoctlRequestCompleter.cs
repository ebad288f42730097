using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Uapi.Binary;

namespace PanthorPS;

/// <summary>Offers the names of the requests that a client can make.</summary>
public sealed class IoctlRequestCompleter : GpuCompleter
{
    private protected override IEnumerable<Offer> Offers(Context context) =>
        UapiRequests.All.Where(request => request.Struct is not null).Select(request =>
            new Offer(request.Name, $"{request.CName} 0x{request.Number:x8}: {request.Size} bytes {request.Struct}"));
}
