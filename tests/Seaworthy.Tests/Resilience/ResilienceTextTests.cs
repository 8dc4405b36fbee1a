using Seaworthy.Hosting.Settings;
using Seaworthy.Resilience;

namespace Seaworthy.Tests.Resilience;

[Trait("Requirement", "R16")]
public sealed class ResilienceTextTests
{
    [Fact]
    public void What_differs_for_one_client_is_read_word_by_word()
    {
        var read = ResilienceText.Read("deadline=1m, attempt=500ms retries=0 breaker=off ours", ClientResilience.Of(new()), out var fault);

        fault.ShouldBeNull();
        (read.Deadline, read.Attempt, read.Retries, read.BreakerPercent, read.IsOurs, read.Queue).ShouldBe((TimeSpan.FromMinutes(1), TimeSpan.FromMilliseconds(500), 0, 0, true, 20));
    }

    [Theory]
    [InlineData("deadline", "has 'deadline': deadline= takes a time such as 500ms, 10s or 2m, from 10ms")]
    [InlineData("deadline=soon", "has 'deadline=soon': deadline= takes a time")]
    [InlineData("deadline=2h", "has 'deadline=2h'")]
    [InlineData("deadline=99999999999s", "has 'deadline=99999999999s'")]
    [InlineData("retries=11", "has 'retries=11': retries= takes a whole number from 0 to 10, or off")]
    [InlineData("calls=1", "has 'calls=1': calls= takes a whole number from 2 to 1000000")]
    [InlineData("patience=3s", "has the word 'patience=3s', which is none of ours, retry-with-backoff and deadline=, attempt=")]
    [InlineData("attempt=20s", "lets an attempt take 20000ms, longer than the whole call, 10000ms")]
    [InlineData("break=2m", "begins with breaks of 120000ms, longer than the longest, 60000ms")]
    [InlineData("base=5s", "begins with waits of 5000ms, longer than the longest, 1000ms")]
    public void A_text_that_cannot_be_used_stops_the_start_and_says_why(string text, string why) =>
        Should.Throw<SettingsException>(() => CallingApp.Build(null, text)).Message.ShouldContain($"Seaworthy:Resilience:Clients:stock = {text}   {why}");

    [Theory]
    [InlineData("AttemptMs", "20000", "must not exceed Resilience:DeadlineMs = 10000")]
    [InlineData("RetryBaseMs", "2000", "must not exceed Resilience:RetryMaxMs = 1000")]
    [InlineData("BreakMs", "61000", "must not exceed Resilience:BreakMaxMs = 60000")]
    public void Numbers_that_contradict_each_other_stop_the_start(string setting, string value, string why) =>
        Should.Throw<SettingsException>(() => CallingApp.Build(null, "deadline=1m max=1m break-max=10m", null, null, ($"Seaworthy:Resilience:{setting}", value))).Message.ShouldContain(why);
}
