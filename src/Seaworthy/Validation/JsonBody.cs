using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Seaworthy.Api.Problems;
using Seaworthy.Validation.Contracts;

namespace Seaworthy.Validation;

/// <summary>
/// Reads a body in four steps, each of which may end with a problem: 1. its type (415), 2. its bytes, up to the plan's
/// limit (413), 3. its form (400), 4. its values (422). Only then is it deserialised, once.
/// </summary>
internal static class JsonBody
{
    public static readonly string[] MediaTypes = ["application/json"];

    public static async ValueTask<Body<T>> ReadAsync<T>(HttpContext context)
        where T : notnull
    {
        if (WrongType(context) is { } wrongType)
        {
            return new Body<T>(wrongType);
        }

        var limit = context.Features.Get<RequestRecord>()?.Plan?.BodyLimit.Value;
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > limit)
            {
                reader.AdvanceTo(read.Buffer.End);
                return new Body<T>(Problem.Of(ProblemTypes.BodyTooLarge, $"At most {limit} bytes are taken here."));
            }

            if (read.IsCompleted)
            {
                var body = Check<T>(context, read.Buffer);
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static Problem? WrongType(HttpContext context)
    {
        var request = context.Request;
        if (request.Headers.ContentEncoding is { Count: > 0 } encoding && encoding != "identity")
        {
            context.Response.Headers.AcceptEncoding = "identity";
            return Problem.Of(ProblemTypes.UnsupportedMediaType, $"Bodies are taken without Content-Encoding, this one has {encoding}.");
        }

        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals(MediaTypes[0], StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        if (string.IsNullOrEmpty(request.ContentType) && request.ContentLength is null or 0 && request.Headers.TransferEncoding.Count == 0)
        {
            return Problem.Of(ProblemTypes.MalformedBody, "The body is empty; send one JSON document.");
        }

        context.Response.Headers.Accept = MediaTypes[0];
        return Problem.Of(ProblemTypes.UnsupportedMediaType, string.IsNullOrEmpty(request.ContentType)
            ? "The body has no Content-Type; send application/json in UTF-8."
            : $"{Shown.Cut(request.ContentType)} is not taken here; send application/json in UTF-8.");
    }

    private static Body<T> Check<T>(HttpContext context, ReadOnlySequence<byte> buffer)
        where T : notnull
    {
        var bytes = buffer.IsSingleSegment ? buffer.First : buffer.ToArray();
        bytes = bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        if (bytes.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return new Body<T>(Problem.Of(ProblemTypes.MalformedBody, "The body is empty; send one JSON document."));
        }

        if (!Utf8.IsValid(bytes.Span))
        {
            return new Body<T>(Problem.Of(ProblemTypes.MalformedBody, "The body is not UTF-8."));
        }

        var options = context.Features.Get<RequestRecord>()?.Service.Options ?? context.RequestServices.GetRequiredService<SeaworthyOptions>();
        var depth = options.Bounds.JsonDepth;
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = depth, AllowDuplicateProperties = false });
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a member's name with half a surrogate pair, met while looking for duplicates.
            return new Body<T>(MalformedBody.Describe(bytes.Span, depth));
        }

        using (document)
        {
            var contracts = context.RequestServices.GetRequiredService<BodyContracts>();
            var walk = new BodyWalk(options.Validation);
            return contracts.TryRead<T>(document.RootElement, walk, out var value)
                ? new Body<T>(value)
                : new Body<T>(Problem.Validation(walk.Faults));
        }
    }
}
