using System.Text.Json;
using System.Text.RegularExpressions;

namespace Seaworthy.Tests.Api;

/// <summary>The rules of OpenAPI 3.1 that a generated document can break without anybody seeing it.</summary>
internal static partial class OpenApiRules
{
    public static IReadOnlyList<string> Faults(JsonElement document)
    {
        var faults = new List<string>();
        if (!document.GetProperty("openapi").GetString()!.StartsWith("3.1", StringComparison.Ordinal))
        {
            faults.Add("openapi is not 3.1");
        }

        if (!document.TryGetProperty("servers", out var servers) || servers.GetArrayLength() == 0)
        {
            faults.Add("no servers");
        }

        References(document, document, faults);
        var ids = new HashSet<string>();
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                Operation(path.Name, operation, ids, faults);
                Security(document, path.Name, operation.Value, faults);
            }
        }

        return faults;
    }

    private static void Operation(string path, JsonProperty operation, HashSet<string> ids, List<string> faults)
    {
        var where = $"{operation.Name} {path}";
        if (!operation.Value.TryGetProperty("operationId", out var id) || !ids.Add(id.GetString()!))
        {
            faults.Add($"{where}: operationId is missing or not unique");
        }

        if (operation.Name is not ("get" or "post" or "put" or "patch" or "delete"))
        {
            faults.Add($"{where}: method");
        }

        if (!operation.Value.TryGetProperty("responses", out var responses) || !responses.EnumerateObject().Any())
        {
            faults.Add($"{where}: no responses");
        }

        foreach (var response in responses.EnumerateObject())
        {
            if (!response.Value.TryGetProperty("description", out var text) || text.GetString()!.Length == 0)
            {
                faults.Add($"{where}: {response.Name} has no description");
            }

            if (response.Name[0] is '4' or '5' && !response.Value.TryGetProperty("content", out _))
            {
                faults.Add($"{where}: {response.Name} has no content");
            }
        }

        var declared = operation.Value.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().ToList() : [];
        var inPath = declared.Where(one => one.GetProperty("in").GetString() == "path").ToList();
        inPath.Select(one => one.GetProperty("name").GetString()).Order().ShouldBe(Template().Matches(path).Select(match => match.Groups[1].Value).Order(), where);
        faults.AddRange(inPath.Where(one => !one.GetProperty("required").GetBoolean()).Select(one => $"{where}: path parameter not required"));
        faults.AddRange(declared.Where(one => !one.TryGetProperty("schema", out _)).Select(one => $"{where}: parameter without schema"));
        faults.AddRange(declared.GroupBy(one => (one.GetProperty("name").GetString(), one.GetProperty("in").GetString())).Where(same => same.Count() > 1)
            .Select(same => $"{where}: parameter {same.Key} twice"));
    }

    private static void Security(JsonElement document, string path, JsonElement operation, List<string> faults)
    {
        var names = operation.TryGetProperty("security", out var ways) ? ways.EnumerateArray().SelectMany(way => way.EnumerateObject()).ToList() : [];
        foreach (var name in names)
        {
            if (!Resolves(document, $"#/components/securitySchemes/{name.Name}") || name.Value.ValueKind != JsonValueKind.Array)
            {
                faults.Add($"{path}: security {name.Name} is not described");
            }
        }
    }

    private static void References(JsonElement root, JsonElement node, List<string> faults)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in node.EnumerateArray())
            {
                References(root, item, faults);
            }
        }
        else if (node.ValueKind == JsonValueKind.Object)
        {
            if (node.TryGetProperty("$ref", out var reference) && !Resolves(root, reference.GetString()!))
            {
                faults.Add($"{reference} resolves to nothing");
            }

            if (node.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.Array
                && type.EnumerateArray().Select(one => one.GetString()).Intersect(["integer", "number"]).Any()
                && type.EnumerateArray().Any(one => one.GetString() == "string") && node.TryGetProperty("pattern", out _) is var loose && loose && Strict(root))
            {
                faults.Add("a number may be a string");
            }

            foreach (var member in node.EnumerateObject())
            {
                References(root, member.Value, faults);
            }
        }
    }

    // Apps of one's own keep ASP.NET Core's reading of numbers in strings; the services do not.
    private static bool Strict(JsonElement root) => root.GetProperty("paths").EnumerateObject().Any(path => path.Name.Contains("/api/v", StringComparison.Ordinal));

    private static bool Resolves(JsonElement root, string reference)
    {
        var at = root;
        return reference.StartsWith("#/", StringComparison.Ordinal)
            && reference[2..].Split('/').All(step => at.ValueKind == JsonValueKind.Object && at.TryGetProperty(step, out at));
    }

    [GeneratedRegex(@"\{([^}:?*]+)")]
    private static partial Regex Template();
}
