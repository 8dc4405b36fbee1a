using System.Reflection;

namespace Seaworthy.Tests.Architecture;

/// <summary>A change of what others use shows in review, as a change of a text file.</summary>
public sealed class PublicApiTests
{
    public static TheoryData<string> Packages => [.. Project.Shipped.Where(project => project.Xml.Descendants("IsShipped").Any(shipped => shipped.Value == "true")).Select(project => project.Name)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void The_text_file_is_what_the_package_shows(string package)
    {
        var file = $"src/{package}/PublicAPI.txt";
        var (known, shown) = (File.Exists(Repository.Path(file)) ? File.ReadAllText(Repository.Path(file)) : "", PublicApi.Of(Assembly.Load(package)));
        if (known != shown && Environment.GetEnvironmentVariable("SEAWORTHY_UPDATE_DOCS") != "1")
        {
            var (before, after) = (known.Split('\n'), shown.Split('\n'));
            Assert.Fail($"{file} is made from the code; SEAWORTHY_UPDATE_DOCS=1 writes it anew. New:\n{string.Join('\n', after.Except(before))}\nGone:\n{string.Join('\n', before.Except(after))}");
        }

        Repository.ShouldHold(file, shown);
    }
}
