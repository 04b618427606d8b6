namespace Balancing.Manager.Live;

/// <summary>
/// The last minutes of one member, in a ring of buckets. What was counted between two looks is spread evenly over the buckets between
/// them, so that looking more or less often does not change the picture. Everything needs the gate of the history.
/// </summary>
internal sealed class MemberSeries
{
    /// <summary>Buckets of each chart.</summary>
    public const int Length = 60;

    /// <summary>How many charts there are.</summary>
    public const int Charts = 4;

    private readonly float[] _sums = new float[Charts * Length];
    private readonly double _width;
    private readonly double _since;
    private long _bucket;
    private double _at;
    private (long Elected, long Bytes, long Errors) _counts;

    /// <summary>Begins with what a member has counted so far.</summary>
    /// <param name="member">The member.</param>
    /// <param name="at">Seconds since the history began.</param>
    /// <param name="width">Seconds that a bucket is long.</param>
    public MemberSeries(MemberSnapshot member, double at, double width)
    {
        (_width, _at, _since) = (width, at, at);
        _bucket = (long)(at / width);
        _counts = CountsOf(member);
        _sums[PlaceOf(Chart.Busy, _bucket)] = member.Busy;
    }

    /// <summary>When it was last looked at, as a number of the look.</summary>
    public long Look { get; set; }

    /// <summary>Requests per second, now.</summary>
    public float Requests => Rate(Chart.Requests);

    /// <summary>Bytes in both directions per second, now.</summary>
    public float Traffic => Rate(Chart.Traffic);

    /// <summary>Takes what a member has counted by now.</summary>
    public void Add(MemberSnapshot member, double at)
    {
        var counts = CountsOf(member);
        var bucket = (long)(at / _width);
        for (var next = Math.Max(_bucket + 1, bucket - Length + 1); next <= bucket; next++)
        {
            Clear(next);
        }

        Spread(Chart.Requests, Growth(_counts.Elected, counts.Elected), at, bucket);
        Spread(Chart.Traffic, Growth(_counts.Bytes, counts.Bytes), at, bucket);
        Spread(Chart.Errors, Growth(_counts.Errors, counts.Errors), at, bucket);
        for (var one = Math.Max(_bucket, bucket - Length + 1); one <= bucket; one++)
        {
            ref var busy = ref _sums[PlaceOf(Chart.Busy, one)];
            busy = Math.Max(busy, member.Busy);
        }

        (_bucket, _at, _counts) = (bucket, at, counts);
    }

    /// <summary>The values of a chart, the oldest first, the bucket that is still filling last.</summary>
    public void Read(Chart chart, Span<float> into)
    {
        for (var i = 0; i < Length; i++)
        {
            into[i] = ValueOf(chart, _bucket - Length + 1 + i);
        }
    }

    /// <summary>The value of the bucket that is still filling.</summary>
    public float Newest(Chart chart) => ValueOf(chart, _bucket);

    private static (long Elected, long Bytes, long Errors) CountsOf(MemberSnapshot member) =>
        (member.Elected, member.Sent + member.Received, member.Errors);

    // A counter that went down began again from zero.
    private static long Growth(long before, long now) => now >= before ? now - before : now;

    private static int PlaceOf(Chart chart, long bucket) => ((int)chart * Length) + (int)(bucket % Length);

    private void Clear(long bucket)
    {
        for (var chart = 0; chart < Charts; chart++)
        {
            _sums[PlaceOf((Chart)chart, bucket)] = 0;
        }
    }

    private void Spread(Chart chart, long growth, double at, long bucket)
    {
        if (growth == 0)
        {
            return;
        }

        if (bucket == _bucket || at <= _at)
        {
            _sums[PlaceOf(chart, bucket)] += growth;
            return;
        }

        for (var one = Math.Max(_bucket, bucket - Length + 1); one <= bucket; one++)
        {
            var overlap = Math.Min(at, (one + 1) * _width) - Math.Max(_at, one * _width);
            _sums[PlaceOf(chart, one)] += (float)(growth * overlap / (at - _at));
        }
    }

    private float ValueOf(Chart chart, long bucket)
    {
        if (bucket < 0)
        {
            return 0;
        }

        var sum = _sums[PlaceOf(chart, bucket)];
        return chart == Chart.Busy ? sum : PerSecond(sum, CoveredOf(bucket));
    }

    // Over the bucket that is filling and the one before, so that the number is neither late nor restless.
    private float Rate(Chart chart)
    {
        var sum = _sums[PlaceOf(chart, _bucket)] + (_bucket > 0 ? _sums[PlaceOf(chart, _bucket - 1)] : 0);
        return PerSecond(sum, CoveredOf(_bucket) + CoveredOf(_bucket - 1));
    }

    // Of no time nothing can be said.
    private static float PerSecond(float sum, double seconds) => sum == 0 || seconds <= 0 ? 0 : (float)(sum / seconds);

    private double CoveredOf(long bucket) =>
        Math.Max(0, Math.Min(_at, (bucket + 1) * _width) - Math.Max(_since, bucket * _width));
}
