using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Seaworthy.Api.Problems;

namespace Seaworthy.Grocery.Images;

/// <summary>
/// The one file of a request: its whole body, or the part <c>file</c> of a form with nothing else in it. What the caller says
/// of its type and name is not read.
/// </summary>
internal sealed class UploadedFile
{
    private const int MostBoundaryChars = 70; // RFC 2046, 5.1.1
    private readonly MultipartReader? _form;
    private readonly Stream _content;

    private UploadedFile(MultipartReader? form, Stream content)
    {
        _form = form;
        _content = content;
    }

    public static async Task<(UploadedFile? File, Problem? Problem)> OpenAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return (new UploadedFile(null, request.Body), null);
        }

        if (HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= MostBoundaryChars } boundary)
        {
            return (null, Problem.Of(ProblemTypes.BadRequest, $"The form's Content-Type names no boundary of 1 to {MostBoundaryChars} characters."));
        }

        var form = new MultipartReader(boundary, request.Body);
        var (section, problem) = await NextAsync(form, cancellationToken);
        return problem is not null ? (null, problem)
            : section?.AsFileSection() is { Name: "file" } ? (new UploadedFile(form, section.Body), null)
            : (null, Problem.Of(ProblemTypes.BadRequest, "The form must have one part, a file named 'file'."));
    }

    /// <summary>Reads on until the buffer is full or the file ends.</summary>
    /// <exception cref="InvalidDataException">The form ends inside the file.</exception>
    public async Task<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await _content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (IOException exception) when (IsCutShort(exception))
        {
            throw new InvalidDataException("The form ends inside its file.", exception);
        }
    }

    /// <summary>What is wrong with the rest of the request, once the file has been read.</summary>
    public async Task<Problem?> EndAsync(CancellationToken cancellationToken)
    {
        if (_form is null)
        {
            return null;
        }

        var (more, problem) = await NextAsync(_form, cancellationToken);
        return problem ?? (more is null ? null : Problem.Of(ProblemTypes.BadRequest, "The form has more than one part; send one file, named 'file'."));
    }

    public static Problem Unreadable() =>
        Problem.Of(ProblemTypes.BadRequest, "The form cannot be read: it is cut short, or its part has more headers than are taken.");

    private static async Task<(MultipartSection? Section, Problem? Problem)> NextAsync(MultipartReader form, CancellationToken cancellationToken)
    {
        try
        {
            return (await form.ReadNextSectionAsync(cancellationToken), null);
        }
        catch (Exception exception) when (exception is InvalidDataException || (exception is IOException cut && IsCutShort(cut)))
        {
            return (null, Unreadable());
        }
    }

    // The reader of forms throws the bare type; those of the server, for a body too large or a caller gone, are derived.
    private static bool IsCutShort(IOException exception) => exception.GetType() == typeof(IOException);
}
