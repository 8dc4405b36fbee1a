using System.Net.Http.Json;

namespace Seaworthy.IntegrationTests.Faults;

/// <summary>Puts products on the shelf, as the shop's demo user may in Development.</summary>
internal static class ShopStaff
{
    public static async Task<HttpResponseMessage> PutOnShelfAsync(this HttpClient client, object product)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/grocery/api/v2/products") { Content = JsonContent.Create(product) };
        request.Headers.Authorization = new("Development", "test@example.com");
        return await client.SendAsync(request);
    }
}
