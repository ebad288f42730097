namespace Panthor.Driver.Scheduling;

/// <summary>
/// A place in a list of groups, or the head of such a list (<c>struct list_head</c>): lists are rings, so that moving a
/// group from one to another costs a few writes and no memory.
/// </summary>
internal sealed class GroupLink
{
    private readonly PanthorGroup? _group;

    /// <summary>A head, or the link of a group; in no list.</summary>
    /// <param name="group">The group; null for a head.</param>
    public GroupLink(PanthorGroup? group = null)
    {
        _group = group;
        Next = this;
        Previous = this;
    }

    /// <summary>The group of this link, which is no head.</summary>
    public PanthorGroup Group => _group!;

    /// <summary>The next link; from the last one on, the head.</summary>
    public GroupLink Next { get; private set; }

    /// <summary>The link before.</summary>
    public GroupLink Previous { get; private set; }

    /// <summary>A head without groups, or a link that is in no list (<c>list_empty()</c>).</summary>
    public bool IsEmpty => ReferenceEquals(Next, this);

    /// <summary>The first group of a head, or null (<c>list_first_entry_or_null()</c>).</summary>
    public PanthorGroup? First => Next._group;

    /// <summary>Leaves its list (<c>list_del_init()</c>).</summary>
    public void DelInit()
    {
        Next.Previous = Previous;
        Previous.Next = Next;
        Next = this;
        Previous = this;
    }

    /// <summary>Joins a list just before another link; before a head is the end (<c>list_add_tail()</c>).</summary>
    public void AddTail(GroupLink before)
    {
        if (!IsEmpty)
            Group.Device.WarnOn(true, $"list_add corruption: {Group} is in a list already");
        DelInit();
        Previous = before.Previous;
        Next = before;
        Previous.Next = this;
        before.Previous = this;
    }

    /// <summary>Goes to the end of a list (<c>list_move_tail()</c>).</summary>
    public void MoveTail(GroupLink head)
    {
        DelInit();
        AddTail(head);
    }

    /// <summary>Goes to the start of a list (<c>list_move()</c>, <c>list_add()</c>).</summary>
    public void Move(GroupLink head)
    {
        DelInit();
        AddTail(head.Next);
    }
}
