// Activities are the whole process's: two ledgers at once would read each other's.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
