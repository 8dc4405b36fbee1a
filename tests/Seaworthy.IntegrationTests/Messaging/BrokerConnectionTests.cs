using System.Net.Security;
using Seaworthy.RabbitMq;

namespace Seaworthy.IntegrationTests.Messaging;

/// <summary>What the way to the broker is told before anybody is spoken to.</summary>
[Trait("Requirement", "R22")]
public sealed class BrokerConnectionTests
{
    [Fact]
    public void An_encrypted_way_takes_a_certificate_of_the_brokers_own_name_only()
    {
        var tls = BrokerConnection.FactoryOf(new("amqps://sea:worthy@broker.example.com/"), "test").Ssl;

        (tls.Enabled, tls.ServerName, tls.AcceptablePolicyErrors, tls.CertificateValidationCallback).ShouldBe((true, "broker.example.com", SslPolicyErrors.None, null));
    }

    [Fact]
    public void A_way_that_is_not_encrypted_stays_so() => BrokerConnection.FactoryOf(new("amqp://sea:worthy@broker.example.com/"), "test").Ssl.Enabled.ShouldBeFalse();

    [Theory]
    [InlineData("amqp://sea:worthy@broker.example.com", "broker.example.com:5672")]
    [InlineData("amqps://sea:worthy@broker.example.com", "broker.example.com:5671")]
    [InlineData("amqps://sea:worthy@broker.example.com:5680/shop", "broker.example.com:5680")]
    public async Task Where_it_is_said_to_be_is_where_it_is_called(string url, string place)
    {
        await using var broker = new Broker(new(url));

        broker.Place.ShouldBe(place);
        var endpoint = BrokerConnection.FactoryOf(new(url), "test").Endpoint;
        $"{endpoint.HostName}:{endpoint.Port}".ShouldBe(place);
    }
}
