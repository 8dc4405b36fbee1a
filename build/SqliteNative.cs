using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Seaworthy.Build;

/// <summary>
/// Binds Microsoft.Data.Sqlite to the SQLitePCLRaw that can be restored, and to the system's own SQLite where there is
/// one (it is newer and gets the distribution's security fixes). Runs before anything of the assembly that compiles it.
/// </summary>
internal static class SqliteNative
{
    [ModuleInitializer]
    internal static void Bind()
    {
        AssemblyLoadContext.Default.Resolving += static (_, name) =>
            name.Name == "SQLitePCLRaw.core" ? Raw() : null;
        UseSystemLibrary();
    }

    // Both bodies touch SQLitePCL types: they must not be inlined into Bind, which installs the resolver they need.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Assembly Raw() => typeof(SQLitePCL.raw).Assembly;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void UseSystemLibrary()
    {
        var provider = typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly;
        NativeLibrary.SetDllImportResolver(provider, static (name, _, _) =>
            name == "e_sqlite3" && NativeLibrary.TryLoad("libsqlite3.so.0", out var handle) ? handle : 0);
        SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());
        SQLitePCL.raw.FreezeProvider();
    }
}
