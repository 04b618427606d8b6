namespace Balancing.Managing;

/// <summary>A field that can be read, written from text, and put back as it was.</summary>
/// <typeparam name="TState">What has the field.</typeparam>
/// <typeparam name="TEdit">What changes it.</typeparam>
/// <param name="Word">Its word.</param>
/// <param name="Read">Its text.</param>
/// <param name="Write">The edit with this text, which <see cref="EditValue.ProblemOf"/> has passed.</param>
/// <param name="Copy">The first state with the field of the second.</param>
internal sealed record EditField<TState, TEdit>(
    EditWord Word, Func<TState, string> Read, Func<TEdit, string, TEdit> Write, Func<TState, TState, TState> Copy);
