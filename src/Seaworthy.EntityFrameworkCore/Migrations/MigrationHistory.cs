using Seaworthy.EntityFrameworkCore.Engines;

namespace Seaworthy.EntityFrameworkCore.Migrations;

/// <summary>The table that says which migrations are applied, in SQL. What is put together here are names from code.</summary>
internal sealed class MigrationHistory(DatabaseEngine engine)
{
    private const string Table = "__migrations";
    private readonly string _name = engine.Schema is { } schema ? $"\"{schema}\".{Table}" : Table;

    /// <summary>Counts the table: 0 or 1.</summary>
    public string Exists => engine.TableExists(Table);

    /// <summary>The ids that are applied.</summary>
    public string Applied => $"select id from {_name}";

    /// <summary>Makes the schema and the table where they are missing.</summary>
    public IReadOnlyList<string> Create =>
    [
        .. engine.Schema is { } schema ? (string[])[CreateSchema(schema)] : [],
        $"create table if not exists {_name} (id text primary key, applied_at text not null)",
    ];

    /// <summary>
    /// Makes a schema where it is missing. <c>if not exists</c> would ask for the right to make one where it is there too, and who was given a schema has no other right.
    /// </summary>
    public static string CreateSchema(string name) =>
        $"do $$ begin if not exists (select 1 from pg_namespace where nspname = '{name}') then create schema \"{name}\"; end if; end $$";

    public string Add(string id) => $"insert into {_name} (id, applied_at) values ('{id}', current_timestamp)";

    public string Remove(string id) => $"delete from {_name} where id = '{id}'";
}
