using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Seaworthy.EntityFrameworkCore.Engines;

namespace Seaworthy.Services.Tests.Growth;

/// <summary>
/// Sends requests one after the other and says what each has cost. The service has one connection, and so its server process has counted
/// nothing else since it was asked last: it is asked to tell before and after.
/// </summary>
/// <param name="client">To the services.</param>
/// <param name="database">Over the services' own connection.</param>
/// <param name="statements">How many each request has sent, told when it is over.</param>
internal sealed class CostMeter(HttpClient client, DatabaseEngine database, ChannelReader<int> statements)
{
    // A statement is planned for its values five times before PostgreSQL keeps a plan, and prepared at its second use.
    private const int UntilPlansAreKept = 8;
    private const int Writes = 5;

    private const string Counts = """
        select (select sum(heap_blks_read + heap_blks_hit + coalesce(idx_blks_read + idx_blks_hit, 0) + coalesce(toast_blks_read + toast_blks_hit, 0) + coalesce(tidx_blks_read + tidx_blks_hit, 0))
            from pg_statio_user_tables)::bigint,
            (select sum(idx_tup_read) from pg_stat_user_indexes)::bigint,
            (select sum(seq_tup_read) from pg_stat_user_tables)::bigint
        """;

    private int _number;

    /// <summary>What a call costs when it has been made for some time.</summary>
    public async Task<Cost> UsualAsync(Call call)
    {
        for (var n = 0; n < UntilPlansAreKept; n++)
        {
            await TakeBackAsync(call, await SendAsync(call));
        }

        return await OnceAsync(call);
    }

    /// <summary>The middle one of some writes: now and then one has to make room first.</summary>
    public async Task<Cost> MiddleAsync(Call call)
    {
        List<Cost> costs = [await UsualAsync(call)];
        while (costs.Count < Writes)
        {
            costs.Add(await OnceAsync(call));
        }

        return costs.OrderBy(cost => cost.Buffers).ElementAt(Writes / 2);
    }

    public async Task<Cost> OnceAsync(Call call)
    {
        var before = await CountAsync();
        var answer = await SendAsync(call);
        var after = await CountAsync();
        await TakeBackAsync(call, answer);
        return new(answer.Statements, after.Buffers - before.Buffers, after.Entries - before.Entries, after.Walked - before.Walked, answer.Body.Length);
    }

    /// <summary>Where the page after a call's begins; null where it was the last one.</summary>
    public async Task<string?> NextAsync(Call call) => (string?)JsonNode.Parse((await SendAsync(call)).Body)!["next_cursor"];

    private async Task TakeBackAsync(Call call, (byte[] Body, int Statements) answer)
    {
        if (call.TakeBack is { } take)
        {
            await SendAsync(take(JsonNode.Parse(answer.Body)!));
        }
    }

    private async Task<(byte[] Body, int Statements)> SendAsync(Call call)
    {
        using var request = call.Request(++_number);
        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsByteArrayAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{call.Name}: {answer.StatusCode} {Encoding.UTF8.GetString(body)}");
        return (body, await statements.ReadAsync());
    }

    private async Task<(long Buffers, long Entries, long Walked)> CountAsync()
    {
        await using var connection = await database.OpenAsync(default);
        await using var flush = database.Command(connection, new("select pg_stat_force_next_flush()"));
        await flush.ExecuteNonQueryAsync();
        await using var command = database.Command(connection, new(Counts));
        await using var rows = await command.ExecuteReaderAsync();
        await rows.ReadAsync();
        return (rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2));
    }
}
