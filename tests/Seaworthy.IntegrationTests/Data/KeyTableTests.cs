using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.Grocery.Data;
using Seaworthy.Idempotency;

namespace Seaworthy.IntegrationTests.Data;

[Trait("Requirement", "R17")]
public abstract class KeyTableTests(string engine) : IAsyncLifetime
{
    private static readonly StoredAnswer Answer = new(201, "made"u8.ToArray(), "text/plain", "/things/1", "\"v1\"");
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private GroceryData _data = null!;

    public async Task InitializeAsync()
    {
        _data = await GroceryData.CreateAsync(engine);
        await _data.Database.MigrateUpAsync(null, default);
    }

    public async Task DisposeAsync() => await _data.DisposeAsync();

    [Fact]
    public async Task An_answer_comes_back_as_it_was_kept()
    {
        var keys = Keys(Day);
        (await keys.ReserveAsync(Claim(1), default)).State.ShouldBe(KeyState.Free);
        (await keys.KeepAsync(Claim(1), Answer)).State.ShouldBe(KeyState.Free);
        (await keys.KeepAsync(Claim(2), new(202, null, null, null, null))).State.ShouldBe(KeyState.Free);

        var found = (await Keys(Day).ReserveAsync(Claim(1), default)).Answer.ShouldNotBeNull();
        (found with { Body = null }).ShouldBe(Answer with { Body = null });
        found.Body.ShouldBe(Answer.Body);
        (await keys.ReserveAsync(Claim(2), default)).Answer.ShouldBe(new(202, null, null, null, null));
        (await keys.ReserveAsync(Claim(1) with { Request = new(9, 9, 9, 9) }, default)).State.ShouldBe(KeyState.OtherRequest);
    }

    [Fact]
    public async Task Who_comes_second_with_a_refusal_is_shown_what_the_first_has_committed()
    {
        await Keys(Day).KeepAsync(Claim(1), Answer);

        (await Keys(Day).KeepAsync(Claim(1), new(404, [], null, null, null))).Answer.ShouldNotBeNull().Status.ShouldBe(201);
    }

    [Fact]
    public async Task A_key_whose_time_is_over_is_free_also_before_it_is_swept()
    {
        await Keys(-Day).KeepAsync(Claim(1), Answer);

        (await Keys(Day).ReserveAsync(Claim(1), default)).State.ShouldBe(KeyState.Free);
        (await Keys(Day).KeepAsync(Claim(1), Answer)).State.ShouldBe(KeyState.Free);
    }

    [Fact]
    public async Task A_sweep_takes_away_what_has_expired_and_nothing_else()
    {
        for (var n = 0; n < 600; n++)
        {
            await Keys(-Day).KeepAsync(Claim(n), Answer);
        }

        await Keys(Day).KeepAsync(Claim(1000), Answer);

        await Keys(Day).SweepAsync(default);

        (await CountAsync()).ShouldBe(1);
        (await Keys(Day).ReserveAsync(Claim(1000), default)).State.ShouldBe(KeyState.Answered);
    }

    private ServiceKeys<GroceryDb> Keys(TimeSpan life) => new(_data.Database, life, TimeProvider.System);

    private static KeyClaim Claim(int n) => new(new Digest((ulong)n, 1, 2, 3), new Digest((ulong)n, 4, 5, 6));

    private async Task<long> CountAsync()
    {
        var rows = await _data.Session.ReadAsync(
            new($"select count(*) from {_data.Session.TableOf<IdempotencyKeyRow>()}"), row => row.GetInt64(0), default);
        return rows.Single();
    }
}

public sealed class Key_table_on_SQLite() : KeyTableTests("sqlite");

[Trait("Server", "PostgreSQL")]
public sealed class Key_table_on_PostgreSQL() : KeyTableTests("postgresql");
