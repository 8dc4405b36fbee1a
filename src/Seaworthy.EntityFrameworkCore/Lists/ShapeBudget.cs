namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>
/// How many shapes one endpoint keeps, however many lists it has: 64 at the most, counted. 40 places are for wide shapes,
/// which serve every choice of fields and every size of page of a filter and an order; 24 for narrow ones, which read less,
/// half of them kept free for the usual fields.
/// </summary>
internal sealed class ShapeBudget
{
    public const int MostShapes = MostWide + MostNarrow;
    public const int MostWide = 40;
    public const int MostNarrow = 24;
    public const int MostChosen = MostNarrow / 2;
    private readonly Lock _guard = new(); // guards both counts
    private int _wide;
    private int _narrow;

    public int Count
    {
        get
        {
            lock (_guard)
            {
                return _wide + _narrow;
            }
        }
    }

    public bool TryTake(ShapePlace place)
    {
        lock (_guard)
        {
            return place switch
            {
                ShapePlace.Wide => TryTake(ref _wide, MostWide),
                ShapePlace.Usual => TryTake(ref _narrow, MostNarrow),
                _ => TryTake(ref _narrow, MostChosen),
            };
        }
    }

    /// <summary>Gives a place back that nothing stands in: two requests met the same shape at once.</summary>
    public void GiveBack(ShapePlace place)
    {
        lock (_guard)
        {
            _ = place == ShapePlace.Wide ? _wide-- : _narrow--;
        }
    }

    private static bool TryTake(ref int taken, int most)
    {
        if (taken >= most)
        {
            return false;
        }

        taken++;
        return true;
    }
}

/// <summary>What a place is for.</summary>
internal enum ShapePlace
{
    /// <summary>All fields and the largest page, or a count.</summary>
    Wide,

    /// <summary>The fields that are shown when nobody chooses.</summary>
    Usual,

    /// <summary>Fields that a caller chose.</summary>
    Chosen,
}
