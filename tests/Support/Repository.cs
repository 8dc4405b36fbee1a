namespace Seaworthy.Testing;

/// <summary>Files of this repository, for tests that hold documents to the code.</summary>
public static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Path(string name) => System.IO.Path.Combine(Root, name);

    /// <summary>Compares a generated file; with <c>SEAWORTHY_UPDATE_DOCS=1</c> writes it instead.</summary>
    public static void ShouldHold(string name, string expected)
    {
        if (Environment.GetEnvironmentVariable("SEAWORTHY_UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(name))!);
            File.WriteAllText(Path(name), expected);
        }

        File.ReadAllText(Path(name)).ShouldBe(expected, $"{name} is made from the code; SEAWORTHY_UPDATE_DOCS=1 ./test writes it anew");
    }

    private static string Find(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "Seaworthy.slnx")) ? folder : Find(Directory.GetParent(folder)!.FullName);
}
