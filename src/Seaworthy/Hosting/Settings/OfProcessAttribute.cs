namespace Seaworthy.Hosting.Settings;

/// <summary>
/// Marks a setting, or all those of a feature, of which the process has one for all its services: below <c>Services:NAME</c> it would change
/// nothing, and so it stops the start there.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OfProcessAttribute : Attribute;
