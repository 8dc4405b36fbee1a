using System.ComponentModel.DataAnnotations;
using Seaworthy.Validation;

namespace Seaworthy.Cafe.Restaurants;

/// <summary>What its owner may change of a restaurant. The currency stays: what was ordered in it is still to be paid.</summary>
internal sealed record RestaurantChange([property: Required, PlainText, Trimmed, Length(1, 200)] string Name);
