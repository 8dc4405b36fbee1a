using System.Text;
using Seaworthy.Leaks;

namespace Seaworthy.Tests.Leaks;

/// <summary>What is taken for a secret, and what is not.</summary>
[Trait("Requirement", "R13")]
public sealed class SecretShapeTests
{
    private const string Jwt = "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiI0MiIsImV4cCI6MTc2NDE2ODAwMH0.c2lnbmF0dXJlLXRoYXQtaXMtbG9uZy1lbm91Z2g";
    private static readonly string Bcrypt = "$2b$12$" + new string('a', 22) + new string('Z', 31);

    public static TheoryData<string, string, string> Secrets => new()
    {
        { """{"password":"hunter2"}""", "name", "hunter2" },
        { """{"user":{"Password_Hash" : "x"},"passwordHash": "abc"}""", "name", "abc" },
        { """{"client-secret":"a\"b"}""", "name", "a\\\"b" },
        { """{"cvv":123}""", "name", "123" },
        { """{"password_hash":"*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19"}""", "name", "*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19" },
        { "Host=db;Password=*x;Database=y", "connection_string", "*x" },
        { $$"""{"what":"{{Bcrypt}}"}""", "password_hash", Bcrypt },
        { """{"h":"$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b4dWRWJTmaaJObG"}""", "password_hash", "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b4dWRWJTmaaJObG" },
        { $$"""["AQAAAAIAAYagAAAAE{{new string('k', 60)}}=="]""", "password_hash", $"AQAAAAIAAYagAAAAE{new string('k', 60)}==" },
        { $$"""{"t":"{{Jwt}}"}""", "jwt", Jwt },
        { $"Bearer {Jwt} was refused", "jwt", Jwt },
        { $$"""{"path":"/profile/{{Jwt}}"}""", "jwt", Jwt },
        { $"GET /profile?access_token={Jwt}&x=1", "jwt", Jwt },
        { "key=AKIAIOSFODNN7EXAMPLE", "api_key", "AKIAIOSFODNN7EXAMPLE" },
        { $"https://api.example/ghp_{new string('g', 36)}", "api_key", $"ghp_{new string('g', 36)}" },
        { """{"k":"-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----"}""", "private_key", "-----BEGIN EC PRIVATE KEY-----\\nMHcCAQEE\\n" },
        { """{"db":"postgres://app:s3cr3t@db:5432/x"}""", "connection_string", "s3cr3t" },
        { "Host=db;Username=app;Password=s3cr3t;Database=x", "connection_string", "s3cr3t" },
        { $$"""{"key":"sw_abcdefghijkl_{{new string('A', 43)}}"}""", "api_key", $"sw_abcdefghijkl_{new string('A', 43)}" },
        { """{"key":"AKIAIOSFODNN7EXAMPLE"}""", "api_key", "AKIAIOSFODNN7EXAMPLE" },
        { """{"pay":"4111 1111 1111 1111"}""", "card_number", "4111 1111 1111 1111" },
    };

    [Theory]
    [MemberData(nameof(Secrets))]
    public void It_is_found_by_its_name_or_its_shape_from_its_first_byte_to_its_last(string text, string rule, string secret)
    {
        var found = All(text);

        found.ShouldContain((rule, secret));
    }

    [Theory]
    [InlineData("""{"errors":{"password":["must have at least 8 characters"]},"detail":[{"loc":["body","password"]}]}""")]
    [InlineData("""{"properties":{"password":{"type":"string"}},"required":["password"]}""")]
    [InlineData("""{"password":null,"secret":true,"api_key":"","cvv":{}}""")]
    [InlineData("""{"password":"*******"}""")]
    [InlineData("""{"note":"say \"password\":\"x\" to nobody"}""")]
    [InlineData("""{"page":"https://example.com/a:b/c@d","time":"12:30","mail":"a@b.example"}""")]
    [InlineData("""{"id":4111111111111111,"phone":"4111111111111112","ean":"4006381333931","at":"2026-11-26T10:00:00Z"}""")]
    [InlineData("""{"price":"$25.00","name":"AKIA","sw_":"sw_","e":"eyJ","token_type":"Bearer","expires_in":900}""")]
    public void What_only_resembles_one_is_left_alone(string text) => All(text).ShouldBeEmpty();

    [Fact]
    public void Names_of_ones_own_count_however_they_are_written()
    {
        var reader = new LeakReader("""{"houseNumber":"7","HouseKey":"under the mat"}"""u8, SecretNames.KnownAnd(["house_key"]), shown: null);

        reader.Read().ShouldBeTrue();
        reader.Current.Member.ShouldBe("HouseKey");
        reader.Read().ShouldBeFalse();
    }

    [Fact]
    public void What_the_endpoint_is_there_to_show_is_shown_and_nothing_else()
    {
        var text = Encoding.UTF8.GetBytes($$"""{"access_token":"{{Jwt}}","refresh_token":"abc","also":"{{Jwt}}"}""");
        var reader = new LeakReader(text, SecretNames.KnownAnd([]), new ShowsSecretWord(["access_token"]));
        var members = new List<string>();
        while (reader.Read())
        {
            members.Add(reader.Current.Member);
        }

        members.ShouldBe(["refresh_token", "also"]);
    }

    private static List<(string Rule, string Secret)> All(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var found = new List<(string, string)>();
        var reader = new LeakReader(bytes, SecretNames.KnownAnd([]), shown: null);
        while (reader.Read())
        {
            found.Add((reader.Current.Rule, Encoding.UTF8.GetString(bytes.AsSpan(reader.Current.At, reader.Current.Length))));
        }

        return found;
    }
}
