using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace Seaworthy.IntegrationTests.PlainApp;

/// <summary>A controller as any application has one.</summary>
[ApiController]
[Route("things")]
public sealed class ThingsController : ControllerBase
{
    [HttpGet("{id}")]
    public ActionResult<Thing> Get(int id) => id == 404 ? NotFound() : new Thing("thing " + id);

    [HttpPost]
    public CreatedResult Post(Thing thing) => Created("/things/1", thing);
}

public sealed record Thing([property: StringLength(20)] string Name);
