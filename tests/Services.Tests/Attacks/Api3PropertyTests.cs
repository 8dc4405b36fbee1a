using System.Text.Json;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>OWASP API3, broken object property level authorisation: members that a caller must not set, in every body that is read, and members that he must not see.</summary>
[Collection(Attacked.Name)]
[Trait("Requirement", "R84")]
[Trait("Requirement", "R3")]
[Trait("Requirement", "R10")]
public sealed class Api3PropertyTests(AttackedHost host)
{
    private static readonly string[] Hostile =
    [
        "id", "uid", "role", "roles", "scope", "is_admin", "is_confirmed", "tenant", "restaurant_id", "company_id", "user_id", "owner_id", "version", "created_at", "price", "total", "currency",
        "status", "password_hash", "failed_attempts", "balance", "is_active", "__proto__", "constructor", "$type", "Role", "ROLE",
    ];

    // Members of that kind that a body has because they are what its endpoint is for: one that is added must be thought of, and written down here.
    private static readonly string[] Meant =
    [
        "NewProduct price", "NewOrder total", "NewOrderItem price", "StatusChange status", "NewMenuItem price", "Cafe.NewUser role", "NewUser is_active", "DocumentStep status", "NewWorkflow status",
        "NewValidation status", "Payment total", "NewTable is_active", "NewCategory is_active", "SimulationRequest roles", "NewTodo status", "ChargeNews id", "ChargeNews status",
    ];

    [Fact]
    public async Task A_member_that_a_body_does_not_have_is_refused_by_every_endpoint_and_named()
    {
        var tried = 0;
        foreach (var endpoint in host.Endpoints.Where(endpoint => endpoint.Body is not null && endpoint.IsWrite))
        {
            var known = MembersOf(endpoint.Body!);
            foreach (var member in Hostile.Where(member => !known.Contains(member)))
            {
                var who = endpoint.IsAccounts && endpoint.IsOpen ? null : AttackedPeople.MightiestAt(endpoint.Service);
                var answer = await host.SendAsync(endpoint.Method, endpoint.Path, who, $$"""{"{{member}}":"owner"}""", endpoint.IsAccounts ? [("X-Forwarded-For", $"2001:db8:{tried / 15:x}::1")] : endpoint.Headers);
                tried++;

                answer.Status.ShouldBeOneOf([400, 422], $"{endpoint.Call} {member}: {answer.Text}");
                answer.Text.ShouldContain(Uri.EscapeDataString(member), Case.Sensitive, $"{endpoint.Call}: {answer.Text}");
            }
        }

        tried.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void What_a_body_takes_of_that_kind_is_written_down_here()
    {
        var taken = host.Endpoints.Where(endpoint => endpoint.Body is not null)
            .SelectMany(endpoint => MembersOf(endpoint.Body!).Intersect(Hostile).Select(member => (endpoint.Body!.Name, Full: $"{endpoint.Body.Namespace!.Split('.')[1]}.{endpoint.Body.Name}", Member: member))).Distinct();

        taken.Where(one => !Meant.Contains($"{one.Name} {one.Member}") && !Meant.Contains($"{one.Full} {one.Member}")).Select(one => $"{one.Full} {one.Member}").ShouldBeEmpty();
    }

    [Fact]
    public async Task No_answer_shows_a_password_a_hash_or_a_secret()
    {
        string[] never = ["password", "hash", "secret", "salt", "token_hash", "failed_attempts", "locked_until"];
        foreach (var endpoint in host.Endpoints.Where(endpoint => endpoint.Method == "GET" && !endpoint.Plan.Route.EndsWith("/feed", StringComparison.Ordinal)))
        {
            var answer = await host.SendAsync("GET", endpoint.Path, AttackedPeople.MightiestAt(endpoint.Service));
            if (answer.Status == 200)
            {
                NamesOf(answer.Json).Where(name => never.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))).ShouldBeEmpty(endpoint.Call);
            }
        }
    }

    [Fact]
    public async Task Fields_that_are_not_shown_cannot_be_asked_for()
    {
        foreach (var path in (string[])["/grocery/api/v2/products", "/grocery/api/products/", "/workforce/api/etter/users", "/cafe/api/v1/users/", "/rides/", "/rides/mine", "/rides/admin/rides", "/rides/drivers/", "/rides/payments/"])
        {
            foreach (var field in (string[])["password_hash", "uid", "name_key", "company.name", "provider_charge", "refused", "wants_off_", "*", "id;drop table users"])
            {
                var answer = await host.SendAsync("GET", $"{path}?fields={Uri.EscapeDataString(field)}", AttackedPeople.MightiestAt(path.Split('/')[1]));

                (answer.Status == 200 ? NamesOf(answer.Json) : []).ShouldNotContain(field, path);
                answer.Status.ShouldBeLessThan(500, $"{path} {field}");
            }
        }
    }

    private static HashSet<string> MembersOf(Type body) => [.. body.GetProperties().Select(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name))];

    private static IEnumerable<string> NamesOf(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => NamesOf(member.Value).Prepend(member.Key)),
        JsonArray elements => elements.SelectMany(NamesOf),
        _ => [],
    };
}
