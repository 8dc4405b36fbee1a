using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Seaworthy.Identity.Accounts;

namespace Seaworthy.Tests.Identity.Accounts;

[Trait("Requirement", "R91")]
public sealed class PasswordHashingTests
{
    [Fact]
    public async Task A_password_is_its_own_and_no_other()
    {
        using var turn = await EnterAsync(new(new AccountSettings { PasswordIterations = 1000 }));
        var hash = turn.Hash("test123");

        turn.Verify(hash, "test123").ShouldBe(PasswordVerificationResult.Success);
        turn.Verify(hash, "test124").ShouldBe(PasswordVerificationResult.Failed);
        turn.Verify(null, "test123").ShouldBe(PasswordVerificationResult.Failed);
        turn.Hash("test123").ShouldNotBe(hash);
    }

    [Fact]
    public async Task It_takes_as_long_for_an_account_that_is_not_there()
    {
        // Long against what a busy machine adds; the quickest of some, because nothing makes one quicker than it is.
        using var turn = await EnterAsync(new(new AccountSettings { PasswordIterations = 60_000 }));
        var hash = turn.Hash("test123");

        Quickest(() => turn.Verify(null, "wrong")).ShouldBeGreaterThan(Quickest(() => turn.Verify(hash, "wrong")) / 2);
    }

    [Fact]
    public async Task So_many_are_hashed_at_once_so_many_wait_and_more_are_told_so()
    {
        using var hashing = new PasswordHashing(new AccountSettings { PasswordIterations = 1000, HashesAtOnce = 2, HashesWaiting = 1 });
        var (first, second) = (await EnterAsync(hashing), await EnterAsync(hashing));
        var third = hashing.EnterAsync(default).AsTask();

        (third.IsCompleted, await hashing.EnterAsync(default)).ShouldBe((false, null));

        first.Dispose();
        first.Dispose(); // leaves once
        using var got = await third;
        var fourth = hashing.EnterAsync(default).AsTask();
        fourth.IsCompleted.ShouldBeFalse();
        second.Dispose();
        (await fourth)!.Dispose();
    }

    [Fact]
    public async Task Whoever_goes_away_while_he_waits_leaves_his_place()
    {
        using var hashing = new PasswordHashing(new AccountSettings { PasswordIterations = 1000, HashesAtOnce = 1, HashesWaiting = 1 });
        using var first = await EnterAsync(hashing);
        using var gone = new CancellationTokenSource();
        var waits = hashing.EnterAsync(gone.Token).AsTask();
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waits);

        hashing.EnterAsync(default).AsTask().IsCompleted.ShouldBeFalse("he waits, and is not sent away");
    }

    [Theory]
    [InlineData("Identity:Accounts:MinPasswordChars", "7", "must be 8 or more in Production")]
    [InlineData("Identity:Accounts:PasswordIterations", "50000", "must be 100000 or more in Production")]
    [InlineData("Identity:Accounts:SessionDays", "7", "must be RefreshDays (30) or more")]
    [InlineData("Identity:Accounts:ResetUrl", "https://shop.example/reset", "must be an address with {token} in it")]
    public void What_would_let_somebody_in_stops_the_start(string key, string value, string fault) =>
        Should.Throw<Seaworthy.Hosting.Settings.SettingsException>(() => TestApp.Build(builder => builder.AddSeaworthy(), app => app.UseSeaworthy(), ($"Seaworthy:{key}", value)))
            .Message.ShouldContain(fault);

    private static async Task<HashingTurn> EnterAsync(PasswordHashing hashing) => (await hashing.EnterAsync(default)).ShouldNotBeNull();

    private static TimeSpan Quickest(Action act) => Enumerable.Range(0, 5).Min(_ =>
    {
        var started = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(started);
    });
}
