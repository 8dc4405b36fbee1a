using Seaworthy.Idempotency;

namespace Seaworthy.Tests.Idempotency;

[Trait("Requirement", "R17")]
public sealed class IdempotencyKeyTests
{
    [Theory]
    [InlineData("8e03978e-40d5-43e8-bc93-6894a57f9324", "8e03978e-40d5-43e8-bc93-6894a57f9324")]
    [InlineData("\"8e03978e-40d5-43e8-bc93-6894a57f9324\"", "8e03978e-40d5-43e8-bc93-6894a57f9324")]
    [InlineData("x", "x")]
    [InlineData("a\"b\\c", "a\"b\\c")]
    [InlineData("\"a\\\"b\\\\c\"", "a\"b\\c")]
    public void Quoted_and_bare_forms_of_one_text_are_one_key(string said, string key) =>
        IdempotencyKey.Read(said, out _).ShouldBe(key);

    [Theory]
    [InlineData("", "1 to 255")]
    [InlineData("\"\"", "1 to 255")]
    [InlineData("two words", "visible ASCII")]
    [InlineData("\"two words\"", "visible ASCII")]
    [InlineData("Schlüssel", "visible ASCII")]
    [InlineData("tab\there", "visible ASCII")]
    [InlineData("\"open", "close it")]
    [InlineData("\"closed\" twice\"", "close it")]
    [InlineData("\"bad\\escape\"", "escape only")]
    public void What_is_no_key_is_told_why(string said, string why)
    {
        IdempotencyKey.Read(said, out var fault).ShouldBeNull();
        fault.ShouldNotBeNull().ShouldContain(why);
    }

    [Fact]
    public void A_key_has_at_most_255_characters_and_comes_once()
    {
        IdempotencyKey.Read(new string('k', 255), out _).ShouldNotBeNull();
        IdempotencyKey.Read(new string('k', 256), out var tooLong).ShouldBeNull();
        IdempotencyKey.Read(new(["one", "two"]), out var twice).ShouldBeNull();

        tooLong.ShouldNotBeNull().ShouldContain("has 256");
        twice.ShouldNotBeNull().ShouldContain("came 2 times");
    }
}
