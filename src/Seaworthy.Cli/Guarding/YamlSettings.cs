using System.Globalization;
using Microsoft.Extensions.Configuration;
using Seaworthy.Hosting.Settings;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Seaworthy.Cli.Guarding;

/// <summary>A YAML file of settings: the names are those of section <c>Seaworthy</c>, and each value knows its line.</summary>
/// <param name="path">The file.</param>
internal sealed class YamlSettings(string path) : ConfigurationProvider, IConfigurationSource, ITellsPlace
{
    private Dictionary<string, Line> _lines = [];

    public string PlaceOf(string key) => _lines.TryGetValue(key, out var line) ? line.Place : Path.GetFileName(path);

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <exception cref="Refusal">The file cannot be read.</exception>
    public override void Load()
    {
        var lines = new Dictionary<string, Line>(StringComparer.OrdinalIgnoreCase);
        try
        {
            using var text = File.OpenText(path);
            var file = new YamlStream();
            file.Load(text);
            foreach (var document in file.Documents)
            {
                Add(lines, SeaworthyOptions.Section, document.RootNode is YamlMappingNode root ? root : throw Refused(document.RootNode.Start, "is no list of names and values"));
            }
        }
        catch (YamlException exception)
        {
            throw Refused(exception.Start, exception.InnerException?.Message ?? exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new Refusal(ExitCode.Usage, $"--config {path}: {exception.Message}", "name a file that is there");
        }

        // All of it or nothing: it may be read again while it is being written.
        _lines = lines;
        Data = lines.ToDictionary(line => line.Key, line => (string?)line.Value.Text, StringComparer.OrdinalIgnoreCase);
    }

    private void Add(Dictionary<string, Line> lines, string key, YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                foreach (var (name, value) in mapping.Children)
                {
                    Add(lines, $"{key}:{(name as YamlScalarNode ?? throw Refused(name.Start, "has a list where a name belongs")).Value}", value);
                }

                break;

            case YamlSequenceNode list:
                for (var i = 0; i < list.Children.Count; i++)
                {
                    Add(lines, string.Create(CultureInfo.InvariantCulture, $"{key}:{i}"), list.Children[i]);
                }

                break;

            case YamlScalarNode { Value: { } text } scalar:
                var place = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}:{scalar.Start.Line}");
                if (!lines.TryAdd(key, new(text == "~" || (text == "null" && scalar.Style == ScalarStyle.Plain) ? "" : text, place)))
                {
                    throw Refused(scalar.Start, $"{key} is there twice, in other letters");
                }
                break;
        }
    }

    private Refusal Refused(Mark at, string wrong) =>
        new(ExitCode.Usage, string.Create(CultureInfo.InvariantCulture, $"{path}:{at.Line}: {wrong}"), "docs/guides/gateway.md has an example");

    private readonly record struct Line(string Text, string Place);
}
