using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Seaworthy.Peers.Vanilla;

/// <summary>Tables and columns in small letters with underscores, as the packages for that have them.</summary>
internal static class Tables
{
    public static void UseSnakeCase(this ModelBuilder model, string schema)
    {
        model.HasDefaultSchema(schema);
        foreach (var entity in model.Model.GetEntityTypes())
        {
            entity.SetTableName(Snake(entity.GetTableName()!));
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(Snake(property.Name));
            }
        }
    }

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
