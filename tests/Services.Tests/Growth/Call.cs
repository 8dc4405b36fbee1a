using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Growth;

/// <summary>A request that is made again and again.</summary>
/// <param name="Name">As the guide's table has it.</param>
/// <param name="Path">With its query.</param>
/// <param name="Caller">The e-mail of who calls; <c>{0}</c> is another one each time. Null: nobody.</param>
/// <param name="Body">What is written, by a number that is another one each time; null where something is read.</param>
/// <param name="TakeBack">The call that makes room for the next one, by the answer; null where none has to.</param>
internal sealed record Call(string Name, string Path, string? Caller = null, Func<int, object?>? Body = null, Func<JsonNode, Call>? TakeBack = null)
{
    public HttpRequestMessage Request(int number)
    {
        var request = new HttpRequestMessage(Body is null ? HttpMethod.Get : HttpMethod.Post, Path) { Content = Body?.Invoke(number) is { } body ? JsonContent.Create(body) : null };
        request.Headers.Authorization = Caller is null ? null : new AuthenticationHeaderValue("Development", string.Format(CultureInfo.InvariantCulture, Caller, number));
        return request;
    }

    /// <summary>The page of this list that begins at a cursor.</summary>
    public Call At(string place, string? cursor) => this with { Name = $"{Name}, {place}", Path = cursor is null ? Path : $"{Path}&cursor={cursor}" };
}
