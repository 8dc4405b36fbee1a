using System.Net.Http.Json;

namespace Seaworthy.IntegrationTests.Faults;

/// <summary>What the shop's demo user may do in Development: put products on the shelf, and change them.</summary>
internal static class ShopStaff
{
    public static async Task<HttpResponseMessage> PutOnShelfAsync(this HttpClient client, object product)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/grocery/api/v2/products") { Content = JsonContent.Create(product) };
        return await client.SendAsync(request.ByStaff());
    }

    public static HttpRequestMessage ByStaff(this HttpRequestMessage request)
    {
        request.Headers.Authorization = new("Development", "test@example.com");
        return request;
    }
}
