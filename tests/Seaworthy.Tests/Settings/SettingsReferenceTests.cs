namespace Seaworthy.Tests.Settings;

/// <summary>The documents are made from the option classes; <c>SEAWORTHY_UPDATE_DOCS=1</c> writes them anew.</summary>
public sealed class SettingsReferenceTests
{
    [Fact]
    [Trait("Requirement", "R64")]
    public void The_example_names_every_variable_with_its_meaning_and_default() =>
        Repository.ShouldHold(".env.example", SettingsReference.EnvExample());

    [Fact]
    [Trait("Requirement", "R63")]
    public void The_reference_page_lists_every_setting() =>
        Repository.ShouldHold("docs/reference/settings.md", SettingsReference.Page());
}
