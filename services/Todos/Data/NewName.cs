using System.ComponentModel.DataAnnotations;
using Seaworthy.Validation;

namespace Seaworthy.Todos.Data;

/// <summary>What a tag or a department is made of: also what a change replaces.</summary>
/// <param name="Name">Its own: no other has it, however it is written.</param>
internal sealed record NewName([property: Required, PlainText, Trimmed, Length(1, NewName.Longest)] string Name)
{
    public const int Longest = 100;
}
