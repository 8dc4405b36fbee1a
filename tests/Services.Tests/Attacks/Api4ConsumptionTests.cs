using System.Net.Sockets;
using System.Text;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>OWASP API4, unrestricted resource consumption. Limits of every endpoint are attacked in <c>LimitStageTests</c>, <c>S1LimitTests</c> and
/// <c>Grocery.LimitTests</c>, bodies that do not say their length in <c>MalformedBodyTests</c>.</summary>
[Collection(Attacked.Name)]
[Trait("Requirement", "R84")]
[Trait("Requirement", "R3")]
[Trait("Requirement", "R47")]
public sealed class Api4ConsumptionTests(AttackedHost host)
{
    private const int MoreThanAny = 1024 * 1024 + 1;
    private static readonly string[] Paging = ["next_cursor", "pages", "has_more", "has_next", "totalPages"];

    [Fact]
    public async Task A_body_beyond_its_bound_is_413_at_every_endpoint_that_reads_one_before_it_is_sent()
    {
        foreach (var endpoint in host.Endpoints.Where(endpoint => endpoint.Body is not null && endpoint.Plan.BodyLimit.Value is < MoreThanAny))
        {
            using var body = new ByteArrayContent(new byte[(int)endpoint.Plan.BodyLimit.Value!.Value + 1]) { Headers = { { "Content-Type", "application/json" } } };
            // Whoever says how much will come and waits is told before he sends it.
            var answer = await host.StrikeAsync(
                endpoint.Method, endpoint.Path, body, [("Authorization", $"Bearer {host.Tokens[AttackedPeople.MightiestAt(endpoint.Service)]}"), ("Expect", "100-continue"), .. endpoint.Headers, .. endpoint.IsAccounts ? [("X-Forwarded-For", "198.51.100.251")] : Array.Empty<(string, string)>()]);

            answer.Status.ShouldBe(413, $"{endpoint.Call}: {answer.Text}");
        }
    }

    [Fact]
    public void Every_endpoint_has_a_bound_for_its_body_and_one_for_its_time()
    {
        host.Endpoints.Where(endpoint => endpoint.Plan.BodyLimit.Value is null).Select(endpoint => endpoint.Call).ShouldBeEmpty();
        host.Endpoints.Where(endpoint => endpoint.Plan.Deadline.Value is null && !endpoint.Plan.Route.EndsWith("/feed", StringComparison.Ordinal)).Select(endpoint => endpoint.Call).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_gives_no_page_larger_than_it_says_and_none_of_nothing()
    {
        var lists = 0;
        foreach (var endpoint in host.Endpoints.Where(endpoint => endpoint.Method == "GET" && !endpoint.Plan.Route.Contains('{') && !endpoint.Plan.Route.EndsWith("/feed", StringComparison.Ordinal)))
        {
            var who = AttackedPeople.MightiestAt(endpoint.Service);
            var size = ((string[])["page_size", "limit", "size"]).FirstOrDefault(name => endpoint.Service == "workforce" ? name == "page_size" : name != "page_size" && (name == "size") == IsByNumber(endpoint))!;
            var plain = await host.SendAsync("GET", $"{endpoint.Path}?{size}=1", who);
            if (plain.Status != 200 || !Paging.Any(member => plain.Text.Contains($"\"{member}\":", StringComparison.Ordinal)))
            {
                continue;
            }

            lists++;
            foreach (var wrong in (string[])["1001", "2147483648", "0", "-1", "1e3", "", "٣"])
            {
                var answer = await host.SendAsync("GET", $"{endpoint.Path}?{size}={Uri.EscapeDataString(wrong)}", who);

                answer.Status.ShouldBeOneOf([400, 422], $"{endpoint.Call}?{size}={wrong}");
            }
        }

        lists.ShouldBeGreaterThan(15);
    }

    [Fact]
    public async Task Json_that_nests_too_deep_is_refused_and_costs_no_more()
    {
        var deep = new string('[', 20_000) + new string(']', 20_000);
        foreach (var (service, path) in new[] { ("grocery", "/grocery/api/v1/orders/"), ("workforce", "/workforce/api/etter/users"), ("cafe", "/cafe/api/v1/menu-items/"), ("rides", "/rides/") })
        {
            var answer = await host.SendAsync("POST", path, AttackedPeople.MightiestAt(service), $$"""{"items":{{deep}}}""");

            answer.Status.ShouldBeOneOf(400, 422);
        }
    }

    [Theory]
    [InlineData("/grocery/api/v1/orders/", "grocery", """{{"items":[{0}]}}""", """{"product_id":1,"quantity":1}""", 101)]
    [InlineData("/cafe/api/v1/menu-items/", "cafe", """{{"name":"x","category_id":1,"price":1,"modifiers":[{0}]}}""", """{"name":"x"}""", 51)]
    [InlineData("/workforce/api/etter/workflows", "workforce", """{{"name":"x","steps":[{0}]}}""", """{"name":"x"}""", 101)]
    public async Task An_array_has_a_most(string path, string service, string body, string element, int count)
    {
        var json = string.Format(System.Globalization.CultureInfo.InvariantCulture, body, string.Join(',', Enumerable.Repeat(element, count)));

        (await host.SendAsync("POST", path, AttackedPeople.MightiestAt(service), json)).Status.ShouldBeOneOf(400, 422);
    }

    [Fact]
    public async Task Headers_and_addresses_have_a_most()
    {
        (await host.SendAsync("GET", "/grocery/api/v2/products", null, null, ("X-Filler", new string('x', 64 * 1024)))).Status.ShouldBe(431);
        (await host.SendAsync("GET", $"/grocery/api/v2/products?search={new string('x', 20_000)}")).Status.ShouldBe(414);
        (await host.SendAsync("GET", "/grocery/api/v2/products")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_client_that_sends_half_a_request_holds_nobody_up()
    {
        var held = new List<TcpClient>();
        for (var n = 0; n < 50; n++)
        {
            var client = new TcpClient();
            await client.ConnectAsync(host.App.Address.Host, host.App.Address.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("POST /grocery/api/v1/orders/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"));
            held.Add(client);
        }

        (await host.SendAsync("POST", "/grocery/api/v1/orders/", null, """{"items":[{"product_id":1,"quantity":1}]}""")).Status.ShouldBe(201);
        held.ForEach(client => client.Dispose());
    }

    private static bool IsByNumber(AttackedEndpoint endpoint) =>
        endpoint.Service == "grocery" && !endpoint.Plan.Route.Contains("/v2/", StringComparison.Ordinal) && !endpoint.IsDesk;
}
