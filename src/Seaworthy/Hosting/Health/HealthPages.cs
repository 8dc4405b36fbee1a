using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Seaworthy.Hosting.Health;

/// <summary>
/// The answers of a service's probes (R19 to R21). A body says what is not well, at most what to do, and never why: reasons stand in the log.
/// </summary>
internal sealed class HealthPages(ServiceHealth health, MachineUsage machine, DrainStage drain, TimeProvider time)
{
    private const string Status = "status";
    private const string Database = "database";

    // Lines of the document's page, there also where nobody registered a check.
    private static readonly string[] AlwaysShown = ["redis", "external_services"];

    /// <summary>The process runs. Looks at nothing else: a restart does not bring a database back.</summary>
    public static Task LiveAsync(HttpContext context) =>
        WriteAsync(context, StatusCodes.Status200OK, json => json.WriteString(Status, "alive"));

    /// <summary>Requests may come: the databases answer, no migration is pending, and the process is not about to stop.</summary>
    public async Task ReadyAsync(HttpContext context)
    {
        var database = await health.DatabaseAsync();
        var missing = await health.MissingAsync();
        var detail = drain.IsDraining ? "Shutting down"
            : database == KeptCheck.Unavailable ? "Database unavailable"
            : database == ServiceHealth.MigrationsPending ? "Migrations pending"
            : missing is not null ? $"{missing} unavailable"
            : null;
        await WriteAsync(context, StatusOf(detail is null), json =>
        {
            json.WriteString(Status, detail is null ? "ready" : "not ready");
            json.WriteString(Database, database);
            if (detail is not null)
            {
                json.WriteString("detail", detail);
            }
        });
    }

    /// <summary>The document's own page: database and time.</summary>
    public async Task BriefAsync(HttpContext context)
    {
        var database = await health.DatabaseAsync();
        var isWell = ServiceHealth.IsWell(database);
        await WriteAsync(context, StatusOf(isWell), json =>
        {
            json.WriteString(Status, isWell ? ServiceHealth.Healthy : "unhealthy");
            json.WriteString(Database, database);
            json.WriteString("timestamp", Now());
        });
    }

    /// <summary>Everything, for operators only.</summary>
    public async Task DetailedAsync(HttpContext context)
    {
        var database = await health.DatabaseAsync();
        var found = await health.OthersAsync();
        var checks = AlwaysShown.Where(name => found.All(other => other.Name != name))
            .Select(name => (Name: name, Status: ServiceHealth.NotConfigured, Remedy: (string?)null)).Concat(found).Prepend((Database, database, null)).ToList();
        var isServing = checks.All(check => ServiceHealth.IsWell(check.Status) || check.Status == ServiceHealth.Degraded);
        var isWell = checks.All(check => ServiceHealth.IsWell(check.Status));
        await WriteAsync(context, StatusOf(isServing), json =>
        {
            json.WriteString(Status, isWell ? ServiceHealth.Healthy : isServing ? ServiceHealth.Degraded : "unhealthy");
            json.WriteString("timestamp", Now());
            json.WriteStartObject("checks");
            foreach (var check in checks)
            {
                json.WriteStartObject(check.Name);
                json.WriteString(Status, check.Status);
                if (check.Remedy is not null)
                {
                    json.WriteString("remedy", check.Remedy);
                }

                json.WriteEndObject();
            }

            json.WriteNumber("memory_usage", MachineUsage.Memory());
            json.WriteNumber("cpu_usage", machine.Processor());
            WriteDisk(json);
            json.WriteEndObject();
        });
    }

    private void WriteDisk(Utf8JsonWriter json)
    {
        if (machine.Disk() is { } percent)
        {
            json.WriteNumber("disk_usage", percent);
        }
        else
        {
            json.WriteNull("disk_usage");
        }
    }

    private string Now() => time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static int StatusOf(bool isWell) => isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;

    private static async Task WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> members)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = body.WrittenCount;
        response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
        }
    }
}
