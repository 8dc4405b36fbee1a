using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Seaworthy.Api.Problems;
using Seaworthy.Rides.Payments.Providers;
using Seaworthy.Rides.Provider;
using Seaworthy.Validation;

namespace Seaworthy.Rides.Payments;

/// <summary>
/// What the provider tells, signed. Told twice, or against what is known, it is answered 204 all the same: telling it once more would change nothing. Of a charge that nobody here
/// has asked for it is 404, and the provider comes again.
/// </summary>
internal sealed class ReceiveWebhook(Settlement settlement, ProviderAddress provider)
{
    public async Task<IResult> HandleAsync(Body<ChargeNews> body, HttpContext context, CancellationToken cancellationToken)
    {
        // Where there is no provider, its key is the one that stands in this code.
        if (provider.Find() is null)
        {
            return ProviderAddress.NotSet;
        }

        // The process may have other keys, of those who sign for something else.
        if (context.Features.GetRequiredFeature<RequestRecord>().Signer is not StandIn.SigningKey)
        {
            return Problem.Of(ProblemTypes.Forbidden, $"Webhooks are signed by the key {StandIn.SigningKey}.");
        }

        var told = body.Value;
        return await settlement.SettleAsync(ProviderCharge.Of(told.Id, told.Reference, told.Status, told.Reason), cancellationToken) == Settled.Unknown
            ? Problem.NotFound("Charge", told.Reference)
            : Results.NoContent();
    }
}

/// <summary>What became of a charge.</summary>
/// <param name="Id">The provider's id of it.</param>
/// <param name="Reference">Ours.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Reason">Why it failed, in the provider's word; null where it did not.</param>
internal sealed record ChargeNews(
    [property: Required, Length(1, ProviderCharge.LongestText)] string Id,
    [property: Required, Length(1, ProviderCharge.LongestText)] string Reference,
    [property: Required, AllowedValues(ProviderStatus.Pending, ProviderStatus.Succeeded, ProviderStatus.Failed)] string Status,
    [property: Length(0, ProviderCharge.LongestText)] string? Reason = null);
