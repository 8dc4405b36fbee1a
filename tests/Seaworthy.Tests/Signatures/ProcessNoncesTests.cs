using Seaworthy.Signatures;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Signatures;

[Trait("Requirement", "R11")]
public sealed class ProcessNoncesTests
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(601);
    private readonly ManualTime _time = new();

    [Fact]
    public void A_nonce_is_new_once_for_each_key()
    {
        var nonces = new ProcessNonces(100, _time);

        nonces.Remember("a", "n", Life).ShouldBe(NonceState.New);
        nonces.Remember("b", "n", Life).ShouldBe(NonceState.New);
        nonces.Remember("a", "n", Life).ShouldBe(NonceState.Seen);
    }

    [Fact]
    public void When_it_is_full_it_forgets_nobody_and_says_that_it_does_not_know()
    {
        var nonces = new ProcessNonces(2, _time);
        nonces.Remember("a", "1", Life);
        nonces.Remember("a", "2", Life);

        nonces.Remember("a", "3", Life).ShouldBe(NonceState.Unknown);
        nonces.Remember("a", "1", Life).ShouldBe(NonceState.Seen);

        _time.Advance(Life);
        nonces.Remember("a", "3", Life).ShouldBe(NonceState.New);
        nonces.Count.ShouldBe(1);
    }

    [Fact]
    public void One_of_a_short_life_waits_for_those_before_it_to_be_forgotten()
    {
        var nonces = new ProcessNonces(100, _time);
        nonces.Remember("a", "long", Life);
        nonces.Remember("a", "short", TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromSeconds(2));

        nonces.Remember("a", "short", Life).ShouldBe(NonceState.Seen);
    }
}
