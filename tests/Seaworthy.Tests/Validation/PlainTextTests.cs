using System.Diagnostics;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Seaworthy.Validation;

namespace Seaworthy.Tests.Validation;

[Trait("Requirement", "R4")]
public sealed partial class PlainTextTests
{
    private static readonly string[] Pieces =
    [
        "<", ">", "</", "/>", "b", "script", "style", "<b>", "</b>", "<script>", "</script>", "<!--", "-->", "<![CDATA[", "]]>", "<?", "<!doctype ",
        "\"", "'", "=", " ", "&lt;", "&", "x", "é", "😀", "\n", "\r\n", "<Foo>", "<img src=x onerror=alert(1)>", "<svg/onload=x>", "<textarea>", "<title>", "<plaintext>",
    ];

    private static readonly Gen<string> Texts =
        Gen.OneOf(Gen.Elements(Pieces), ArbMap.Default.GeneratorFor<char>().Select(c => c.ToString())).ArrayOf().Select(string.Concat);

    [Theory]
    [InlineData("x <y")]
    [InlineData("a<b")]
    [InlineData("I <3 you")]
    [InlineData("<Foo> & Sons")]
    [InlineData("A &amp; B")]
    [InlineData("&lt;script&gt;")]
    [InlineData("a < b > c")]
    [InlineData("1 <2> 3")]
    [InlineData("tab\tnew\r\nline")]
    [InlineData("<b unclosed")]
    public void Text_that_is_no_markup_stays_as_it_is(string text) => HtmlTags.RemoveFrom(text).ShouldBe(text);

    [Theory]
    [InlineData("<b>bold</b>", "bold")]
    [InlineData("a<script>alert(1)</script>b", "ab")]
    [InlineData("a<SCRIPT src=x>if (a<b) '</b>'</script\n>b", "ab")]
    [InlineData("<style>p{}</style>x", "x")]
    [InlineData("<script>alert(1)", "alert(1)")]
    [InlineData("<scr<b>ipt>alert(1)</scr</b>ipt>", "")]
    [InlineData("<<b>b>x", "x")]
    [InlineData("<img src=\"a>b\" onerror=alert(1)>x", "x")]
    [InlineData("<svg/onload=alert(1)>x", "x")]
    [InlineData("<!--<script>x</script>-->", "<!---->")]
    [InlineData("<a href=' <i>text", "<a href=' text")]
    [InlineData("A &amp; <br/>B\r\n", "A &amp; B\r\n")]
    [InlineData("<Foo a=\"<b>\">", "<Foo a=\"\">")]
    public void Closed_tags_of_known_elements_go(string text, string plain) => HtmlTags.RemoveFrom(text).ShouldBe(plain);

    [Fact]
    public void Cleaning_twice_is_cleaning_once() =>
        Prop.ForAll(Texts.ToArbitrary(), text => HtmlTags.RemoveFrom(HtmlTags.RemoveFrom(text)) == HtmlTags.RemoveFrom(text))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void Text_without_brackets_is_never_touched() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => text is null || text.Contains('<') || ReferenceEquals(HtmlTags.RemoveFrom(text), text))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void No_closed_tag_of_a_known_element_is_left() =>
        Prop.ForAll(Texts.ToArbitrary(), text => !KnownTag().IsMatch(HtmlTags.RemoveFrom(text)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Theory]
    [InlineData("<b a=\"'")]
    [InlineData("<")]
    [InlineData("<script>")]
    [InlineData("<Foo a='<b")]
    [InlineData("<script></script>")]
    public void A_hostile_text_of_one_megabyte_ends_soon(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length)) + "<b a=\"x\" b='>" + string.Concat(Enumerable.Repeat("b>", 1_000));
        var clock = Stopwatch.StartNew();

        var plain = HtmlTags.RemoveFrom(text);

        KnownTag().IsMatch(plain).ShouldBeFalse();
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    // HTML's own white space: a vertical tab, say, is part of an element's name, and makes it one that nobody knows.
    [GeneratedRegex("""</?(b|script|style|img|svg|textarea|title|plaintext)([\t\n\f\r /][^<>"'=]*)?>""", RegexOptions.IgnoreCase)]
    private static partial Regex KnownTag();
}
