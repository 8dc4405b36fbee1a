using System.Globalization;
using System.Text;

namespace Seaworthy.Bench;

/// <summary>The page of one benchmark: machine, then tables; and the raw numbers beside it as CSV.</summary>
internal sealed class ResultPage(string name, string commandLine)
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _raw = new();

    public ResultPage Start(string says, IEnumerable<(string What, string Value)> machine)
    {
        _text.Append(CultureInfo.InvariantCulture, $"# {name}\n\n{says} [The guide](../../docs/guides/benchmarks.md) says how to read it.\n");
        Table("", ["", ""], machine.Append(("command", $"`{commandLine}`")).Select(pair => new[] { pair.Item1, pair.Item2 }));
        return this;
    }

    public ResultPage Table(string title, string[] columns, IEnumerable<string[]> rows)
    {
        _text.Append('\n');
        if (title.Length > 0)
        {
            _text.Append(CultureInfo.InvariantCulture, $"## {title}\n\n");
        }

        Line(columns);
        Line([.. columns.Select((_, i) => i == 0 ? "---" : "---:")]);
        foreach (var row in rows)
        {
            Line(row);
        }

        return this;
    }

    public ResultPage Note(string text)
    {
        _text.Append('\n').Append(text).Append('\n');
        return this;
    }

    public void Raw(params object[] values) =>
        _raw.AppendJoin(',', values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture))).Append('\n');

    public void Save(string folder)
    {
        File.WriteAllText(Path.Combine(folder, $"{name}.md"), _text.ToString());
        File.WriteAllText(Path.Combine(folder, $"{name}.csv"), _raw.ToString());
    }

    private void Line(string[] cells) => _text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
