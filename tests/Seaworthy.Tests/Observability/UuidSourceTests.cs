using Seaworthy.Observability;

namespace Seaworthy.Tests.Observability;

[Trait("Requirement", "R53")]
public sealed class UuidSourceTests
{
    [Fact]
    public void Ten_thousand_are_of_version_4_and_no_two_the_same()
    {
        var source = new UuidSource();

        var uuids = Enumerable.Range(0, 10_000).Select(_ => source.Next()).ToHashSet();

        uuids.Count.ShouldBe(10_000);
        uuids.ShouldAllBe(uuid => uuid.Version == 4 && (uuid.Variant & 0xC) == 0x8);
    }
}
