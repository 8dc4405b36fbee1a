using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Seaworthy.Api.Problems;

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

        var takes = new ProblemsStage([], new SeaworthyOptions(), TimeProvider.System).Takes(record, new OperationCanceledException());

        takes.ShouldBeFalse("half an answer must not be ended as if it were whole");
        record.Aborted.ShouldBeTrue();
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
