namespace Balancing.Tests.Pooling;

/// <summary>One story, told again for every await in it and every way in which that await can go wrong.</summary>
public class FaultTests
{
    public enum Fault
    {
        /// <summary>It fails at once.</summary>
        Fails,

        /// <summary>It fails after all others have ended.</summary>
        FailsLate,

        /// <summary>It hangs until it is cancelled, or the story is over.</summary>
        Hangs,

        /// <summary>It ends well, but only when the story is over.</summary>
        SucceedsLate,

        /// <summary>A ping is answered with no.</summary>
        SaysNo,

        /// <summary>Whoever can cancel does so while it is under way.</summary>
        EverybodyCancels,

        /// <summary>The pool is closed while it is under way.</summary>
        PoolCloses,

        /// <summary>The pool is cleared while it is under way.</summary>
        PoolClears,
    }

    public static TheoryData<Fault, bool> Faults
    {
        get
        {
            var data = new TheoryData<Fault, bool>();
            foreach (var fault in Enum.GetValues<Fault>())
            {
                data.Add(fault, false);
                data.Add(fault, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Whichever_await_it_strikes_nothing_is_lost(Fault fault, bool pings)
    {
        var calls = new Story(pings).Tell(strike: 0, fault);
        Assert.True(calls > 10, $"{calls} awaits");

        for (var strike = 1; strike <= calls; strike++)
        {
            new Story(pings).Tell(strike, fault);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Two_faults_one_after_the_other_lose_nothing_either(bool pings)
    {
        var calls = new Story(pings).Tell(strike: 0, Fault.Fails);
        for (var first = 1; first <= calls; first++)
        {
            for (var second = first + 1; second <= calls; second++)
            {
                new Story(pings) { SecondStrike = second }.Tell(first, Fault.Hangs);
                new Story(pings) { SecondStrike = second }.Tell(first, Fault.Fails);
            }
        }
    }

    // Six clients at a pool of two with one kept ahead: waiting, passing on, a dead one, one that is not reusable, time, and the end.
    private sealed class Story
    {
        private readonly Playground _ground;
        private readonly List<Client> _clients = [];
        private readonly List<Call> _late = [];
        private int _strike;
        private Fault _fault;
        private int _calls;
        private bool _isClosing;
        private Task<int>? _closing;

        public Story(bool pings)
        {
            var plan = new PoolPlan { Min = 1, Max = 2, Ttl = TimeSpan.FromSeconds(10), Acquire = TimeSpan.FromSeconds(30) };
            _ground = new Playground(plan, pings) { OnCall = OnCall };
        }

        /// <summary>A second call that fails.</summary>
        public int SecondStrike { get; init; }

        /// <summary>Tells the story; the n-th call of the connector meets its fault.</summary>
        /// <returns>How many calls there were.</returns>
        public int Tell(int strike, Fault fault)
        {
            (_strike, _fault) = (strike, fault);
            Step(() => _ = _ground.Pool.StartAsync());
            for (var i = 0; i < 4; i++)
            {
                Come(fresh: false);
            }

            Leave(reusable: true);
            Leave(reusable: false);
            Come(fresh: true);
            Leave(reusable: true);
            Leave(reusable: true);
            Step(() => _ground.Links.ForEach(link => link.IsAlive = false));
            Come(fresh: false);
            Leave(reusable: true);
            Step(() => _ground.Time.Advance(TimeSpan.FromSeconds(10)));
            Leave(reusable: true);
            Step(() => _ground.Time.Advance(TimeSpan.FromSeconds(31)));
            Leave(reusable: true);
            End();
            return _calls;
        }

        private void Come(bool fresh) => Step(() => _clients.Add(_ground.Begin(_clients.Count, fresh, canCancel: true)));

        private void Leave(bool reusable) =>
            Step(() => _clients.Find(client => client.Link is not null)?.End(reusable, dispose: false));

        private void Step(Action action)
        {
            Call.Inline(action);
            _ground.Check();
            while (_ground.ReadyCount > 0)
            {
                _ground.RunReady(0);
                _ground.Check();
            }
        }

        private void End()
        {
            Step(Close);
            for (var i = 0; i < _clients.Count; i++)
            {
                Leave(reusable: true);
            }

            while (_late.Count > 0)
            {
                var call = _late[0];
                _late.RemoveAt(0);
                Step(() => Finish(call));
            }

            Step(() => _ground.Time.Advance(TimeSpan.FromSeconds(2)));
            Assert.True(_closing!.IsCompletedSuccessfully, $"{_strike} {_fault} {_closing.Status} {_closing.Exception} {_ground.Pool.Snapshot()}");
            Assert.All(_clients, client => Assert.True(client.Acquiring.IsCompletedSuccessfully));
            _ground.CheckTheEnd();
        }

        private void Finish(Call call)
        {
            if (_fault == Fault.FailsLate)
            {
                call.Fail();
            }
            else
            {
                call.Succeed();
            }
        }

        private void OnCall(Call call)
        {
            _calls++;
            if (_calls == SecondStrike)
            {
                call.Fail();
            }
            else if (_calls == _strike)
            {
                Strike(call);
            }
            else
            {
                call.Succeed();
            }
        }

        private void Strike(Call call)
        {
            switch (_fault)
            {
                case Fault.Fails:
                    call.Fail();
                    break;
                case Fault.SaysNo:
                    call.Succeed(call.Kind != CallKind.Ping);
                    break;
                case Fault.Hangs:
                    _late.Add(call);
                    call.Cancel.UnsafeRegister(static call => ((Call)call!).BeCanceled(), call);
                    break;
                case Fault.FailsLate:
                case Fault.SucceedsLate:
                    _late.Add(call);
                    break;
                default:
                    Disturb();
                    _late.Add(call);
                    break;
            }
        }

        private void Disturb()
        {
            switch (_fault)
            {
                case Fault.EverybodyCancels:
                    foreach (var client in _clients.Where(client => !client.IsAnswered).ToList())
                    {
                        client.Cancel();
                    }

                    break;
                case Fault.PoolClears:
                    _ground.Clear();
                    break;
                default:
                    Close();
                    break;
            }
        }

        private void Close()
        {
            if (!_isClosing)
            {
                _isClosing = true;
                _closing = _ground.Close(TimeSpan.FromSeconds(1));
            }
        }
    }
}
