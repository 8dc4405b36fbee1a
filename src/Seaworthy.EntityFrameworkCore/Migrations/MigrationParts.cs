using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Seaworthy.EntityFrameworkCore.Migrations;

/// <summary>EF Core's parts for one context.</summary>
internal sealed record MigrationParts(IMigrationsAssembly Assembly, IMigrationsSqlGenerator Generator, string Provider, IModel Model)
{
    /// <summary>Oldest first.</summary>
    public IReadOnlyList<string> Ids { get; } = [.. Assembly.Migrations.Keys.Order(StringComparer.Ordinal)];

    public static MigrationParts Of(DbContext context) => new(
        context.GetService<IMigrationsAssembly>(),
        context.GetService<IMigrationsSqlGenerator>(),
        context.Database.ProviderName!,
        context.GetService<IDesignTimeModel>().Model);

    /// <summary>A full id, or the part of it that says which one: its number or its name.</summary>
    public string Find(string id) => Ids.FirstOrDefault(known => known == id)
        ?? Ids.SingleOrDefault(known => known.StartsWith(id, StringComparison.Ordinal) || known.EndsWith("_" + id, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"no migration is called '{id}'; there are {string.Join(", ", Ids)}", nameof(id));

    public IReadOnlyList<MigrationCommand> Up(string id) => Generator.Generate(Create(id).UpOperations, Model);

    public IReadOnlyList<MigrationCommand> Down(string id) => Generator.Generate(Create(id).DownOperations, Model);

    private Migration Create(string id) => Assembly.CreateMigration(Assembly.Migrations[id], Provider);
}
