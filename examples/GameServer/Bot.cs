using System.Net;

namespace Arena;

/// <summary>Where a bot stands.</summary>
public enum BotState
{
    Away,
    Joining,
    Playing,
    Leaving,
    Gone,
}

/// <summary>One player: away, joining, playing, leaving, gone. Questions are repeated until they are answered.</summary>
internal sealed class Bot(Player player)
{
    private const double Patience = 0.02; // of the run, between two questions

    private double _nextQuestion;

    public BotState State { get; private set; }

    /// <summary>Whom to talk to now: the server while playing, else null for the lobby.</summary>
    public EndPoint? Server { get; private set; }

    /// <summary>What it says in this turn, or null.</summary>
    public string? Act(double progress)
    {
        var leaves = progress >= Math.Min(1, player.ComesAt + player.Stays);
        State = State switch
        {
            BotState.Away when progress >= player.ComesAt && !leaves => BotState.Joining,
            BotState.Joining or BotState.Playing when leaves => BotState.Leaving,
            _ => State,
        };
        if (State is BotState.Away or BotState.Gone)
            return null;
        if (State == BotState.Playing)
            return $"MOVE {player.Name}";

        Server = null;
        if (progress < _nextQuestion)
            return null;
        _nextQuestion = progress + Patience;
        return State == BotState.Joining ? $"JOIN {player.Name}" : $"LEAVE {player.Name}";
    }

    public void Hear(string word, EndPoint? server)
    {
        (State, Server) = (State, word) switch
        {
            (BotState.Joining, "PLAY") => (BotState.Playing, server),
            (BotState.Leaving, "BYE") => (BotState.Gone, null),
            _ => (State, Server),
        };
        if (State is BotState.Playing)
            _nextQuestion = 0;
    }
}
