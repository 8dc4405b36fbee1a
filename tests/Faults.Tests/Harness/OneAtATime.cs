// A row has the machine for itself: what it breaks, and how soon it must be mended, is its own.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
