using System.ComponentModel.DataAnnotations;
using Seaworthy.Validation;

namespace Seaworthy.Workforce.Companies;

/// <summary>What a company may change of itself.</summary>
internal sealed record CompanyChange(
    [property: Required, PlainText, Trimmed, Length(1, 200)] string Name,
    [property: Required, PlainText, Trimmed, Length(1, 100)] string Industry,
    [property: Range(1, long.MaxValue)] long? MasterCompanyId = null);
