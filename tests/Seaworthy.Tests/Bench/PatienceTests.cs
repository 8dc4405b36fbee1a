using Seaworthy.Bench;

namespace Seaworthy.Tests.Bench;

public sealed class PatienceTests
{
    private readonly List<int> _runs = [];

    [Fact]
    public async Task A_row_without_an_answer_runs_again_and_longer()
    {
        (await RunAsync(answersAt: 3)).ShouldBe(45);

        _runs.ShouldBe([5, 15, 45]);
    }

    [Fact]
    public async Task A_row_that_answers_runs_once()
    {
        await RunAsync(answersAt: 1);

        _runs.ShouldBe([5]);
    }

    [Fact]
    public async Task A_row_that_never_answers_fails_in_the_end()
    {
        var told = await Should.ThrowAsync<InvalidOperationException>(() => RunAsync(answersAt: int.MaxValue));

        told.Message.ShouldBe("the slow page: no answer in 135 s");
        _runs.ShouldBe([5, 15, 45, 135]);
    }

    private Task<int> RunAsync(int answersAt) => Patience.UntilAnsweredAsync<int>("the slow page", 5, seconds =>
    {
        _runs.Add(seconds);
        return Task.FromResult<int?>(_runs.Count >= answersAt ? seconds : null);
    });
}
