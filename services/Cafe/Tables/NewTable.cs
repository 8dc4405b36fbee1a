using System.ComponentModel.DataAnnotations;
using Seaworthy.Validation;

namespace Seaworthy.Cafe.Tables;

/// <summary>What a table is made of: also what a change replaces.</summary>
internal sealed record NewTable(
    [property: Required, PlainText, Trimmed, Length(1, 50)] string Name,
    [property: Range(1, 100)] int Seats = 2);
