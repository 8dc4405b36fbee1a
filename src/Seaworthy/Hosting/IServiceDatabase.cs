namespace Seaworthy.Hosting;

/// <summary>The database of one service, as commands and probes see it. Registered once per service that has one.</summary>
public interface IServiceDatabase
{
    /// <summary>The service's name.</summary>
    string Service { get; }

    /// <summary><c>sqlite</c> or <c>postgresql</c>.</summary>
    string Engine { get; }

    /// <summary>Where it is, for people; never a password: <c>data/grocery.db</c>, <c>db.internal:5432/shop</c>.</summary>
    string Place { get; }

    /// <summary>Runs <c>select 1</c>; throws when the database does not answer.</summary>
    Task PingAsync(CancellationToken cancellationToken);

    /// <summary>All migrations, oldest first, applied or not.</summary>
    Task<IReadOnlyList<MigrationState>> MigrationsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Applies what is pending, or up to <paramref name="to"/>; returns the ids applied. Several processes may call it at
    /// once: one applies, the others wait and find nothing to do.
    /// </summary>
    Task<IReadOnlyList<string>> MigrateUpAsync(string? to, CancellationToken cancellationToken);

    /// <summary>Undoes the newest migration, or all after <paramref name="to"/> (<c>0</c>: all); returns the ids undone.</summary>
    /// <exception cref="ArgumentException"><paramref name="to"/> is not known, or not applied.</exception>
    Task<IReadOnlyList<string>> MigrateDownAsync(string? to, CancellationToken cancellationToken);

    /// <summary>All the SQL that <see cref="MigrateUpAsync"/> would run, the lines of history too; empty when nothing is pending. Touches nothing.</summary>
    Task<string> ScriptAsync(string? to, CancellationToken cancellationToken);
}

/// <summary>One migration.</summary>
/// <param name="Id">Its full id: <c>20261121000001_Catalogue</c>.</param>
/// <param name="Applied">Whether the database has it.</param>
public sealed record MigrationState(string Id, bool Applied);
