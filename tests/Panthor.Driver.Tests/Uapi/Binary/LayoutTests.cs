using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Panthor.Driver.Uapi.Binary;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Uapi.Binary;

public sealed class LayoutTests
{
    [Fact]
    public void Sizes_and_offsets_are_those_of_the_headers()
    {
        Assert.Equal(GoldenUapi.Structs.ReplaceLineEndings("\n"), UapiListing.OfStructs());
    }

    [Fact]
    public void Request_numbers_are_those_of_the_headers()
    {
        Assert.Equal(GoldenUapi.Requests.ReplaceLineEndings("\n"), UapiListing.OfRequests());
    }

    /// <summary>
    /// The same from the mouth of a C compiler. KERNEL_UAPI_HEADERS names the folder of drm.h and panthor_drm.h; else the
    /// system's headers are taken if they are of 7.2.
    /// </summary>
    [Fact]
    public void A_C_compiler_lays_the_structures_out_the_same_way()
    {
        string? headers = Environment.GetEnvironmentVariable("KERNEL_UAPI_HEADERS");
        Assert.SkipWhen(headers is null, "KERNEL_UAPI_HEADERS does not name the folder of panthor_drm.h");
        string folder = Directory.CreateTempSubdirectory("uapi").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "linux"));
            File.WriteAllText(Path.Combine(folder, "linux", "bits.h"), BitsHeader);
            string source = Path.Combine(folder, "uapi.c");
            string program = Path.Combine(folder, "uapi");
            File.WriteAllText(source, UapiListing.Program());
            Assert.SkipUnless(
                TryRun("gcc", ["-D__user=", $"-I{headers}", $"-I{folder}", source, "-o", program], out string errors),
                $"gcc cannot compile the headers: {errors}");
            Assert.True(TryRun(program, [], out string output));
            Assert.Equal(UapiListing.OfStructs() + UapiListing.OfRequests(), output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_smallest_sizes_are_those_of_the_first_versions()
    {
        (string Name, int Minimum)[] expected =
        [
            ("drm_panthor_bo_sync_op", 24),
            ("drm_panthor_csif_info", 24),
            ("drm_panthor_gpu_info", 96),
            ("drm_panthor_group_priorities_info", 4),
            ("drm_panthor_queue_create", 8),
            ("drm_panthor_queue_submit", 40),
            ("drm_panthor_sync_op", 16),
            ("drm_panthor_timestamp_info", 16),
            ("drm_panthor_vm_bind_op", 48),
        ];
        Assert.Equal(
            expected, UapiListing.Structs().Where(s => s.MinimumSize != 0).Select(s => (s.Name, s.MinimumSize)));
    }

    [Theory]
    [InlineData("VM_BIND")]
    [InlineData("vm_bind")]
    [InlineData("DRM_IOCTL_PANTHOR_VM_BIND")]
    public void A_request_is_found_by_its_short_and_its_long_name(string name)
    {
        Assert.Equal(0xc0186443u, UapiRequests.Find(name)!.Number);
    }

    [Theory]
    [InlineData(0xc0186543u, Errno.ENOTTY)] // another letter
    [InlineData(0xc0186451u, Errno.EINVAL)] // behind panthor's last
    [InlineData(0xc018649fu, Errno.EINVAL)]
    [InlineData(0xc0186403u, Errno.EINVAL)] // a hole in the core's table
    [InlineData(0xc01864d3u, Errno.EINVAL)] // behind the core's last
    [InlineData(0xc01864ffu, Errno.EINVAL)]
    public void An_unknown_number_is_refused(uint number, Errno expected)
    {
        Assert.Equal(expected, UapiRequests.Find(number).Errno);
    }

    // drm_mode.h wants a header that is not among those that are installed.
    private const string BitsHeader = "#define __GENMASK(h, l) (((~0UL) << (l)) & (~0UL >> (63 - (h))))\n";

    private static bool TryRun(string file, string[] arguments, out string output)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            output = process.StandardOutput.ReadToEnd();
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            output = process.ExitCode == 0 ? output : errors;
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            output = e.Message;
            return false;
        }
    }
}
