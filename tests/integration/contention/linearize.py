"""Is there an order of operations, each at some moment between its invocation and its answer, in which one object gives just these answers?"""


def by_client(operations):
    """Each client's operations, one after the other. ValueError where they are not."""
    of_client = {}
    for operation in sorted(operations, key=lambda each: each.invoked):
        of_client.setdefault(operation.client, []).append(operation)
    for client, own in of_client.items():
        for before, after in zip(own, own[1:]):
            if before.answered > after.invoked:
                raise ValueError(f"client {client} asks before it has its answer: {after}")
    return list(of_client.values())


def linearizable(operations, state, step):
    """Wing and Gong's search, with the visited positions remembered. `step(state, operation)` gives the state behind the operation, or None
    where the object would not have answered so. Returns None where there is an order, and else the operations that no order gets past."""
    clients = by_client(operations)
    todo = [(tuple(0 for _ in clients), state)]
    seen = set(todo)
    stuck, farthest = [], -1
    while todo:
        positions, state = todo.pop()
        following = [own[position] for own, position in zip(clients, positions) if position < len(own)]
        if not following:
            return None
        # Whoever begins behind another's answer comes behind the other.
        first_answer = min(operation.answered for operation in following)
        moves = []
        for index, own in enumerate(clients):
            if positions[index] == len(own) or own[positions[index]].invoked > first_answer:
                continue
            after = step(state, own[positions[index]])
            if after is None:
                continue
            moved = (positions[:index] + (positions[index] + 1,) + positions[index + 1:], after)
            if after == state:
                # Taken at once: it changes nothing for the others, which only come nearer.
                moves = [moved]
                break
            moves.append(moved)
        if not moves and sum(positions) > farthest:
            farthest, stuck = sum(positions), following
        for moved in moves:
            if moved not in seen:
                seen.add(moved)
                todo.append(moved)
    return stuck
