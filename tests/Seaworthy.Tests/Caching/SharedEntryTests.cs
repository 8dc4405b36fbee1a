using System.Text;
using Seaworthy.Caching;
using Seaworthy.Caching.Shared;

namespace Seaworthy.Tests.Caching;

/// <summary>What stands in Redis, byte for byte: processes of two versions read each other's.</summary>
[Trait("Requirement", "R37")]
public sealed class SharedEntryTests
{
    private readonly SharedEntry _entry = new(7, false, new CacheTimes(1, 2, 3), "value"u8.ToArray());

    [Fact]
    public void An_entry_is_read_as_it_was_written()
    {
        var read = SharedEntry.From(_entry.Write())!;

        (read.Shape, read.IsNone, read.Times).ShouldBe((7ul, false, new CacheTimes(1, 2, 3)));
        Encoding.UTF8.GetString(read.Payload.Span).ShouldBe("value");
        SharedEntry.From((_entry with { IsNone = true, Payload = default }).Write())!.IsNone.ShouldBeTrue();
    }

    [Fact]
    public void What_is_cut_off_or_of_another_format_is_none()
    {
        var bytes = _entry.Write();
        for (var length = 0; length < bytes.Length - "value".Length; length++)
        {
            SharedEntry.From(bytes.AsMemory(0, length)).ShouldBeNull();
        }

        bytes[0] = 2;
        SharedEntry.From(bytes).ShouldBeNull();
    }

    [Fact]
    public void A_shape_is_the_same_in_every_process_and_another_for_other_tags_or_another_type()
    {
        ulong[] shapes =
        [
            SharedEntry.ShapeOf<string>(["*"]), SharedEntry.ShapeOf<string>(["*", "ab", "c"]), SharedEntry.ShapeOf<string>(["*", "a", "bc"]),
            SharedEntry.ShapeOf<string>(["*", "c", "ab"]), SharedEntry.ShapeOf<int>(["*"]), SharedEntry.ShapeOf<List<int>>(["*"]), SharedEntry.ShapeOf<List<long>>(["*"]),
        ];

        shapes.ShouldBeUnique();
        SharedEntry.ShapeOf<string>(["*"]).ShouldBe(SharedEntry.ShapeOf<string>(["*"]));
    }

    [Fact]
    public void A_tag_is_a_version_and_perhaps_marks()
    {
        var (settled, marked, none) = (TagStamp.From("17"u8), TagStamp.From("17 a1:20"u8), TagStamp.From(default));

        (Text(settled), settled.IsInDoubt).ShouldBe(("17", false));
        (Text(marked), marked.IsInDoubt).ShouldBe(("17", true));
        (Text(none), none.IsInDoubt).ShouldBe(("", false));

        static string Text(TagStamp stamp) => Encoding.UTF8.GetString(stamp.Version.Span);
    }

    [Fact]
    public void Names_of_two_applications_never_meet_and_are_told_apart_by_their_beginning()
    {
        var (keys, other) = (new SharedKeys("shop"), new SharedKeys("shop2"));

        keys.IsTag(keys.Tag("röw:1").Span, out var name).ShouldBeTrue();
        Encoding.UTF8.GetString(name).ShouldBe("röw:1");
        keys.IsFence(keys.Fence("row:1").Span, out _).ShouldBeTrue();
        keys.IsTag(keys.Fence("row:1").Span, out _).ShouldBeFalse();
        keys.IsTag(other.Tag("row:1").Span, out _).ShouldBeFalse();
    }
}
