using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Seaworthy.EntityFrameworkCore.Engines;

/// <summary>
/// SQLite as the application brings it: this package references no native library, so the application that wants the
/// embedded engine registers one of these.
/// </summary>
/// <param name="Factory"><c>SqliteFactory.Instance</c>.</param>
/// <param name="Use">Calls <c>UseSqlite</c> with the connection string.</param>
public sealed record SqliteProvider(DbProviderFactory Factory, Action<DbContextOptionsBuilder, string> Use);
