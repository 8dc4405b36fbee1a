using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Seaworthy.Api.Problems;

namespace Seaworthy.Validation;

#pragma warning disable CA1000 // Minimal APIs find BindAsync and PopulateMetadata as static members of the parameter's type.

/// <summary>
/// The JSON body of a request as a handler's parameter: <c>(Body&lt;NewProduct&gt; body) =&gt; … body.Value …</c>. The whole
/// body is checked before the handler runs; where it breaks rules, the handler does not run and the answer names every
/// fault at once. Rules are the attributes of <typeparamref name="T"/>'s members. Lengths count Unicode code points.
/// </summary>
/// <typeparam name="T">What the body holds: a record or class, a list or a dictionary of them.</typeparam>
public sealed class Body<T> : IBody, IEndpointParameterMetadataProvider
    where T : notnull
{
    private readonly T? _value;

    internal Body(T value) => _value = value;

    internal Body(Problem problem) => Problem = problem;

    /// <summary>The body, checked and cleaned.</summary>
    /// <exception cref="InvalidBodyException">There is a <see cref="Problem"/>; the layer answers it if it is not caught.</exception>
    public T Value => Problem is null ? _value! : throw new InvalidBodyException(Problem);

    /// <summary>Why there is no value; always null inside a handler that has this as its parameter.</summary>
    public Problem? Problem { get; }

    /// <summary>Reads and checks the body; called by minimal APIs.</summary>
    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        await JsonBody.ReadAsync<T>(context);

    /// <summary>Says what the endpoint takes, and answers a faulty body before the handler; called by minimal APIs.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new AcceptsMetadata(JsonBody.MediaTypes, typeof(T)));
        builder.FilterFactories.Add(AnswerFaults);
    }

    private static EndpointFilterDelegate AnswerFaults(EndpointFilterFactoryContext factory, EndpointFilterDelegate next) =>
        request => request.Arguments.OfType<IBody>().FirstOrDefault(body => body.Problem is not null) is { } faulty
            ? ValueTask.FromResult<object?>(faulty.Problem)
            : next(request);
}

/// <summary>What the filter sees of a <see cref="Body{T}"/>.</summary>
internal interface IBody
{
    Problem? Problem { get; }
}
