using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Seaworthy.EntityFrameworkCore.Sessions;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>What every list and item endpoint works with.</summary>
internal sealed record ListParts<TContext>(
    ServiceDatabase<TContext> Database, Cursors Cursors, PageBuffers Buffers, TimeProvider Time, ILogger<ListParts<TContext>> Log)
    where TContext : DbContext;
