namespace Seaworthy.Hosting.Settings;

/// <summary>Rules for processes that serve a service of ours; an app of your own may have a DATABASE_URL that is not for us.</summary>
internal static class ServiceRules
{
    private const string Url = "Database:Url";
    private const string CursorKey = "Secrets:CursorKey";

    public static IEnumerable<SettingFault> Check(SettingsReading reading, SettingLookup lookup, SettingsScope scope)
    {
        var options = reading.Options;
        if (options.Database.Url is { } url && DatabaseUrl.Fault(url) is { } fault)
        {
            yield return SettingsRules.Told(new(Url, null, fault), reading);
        }

        if (lookup.Find("MYSQL_SERVER") is { } mysql)
        {
            yield return new(mysql.Key, mysql.Value, "names MySQL: PostgreSQL or SQLite stands for it here; take it away and set DATABASE_URL", mysql.Source);
        }

        if (options.Database.MinPoolSize > options.Database.MaxPoolSize)
        {
            yield return SettingsRules.Told(
                new("Database:MinPoolSize", $"{options.Database.MinPoolSize}", $"must not exceed Database:MaxPoolSize = {options.Database.MaxPoolSize}"), reading);
        }

        // On PostgreSQL several processes serve one service, and a page's cursor may come back to another one.
        if (scope.IsLive && options.Secrets.CursorKey is null && options.Database.Url is { } shared && DatabaseUrl.IsPostgres(shared))
        {
            yield return SettingsRules.Told(
                new(CursorKey, null, "is required beside PostgreSQL, the same in all processes; make one: openssl rand -hex 32"), reading);
        }
    }
}
