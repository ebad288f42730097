using System.Collections.Generic;
using Kind = Panthor.Hardware.CsFieldKind;

namespace Panthor.Hardware;

/// <content>The fields that instructions share.</content>
public sealed partial class CsInstructionSet
{
    private static readonly string?[] s_conditions = ["LE", "GT", "EQ", "NE", "LT", "GE", "ALWAYS"];
    private static readonly string?[] s_flushModes = ["none", "clean", "invalidate", "clean_invalidate"];
    private static readonly string?[] s_stages =
        ["internal", "compute", "vertex", "tess_control", "tess_eval", "geometry"];

    private static readonly CsField s_destination = new("destination", Kind.Register, 48, 8);
    private static readonly CsField s_destination64 = new("destination", Kind.RegisterPair, 48, 8);
    private static readonly CsField s_source = new("source", Kind.Register, 40, 8);
    private static readonly CsField s_source64 = new("source", Kind.RegisterPair, 40, 8);
    private static readonly CsField s_source0 = new("source0", Kind.Register, 40, 8);
    private static readonly CsField s_source1 = new("source1", Kind.Register, 32, 8);
    private static readonly CsField s_source064 = new("source0", Kind.RegisterPair, 40, 8);
    private static readonly CsField s_source164 = new("source1", Kind.RegisterPair, 32, 8);
    private static readonly CsField s_address = new("address", Kind.Address, 40, 8);
    private static readonly CsField s_addressPair = new("address", Kind.RegisterPair, 40, 8);
    private static readonly CsField s_length = new("length", Kind.Register, 32, 8);
    private static readonly CsField s_offset = new("offset", Kind.AddressOffset, 0, 16);
    private static readonly CsField s_data = new("data", Kind.Register, 32, 8);
    private static readonly CsField s_data64 = new("data", Kind.RegisterPair, 32, 8);
    private static readonly CsField s_mask = new("mask", Kind.Mask, 16, 16) { IsNamed = true };
    private static readonly CsField s_wait = new("wait", Kind.ScoreboardMask, 16, 16) { IsNamed = true };
    private static readonly CsField s_slot = new("slot", Kind.Scoreboard, 48, 4) { IsNamed = true };
    private static readonly CsField s_indirect = Flag("indirect", 52, since: 11);
    private static readonly CsField s_progress = Flag("progress", 32);
    private static readonly CsField s_flags = new("flags", Kind.Mask, 0, 32) { IsNamed = true };
    private static readonly CsField s_srt = Select("srt", 40);
    private static readonly CsField s_spd = Select("spd", 42);
    private static readonly CsField s_tsd = Select("tsd", 44);
    private static readonly CsField s_fau = Select("fau", 46);
    private static readonly CsField s_endpoints = Named("endpoints", Kind.Number, 16, 8, since: 12);
    private static readonly CsField s_stage = Choice("stage", 48, 4, s_stages, since: 12);
    private static readonly CsField s_propagate = Flag("propagate", 0);
    private static readonly CsField s_scope = Choice("scope", 1, 2, ["system", null, "csg"]);
    private static readonly CsField s_reject = Flag("reject", 0);
    private static readonly CsField s_syncCondition =
        new("condition", Kind.Choice, 28, 4) { Choices = s_conditions };

    private static CsField Flag(string name, int offset, int since = FirstArchitecture) =>
        Named(name, Kind.Flag, offset, 1, since);

    private static CsField Select(string name, int offset) => Named(name, Kind.Number, offset, 2);

    private static CsField Named(
        string name, Kind kind, int offset, int bits, int since = FirstArchitecture, int until = int.MaxValue) =>
        new(name, kind, offset, bits) { IsNamed = true, FirstArchitecture = since, LastArchitecture = until };

    private static CsField Choice(
        string name,
        int offset,
        int bits,
        IReadOnlyList<string?> choices,
        int since = FirstArchitecture,
        int until = int.MaxValue) =>
        Named(name, Kind.Choice, offset, bits, since, until) with { Choices = choices };
}
