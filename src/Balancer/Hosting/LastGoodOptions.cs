using Balancing.Telemetry;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Balancing.Hosting;

/// <summary>
/// The monitor of <see cref="BalancingOptions"/>. The first configuration must be good. Of the later ones only good ones get
/// through: a bad one is logged and counted, and the last good one stays. The framework's monitor would throw in the thread
/// that noticed the change, and at everybody who asks afterwards.
/// </summary>
internal sealed class LastGoodOptions : IOptionsMonitor<BalancingOptions>, IDisposable
{
    private readonly Lock _gate = new();
    private readonly IOptionsFactory<BalancingOptions> _factory;
    private readonly BalancerEvents _events;
    private readonly List<IDisposable> _subscriptions = [];
    private BalancingOptions? _lastGood; // gate
    private Action<BalancingOptions, string?>? _listeners; // gate

    public LastGoodOptions(
        IOptionsFactory<BalancingOptions> factory, IEnumerable<IOptionsChangeTokenSource<BalancingOptions>> sources, BalancerServices services)
    {
        _factory = factory;
        _events = services.Events ?? BalancerDiagnostics.Of(services.Logging, services.Metering);
        foreach (var source in sources)
        {
            _subscriptions.Add(ChangeToken.OnChange(source.GetChangeToken, Reload));
        }
    }

    public BalancingOptions CurrentValue
    {
        get
        {
            lock (_gate)
            {
                return _lastGood ??= _factory.Create(Options.DefaultName);
            }
        }
    }

    public BalancingOptions Get(string? name) => string.IsNullOrEmpty(name) ? CurrentValue : _factory.Create(name);

    public IDisposable OnChange(Action<BalancingOptions, string?> listener)
    {
        lock (_gate)
        {
            _listeners += listener;
        }

        return new Subscription(this, listener);
    }

    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());

    private void Reload()
    {
        BalancingOptions next;
        Action<BalancingOptions, string?>? listeners;
        lock (_gate)
        {
            if (_lastGood is null || Create() is not { } good)
            {
                return;
            }

            _lastGood = next = good;
            listeners = _listeners;
        }

        listeners?.Invoke(next, Options.DefaultName);
    }

    private BalancingOptions? Create()
    {
        try
        {
            return _factory.Create(Options.DefaultName);
        }
        catch (OptionsValidationException e)
        {
            _events.ReloadRefused([.. e.Failures]);
        }
#pragma warning disable CA1031 // Code of the program that configures options may throw anything; it must not take the last good plan down.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _events.ReloadRefused([e.Message]);
        }

        return null;
    }

    private sealed class Subscription(LastGoodOptions monitor, Action<BalancingOptions, string?> listener) : IDisposable
    {
        public void Dispose()
        {
            lock (monitor._gate)
            {
                monitor._listeners -= listener;
            }
        }
    }
}
