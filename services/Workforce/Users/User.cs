using Seaworthy.Workforce.Autocomplete;

namespace Seaworthy.Workforce.Users;

/// <summary>Somebody of a company, known by e-mail.</summary>
internal sealed class User
{
    public long Id { get; set; }

    public long CompanyId { get; set; }

    /// <summary>In small letters. Unique over all companies: it is what people sign in with.</summary>
    public required string Email { get; set; }

    public required string Username { get; set; }

    public required string FullName { get; set; }

    /// <summary>The full name as lists sort it.</summary>
    public required string NameKey { get; set; }

    public bool IsActive { get; set; } = true;

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    /// <summary>Rises by one with each change: concurrency token and ETag.</summary>
    public long Version { get; set; } = 1;

    /// <summary>What autocomplete finds an active user by.</summary>
    public List<UserStart> Starts { get; } = [];

    /// <summary>Makes the user what a body says.</summary>
    public void Become(NewUser body)
    {
        Email = body.Email;
        Username = body.Username;
        FullName = body.FullName;
        NameKey = SearchText.KeyOf(body.FullName);
        IsActive = body.IsActive;
        var starts = IsActive ? SearchText.StartsOf(FullName).Append(SearchText.KeyOf(Username)).Distinct().ToList() : [];
        Starts.RemoveAll(known => !starts.Contains(known.Start));
        Starts.AddRange(starts.Where(start => !Starts.Exists(known => known.Start == start))
            .Select(start => new UserStart { Scope = CompanyId, Start = start }));
    }
}
