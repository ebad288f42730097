namespace Panthor.Driver.Uapi.Binary;

/// <summary>The structures of <c>drm.h</c> that the ioctls of the DRM core take, syncobjs apart.</summary>
internal static partial class DrmLayouts
{
    internal static class Version
    {
        private static readonly UapiStructBuilder s_layout = new("drm_version");

        public static readonly UapiField VersionMajor = s_layout.S32("version_major");
        public static readonly UapiField VersionMinor = s_layout.S32("version_minor");
        public static readonly UapiField VersionPatchlevel = s_layout.S32("version_patchlevel");
        public static readonly UapiField NameLen = s_layout.U64("name_len");
        public static readonly UapiField Name = s_layout.Pointer("name", UapiTarget.OfText("name_len"));
        public static readonly UapiField DateLen = s_layout.U64("date_len");
        public static readonly UapiField Date = s_layout.Pointer("date", UapiTarget.OfText("date_len"));
        public static readonly UapiField DescLen = s_layout.U64("desc_len");
        public static readonly UapiField Desc = s_layout.Pointer("desc", UapiTarget.OfText("desc_len"));

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class Unique
    {
        private static readonly UapiStructBuilder s_layout = new("drm_unique");

        public static readonly UapiField UniqueLen = s_layout.U64("unique_len");
        public static readonly UapiField Name = s_layout.Pointer("unique", UapiTarget.OfText("unique_len"));

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class Auth
    {
        private static readonly UapiStructBuilder s_layout = new("drm_auth");

        public static readonly UapiField Magic = s_layout.U32("magic");

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class Client
    {
        private static readonly UapiStructBuilder s_layout = new("drm_client");

        public static readonly UapiField Idx = s_layout.S32("idx");
        public static readonly UapiField Auth = s_layout.S32("auth");
        public static readonly UapiField Pid = s_layout.U64("pid");
        public static readonly UapiField Uid = s_layout.U64("uid");
        public static readonly UapiField Magic = s_layout.U64("magic");
        public static readonly UapiField Iocs = s_layout.U64("iocs");

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class SetVersion
    {
        private static readonly UapiStructBuilder s_layout = new("drm_set_version");

        public static readonly UapiField DiMajor = s_layout.S32("drm_di_major");
        public static readonly UapiField DiMinor = s_layout.S32("drm_di_minor");
        public static readonly UapiField DdMajor = s_layout.S32("drm_dd_major");
        public static readonly UapiField DdMinor = s_layout.S32("drm_dd_minor");

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class GemClose
    {
        private static readonly UapiStructBuilder s_layout = new("drm_gem_close");

        public static readonly UapiField Handle = s_layout.U32("handle");
        public static readonly UapiField Pad = s_layout.Pad32();

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class GemFlink
    {
        private static readonly UapiStructBuilder s_layout = new("drm_gem_flink");

        public static readonly UapiField Handle = s_layout.U32("handle");
        public static readonly UapiField Name = s_layout.U32("name");

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class GemOpen
    {
        private static readonly UapiStructBuilder s_layout = new("drm_gem_open");

        public static readonly UapiField Name = s_layout.U32("name");
        public static readonly UapiField Handle = s_layout.U32("handle");
        public static readonly UapiField Size = s_layout.U64("size");

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class GemChangeHandle
    {
        private static readonly UapiStructBuilder s_layout = new("drm_gem_change_handle");

        public static readonly UapiField Handle = s_layout.U32("handle");
        public static readonly UapiField NewHandle = s_layout.U32("new_handle");

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class GetCap
    {
        private static readonly UapiStructBuilder s_layout = new("drm_get_cap");

        public static readonly UapiField Capability = s_layout.U64("capability");
        public static readonly UapiField Value = s_layout.U64("value");

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class SetClientCap
    {
        private static readonly UapiStructBuilder s_layout = new("drm_set_client_cap");

        public static readonly UapiField Capability = s_layout.U64("capability");
        public static readonly UapiField Value = s_layout.U64("value");

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class SetClientName
    {
        private static readonly UapiStructBuilder s_layout = new("drm_set_client_name");

        public static readonly UapiField NameLen = s_layout.U64("name_len");
        public static readonly UapiField Name = s_layout.Pointer("name", UapiTarget.OfText("name_len"));

        public static readonly UapiStruct Struct = s_layout.End();
    }

    internal static class PrimeHandle
    {
        private static readonly UapiStructBuilder s_layout = new("drm_prime_handle");

        public static readonly UapiField Handle = s_layout.U32("handle");
        public static readonly UapiField Flags = s_layout.U32("flags");
        public static readonly UapiField Fd = s_layout.S32("fd");

        public static readonly UapiStruct Struct = s_layout.End();
    }
}
