using System.Text;

namespace Seaworthy.Grocery.Products;

/// <summary>Makes one of a category's spellings: <c>Sugary snacks</c>, <c>sugary-snacks</c> and <c>en:sugary-snacks</c> are one.</summary>
internal static class CategorySlug
{
    public static string Of(string name)
    {
        var text = name.Length > 3 && name[2] == ':' ? name.AsSpan(3) : name.AsSpan();
        var slug = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                slug.Append(char.ToLowerInvariant(c));
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().TrimEnd('-');
    }
}
