namespace Balancing.Tests.Pooling;

/// <summary>One generated life of a pool: who comes, goes and fails when, drawn from a seed. The rules are checked after every step.</summary>
internal sealed class Schedule
{
    private readonly Random _random;
    private readonly Playground _ground;
    private readonly List<Client> _clients = [];
    private readonly List<string> _log = [];
    private readonly int _atOnce; // percent of the connector's calls that end at once
    private int _number;

    public Schedule(int seed)
    {
        _random = new Random(seed);
        _atOnce = _random.Next(4) * 30;
        var plan = Plan();
        _ground = new Playground(plan, pings: Chance(25), hostTicks: Chance(20), waitLimit: Chance(80) ? 100 : 2) { OnCall = OnCall, RunsInOrder = Chance(75) };
        _log.Add($"seed {seed}, pings {_ground.Pings}, ticks {_ground.HostTicks}, {plan}");
    }

    public Playground Ground => _ground;

    public void Run()
    {
        try
        {
            for (var steps = _random.Next(20, 90); steps > 0; steps--)
            {
                Step();
                _ground.Check();
            }

            End();
        }
        catch (Exception error)
        {
            throw new InvalidOperationException(string.Join('\n', _log), error);
        }
    }

    private void Step()
    {
        switch (_random.Next(20))
        {
            case < 5:
                Say($"client {_number} comes");
                _clients.Add(_ground.Begin(_number++, fresh: Chance(8), canCancel: Chance(50)));
                break;
            case < 8:
                EndLease();
                break;
            case < 12:
                EndCall();
                break;
            case < 15:
                RunOne();
                break;
            case 15:
                CancelOne();
                break;
            case 16:
                SpoilOne();
                break;
            case 17:
                var seconds = _random.Next(1, 12) / 2.0;
                Say($"{seconds} s");
                Call.Inline(() => _ground.Time.Advance(TimeSpan.FromSeconds(seconds)));
                break;
            case 18:
                Change();
                break;
            default:
                Say($"tick");
                Call.Inline(_ground.Pool.Tick);
                break;
        }
    }

    private void Change()
    {
        switch (_random.Next(4))
        {
            case 0:
                Say($"clear");
                Call.Inline(_ground.Clear);
                break;
            case 1:
                Say($"start");
                Call.Inline(() => _ = _ground.Pool.StartAsync());
                break;
            case 2:
                var plan = Plan();
                Say($"apply {plan}");
                Call.Inline(() => _ground.Apply(plan));
                break;
        }
    }

    private void EndLease()
    {
        if (Pick(_clients.FindAll(client => client.Link is not null)) is { } client)
        {
            var (reusable, dispose) = (Chance(75), Chance(15));
            Say($"client {client.Number} ends {client.Link}: {(dispose ? "disposed of" : reusable ? "reusable" : "not reusable")}");
            client.End(reusable, dispose);
        }
    }

    private void EndCall()
    {
        if (Pick(_ground.Calls) is not { } call)
        {
            return;
        }

        Say($"{call} ends");
        switch (_random.Next(8))
        {
            case 0:
                call.Fail();
                break;
            case 1 when call.Kind == CallKind.Ping:
                call.Succeed(answer: false);
                break;
            case < 5 when call.Cancel.IsCancellationRequested:
                call.BeCanceled();
                break;
            default:
                call.Succeed();
                break;
        }
    }

    private void RunOne()
    {
        if (_ground.ReadyCount > 0)
        {
            _ground.RunReady(_ground.RunsInOrder ? 0 : _random.Next(_ground.ReadyCount));
        }
    }

    private void CancelOne()
    {
        if (Pick(_clients.FindAll(client => client is { IsAnswered: false, CanCancel: true })) is { } client)
        {
            Say($"client {client.Number} cancels");
            client.Cancel();
        }
    }

    private void SpoilOne()
    {
        if (Pick(_ground.Links.FindAll(link => link is { IsClosing: false, IsAlive: true })) is { } link)
        {
            Say($"{link} dies");
            link.IsAlive = false;
            link.Throws = Chance(30);
        }
    }

    // The pool closes in the middle of everything, and whatever still hangs ends afterwards.
    private void End()
    {
        Say($"closing");
        var closing = _ground.Close(TimeSpan.FromSeconds(_random.Next(4)));
        _ground.Check();
        var keeps = Chance(50);
        for (var steps = 0; steps < 400 && !(closing.IsCompleted && _ground.Calls.Count == 0 && _ground.ReadyCount == 0); steps++)
        {
            switch (_random.Next(4))
            {
                case 0 when !keeps:
                    EndLease();
                    break;
                case 1:
                    EndCall();
                    break;
                case 2:
                    Call.Inline(() => _ground.Time.Advance(TimeSpan.FromSeconds(0.5)));
                    Call.Inline(_ground.Pool.Tick);
                    break;
                default:
                    RunOne();
                    break;
            }

            _ground.Check();
        }

        Assert.True(closing.IsCompletedSuccessfully, "The closing has not ended.");
        foreach (var client in _clients)
        {
            Assert.Null(client.Acquiring.Exception);
            if (client.Link is not null)
            {
                client.End(reusable: true, dispose: false);
            }
        }

        _ground.CheckTheEnd();
    }

    private void OnCall(Call call)
    {
        if (Chance(_atOnce))
        {
            if (Chance(15))
            {
                call.Fail();
            }
            else
            {
                call.Succeed(call.Kind != CallKind.Ping || Chance(85));
            }
        }
        else if (Chance(50))
        {
            call.Cancel.UnsafeRegister(static call => ((Call)call!).BeCanceled(), call); // gives up at once when asked to; others take their time
        }
    }

    private PoolPlan Plan()
    {
        var smax = _random.Next(6);
        return new PoolPlan
        {
            Min = Chance(60) ? 0 : _random.Next(4),
            Max = Chance(10) ? 0 : _random.Next(1, 5),
            SMax = smax > 3 ? null : smax,
            Ttl = Chance(50) ? null : TimeSpan.FromSeconds(_random.Next(1, 6)),
            Acquire = Chance(50) ? null : TimeSpan.FromSeconds(_random.Next(0, 5)),
            AddressTtl = Chance(70) ? null : TimeSpan.FromSeconds(_random.Next(0, 9)),
            DisableReuse = Chance(10),
        };
    }

    private T? Pick<T>(List<T> list)
        where T : class => list.Count == 0 ? null : list[_random.Next(list.Count)];

    private bool Chance(int percent) => _random.Next(100) < percent;

    private void Say(FormattableString step) => _log.Add(FormattableString.Invariant(step));
}
