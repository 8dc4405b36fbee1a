using Seaworthy.Services.Tests.Rides.Together;

namespace Seaworthy.Services.Tests.Rides.Simulation;

/// <summary>Takes who asks, but one of seven; drives him to where he wants to be, and goes back to where he stands.</summary>
internal sealed class TownDriver(Town town, int number, RidePerson me)
{
    private const int OfDeclined = 7;
    private const int OfTurnsTold = 50; // as often as a phone says where it is
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);
    private static readonly string[] Steps = ["accept", "start", "finish"];
    private readonly (double Lat, double Lon) _stand = town.Corner(number * 11);
    private int _asked;

    public RidePerson Person => me;

    /// <summary>Becomes a driver, and free.</summary>
    public Task BeginAsync() => me.BecomeDriverAsync(_stand.Lat, _stand.Lon);

    /// <summary>Until the evening; then he goes home.</summary>
    public async Task DriveAsync(CancellationToken evening)
    {
        for (var turn = 1; !evening.IsCancellationRequested; turn++)
        {
            var (status, asked) = await Town.SureAsync(me, HttpMethod.Get, "/driven?status=matched&fields=id");
            if (status == 200 && asked!["items"]!.AsArray() is [{ } ride, ..])
            {
                await AnswerAsync((Guid)ride["id"]!);
                await StandAsync();
            }
            else if (turn % OfTurnsTold == 0)
            {
                await StandAsync();
            }

            await Task.Delay(Between, CancellationToken.None);
        }

        await Town.SureAsync(me, HttpMethod.Put, "/drivers/me/shift", new { on = false });
    }

    private async Task StandAsync() => await Town.SureAsync(me, HttpMethod.Put, "/drivers/me/position", new { lat = _stand.Lat, lon = _stand.Lon });

    private async Task AnswerAsync(Guid ride)
    {
        if (++_asked % OfDeclined == 0)
        {
            await Town.SureAsync(me, HttpMethod.Post, $"/{ride}/decline");
            return;
        }

        foreach (var step in Steps)
        {
            if ((await Town.SureAsync(me, HttpMethod.Post, $"/{ride}/{step}")).Status != 200)
            {
                return; // it is somebody else's by now
            }
        }
    }
}
