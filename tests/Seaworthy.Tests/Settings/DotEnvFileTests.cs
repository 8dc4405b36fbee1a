using Seaworthy.Hosting.Settings;

namespace Seaworthy.Tests.Settings;

[Trait("Requirement", "R62")]
public sealed class DotEnvFileTests
{
    [Theory]
    [InlineData("KEY=value", "value")]
    [InlineData("KEY = value ", "value")]
    [InlineData("export KEY=value", "value")]
    [InlineData("KEY=value # why", "value")]
    [InlineData("KEY=value#kept", "value#kept")]
    [InlineData("KEY='a # b'", "a # b")]
    [InlineData("KEY='a\\n'  # literal", "a\\n")]
    [InlineData("KEY=\"a\\tb \\\"c\\\" \\\\\"", "a\tb \"c\" \\")]
    [InlineData("KEY=", "")]
    [InlineData("KEY=#nothing", "")]
    [InlineData("KEY=a=b=c", "a=b=c")]
    [InlineData("KEY=postgresql://u:p@h/db?x=1", "postgresql://u:p@h/db?x=1")]
    public void A_line_gives_its_value(string line, string value)
    {
        var file = DotEnvFile.Parse(".env", [line]);

        file.Faults.ShouldBeEmpty();
        file.Entries.ShouldBe([new DotEnvEntry("KEY", value, ".env:1")]);
    }

    [Fact]
    public void Comments_and_empty_lines_count_as_lines()
    {
        var file = DotEnvFile.Parse(".env", ["# first", "", "KEY=value"]);

        file.Entries.Single().Place.ShouldBe(".env:3");
    }

    [Theory]
    [InlineData("just text")]
    [InlineData("=value")]
    [InlineData("1KEY=value")]
    [InlineData("KEY='never closed")]
    [InlineData("KEY=\"never closed")]
    [InlineData("KEY='closed' and more")]
    public void A_line_that_nobody_can_read_is_a_fault_with_its_place(string line)
    {
        var file = DotEnvFile.Parse(".env.production", ["OK=1", line]);

        file.Entries.Count.ShouldBe(1);
        file.Faults.Single().Source.ShouldBe(".env.production:2");
    }

    [Fact]
    public void A_fault_does_not_repeat_the_line_which_may_be_half_a_password()
    {
        var file = DotEnvFile.Parse(".env", ["hunter2 hunter3"]);

        file.Faults.Single().ToString().ShouldNotContain("hunter");
    }
}
