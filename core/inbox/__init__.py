"""待办 and 待阅: what waits for a person, in all units, by one query; pointers without content."""
