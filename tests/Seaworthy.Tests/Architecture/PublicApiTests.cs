using System.Reflection;

namespace Seaworthy.Tests.Architecture;

/// <summary>A change of what others use shows in review, as a change of a text file.</summary>
public sealed class PublicApiTests
{
    public static TheoryData<string> Packages => [.. Project.Shipped.Where(project => project.Xml.Descendants("IsShipped").Any(shipped => shipped.Value == "true")).Select(project => project.Name)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void The_text_file_is_what_the_package_shows(string package) =>
        Repository.ShouldHold($"src/{package}/PublicAPI.txt", PublicApi.Of(Assembly.Load(package)));
}
