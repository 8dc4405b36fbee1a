using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Seaworthy.Api.Problems;
using Seaworthy.Identity;

namespace Seaworthy.Tests.Api;

public sealed class ProblemsStageTests
{
    [Fact]
    public void A_caller_who_leaves_while_the_answer_is_sent_changes_nothing_of_it()
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpResponseFeature>(new StartedResponse());
        context.RequestAborted = new CancellationToken(canceled: true);
        var record = new RequestRecord();
        record.Begin(context, null!, TimeProvider.System, null!);

        var takes = new ProblemsStage([], new Challenge(null), new SeaworthyOptions(), TimeProvider.System).Takes(record, new OperationCanceledException());

        takes.ShouldBeFalse("half an answer must not be ended as if it were whole");
        record.Aborted.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Work_that_ended_because_its_caller_left_is_the_callers_doing_whatever_it_says(bool isReset)
    {
        var context = new DefaultHttpContext { RequestAborted = new CancellationToken(canceled: !isReset) };
        var record = new RequestRecord();
        record.Begin(context, null!, TimeProvider.System, null!);
        Exception told = isReset
            ? new IOException("reading the body", new ConnectionResetException("reset"))
            : new TimeoutException("busy until its caller left", new OperationCanceledException());

        new ProblemsStage([], new Challenge(null), new SeaworthyOptions(), TimeProvider.System).Takes(record, told).ShouldBeTrue();

        record.Aborted.ShouldBeTrue();
        record.Problem.ShouldBeNull();
        context.Response.StatusCode.ShouldBe(StatusCodes.Status499ClientClosedRequest);
    }

    // As Kestrel's: whoever sets the status of a response that has started is told so.
    private sealed class StartedResponse : HttpResponseFeature, IHttpResponseFeature
    {
        public override bool HasStarted => true;

        int IHttpResponseFeature.StatusCode
        {
            get => StatusCodes.Status200OK;
            set => throw new InvalidOperationException("The response has already started.");
        }
    }
}
