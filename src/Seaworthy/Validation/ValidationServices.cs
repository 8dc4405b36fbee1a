using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.Problems;
using Seaworthy.Validation.Contracts;

namespace Seaworthy.Validation;

/// <summary>What <see cref="Body{T}"/> needs from the host.</summary>
internal static class ValidationServices
{
    public static void AddValidation(this IServiceCollection services)
    {
        services.AddSingleton<BodyContracts>();
        services.AddSingleton<IExceptionProblems, InvalidBodyProblems>();
        services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.TypeInfoResolver = json.SerializerOptions.TypeInfoResolver?.WithAddedModifier(MoneyAttribute.Attach));
    }
}
