using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.Hosting;
using Seaworthy.Rides.Users.Data;

namespace Seaworthy.Rides.Users.Seed;

/// <summary>The document's two users, and one who looks after all (R28), in Development alone.</summary>
internal sealed class UsersSeed(DemoAccounts<UsersDb> accounts) : IServiceSeed
{
    public string Service => UsersModule.Info.Name;

    public bool LoadsFiles => false;

    public async Task<SeedReport> SeedAsync(SeedRequest request, IProgress<SeedProgress> progress, CancellationToken cancellationToken)
    {
        var (made, there) = await accounts.EnsureAsync(cancellationToken);
        return new SeedReport(made, there, 0, null);
    }
}
