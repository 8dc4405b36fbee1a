using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Seaworthy.Services.Tests.Growth;

/// <summary>Tells of each request, when it is over, how many statements it has sent: outside the pipeline, where its record is not yet forgotten.</summary>
/// <param name="told">Who hears it.</param>
internal sealed class ToldStatements(ChannelWriter<int> told) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, go) =>
        {
            await go(context);
            told.TryWrite(context.Features.Get<RequestRecord>()?.Scope?.Queries ?? 0);
        });
        next(app);
    };
}
