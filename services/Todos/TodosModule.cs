using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Api.Dialects;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.ApiKeys;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.Hosting;
using Seaworthy.Mail;
using Seaworthy.Todos.Access;
using Seaworthy.Todos.Bulk;
using Seaworthy.Todos.Data;
using Seaworthy.Todos.Items;
using Seaworthy.Todos.People;
using Seaworthy.Todos.Reminders;
using Seaworthy.Todos.Seed;
using Seaworthy.Todos.Stats;
using Seaworthy.Todos.Tags;

namespace Seaworthy.Todos;

/// <summary>A team's todos (S3).</summary>
public sealed class TodosModule : IModule
{
    public static ModuleInfo Info { get; } = new("todos", "Todo", Dialect.Todos)
    {
        Defaults = options =>
        {
            options.Bounds.BodyBytes = 256 * 1024;
            options.Bounds.DeadlineMs = 10_000;
            options.Database.MaxPoolSize = 50; // S3's pool of 20 with its overflow of 30
            options.Identity.RequireWords = true;
            options.RateLimiting.Policies[Routes.TodosLimit] = "100/minute per subject";
            options.RateLimiting.Policies[AccountsExtensions.Limit] = "20/minute per address";
        },
    };

    public static void AddServices(ModuleBuilder module)
    {
        module.AddDatabase<TodosDb>().KeepIdempotencyKeys<TodosDb>().KeepApiKeys<TodosDb>().KeepAuditTrail<TodosDb>().AddAccounts<TodosDb>()
            .AddDemoUser("test@example.com", "test123", "Test User", TeamAccess.Member, TeamAccess.Manager);
        module.AddJobs<TodosDb>(jobs => jobs
            .Run<RunBulk, BulkOrder, BulkResult>(RunBulk.Kind, (bulk, order, run, ct) => bulk.HandleAsync(order, run, ct))
            .Run<AskReminders, ReminderRound>(AskReminders.Kind, (ask, _, _, ct) => ask.HandleAsync(ct))
            .Run<SendReminder, DueTodo>(SendReminder.Kind, (send, due, run, ct) => send.HandleAsync(due, run, ct))
            .Schedule("reminders", AskReminders.When, AskReminders.Kind, instant => new(instant))).AddMails<TodosDb>();
        module.Services.AddSingleton(sp => TeamAccess.Read(module.Configuration, sp.GetRequiredService<IWebHostEnvironment>().IsDevelopment()));
        module.Services.AddSingleton<IServiceSeed, TodosSeed>();
        module.Services.AddSingleton<DemoTodos>();
        module.Services.AddSingleton<RowChanges>();
        AddTodos(module);
        AddAround(module);
    }

    public static void MapRoutes(RouteGroupBuilder routes) => Routes.Map(routes);

    private static void AddTodos(ModuleBuilder module)
    {
        module.Services.AddSingleton<CreateTodo>();
        module.Services.AddSingleton<ChangeTodo>();
        module.Services.AddSingleton<MoveTodo>();
        module.Services.AddSingleton<RemoveTodo>();
        module.Services.AddSingleton<ShowStats>();
        module.Services.AddSingleton<RequestBulk>();
        module.Services.AddSingleton<BulkBatches>();
        module.Services.AddSingleton<RunBulk>();
        module.Services.AddSingleton<AskReminders>();
        module.Services.AddSingleton<SendReminder>();
        module.Services.AddMailTemplate(ReminderWords.Due);
    }

    private static void AddAround(ModuleBuilder module)
    {
        module.Services.AddSingleton<CreateTag>();
        module.Services.AddSingleton<ChangeTag>();
        module.Services.AddSingleton<CreateEmployee>();
        module.Services.AddSingleton<ChangeEmployee>();
        module.Services.AddSingleton<CreateDepartment>();
        module.Services.AddSingleton<ChangeDepartment>();
    }
}
